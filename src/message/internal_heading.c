/* internal_heading.c - see internal_heading.h.
 *
 * The block is read line by line: a keyword opens a value that runs over its
 * wrapped lines; every other line up to the last keyword is a caption line or
 * a passing instruction.  Where the last value (or caption) ends, the body
 * begins.
 */
#include "internal_heading.h"

#include "../base/date.h"
#include "../base/out.h"
#include "body.h"
#include "fields.h"
#include "keyword.h"
#include "line_twelve.h"
#include "marking.h"
#include "references.h"
#include "scan.h"
#include "text.h"

#include <septel/tables.h>

/* How many lines the block may run; a keyword behind that is body text. */
#define INTERNAL_LINES_LIMIT 160
/* How far into a lettered reference its number stands at the latest. */
#define REFERENCE_ITEM_DIGIT 60
/* A line of prose behind a REF block has no digit so far into it. */
#define PROSE_LINE_LEAST 36
/* A message may print its references twice; more are a list in the text. */
#define REF_BLOCKS_LIMIT 4

static bool is_label(struct septel_view line)
{
	struct label label;
	return line.len && (septel__is_digit(line.ptr[0]) || (unsigned char)line.ptr[0] >= 0x80) &&
	       septel__label(line, &label) && label.text_offset < line.len;
}

static bool is_keyword(struct septel_view line, struct keyword *keyword)
{
	return septel__keyword(line, keyword);
}

/* "B. PARIS 1", "(C) ROME 2", "REF D: ...", "12) ..." with a digit further on. */
static bool is_reference_item(struct septel_view line)
{
	struct septel_view rest = line;
	scan_word(&rest, "REF ");
	const bool open = scan_byte(&rest, '(') || scan_byte(&rest, '[');
	if (rest.len < 3 || !septel__is_alnum(rest.ptr[0]))
		return false;
	rest = septel__slice(rest, 1, rest.len);
	if (rest.ptr[0] != '.' && rest.ptr[0] != ')' && rest.ptr[0] != ']' && rest.ptr[0] != ':' &&
	    !(open && rest.ptr[0] == ' '))
		return false;
	/* "U.S. unions" is prose. */
	if (rest.len > 2 && septel__is_alpha(rest.ptr[1]) && rest.ptr[2] == '.')
		return false;
	for (size_t i = 1; i < rest.len && i < REFERENCE_ITEM_DIGIT; i++)
		if (septel__is_digit(rest.ptr[i]))
			return true;
	switch (septel__reference_kind(septel__slice(rest, 0, REFERENCE_ITEM_DIGIT))) {
	case SEPTEL_REFERENCE_EMAIL:
	case SEPTEL_REFERENCE_TELCON:
	case SEPTEL_REFERENCE_FAX:
	case SEPTEL_REFERENCE_SEPTEL:
		return true;
	default:
		return false;
	}
}

/* "SUMMARY:", "BEGIN SUMMARY.", "SUMMARY" alone: the text begins, labelled or not. */
static bool begins_summary(struct septel_view line)
{
	scan_word(&line, "BEGIN ");
	return scan_word(&line, "SUMMARY") && (line.len == 0 || strchr(":.;-", line.ptr[0]));
}

/* Text that follows a REF block without a blank line: the reference above is
 * whole, and the line is long and names no message near its start. */
static bool is_prose_behind_references(struct septel_view above, struct septel_view line)
{
	struct septel_view canonical;
	size_t length;
	const char last = above.len ? above.ptr[above.len - 1] : ',';
	/* "(C)" at the end still waits for its reference. */
	const bool waits = last == ')' && above.len > 2 &&
			   septel__is_alpha(above.ptr[above.len - 2]) &&
			   !septel__is_alpha(above.ptr[above.len - 3]);
	if (line.len < PROSE_LINE_LEAST || waits || !(septel__is_digit(last) || last == ')'))
		return false;
	if (!septel__is_alpha(line.ptr[0]) || is_reference_item(line) ||
	    septel_station_match(line, &canonical, &length))
		return false;
	if (septel__starts_fold(line, "AND ") || septel__starts_fold(line, "NOTAL"))
		return false;
	for (size_t i = 0; i < PROSE_LINE_LEAST; i++)
		if (septel__is_digit(line.ptr[i]))
			return false;
	return true;
}

static size_t next_text_line(const struct reading *reading, size_t index)
{
	while (index < reading->lines.count && line_is_blank(&reading->lines.at[index]))
		index++;
	return index;
}

/* True where the value of `kind` goes on over the blank lines in front of
 * `line`; `last` is the text line before them. */
static bool goes_on_after_blank(enum keyword_kind kind, struct septel_view last,
				struct septel_view line)
{
	struct keyword keyword;
	switch (kind) {
	case KEYWORD_REF:
		if (is_reference_item(line))
			return true;
		/* A marker at the line end still waits for its reference. */
		return last.len &&
		       (last.ptr[last.len - 1] == ')' || last.ptr[last.len - 1] == ',') &&
		       last.len >= 2 && septel__is_upper(last.ptr[last.len - 2]) &&
		       (last.len == 2 || !septel__is_alnum(last.ptr[last.len - 3]));
	case KEYWORD_CLASSIFIED_BY:
		return septel__keyword(line, &keyword) && keyword.kind == KEYWORD_REASON;
	case KEYWORD_ORDER:
	case KEYWORD_TAGS:
	case KEYWORD_SUBJECT:
	case KEYWORD_REASON:
	case KEYWORD_DECLASSIFY:
		break;
	}
	return false;
}

/* One past the last line of the value that the keyword on line `first` opens. */
static size_t value_end(const struct reading *reading, size_t first, enum keyword_kind kind)
{
	size_t end = first + 1;
	struct septel_view last = reading_line_trimmed(reading, first);
	while (end < reading->lines.count) {
		const size_t next = next_text_line(reading, end);
		if (next == reading->lines.count)
			break;
		const struct septel_view line = reading_line_trimmed(reading, next);
		struct keyword keyword;
		if (next > end && !goes_on_after_blank(kind, last, line))
			break;
		if (is_keyword(line, &keyword) &&
		    !(kind == KEYWORD_CLASSIFIED_BY && keyword.kind == KEYWORD_REASON) &&
		    !(kind == KEYWORD_REF && !keyword.colon && is_reference_item(line)))
			break;
		if (septel__is_rule(line) || is_label(line) || septel__navy_keyword(line))
			break;
		if (kind == KEYWORD_REF && next == end && is_prose_behind_references(last, line))
			break;
		if (kind != KEYWORD_SUBJECT && begins_summary(line))
			break;
		end = next + 1;
		last = line;
	}
	return end;
}

/* The last keyword line of the block: keywords may not lie behind the first
 * paragraph label, a rule, or too far apart. */
static size_t last_keyword_line(const struct reading *reading, size_t from)
{
	size_t last = SIZE_MAX;
	size_t limit = from + INTERNAL_LINES_LIMIT;
	if (limit > reading->lines.count)
		limit = reading->lines.count;
	size_t since = 0;
	for (size_t i = from; i < limit; i++) {
		const struct septel_view line = reading_line_trimmed(reading, i);
		struct keyword keyword;
		if (line.len == 0)
			continue;
		if (is_label(line) || septel__is_rule(line))
			break;
		since++;
		if (!is_keyword(line, &keyword))
			continue;
		/* Without its colon a word counts only close to another keyword, and not
		 * inside a paragraph: "questioned in / ref A. Press reports". */
		if (!keyword.colon && keyword.kind != KEYWORD_ORDER &&
		    keyword.kind != KEYWORD_CLASSIFIED_BY && last != SIZE_MAX &&
		    (since > 12 || (since > 1 && !line_is_blank(&reading->lines.at[i - 1]))))
			continue;
		last = i;
		since = 0;
		i = value_end(reading, i, keyword.kind) - 1;
	}
	return last;
}

struct block {
	struct reading *reading;
	struct caption_list captions;
	struct septel_references references; /* the completest REF block so far */
	size_t reference_blocks;
};

static void take_subject(struct reading *reading, struct septel_view value)
{
	struct septel_view subject = septel__one_line(reading->arena, value);
	while (subject.len >= 2 && septel__ends(subject, "//"))
		subject = septel__trim(septel__slice(subject, 0, subject.len - 2));
	if (reading->message->subject.len == 0)
		reading->message->subject = subject;
}

/* Of several REF blocks the one with the most references that are known. */
static void take_references(struct block *block, struct septel_view value)
{
	if (block->reference_blocks++ >= REF_BLOCKS_LIMIT)
		return;
	const struct septel_references found = septel__references_of(block->reading, value);
	if (found.count > block->references.count)
		block->references = found;
}

static void take_value(struct block *block, const struct keyword *keyword, struct septel_view words,
		       struct septel_view value)
{
	struct reading *reading = block->reading;
	struct septel_view order = {"", 0};
	switch (keyword->kind) {
	case KEYWORD_ORDER:
		while (words.len && !septel__is_digit(words.ptr[0]))
			words = septel__slice(words, 1, words.len);
		while (order.len < words.len && septel__is_digit(words.ptr[order.len]))
			order = septel__slice(words, 0, order.len + 1);
		septel__declassify_read(reading, order, value);
		break;
	case KEYWORD_DECLASSIFY:
		if (!septel__has_time(reading->message->declassify.on))
			septel__declassify_read(
				reading, reading->message->declassify.order,
				(struct septel_view){words.ptr, words.len + value.len});
		break;
	case KEYWORD_TAGS:
		septel__tags_read(reading, value);
		break;
	case KEYWORD_SUBJECT:
		take_subject(reading, value);
		break;
	case KEYWORD_REF:
		take_references(block, value);
		break;
	case KEYWORD_CLASSIFIED_BY:
		septel__classified_by_read(reading, value);
		break;
	case KEYWORD_REASON:
		break;
	}
}

/* Reads the keyword line `first` with its value; gives the line behind it. */
static size_t read_keyword(struct block *block, size_t first, const struct keyword *keyword)
{
	struct reading *reading = block->reading;
	const size_t end = value_end(reading, first, keyword->kind);
	const struct septel_view line = reading_line_trimmed(reading, first);
	const struct line *last = &reading->lines.at[end - 1];
	const char *from = line.ptr + keyword->length;
	const char *to = reading->text.ptr + last->start + last->length;
	const struct septel_view value =
		septel__trim((struct septel_view){from, to > from ? (size_t)(to - from) : 0});
	take_value(block, keyword, septel__slice(line, 0, keyword->length), value);
	for (size_t i = first; i < end; i++)
		reading->uses[i] =
			line_is_blank(&reading->lines.at[i]) ? LINE_BLANK : LINE_INTERNAL;
	return end;
}

/* Captions at the start of a line that is no keyword line; true if the line
 * holds nothing else. */
static bool read_captions(struct block *block, struct septel_view line)
{
	return septel__captions_read(&block->captions, line).len == 0;
}

/* Line 12, where the block begins with one. */
static size_t read_line_twelve(struct block *block, size_t index)
{
	struct reading *reading = block->reading;
	if (index >= reading->lines.count)
		return index;
	const struct septel_view line = reading_line_trimmed(reading, index);
	if (!septel__line_twelve_read(reading, line, &block->captions))
		return index;
	reading->uses[index++] = LINE_INTERNAL;
	/* Wrapped: station and serial alone on the next line. */
	if (reading->message->id.len == 0 && index < reading->lines.count &&
	    septel__station_serial_read(reading, reading_line_trimmed(reading, index)))
		reading->uses[index++] = LINE_INTERNAL;
	return index;
}

/* Text that is not the last keyword's: captions and lines like "STATE FOR EUR". */
static size_t read_other(struct block *block, size_t index)
{
	struct reading *reading = block->reading;
	const struct septel_view line = reading_line_trimmed(reading, index);
	if (line.len == 0) {
		reading->uses[index] = LINE_BLANK;
		return index + 1;
	}
	struct classification_word word;
	if (reading->message->classification == SEPTEL_CLASS_NONE &&
	    septel__classification(line, &word))
		return read_line_twelve(block, index);
	read_captions(block, line);
	reading->uses[index] = LINE_INTERNAL;
	return index + 1;
}

/* Behind the last keyword: lines of captions alone still belong to the block. */
static size_t trailing_captions(struct block *block, size_t index)
{
	struct reading *reading = block->reading;
	for (;;) {
		const size_t next = next_text_line(reading, index);
		if (next == reading->lines.count)
			return index;
		const struct septel_view line = reading_line_trimmed(reading, next);
		if (line.len > 80 || is_label(line) || septel__is_rule(line) ||
		    !read_captions(block, line))
			return index;
		for (size_t i = index; i < next; i++)
			reading->uses[i] = LINE_BLANK;
		reading->uses[next] = LINE_INTERNAL;
		index = next + 1;
	}
}

/* "1. (U) CLASSIFIED BY CHARGE X; REASON 1.5 (D)." as the first paragraph. */
static void classified_by_in_paragraph(struct reading *reading)
{
	if (reading->message->classified_by.name.len || reading->body_first >= reading->lines.count)
		return;
	const size_t first = next_text_line(reading, reading->body_first);
	if (first >= reading->lines.count)
		return;
	const struct septel_view line = reading_line_trimmed(reading, first);
	const size_t at = septel__find_fold(septel__slice(line, 0, 120), "CLASSIFIED BY", 0);
	if (at == VIEW_NOT_FOUND || (!is_label(line) && at > 6))
		return;
	size_t end = first + 1;
	while (end < reading->lines.count && !line_is_blank(&reading->lines.at[end]) &&
	       !is_label(reading_line_trimmed(reading, end)))
		end++;
	const struct line *last = &reading->lines.at[end - 1];
	struct septel_view value = {line.ptr + at + strlen("CLASSIFIED BY"), 0};
	value.len = (size_t)(reading->text.ptr + last->start + last->length - value.ptr);
	scan_blanks(&value);
	scan_byte(&value, ':');
	septel__classified_by_read(reading, septel__trim(value));
}

void septel__internal_heading_read(struct reading *reading)
{
	struct block block = {.reading = reading};
	septel__captions_init(&block.captions, reading->arena);
	const size_t last = last_keyword_line(reading, reading->internal_first);
	size_t i = read_line_twelve(&block, reading->internal_first);
	while (last != SIZE_MAX && i <= last) {
		struct keyword keyword;
		const struct septel_view line = reading_line_trimmed(reading, i);
		if (is_keyword(line, &keyword) && line.len)
			i = read_keyword(&block, i, &keyword);
		else
			i = read_other(&block, i);
	}
	reading->body_first = trailing_captions(&block, i);
	reading->message->captions = septel__captions_finish(&block.captions);
	reading->message->references = block.references;
	classified_by_in_paragraph(reading);
}

/* ---- repair ---------------------------------------------------------------- */

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
		while (blanks > 0 && septel__is_space(line.ptr[blanks - 1]))
			blanks--;
		septel__edit(edits, "merged-line", text, septel__slice(line, blanks, at),
			     VIEW_LITERAL("\n"));
	}
}

/* Paragraph 1 glued to the line of a keyword: " 1. (U) This message". */
static void repair_glued_label(struct edits *edits, struct septel_view text,
			       struct septel_view line)
{
	for (size_t at = septel__find(line, "1.", 1); at != VIEW_NOT_FOUND;
	     at = septel__find(line, "1.", at + 1)) {
		struct label label;
		if (line.ptr[at - 1] != ' ' ||
		    !septel__label(septel__slice(line, at, line.len), &label) ||
		    label.number != 1 || label.marking.len == 0)
			continue;
		/* "1.4 (b)" and "1. (b)" are reasons, not paragraphs. */
		if (septel__portion_class(label.marking) == SEPTEL_CLASS_NONE)
			continue;
		size_t blanks = at;
		while (blanks > 0 && septel__is_space(line.ptr[blanks - 1]))
			blanks--;
		septel__edit(edits, "merged-line", text, septel__slice(line, blanks, at),
			     VIEW_LITERAL("\n\n"));
		return;
	}
}

/* TAGS values, once the keywords stand at their line starts. */
static void repair_tags(struct reading *reading, struct edits *edits, size_t index)
{
	struct keyword keyword;
	const struct septel_view line = reading_line_trimmed(reading, index);
	if (!septel__keyword(line, &keyword) || keyword.kind != KEYWORD_TAGS)
		return;
	const size_t end = value_end(reading, index, KEYWORD_TAGS);
	const struct line *last = &reading->lines.at[end - 1];
	struct septel_view value = septel__slice(line, keyword.length, line.len);
	value.len = (size_t)(reading->text.ptr + last->start + last->length - value.ptr);
	septel__tags_repair(edits, reading->text, value);
}

/* Line 12 with a damaged classification. */
static void repair_classification(struct edits *edits, struct septel_view text,
				  struct septel_view line)
{
	static const char *const SPACED[] = {"",
					     "UNCLAS",
					     "LIMITED OFFICIAL USE",
					     "R E S T R I C T E D",
					     "C O N F I D E N T I A L",
					     "S E C R E T",
					     "T O P S E C R E T"};
	struct classification_word word;
	if (!septel__classification(line, &word) || !word.damaged)
		return;
	septel__edit(edits, "classification", text, septel__slice(line, 0, word.length),
		     septel_view_of(SPACED[word.class_]));
}

void septel__internal_heading_repair(struct reading *reading, struct edits *edits)
{
	size_t limit = reading->lines.count;
	if (limit > INTERNAL_LINES_LIMIT)
		limit = INTERNAL_LINES_LIMIT;
	bool inside = false;
	bool classified = false;
	for (size_t i = 0; i < limit; i++) {
		const struct septel_view line = reading_line_trimmed(reading, i);
		struct keyword keyword;
		if (line.len == 0)
			continue;
		if (is_label(line) || septel__navy_keyword(line))
			break;
		struct classification_word word;
		if (!classified && septel__classification(line, &word)) {
			repair_classification(edits, reading->text, line);
			classified = !word.damaged;
		}
		inside = inside || septel__keyword(line, &keyword);
		repair_line(edits, reading->text, line);
		if (inside)
			repair_glued_label(edits, reading->text, line);
		repair_tags(reading, edits, i);
	}
}
