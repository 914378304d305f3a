/* internal_heading_repair.c - what damage did to the keywords and lines of the
 * internal heading; see internal_heading.h. */
#include "internal_heading.h"

#include "../base/out.h"
#include "body.h"
#include "fields.h"
#include "keyword_value.h"
#include "marking.h"
#include "references.h"
#include "scan.h"
#include "wire_forms.h"

/* Words without a digit that show that a text begins. */
#define PLAIN_WORDS_LEAST 3
/* Bytes that are looked at for the kind of a reference. */
#define KIND_LIMIT 60

/* A misspelt keyword, and keywords glued into the line. */
static void repair_line(struct edits *edits, struct septel_view text, struct septel_view line)
{
	struct keyword keyword;
	size_t from = 0;
	bool references = false;
	if (septel__keyword(line, &keyword)) {
		references = keyword.kind == KEYWORD_REF;
		if (keyword.right) {
			const struct septel_view wrong = septel__slice(line, 0, keyword.length);
			struct septel_out out;
			septel__out_init(&out, edits->arena, 64);
			septel__out_string(&out, keyword.right);
			septel__out_byte(&out, ':');
			septel__edit(edits, "keyword", text, wrong, septel__out_written(&out));
		}
		from = keyword.length;
	}
	size_t at;
	while (septel__keyword_inside(line, from, &at, &keyword)) {
		from = at + keyword.length;
		/* "REF: A. REF: OSLO 1" says it twice and is one block. */
		if (references && keyword.kind == KEYWORD_REF)
			continue;
		size_t blanks = at;
		while (blanks > 0 &&
		       (septel__is_space(line.ptr[blanks - 1]) || line.ptr[blanks - 1] == ';'))
			blanks--;
		septel__edit(edits, "merged-line", text, septel__slice(line, blanks, at),
			     VIEW_LITERAL("\n"));
	}
}

/* Parts the text that begins at `at` from the line it is glued to. */
static void cut_text_off(struct edits *edits, struct septel_view text, struct septel_view line,
			 size_t at)
{
	size_t blanks = at;
	while (blanks > 0 && septel__is_space(line.ptr[blanks - 1]))
		blanks--;
	septel__edit(edits, "merged-line", text, septel__slice(line, blanks, at),
		     VIEW_LITERAL("\n\n"));
}

/* "OSLO 12 1. THE MINISTER": the reference is whole, and what follows the number
 * is no message but words. */
static bool is_text_behind_reference(struct reading *reading, struct septel_view before,
				     struct septel_view behind)
{
	struct reference_block block = {.reading = reading, .station = {"", 0}};
	struct numbered_reference number;
	struct septel_view words = behind, word;
	before = septel__trim_right(before);
	const char last = before.len ? before.ptr[before.len - 1] : ' ';
	if (!(septel__is_digit(last) || last == ')') ||
	    septel__scan_reference(&block, &words, STATION_KNOWN, &number))
		return false;
	size_t count = 0;
	for (words = behind; count < PLAIN_WORDS_LEAST && septel__next_word(&words, &word); count++)
		for (size_t i = 0; i < word.len; i++)
			if (septel__is_digit(word.ptr[i]))
				return false;
	return count == PLAIN_WORDS_LEAST &&
	       septel__reference_kind(septel__slice(behind, 0, KIND_LIMIT)) ==
		       SEPTEL_REFERENCE_UNKNOWN;
}

/* Paragraph 1 glued to the line of a keyword: " 1. (U) This message". */
static size_t glued_label(struct reading *reading, enum keyword_kind kind, struct septel_view line)
{
	for (size_t at = septel__find(line, "1.", 1); at != VIEW_NOT_FOUND;
	     at = septel__find(line, "1.", at + 1)) {
		struct label label;
		const struct septel_view from = septel__slice(line, at, line.len);
		if (line.ptr[at - 1] != ' ' || !septel__label(from, &label) || label.number != 1)
			continue;
		/* "1.4 (b)" and "1. (b)" are reasons, not paragraphs. */
		if (label.marking.len
			    ? septel_portion_class(label.marking) != SEPTEL_CLASS_NONE
			    : kind == KEYWORD_REF &&
				      is_text_behind_reference(
					      reading, septel__slice(line, 0, at),
					      septel__slice(from, label.text_offset, from.len)))
			return at;
	}
	return VIEW_NOT_FOUND;
}

/* Steps back from `at` over `word` and the blanks behind it, if it stands there. */
static void step_back_over(struct septel_view line, size_t *at, const char *word)
{
	const size_t length = strlen(word);
	size_t end = *at;
	while (end > 0 && septel__is_space(line.ptr[end - 1]))
		end--;
	if (end > length && septel__is_space(line.ptr[end - length - 1]) &&
	    septel__equal_fold(septel__slice(line, end - length, end), septel_view_of(word)))
		*at = end - length;
}

static bool has_small_letters(struct septel_view words)
{
	for (size_t i = 0; i < words.len; i++)
		if (septel__is_lower(words.ptr[i]))
			return true;
	return false;
}

/* The summary glued to the line of a keyword: "OSLO 12 SUMMARY: ON MAY 5".  A
 * title may hold the word ("(PRESS SUMMARY: MAY 5)"), and a subject may too,
 * unless it stands in capitals before a text that does not. */
static size_t glued_summary(enum keyword_kind kind, struct septel_view line, size_t from)
{
	for (size_t word = septel__find_fold(line, "SUMMARY", from); word != VIEW_NOT_FOUND;
	     word = septel__find_fold(line, "SUMMARY", word + 1)) {
		const struct septel_view behind =
			septel__slice(line, word + strlen("SUMMARY"), line.len);
		size_t at = word;
		step_back_over(line, &at, "BEGIN");
		step_back_over(line, &at, "EXECUTIVE");
		const struct septel_view before =
			septel__trim(septel__slice(line, from, at > from ? at : from));
		if (before.len == 0 || at == 0 || !septel__is_space(line.ptr[at - 1]) ||
		    behind.len < 2 || !septel__is_space(behind.ptr[1]))
			continue;
		if (behind.ptr[0] != ':' && (behind.ptr[0] != '.' || kind == KEYWORD_SUBJECT))
			continue;
		if (memchr(before.ptr, '(', before.len) && !memchr(before.ptr, ')', before.len))
			continue;
		if (kind == KEYWORD_SUBJECT &&
		    (has_small_letters(before) || !has_small_letters(behind)))
			continue;
		return at;
	}
	return VIEW_NOT_FOUND;
}

/* The text glued to the last line of the internal heading. */
static void repair_glued_text(struct reading *reading, struct edits *edits, enum keyword_kind kind,
			      size_t from, struct septel_view line)
{
	const size_t label = glued_label(reading, kind, line);
	const size_t summary = glued_summary(kind, line, from);
	const size_t at = label < summary ? label : summary; /* VIEW_NOT_FOUND is the greatest */
	if (at != VIEW_NOT_FOUND)
		cut_text_off(edits, reading->text, line, at);
}

/* TAGS values, once the keywords stand at their line starts. */
static void repair_tags(struct reading *reading, struct edits *edits, size_t index)
{
	struct keyword keyword;
	const struct septel_view line = reading_line_trimmed(reading, index);
	if (!septel__keyword(line, &keyword) || keyword.kind != KEYWORD_TAGS)
		return;
	const size_t end = septel__value_end(reading, index, &keyword);
	const struct line *last = &reading->lines.at[end - 1];
	struct septel_view value = septel__slice(line, keyword.length, line.len);
	value.len = (size_t)(reading->text.ptr + last->start + last->length - value.ptr);
	septel__tags_repair(edits, reading->text, value);
}

/* Line 12 with a damaged classification. */
static void repair_classification(struct edits *edits, struct septel_view text,
				  struct septel_view line)
{
	struct classification_word word;
	if (!septel__classification(line, &word) || !word.damaged)
		return;
	septel__edit(edits, "classification", text, septel__slice(line, 0, word.length),
		     septel_view_of(septel__spaced_class(word.class_)));
}

void septel__internal_heading_repair(struct reading *reading, struct edits *edits)
{
	size_t limit = reading->lines.count;
	if (limit > INTERNAL_LINES_LIMIT)
		limit = INTERNAL_LINES_LIMIT;
	struct keyword open = {.kind = KEYWORD_ORDER}; /* whose value the line may belong to */
	bool inside = false;
	bool classified = false;
	size_t value_end = 0;
	for (size_t i = 0; i < limit; i++) {
		const struct septel_view line = reading_line_trimmed(reading, i);
		struct keyword keyword;
		if (line.len == 0)
			continue;
		if ((i >= value_end && septel__begins_paragraph(line)) ||
		    septel__navy_keyword(line))
			break;
		struct classification_word word;
		if (!classified && septel__classification(line, &word)) {
			repair_classification(edits, reading->text, line);
			classified = !word.damaged;
		}
		const bool opens = septel__keyword(line, &keyword);
		if (opens) {
			inside = true;
			open = keyword;
			value_end = septel__value_end(reading, i, &keyword);
		}
		repair_line(edits, reading->text, line);
		if (inside && i < value_end)
			repair_glued_text(reading, edits, open.kind, opens ? open.length : 0, line);
		repair_tags(reading, edits, i);
	}
}
