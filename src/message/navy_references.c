/* navy_references.c - REF sets and what NARR and AMPN say of them; see navy.h. */
#include "format_line.h"
#include "list.h"
#include "navy.h"
#include "references.h"
#include "scan.h"
#include "text.h"

/* Type fields of a REF set that name a message. */
static bool names_a_message(struct septel_view field)
{
	static const char *const TYPES[] = {"MSG", "MSGID",   "GENADMIN",
					    "RMG", "MESSAGE", "NAVADMIN"};
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
		if (septel__equal(field, septel_view_of(TYPES[i])))
			return true;
	return false;
}

static enum septel_reference_kind kind_of_type(struct septel_view field, struct septel_view words)
{
	static const struct {
		const char *type;
		enum septel_reference_kind kind;
	} TYPES[] = {
		{"DOC", SEPTEL_REFERENCE_BOOK},       {"INST", SEPTEL_REFERENCE_BOOK},
		{"LAW", SEPTEL_REFERENCE_BOOK},       {"PUB", SEPTEL_REFERENCE_BOOK},
		{"LTR", SEPTEL_REFERENCE_MEMO},       {"LETTER", SEPTEL_REFERENCE_MEMO},
		{"MEMO", SEPTEL_REFERENCE_MEMO},      {"EMAIL", SEPTEL_REFERENCE_EMAIL},
		{"E-MAIL", SEPTEL_REFERENCE_EMAIL},   {"EML", SEPTEL_REFERENCE_EMAIL},
		{"TEL", SEPTEL_REFERENCE_TELCON},     {"TELCON", SEPTEL_REFERENCE_TELCON},
		{"PHONCON", SEPTEL_REFERENCE_TELCON}, {"FAX", SEPTEL_REFERENCE_FAX},
		{"RPT", SEPTEL_REFERENCE_REPORT},     {"CONF", SEPTEL_REFERENCE_MEETING},
		{"MTG", SEPTEL_REFERENCE_MEETING},    {"URL", SEPTEL_REFERENCE_WEB},
		{"WEB", SEPTEL_REFERENCE_WEB},
	};
	/* "MSGID:DOC", "DESC: MTG": the name of the field stands before its value. */
	if (scan_word(&field, "MSGID:") || scan_word(&field, "DESC:"))
		field = septel__trim(field);
	if (names_a_message(field))
		return SEPTEL_REFERENCE_MESSAGE;
	struct septel_view word = field, rest = field;
	septel__next_word(&rest, &word); /* "DOC BUPERS" */
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
		if (septel__equal(word, septel_view_of(TYPES[i].type)))
			return TYPES[i].kind;
	return septel__reference_kind(words);
}

/* The next field of a set, between obliques. */
static bool next_field(struct septel_view *rest, struct septel_view *field)
{
	if (rest->len == 0)
		return false;
	const size_t oblique = septel__find_byte(*rest, '/', 0);
	const size_t end = oblique == VIEW_NOT_FOUND ? rest->len : oblique;
	*field = septel__trim(septel__slice(*rest, 0, end));
	*rest = septel__slice(*rest, oblique == VIEW_NOT_FOUND ? end : end + 1, rest->len);
	return true;
}

/* The first message series number in `words`, at a word's start. */
static struct septel_view series_in(struct reading *reading, struct septel_view words)
{
	for (size_t at = 0; at < words.len; at++) {
		size_t length;
		if (!septel__is_upper(words.ptr[at]) ||
		    (at > 0 && septel__is_alpha(words.ptr[at - 1])))
			continue;
		const struct septel_view number = septel__series_number(
			reading, septel__slice(words, at, words.len), &length);
		if (number.len)
			return number;
		while (at + 1 < words.len && septel__is_upper(words.ptr[at + 1]))
			at++;
	}
	return (struct septel_view){"", 0};
}

void septel__navy_reference_read(struct reading *reading, struct navy_references *list,
				 struct septel_view words)
{
	struct septel_reference reference = {
		.letter = {"", 0}, .id = {"", 0}, .from = {"", 0}, .text = {"", 0}};
	reference.dtg = (struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	reference.at = reading_span(reading, words);
	while (words.len && words.ptr[0] == '/')
		words = septel__slice(words, 1, words.len);
	struct septel_view rest = words, field, type = {"", 0}, capitals;
	if (!next_field(&rest, &field))
		return;
	struct septel_view letter = field;
	if (scan_capitals(&letter, 1, 2, &capitals) && letter.len == 0) {
		reference.letter = capitals;
		words = septel__trim(rest);
		if (!next_field(&rest, &type))
			return;
	} else {
		type = field;
	}
	reference.text = septel__one_line(reading->arena, words);
	reference.kind = kind_of_type(type, reference.text);
	struct septel_view fields = rest;
	while (next_field(&fields, &field)) {
		struct septel_view at = field;
		if (septel__scan_dtg(&at, &reference.dtg))
			break;
		/* The first field that is no office code is the sender. */
		if (reference.from.len == 0 && field.len > 2)
			reference.from = septel__one_line(reading->arena, field);
	}
	if (!reference.dtg.year)
		reference.dtg =
			(struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	reference.id = series_in(reading, reference.text);
	if (reference.id.len)
		reference.kind = SEPTEL_REFERENCE_MESSAGE;
	/* "FRAGO/USCENTCOM/281848ZMAR11", "BUMED/231757ZOCT09". */
	if (reference.kind == SEPTEL_REFERENCE_UNKNOWN && reference.dtg.year) {
		reference.kind = SEPTEL_REFERENCE_MESSAGE;
		if (reference.from.len == 0)
			reference.from = septel__one_line(reading->arena, type);
	}
	if (reference.kind != SEPTEL_REFERENCE_MESSAGE || !reference.dtg.year)
		reference.from = (struct septel_view){"", 0};
	struct septel_reference *slot =
		LIST_ADD(reading->arena, list->at, list->count, list->capacity);
	if (slot)
		*slot = reference;
}

/* "REF A IS", "REF (A)", "REFERENCE A": the letter, and what follows it. */
static bool names_reference(struct septel_view *rest, struct septel_view *letter)
{
	struct septel_view at = *rest;
	if (!scan_word(&at, "REF"))
		return false;
	scan_word(&at, "ERENCE");
	while (at.len && septel__is_space(at.ptr[0]))
		at = septel__slice(at, 1, at.len);
	const bool open = scan_byte(&at, '(');
	if (!scan_capitals(&at, 1, 2, letter))
		return false;
	if (open && !scan_byte(&at, ')'))
		return false;
	if (!scan_at_word_end(at))
		return false;
	*rest = at;
	return true;
}

/* The first sentence of what is said of one reference. */
static struct septel_view first_sentence(struct septel_view words)
{
	for (size_t i = 0; i + 1 < words.len; i++)
		if ((words.ptr[i] == '.' || words.ptr[i] == ';') &&
		    septel__is_space(words.ptr[i + 1]))
			return septel__slice(words, 0, i);
	return words;
}

/* What the text says a reference is; where another message cancels or replaces
 * one, the number is that of the other. */
static void explain(struct reading *reading, struct septel_reference *reference,
		    struct septel_view words)
{
	if (reference->id.len)
		return;
	const struct septel_view number = series_in(reading, first_sentence(words));
	if (number.len == 0 || septel__equal(number, reading->message->id))
		return;
	reference->id = number;
	reference->kind = SEPTEL_REFERENCE_MESSAGE;
}

void septel__navy_narrative_read(struct reading *reading, struct navy_references *list,
				 struct septel_view words)
{
	struct septel_reference *about = NULL;
	size_t from = 0;
	bool named = false;
	/* Its lines wrap anywhere: "REF C IS NAVADMIN\n078/10". */
	words = septel__one_line(reading->arena, words);
	for (size_t at = 0; at <= words.len; at++) {
		struct septel_view rest = septel__slice(words, at, words.len);
		struct septel_view letter = {"", 0};
		const bool end = at == words.len;
		const bool start = at == 0 || !septel__is_alnum(words.ptr[at - 1]);
		if (!end && (!start || words.ptr[at] != 'R' || !names_reference(&rest, &letter)))
			continue;
		if (about)
			explain(reading, about, septel__slice(words, from, at));
		if (end)
			break;
		named = true;
		about = NULL;
		for (size_t i = 0; i < list->count; i++)
			if (septel__equal(list->at[i].letter, letter))
				about = &list->at[i];
		from = (size_t)(rest.ptr - words.ptr);
		at = from - 1;
	}
	/* No reference named: the text amplifies the set before it. */
	if (!named && list->count)
		explain(reading, &list->at[list->count - 1], words);
}
