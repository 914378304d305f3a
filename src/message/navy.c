/* navy.c - see navy.h. */
#include "navy.h"

#include "../base/date.h"
#include "../base/out.h"
#include "body.h"
#include "format_line.h"
#include "keyword.h"
#include "line_twelve.h"
#include "marking.h"
#include "number.h"
#include "scan.h"
#include "text.h"

#include <septel/number.h>

/* Lines that may stand between line 12 and the first set. */
#define SETS_WITHIN_LINES 120
/* How far ahead a further set still belongs to the heading. */
#define SETS_AHEAD 12

enum set_kind { SET_NONE, SET_HEAD, SET_SUBJECT, SET_REF, SET_NARRATIVE, SET_BODY };

static const struct {
	const char *name;
	enum set_kind kind;
} SETS[] = {
	{"MSGID", SET_HEAD},   {"SUBJ", SET_SUBJECT},   {"SUBJECT", SET_SUBJECT},
	{"REF", SET_REF},      {"NARR", SET_NARRATIVE}, {"AMPN", SET_NARRATIVE},
	{"RMKS", SET_BODY},    {"GENTEXT", SET_BODY},   {"POC", SET_HEAD},
	{"EXER", SET_HEAD},    {"OPER", SET_HEAD},      {"CANX", SET_HEAD},
	{"DOWNGRD", SET_HEAD}, {"ACKNLDG", SET_HEAD},
};

/* "REF A/DESC:DOC/...", "REB/B/DOC/...": a REF set with a slip of the key. */
static bool misprinted_reference(struct septel_view words, struct septel_view *rest)
{
	struct septel_view at = words, name, letter;
	if (!scan_capitals(&at, 3, 3, &name) ||
	    septel__edit_distance(name, VIEW_LITERAL("REF"), 1) > 1)
		return false;
	if (!scan_byte(&at, '/'))
		scan_blanks(&at);
	struct septel_view behind = at;
	if (!scan_capitals(&behind, 1, 2, &letter) || !scan_byte(&behind, '/'))
		return false;
	*rest = at;
	return true;
}

/* "REF B IS ..." on a line of its own: the narrative goes on behind its "//". */
static bool goes_on_explaining(struct septel_view words)
{
	struct septel_view letter;
	return scan_word(&words, "REF ") && scan_capitals(&words, 1, 2, &letter) &&
	       (scan_word(&words, " IS ") || scan_word(&words, " ARE "));
}

/* The set at the front of `words`; what follows its first oblique in *rest. */
static enum set_kind set_at(struct septel_view words, struct septel_view *rest)
{
	if (words.len < 4 || !septel__is_upper(words.ptr[0]))
		return SET_NONE;
	if (words.ptr[0] == 'R' || words.ptr[1] == 'E') {
		if (misprinted_reference(words, rest))
			return SET_REF;
		*rest = words;
		if (goes_on_explaining(words))
			return SET_NARRATIVE;
	}
	for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++) {
		struct septel_view behind = words;
		if (!scan_word(&behind, SETS[i].name))
			continue;
		scan_blanks(&behind);
		const bool colon = SETS[i].kind == SET_SUBJECT && scan_byte(&behind, ':');
		if (!colon && !scan_byte(&behind, '/'))
			continue;
		*rest = behind;
		return SETS[i].kind;
	}
	return SET_NONE;
}

struct septel_view septel__series_number(struct reading *reading, struct septel_view words,
					 size_t *length)
{
	struct septel_view rest = words, series, number, year;
	const struct septel_view none = {"", 0};
	char out[SEPTEL_NUMBER_SIZE];
	if (!scan_capitals(&rest, 5, 16, &series) || !septel__is_series(series))
		return none;
	scan_blanks(&rest);
	size_t obliques = 0;
	while (scan_byte(&rest, '/') || scan_byte(&rest, '-'))
		obliques++;
	scan_blanks(&rest);
	if (!scan_digits(&rest, 1, 4, &number) || obliques > 2)
		return none;
	scan_blanks(&rest);
	if (!scan_byte(&rest, '/') && !scan_byte(&rest, '-'))
		return none;
	scan_blanks(&rest);
	if (!scan_digits(&rest, 2, 4, &year) || (year.len == 3 && year.ptr[0] != '0'))
		return none;
	if (year.len == 3)
		year = septel__slice(year, 1, 3);
	if (!scan_at_word_end(rest))
		return none;
	struct septel_out printed;
	septel__out_init(&printed, reading->arena, 64);
	septel__out_view(&printed, series);
	septel__out_byte(&printed, ' ');
	septel__out_view(&printed, number);
	septel__out_byte(&printed, '/');
	septel__out_view(&printed, year);
	if (!septel_number_canonical(septel__out_written(&printed), out))
		return none;
	*length = (size_t)(rest.ptr - words.ptr);
	return septel_arena_copy(reading->arena, septel_view_of(out));
}

bool septel__navy_recognise(const struct reading *reading)
{
	size_t seen = 0;
	for (size_t i = reading->internal_first;
	     i < reading->lines.count && seen < SETS_WITHIN_LINES; i++) {
		const struct septel_view line = reading_line_trimmed(reading, i);
		struct label label;
		struct keyword keyword;
		if (line.len == 0)
			continue;
		seen++;
		if (septel__navy_keyword(line))
			return true;
		if (septel__keyword(line, &keyword) &&
		    (keyword.kind == KEYWORD_TAGS || keyword.kind == KEYWORD_ORDER))
			return false;
		if (septel__is_digit(line.ptr[0]) && septel__label(line, &label))
			return false;
	}
	return false;
}

struct navy {
	struct reading *reading;
	struct caption_list captions;
	struct navy_references references;
	struct septel_view narratives[NAVY_NARRATIVES_LIMIT];
	size_t narrative_count;
	struct septel_view second_subject; /* "SUBJ: ..." of a gateway's banner */
	bool number_in_passing;            /* the number stood behind other words */
};

static bool is_label(struct septel_view line)
{
	struct label label;
	return line.len && septel__is_digit(line.ptr[0]) && septel__label(line, &label);
}

/* Inside a narrative "REF B IS" begins no set. */
static bool next_set(struct septel_view line, enum set_kind kind)
{
	struct septel_view rest;
	return set_at(line, &rest) != SET_NONE &&
	       !(kind == SET_NARRATIVE && goes_on_explaining(line));
}

/* Lines that a narrative may go on behind a line that looks like a label. */
#define NARRATIVE_AHEAD 40

/* "... UNDER PARA\n1. REF B IS ...//\nRMKS/1. TEXT": the label on line `index`
 * is one by a line end alone, for the narrative is closed further on, and the
 * text begins behind that. */
static bool is_inside_narrative(const struct reading *reading, size_t index)
{
	struct septel_view rest;
	size_t i = index;
	for (; i < reading->lines.count && i < index + NARRATIVE_AHEAD; i++) {
		const struct septel_view line = reading_line_trimmed(reading, i);
		if (line.len == 0 || (i > index && set_at(line, &rest) != SET_NONE))
			return false;
		if (septel__ends(line, "//"))
			break;
	}
	for (i++; i < reading->lines.count && line_is_blank(&reading->lines.at[i]); i++)
		;
	if (i >= reading->lines.count || i > index + NARRATIVE_AHEAD)
		return false;
	struct label label;
	const struct septel_view line = reading_line_trimmed(reading, i);
	return set_at(line, &rest) == SET_BODY ||
	       (is_label(line) && septel__label(line, &label) && label.number == 1);
}

/* One past the last line of the set that begins on line `first`. */
static size_t set_end(const struct reading *reading, size_t first, enum set_kind kind)
{
	size_t end = first;
	while (end < reading->lines.count) {
		struct septel_view rest;
		const struct septel_view line = reading_line_trimmed(reading, end);
		if (end > first && next_set(line, kind))
			break;
		if (end > first && is_label(line) &&
		    (kind != SET_NARRATIVE || !is_inside_narrative(reading, end)))
			break;
		if (line.len == 0 && kind != SET_NARRATIVE)
			break;
		/* A gateway's banner: the heading goes on behind its subject. */
		if (end > first && kind == SET_SUBJECT &&
		    septel__address_keyword(line, &rest) == ADDRESS_FROM)
			break;
		end++;
		if (septel__ends(line, "//"))
			break;
	}
	return end;
}

/* The words of a set behind its name, its terminator cut off. */
static struct septel_view set_words(const struct reading *reading, struct septel_view from,
				    size_t end)
{
	const struct line *last = &reading->lines.at[end - 1];
	const char *to = reading->text.ptr + last->start + last->length;
	struct septel_view words = {from.ptr, to > from.ptr ? (size_t)(to - from.ptr) : 0};
	words = septel__trim(words);
	while (words.len && words.ptr[words.len - 1] == '/')
		words = septel__trim(septel__slice(words, 0, words.len - 1));
	return words;
}

/* A wrapped set may begin its next line with an oblique; in a subject that is
 * the wrap and no word of it. */
static struct septel_view subject_line(struct reading *reading, struct septel_view words)
{
	struct septel_out out;
	struct septel_view line;
	septel__out_init(&out, reading->arena, SEPTEL_MESSAGE_LIMIT);
	while (septel__next_line(&words, &line)) {
		line = septel__trim(line);
		if (out.length && line.len && line.ptr[0] == '/')
			line = septel__trim(septel__slice(line, 1, line.len));
		if (out.length && line.len)
			septel__out_byte(&out, ' ');
		septel__out_view(&out, line);
	}
	return septel__one_line(reading->arena, septel__out_written(&out));
}

static void read_set(struct navy *navy, enum set_kind kind, struct septel_view words, bool oblique)
{
	struct reading *reading = navy->reading;
	switch (kind) {
	case SET_SUBJECT:
		if (!oblique) {
			if (navy->second_subject.len == 0)
				navy->second_subject = words;
		} else if (reading->message->subject.len == 0) {
			reading->message->subject = subject_line(reading, words);
		}
		break;
	case SET_REF:
		septel__navy_reference_read(reading, &navy->references, words);
		break;
	case SET_NARRATIVE:
		/* Read when all references are known: the text may name later ones. */
		if (navy->narrative_count < NAVY_NARRATIVES_LIMIT)
			navy->narratives[navy->narrative_count++] = words;
		/* AMPN right behind one REF speaks of that one alone. */
		if (navy->references.count)
			septel__navy_narrative_read(reading, &navy->references, words);
		break;
	case SET_NONE:
	case SET_HEAD:
	case SET_BODY:
		break;
	}
}

/* The number of the message in a line before its sets, wherever it stands. */
static void find_number(struct reading *reading, struct septel_view line)
{
	for (size_t at = 0; at < line.len && reading->message->id.len == 0; at++) {
		size_t length;
		if (!septel__is_upper(line.ptr[at]) ||
		    (at > 0 && septel__is_alnum(line.ptr[at - 1])))
			continue;
		reading->message->id =
			septel__series_number(reading, septel__slice(line, at, line.len), &length);
	}
}

/* The number of the message: where a line begins with one, that one. */
static void read_number(struct navy *navy, struct septel_view line)
{
	struct reading *reading = navy->reading;
	size_t length;
	const struct septel_view number = septel__series_number(reading, line, &length);
	if (number.len && navy->number_in_passing)
		reading->message->id = number;
	if (number.len)
		navy->number_in_passing = false;
	if (reading->message->id.len)
		return;
	find_number(reading, line);
	navy->number_in_passing = reading->message->id.len && number.len == 0;
}

/* FM, where the heading proper had none: gateways put it behind BT. */
static void read_banner(struct navy *navy, struct septel_view line)
{
	struct reading *reading = navy->reading;
	struct septel_view rest;
	struct preamble_line preamble;
	if (!septel__has_time(reading->message->dtg) && septel__preamble_line(line, &preamble) &&
	    septel__time_valid(preamble.dtg)) {
		reading->message->dtg = preamble.dtg;
		reading->message->precedence.action = preamble.action;
		reading->message->precedence.info = preamble.info;
	}
	if (septel__address_keyword(line, &rest) == ADDRESS_FROM && rest.len &&
	    reading->message->from.name.len == 0) {
		reading->message->from = septel__sender(reading, rest);
		reading->message->from.name =
			septel__one_line(reading->arena, reading->message->from.name);
	}
	if (reading->message->classification == SEPTEL_CLASS_NONE &&
	    septel__line_twelve_read(reading, line, &navy->captions))
		return;
	septel__captions_read(&navy->captions, line);
}

static size_t read_line(struct navy *navy, size_t index)
{
	struct reading *reading = navy->reading;
	const struct septel_view line = reading_line_trimmed(reading, index);
	struct septel_view rest;
	const enum set_kind kind = set_at(line, &rest);
	if (kind == SET_NONE) {
		if (reading->message->subject.len == 0 || reading->message->id.len == 0)
			read_number(navy, line);
		read_banner(navy, line);
		reading->uses[index] = LINE_INTERNAL;
		return index + 1;
	}
	const bool oblique = rest.ptr > line.ptr && rest.ptr[-1] != ':';
	const size_t end = set_end(reading, index, kind);
	const struct septel_view words = set_words(reading, rest, end);
	/* A gateway's banner may run subject, addresses and number together. */
	if (kind == SET_SUBJECT && !oblique)
		find_number(reading, words);
	read_set(navy, kind, words, oblique);
	for (size_t i = index; i < end; i++)
		reading->uses[i] =
			line_is_blank(&reading->lines.at[i]) ? LINE_BLANK : LINE_INTERNAL;
	return end;
}

/* True if a set of the heading comes soon behind line `index`. */
static bool set_follows(const struct reading *reading, size_t index)
{
	size_t seen = 0;
	for (size_t i = index + 1; i < reading->lines.count && seen < SETS_AHEAD; i++) {
		struct septel_view rest;
		const struct septel_view line = reading_line_trimmed(reading, i);
		if (line.len == 0)
			continue;
		if (is_label(line))
			return false;
		const enum set_kind kind = set_at(line, &rest);
		if (kind != SET_NONE)
			return kind != SET_BODY;
		seen++;
	}
	return false;
}

void septel__navy_read(struct reading *reading)
{
	struct navy navy = {.reading = reading};
	septel__captions_init(&navy.captions, reading->arena);
	size_t i = reading->internal_first;
	size_t body = reading->lines.count;
	bool sets = false;
	for (size_t seen = 0; i < reading->lines.count;) {
		struct septel_view rest;
		const struct septel_view line = reading_line_trimmed(reading, i);
		const enum set_kind kind = set_at(line, &rest);
		if (line.len == 0) {
			reading->uses[i++] = LINE_BLANK;
			continue;
		}
		if (kind == SET_BODY || is_label(line)) {
			body = i;
			break;
		}
		sets = sets || kind != SET_NONE;
		/* Text behind the sets, without RMKS and without a label. */
		if (kind == SET_NONE && reading->message->subject.len && reading->message->id.len &&
		    !set_follows(reading, i)) {
			body = i;
			break;
		}
		if (kind == SET_NONE && ++seen > SETS_WITHIN_LINES)
			break;
		i = read_line(&navy, i);
	}
	if (body == reading->lines.count)
		body = i;
	reading->body_first = body;
	for (size_t n = 0; n < navy.narrative_count; n++)
		septel__navy_narrative_read(reading, &navy.references, navy.narratives[n]);
	if (reading->message->subject.len == 0)
		reading->message->subject = subject_line(reading, navy.second_subject);
	reading->message->captions = septel__captions_finish(&navy.captions);
	reading->message->references =
		(struct septel_references){navy.references.at, navy.references.count};
}

/* ---- repair ---------------------------------------------------------------- */

static void repair_line(struct edits *edits, struct septel_view text, struct septel_view line)
{
	for (size_t at = septel__find(line, "//", 0); at != VIEW_NOT_FOUND;
	     at = septel__find(line, "//", at)) {
		size_t from = at + 2;
		while (from < line.len && line.ptr[from] == '/')
			from++;
		size_t to = from;
		while (to < line.len && septel__is_space(line.ptr[to]))
			to++;
		struct septel_view rest;
		at = from;
		const enum set_kind kind = set_at(septel__slice(line, to, line.len), &rest);
		if (kind == SET_NONE || rest.ptr == line.ptr + to || rest.ptr[-1] != '/')
			continue;
		septel__edit(edits, "merged-line", text, septel__slice(line, from, to),
			     VIEW_LITERAL("\n"));
	}
}

void septel__navy_repair(struct edits *edits, struct septel_view text, struct lines lines)
{
	bool navy = false;
	for (size_t i = 0; i < lines.count && i < (size_t)SETS_WITHIN_LINES * 2; i++) {
		const struct line *at = &lines.at[i];
		const struct septel_view line = {text.ptr + at->start + at->indent,
						 at->length - at->indent};
		struct septel_view rest;
		navy = navy || septel__navy_keyword(line);
		if (navy && (is_label(line) || set_at(line, &rest) == SET_BODY))
			return;
		if (navy)
			repair_line(edits, text, line);
	}
}
