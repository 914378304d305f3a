/* label_message.c - see label.h: the labels of messages and their portions. */
#include "handling.h"
#include "label.h"

/* Bytes of a portion mark with its parentheses that are looked at. */
#define MARK_LIMIT 80

/* ---- the whole ---------------------------------------------------------------- */

/* What the letters of format line 4 say: "CCCCC". */
static enum septel_class class_of_letters(struct septel_view letters)
{
	static const struct {
		char letter;
		enum septel_class class_;
	} LETTERS[] = {
		{'U', SEPTEL_UNCLASSIFIED}, {'E', SEPTEL_UNCLASSIFIED}, {'R', SEPTEL_RESTRICTED},
		{'C', SEPTEL_CONFIDENTIAL}, {'S', SEPTEL_SECRET},       {'T', SEPTEL_TOP_SECRET},
	};
	for (size_t i = 1; i < letters.len; i++)
		if (letters.ptr[i] != letters.ptr[0])
			return SEPTEL_CLASS_NONE;
	for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
		if (letters.len && septel__upper(letters.ptr[0]) == LETTERS[i].letter)
			return LETTERS[i].class_;
	return SEPTEL_CLASS_NONE;
}

struct access_label septel__label_of_message(const struct septel_message *message)
{
	struct access_label label = {message->classification, 0};
	if (label.level == SEPTEL_CLASS_NONE)
		label.level = class_of_letters(message->security.letters);
	if (label.level == SEPTEL_CLASS_NONE)
		label.captions = LABEL_UNSTATED;
	for (size_t i = 0; i < message->captions.count; i++)
		septel__label_add_caption(&label, message->captions.at[i]);
	return label;
}

/* ---- marks -------------------------------------------------------------------- */

/* Words of a mark that say its class or nothing at all. */
static bool is_plain_word(struct septel_view word)
{
	static const char *const WORDS[] = {
		"U",          "C",
		"S",          "TS",
		"R",          "LOU",
		"UU",         "CC",
		"SS",         "TOP",
		"SECRET",     "CONFIDENTIAL",
		"UNCLAS",     "UNCLASSIFIED",
		"RESTRICTED", "BUT",
		"LIMITED",    "OFFICIAL",
		"USE",        "ENTIRE",
		"TEXT",       "ALL",
		"PARAGRAPHS",
	};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(word, WORDS[i]))
			return true;
	return false;
}

/* Behind these words a list of countries stands, up to the next slash. */
static bool opens_list(const struct handling_row *row)
{
	return strcmp(row->caption, "REL") == 0 || strcmp(row->caption, "FGI") == 0;
}

static uint64_t captions_of_mark(struct septel_view mark)
{
	uint64_t captions = 0;
	bool list = false;
	while (mark.len) {
		size_t length = 0;
		while (length < mark.len && septel__is_alnum(mark.ptr[length]))
			length++;
		const struct septel_view word = septel__slice(mark, 0, length);
		if (length == 0) {
			list = list && mark.ptr[0] != '/';
			length = 1;
		} else if (!list && !is_plain_word(word)) {
			const struct handling_row *row = septel__handling_of_mark(word);
			if (!row)
				captions |= LABEL_OTHER;
			else if (row->place != HANDLING_NO_PLACE)
				captions |= UINT64_C(1) << row->place;
			list = row && opens_list(row);
		}
		mark = septel__slice(mark, length, mark.len);
	}
	return captions;
}

uint64_t septel__label_of_all_portions(struct access_label whole)
{
	const uint64_t captions = whole.captions;
	uint64_t kept = captions & LABEL_OTHER;
	for (int place = 0; captions >> place && place < HANDLING_PLACES; place++) {
		const struct handling_row *row =
			captions >> place & 1 ? septel__handling_at(place) : NULL;
		if (row && row->scope == HANDLING_MESSAGE)
			kept |= UINT64_C(1) << place;
	}
	return kept;
}

struct access_label septel__label_of_mark(struct access_label whole, struct septel_view mark)
{
	if (mark.len == 0)
		return whole;
	const enum septel_class class_ = septel_portion_class(mark);
	if (class_ == SEPTEL_CLASS_NONE) {
		/* Nobody knows what it asks for. */
		whole.captions |= LABEL_OTHER;
		return whole;
	}
	const uint64_t kept = septel__label_of_all_portions(whole);
	/* The commonest marks are a letter. */
	return (struct access_label){class_, kept | (mark.len > 1 ? captions_of_mark(mark) : 0)};
}

/* The mark that a line of its own begins with, "(U) Consultations", or ends with. */
static struct septel_view mark_at_start(struct septel_view line)
{
	line = septel__trim(line);
	const size_t close = line.len && line.ptr[0] == '('
				     ? septel__find_byte(septel__slice(line, 0, MARK_LIMIT), ')', 1)
				     : VIEW_NOT_FOUND;
	const struct septel_view mark =
		septel__trim(septel__slice(line, 1, close == VIEW_NOT_FOUND ? 1 : close));
	return septel_portion_class(mark) ? mark : (struct septel_view){"", 0};
}

/* "SAILOR(S)" is no mark: a blank stands before one. */
static struct septel_view mark_at_end(struct septel_view line)
{
	line = septel__trim(line);
	size_t open = line.len;
	if (line.len == 0 || line.ptr[line.len - 1] != ')')
		return (struct septel_view){"", 0};
	while (open > 0 && line.len - open < MARK_LIMIT && line.ptr[open - 1] != '(')
		open--;
	if (open < 2 || line.ptr[open - 1] != '(' || !septel__is_space(line.ptr[open - 2]))
		return (struct septel_view){"", 0};
	const struct septel_view mark = septel__trim(septel__slice(line, open, line.len - 1));
	return septel_portion_class(mark) ? mark : (struct septel_view){"", 0};
}

/* Of a subject or a heading, which bears its mark among its words. */
static struct access_label label_of_line(struct access_label whole, struct septel_view line)
{
	if (line.len == 0)
		return whole;
	const struct septel_view first = mark_at_start(line), last = mark_at_end(line);
	if (first.len == 0)
		return septel__label_of_mark(whole, last);
	struct access_label label = septel__label_of_mark(whole, first);
	if (last.len)
		label = septel__label_join(label, septel__label_of_mark(whole, last));
	return label;
}

/* Parts of a paragraph bear marks of their own: "A. (S/NF) The source said". */

static bool begins_part(struct septel_view text, size_t open)
{
	if (open == 0)
		return true;
	if (!septel__is_space(text.ptr[open - 1]))
		return false;
	const struct septel_view before = septel__trim_right(septel__slice(text, 0, open));
	return before.len == 0 || memchr(".:;!?-)\"", before.ptr[before.len - 1], 8) != NULL;
}

/* A mark in capitals; *letter is set where a list may use it for a letter: (C), (SS). */
static bool is_mark_of_part(struct septel_view mark, bool *letter)
{
	*letter = true;
	for (size_t i = 0; i < mark.len; i++) {
		if (septel__is_lower(mark.ptr[i]))
			return false;
		*letter = *letter && mark.ptr[i] == mark.ptr[0];
	}
	return septel_portion_class(mark) != SEPTEL_CLASS_NONE;
}

static struct access_label label_of_parts(struct access_label whole, struct access_label label,
					  struct septel_view text)
{
	/* The (C) and (R) behind a (B) are letters of a list. */
	enum { UNKNOWN, LIST, NO_LIST } list = UNKNOWN;
	bool letter;
	for (size_t open = septel__find_byte(text, '(', 0); open != VIEW_NOT_FOUND;
	     open = septel__find_byte(text, '(', open + 1)) {
		const size_t close =
			septel__find_byte(septel__slice(text, 0, open + MARK_LIMIT), ')', open);
		if (close == VIEW_NOT_FOUND || close + 1 >= text.len ||
		    !septel__is_space(text.ptr[close + 1]) || !begins_part(text, open))
			continue;
		const struct septel_view mark = septel__slice(text, open + 1, close);
		if (!is_mark_of_part(mark, &letter))
			continue;
		if (letter && list == UNKNOWN)
			list = septel__find(text, "(B)", 0) == VIEW_NOT_FOUND ? NO_LIST : LIST;
		if (!letter || list == NO_LIST)
			label = septel__label_join(label, septel__label_of_mark(whole, mark));
	}
	return label;
}

static struct access_label label_of_paragraph(struct access_label whole,
					      const struct septel_paragraph *paragraph)
{
	return label_of_parts(whole, septel__label_of_mark(whole, paragraph->marking),
			      paragraph->text);
}

/* ---- portions ------------------------------------------------------------------ */

bool septel__portion_is_there(const struct septel_message *message, struct access_portion portion)
{
	switch (portion.kind) {
	case PORTION_SUBJECT:
		return message->subject.len > 0;
	case PORTION_TAGS:
		return message->tags.count > 0;
	case PORTION_REFERENCES:
		return message->references.count > 0;
	case PORTION_AUTHORITY:
		return message->classified_by.name.len || message->classified_by.title.len ||
		       message->classified_by.reasons.count || message->declassify.text.len;
	case PORTION_SUMMARY:
		return message->summary.len > 0;
	case PORTION_HEADING:
		return portion.index < message->paragraphs.count &&
		       message->paragraphs.at[portion.index].heading.len > 0;
	case PORTION_PARAGRAPH:
		return portion.index < message->paragraphs.count;
	case PORTION_SIGNATURE:
		return message->signature.len > 0;
	}
	return false;
}

static struct access_portion portion_behind(const struct septel_message *message,
					    struct access_portion portion)
{
	if (portion.kind == PORTION_PARAGRAPH && portion.index + 1 < message->paragraphs.count)
		return (struct access_portion){PORTION_HEADING, portion.index + 1};
	const size_t index = portion.kind == PORTION_HEADING ? portion.index : 0;
	return (struct access_portion){(enum access_portion_kind)(portion.kind + 1), index};
}

bool septel__portion_next(const struct septel_message *message, struct access_portion *portion,
			  bool *started)
{
	*portion = *started ? portion_behind(message, *portion)
			    : (struct access_portion){PORTION_SUBJECT, 0};
	*started = true;
	while (portion->kind <= PORTION_SIGNATURE && !septel__portion_is_there(message, *portion))
		*portion = portion_behind(message, *portion);
	return portion->kind <= PORTION_SIGNATURE;
}

/* The paragraphs from the first to the last that says "summary" hold it; where
 * none does, any may. */
static struct access_label label_of_summary(const struct septel_message *message,
					    struct access_label whole)
{
	const struct septel_paragraphs paragraphs = message->paragraphs;
	size_t first = paragraphs.count, last = 0;
	for (size_t i = 0; i < paragraphs.count; i++) {
		if (septel__find_fold(paragraphs.at[i].text, "summary", 0) == VIEW_NOT_FOUND &&
		    septel__find_fold(paragraphs.at[i].heading, "summary", 0) == VIEW_NOT_FOUND)
			continue;
		first = first == paragraphs.count ? i : first;
		last = i;
	}
	if (first == paragraphs.count) {
		first = 0;
		last = paragraphs.count ? paragraphs.count - 1 : 0;
	}
	struct access_label label = paragraphs.count ? (struct access_label){0} : whole;
	for (size_t i = first; i < paragraphs.count && i <= last; i++)
		label = septel__label_join(label, label_of_paragraph(whole, &paragraphs.at[i]));
	return label;
}

struct access_label septel__label_of_portion(const struct septel_message *message,
					     struct access_label whole,
					     struct access_portion portion)
{
	switch (portion.kind) {
	case PORTION_SUBJECT:
		return label_of_line(whole, message->subject);
	case PORTION_SUMMARY:
		return label_of_summary(message, whole);
	case PORTION_HEADING:
		return portion.index < message->paragraphs.count
			       ? label_of_line(whole, message->paragraphs.at[portion.index].heading)
			       : whole;
	case PORTION_PARAGRAPH:
		return portion.index < message->paragraphs.count
			       ? label_of_paragraph(whole, &message->paragraphs.at[portion.index])
			       : whole;
	case PORTION_TAGS:
	case PORTION_REFERENCES:
	case PORTION_AUTHORITY:
	case PORTION_SIGNATURE:
		break;
	}
	return whole;
}

struct access_label septel__label_high_water(const struct septel_message *message)
{
	const struct access_label whole = septel__label_of_message(message);
	struct access_label label = whole;
	struct access_portion portion;
	bool started = false;
	while (septel__portion_next(message, &portion, &started))
		label = septel__label_join(label,
					   septel__label_of_portion(message, whole, portion));
	return label;
}
