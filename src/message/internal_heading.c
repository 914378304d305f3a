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
#include "keyword_value.h"
#include "line_twelve.h"
#include "marking.h"
#include "references.h"
#include "scan.h"
#include "text.h"

#include <septel/tables.h>

/* A message may print its references twice; more are a list in the text. */
#define REF_BLOCKS_LIMIT 4

/* The last keyword line of the block: keywords may not lie behind the first
 * paragraph label, a rule, or too far apart. */
static size_t last_keyword_line(struct reading *reading, size_t from)
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
		if (septel__begins_paragraph(line) || septel__is_rule(line))
			break;
		since++;
		if (!septel__keyword(line, &keyword))
			continue;
		/* Without its colon a word counts only close to another keyword, and not
		 * inside a paragraph: "questioned in / ref A. Press reports". */
		if (!keyword.colon && keyword.kind != KEYWORD_ORDER &&
		    keyword.kind != KEYWORD_CLASSIFIED_BY && last != SIZE_MAX &&
		    (since > 12 || (since > 1 && !line_is_blank(&reading->lines.at[i - 1]))))
			continue;
		last = i;
		since = 0;
		i = septel__value_end(reading, i, &keyword) - 1;
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
		/* The keyword is a word of the value, with the blanks between them. */
		words.len = value.len ? (size_t)(value.ptr - words.ptr) + value.len : words.len;
		if (!septel__has_time(reading->message->declassify.on))
			septel__declassify_read(reading, reading->message->declassify.order, words);
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
	const size_t end = septel__value_end(reading, first, keyword);
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

/* What came first was a mailer's banner ("UNCLASSIFIED", "Subject: ...") without a
 * number; here the message begins. */
static bool is_line_twelve_behind_banner(const struct reading *reading, struct septel_view line,
					 const struct classification_word *word)
{
	if (reading->message->id.len || reading->message->sections.total ||
	    reading->message->declassify.text.len || reading->message->tags.count)
		return false;
	const struct septel_view rest = septel__trim(septel__slice(line, word->length, line.len));
	return rest.len > 4 && septel__is_upper(rest.ptr[0]) &&
	       septel__is_digit(rest.ptr[rest.len - 1]);
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
	if (septel__classification(line, &word) &&
	    (reading->message->classification == SEPTEL_CLASS_NONE ||
	     is_line_twelve_behind_banner(reading, line, &word))) {
		reading->message->subject = (struct septel_view){"", 0};
		return read_line_twelve(block, index);
	}
	septel__captions_among(&block->captions, line);
	reading->uses[index] = LINE_INTERNAL;
	return index + 1;
}

/* Behind the last keyword: lines of captions alone still belong to the block. */
static size_t trailing_captions(struct block *block, size_t index)
{
	struct reading *reading = block->reading;
	for (;;) {
		const size_t next = septel__next_text_line(reading, index);
		if (next == reading->lines.count)
			return index;
		const struct septel_view line = reading_line_trimmed(reading, next);
		if (line.len > 80 || septel__begins_paragraph(line) || septel__is_rule(line) ||
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
	const size_t first = septel__next_text_line(reading, reading->body_first);
	if (first >= reading->lines.count)
		return;
	const struct septel_view line = reading_line_trimmed(reading, first);
	const size_t at = septel__find_fold(septel__slice(line, 0, 120), "CLASSIFIED BY", 0);
	if (at == VIEW_NOT_FOUND || (!septel__begins_paragraph(line) && at > 6))
		return;
	size_t end = first + 1;
	while (end < reading->lines.count && !line_is_blank(&reading->lines.at[end]) &&
	       !septel__begins_paragraph(reading_line_trimmed(reading, end)))
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
		if (septel__keyword(line, &keyword) && line.len)
			i = read_keyword(&block, i, &keyword);
		else
			i = read_other(&block, i);
	}
	reading->body_first = trailing_captions(&block, i);
	reading->message->captions = septel__captions_finish(&block.captions);
	reading->message->references = block.references;
	classified_by_in_paragraph(reading);
}
