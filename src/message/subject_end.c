/* subject_end.c - where a subject ends that no blank line parts from the text.
 *
 * A subject is wrapped as text is: its line ends where the next word would not
 * have fitted.  A line that ends early was ended on purpose, and prose behind it
 * is the text; so is prose in small letters behind a subject in capitals, and
 * whatever carries a portion mark.  Hands also break subjects where they please,
 * so an early end alone proves nothing.
 */
#include "keyword_value.h"

#include "body.h"
#include "ending.h"
#include "marking.h"
#include "scan.h"

/* The column that drafters were told to write to (wire-format 2). */
#define DRAFTING_WIDTH 55
/* Bytes that prose has at least; a shorter block may be the rest of a subject. */
#define PROSE_LEAST 36
/* Lines that are looked at for the block behind a subject. */
#define BLOCK_LINES 12
/* A subject longer than this is none, and no rule of subjects ends it. */
#define SUBJECT_LIMIT 2000
/* Bytes of the longest portion mark before a text without a number. */
#define MARK_LIMIT 24

/* "(SBU) The minister". */
static bool begins_with_mark(struct septel_view line)
{
	struct septel_view rest = line;
	if (!scan_byte(&rest, '('))
		return false;
	const size_t close = septel__find_byte(septel__slice(rest, 0, MARK_LIMIT), ')', 0);
	return close != VIEW_NOT_FOUND && close + 1 < rest.len && rest.ptr[close + 1] == ' ' &&
	       septel__is_portion_mark(septel__slice(rest, 0, close));
}

struct letters {
	size_t upper, lower;
};

static struct letters count_letters(struct septel_view words)
{
	struct letters letters = {0, 0};
	for (size_t i = 0; i < words.len; i++) {
		letters.upper += septel__is_upper(words.ptr[i]);
		letters.lower += septel__is_lower(words.ptr[i]);
	}
	return letters;
}

/* A sentence in small letters, as no subject in capitals goes on. */
static bool is_mixed_case_prose(struct septel_view line)
{
	const struct letters letters = count_letters(line);
	return line.len >= PROSE_LEAST && letters.lower > 2 * letters.upper &&
	       !septel__is_lower(line.ptr[0]);
}

static bool is_open_parenthesis(struct septel_view subject)
{
	int depth = 0;
	for (size_t i = 0; i < subject.len; i++) {
		depth += subject.ptr[i] == '(';
		depth -= subject.ptr[i] == ')' && depth > 0;
	}
	return depth > 0;
}

/* The first word of `line` would have fitted behind `above`. */
static bool ended_early(struct septel_view above, struct septel_view line)
{
	struct septel_view word;
	const char last = above.len ? above.ptr[above.len - 1] : ' ';
	return septel__next_word(&line, &word) && above.len + 1 + word.len <= DRAFTING_WIDTH &&
	       last != ',' && last != '-' && last != '/' && last != ':';
}

/* "DAY. HE", "day." at the end: a stop behind a word, not behind an initial. */
static bool is_stop(struct septel_view line, size_t at)
{
	if (at < 3 || !strchr(".!?", line.ptr[at]) || line.ptr[at] == '\0')
		return false;
	for (size_t i = at - 3; i < at; i++)
		if (!septel__is_alnum(line.ptr[i]))
			return false;
	return at + 1 == line.len || septel__is_space(line.ptr[at + 1]);
}

static bool has_stop(struct septel_view line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] == '.' && is_stop(line, i))
			return true;
	return line.len && is_stop(line, line.len - 1);
}

/* The lines from `index` on up to a blank one are sentences, or all the text that
 * the message has. */
static bool is_prose_block(const struct reading *reading, size_t index)
{
	size_t bytes = 0;
	bool stop = false;
	const size_t limit = index + BLOCK_LINES;
	for (; index < reading->lines.count && index < limit; index++) {
		const struct septel_view line = reading_line_trimmed(reading, index);
		if (line.len == 0 || septel__is_rule(line) || septel__begins_paragraph(line))
			break;
		if (septel__ending(line) >= ENDING_MARK)
			return true;
		bytes += line.len;
		stop = stop || has_stop(line);
	}
	return stop && bytes >= PROSE_LEAST;
}

static bool is_keyword_with_colon(struct septel_view line)
{
	struct keyword keyword;
	return septel__keyword(line, &keyword) && keyword.colon;
}

/* Another keyword comes behind the lines from `index` on, or behind the blank
 * lines that end them. */
static bool keyword_follows(const struct reading *reading, size_t index)
{
	const size_t limit = index + BLOCK_LINES;
	while (index < reading->lines.count && index < limit &&
	       !line_is_blank(&reading->lines.at[index]))
		if (is_keyword_with_colon(reading_line_trimmed(reading, index++)))
			return true;
	index = septel__next_text_line(reading, index);
	return index < reading->lines.count &&
	       is_keyword_with_colon(reading_line_trimmed(reading, index));
}

bool septel__begins_summary(struct septel_view line)
{
	scan_word(&line, "BEGIN ");
	return scan_word(&line, "SUMMARY") && (line.len == 0 || strchr(":.;-", line.ptr[0]));
}

/* "SUMMARY: THE MINISTER ...", not "SUMMARY" as the last word of a title. */
static bool is_summary_with_text(struct septel_view line)
{
	const bool begin = scan_word(&line, "BEGIN ");
	return scan_word(&line, "SUMMARY") && (begin || line.len > 1) &&
	       (line.len == 0 || line.ptr[0] == ':' || line.ptr[0] == '.');
}

bool septel__subject_is_over(const struct reading *reading, size_t index,
			     struct septel_view subject)
{
	const struct septel_view above = reading_line_trimmed(reading, index - 1);
	const struct septel_view line = reading_line_trimmed(reading, index);
	if (subject.len == 0 || subject.len > SUBJECT_LIMIT)
		return false; /* "SUBJECT:" alone: the subject is here */
	if (is_summary_with_text(line))
		return true;
	if (is_open_parenthesis(subject) || keyword_follows(reading, index))
		return false;
	if (begins_with_mark(line))
		return true;
	if (count_letters(subject).lower == 0 && is_mixed_case_prose(line))
		return true;
	return ended_early(above, line) && is_prose_block(reading, index);
}
