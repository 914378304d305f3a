/* keyword_value.c - see keyword_value.h. */
#include "keyword_value.h"

#include "body.h"
#include "ending.h"
#include "references.h"
#include "scan.h"

#include <septel/tables.h>

/* How far into a lettered reference its number stands at the latest. */
#define REFERENCE_ITEM_DIGIT 60
/* A line of prose behind a REF block has no digit so far into it. */
#define PROSE_LINE_LEAST 36

bool septel__begins_paragraph(struct septel_view line)
{
	struct label label;
	return line.len && (septel__is_digit(line.ptr[0]) || (unsigned char)line.ptr[0] >= 0x80) &&
	       septel__label(line, &label) && label.text_offset < line.len;
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

size_t septel__next_text_line(const struct reading *reading, size_t index)
{
	while (index < reading->lines.count && line_is_blank(&reading->lines.at[index]))
		index++;
	return index;
}

/* "2. OSLO 13": a reference with a number where others have a letter; what
 * follows `last` without a blank line needs no station to be one. */
static int numbered_item(struct reading *reading, struct septel_view line, int last,
			 bool after_blank)
{
	struct label label;
	struct numbered_reference number;
	if (!septel__label(line, &label) || label.marking.len || label.number != last + 1)
		return 0;
	if (last > 0 && !after_blank)
		return label.number;
	struct reference_block block = {.reading = reading, .station = {"", 0}};
	struct septel_view rest = septel__slice(line, label.text_offset, line.len);
	return septel__scan_reference(&block, &rest, STATION_KNOWN, &number) ? label.number : 0;
}

/* What is known of a value while its lines are passed. */
struct value {
	struct reading *reading;
	struct keyword opens;
	struct septel_view from; /* the line of the keyword, behind it */
	struct septel_view last; /* the text line passed last */
	int number;              /* of the numbered reference passed last; 0: none */
};

/* A letter at the line end waits for its reference ("STATE 5 B."), a station for
 * its serial. */
static bool waits_for_reference(struct septel_view last, struct septel_view line)
{
	const size_t end = last.len;
	if (end < 2)
		return false;
	if (strchr("),.:", last.ptr[end - 1]))
		return septel__is_upper(last.ptr[end - 2]) &&
		       (end == 2 ||
			!(septel__is_alnum(last.ptr[end - 3]) || last.ptr[end - 3] == '.'));
	struct septel_view serial;
	return septel__is_alpha(last.ptr[end - 1]) && scan_digits(&line, 1, 7, &serial) &&
	       (line.len == 0 || strchr(" ,;()&", line.ptr[0]));
}

/* True where the value goes on over the blank lines in front of `line`. */
static bool goes_on_after_blank(const struct value *value, struct septel_view line)
{
	const struct septel_view last = value->last;
	struct keyword keyword;
	switch (value->opens.kind) {
	case KEYWORD_REF:
		return is_reference_item(line) || waits_for_reference(last, line);
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

/* True where the value ends before line `next`, which no blank line parts from it. */
static bool ends_before(struct value *value, size_t next, bool after_blank)
{
	const struct septel_view line = reading_line_trimmed(value->reading, next);
	const enum keyword_kind kind = value->opens.kind;
	struct keyword keyword;
	if (septel__keyword(line, &keyword) &&
	    !(kind == KEYWORD_CLASSIFIED_BY && keyword.kind == KEYWORD_REASON) &&
	    !(kind == KEYWORD_REF && !keyword.colon && is_reference_item(line)))
		return true;
	if (septel__is_rule(line) || septel__navy_keyword(line) ||
	    septel__ending(line) >= ENDING_MARK)
		return true;
	if (septel__begins_paragraph(line)) {
		const int number = kind == KEYWORD_REF ? numbered_item(value->reading, line,
								       value->number, after_blank)
						       : 0;
		if (number)
			value->number = number;
		return number == 0;
	}
	if (kind == KEYWORD_SUBJECT) {
		const struct line *above = &value->reading->lines.at[next - 1];
		const char *end = value->reading->text.ptr + above->start + above->length;
		return septel__subject_is_over(
			value->reading, next,
			septel__trim((struct septel_view){value->from.ptr,
							  (size_t)(end - value->from.ptr)}));
	}
	if (kind == KEYWORD_REF && !after_blank && is_prose_behind_references(value->last, line))
		return true;
	return septel__begins_summary(line);
}

size_t septel__value_end(struct reading *reading, size_t first, const struct keyword *opens)
{
	const struct septel_view line = reading_line_trimmed(reading, first);
	struct value value = {.reading = reading, .opens = *opens, .last = line};
	value.from = septel__trim(septel__slice(line, opens->length, line.len));
	if (opens->kind == KEYWORD_REF)
		value.number = numbered_item(reading, value.from, 0, false);
	size_t end = first + 1;
	for (;;) {
		const size_t next = septel__next_text_line(reading, end);
		if (next == reading->lines.count)
			break;
		const struct septel_view ahead = reading_line_trimmed(reading, next);
		if (next > end && !goes_on_after_blank(&value, ahead))
			break;
		if (ends_before(&value, next, next > end))
			break;
		end = next + 1;
		value.last = ahead;
	}
	return end;
}
