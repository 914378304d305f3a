/* ending.c - see ending.h. */
#include "ending.h"

#include "../base/view.h"
#include "marking.h"
#include "scan.h"
#include "words.h"

#include <septel/number.h>

#define SIGNATURE_WORDS 4
/* Bytes of the longest line that repeats the classification. */
#define CLASS_LINE_LIMIT 64
/* The error sign, with a few of its eight letters lost. */
#define ERROR_SIGN_LEAST 5

/* "#3796", "#0001", "##". */
static bool is_serial(struct septel_view line)
{
	struct septel_view rest = line, digits;
	while (scan_byte(&rest, '#'))
		;
	if (rest.len == line.len)
		return false;
	if (rest.len == 0)
		return line.len > 1;
	return scan_digits(&rest, 1, 6, &digits) && rest.len == 0;
}

/* "NNNN", "NNN", "NNNNMAFVVZCZ". */
static bool is_end_of_message(struct septel_view line)
{
	size_t count = 0;
	while (count < line.len && line.ptr[count] == 'N')
		count++;
	if (count < 3)
		return false;
	for (size_t i = count; i < line.len; i++)
		if (!septel__is_upper(line.ptr[i]))
			return false;
	return true;
}

static bool is_error_sign(struct septel_view line)
{
	size_t count = 0;
	while (count < line.len && line.ptr[count] == 'E')
		count++;
	return count == line.len && count >= ERROR_SIGN_LEAST;
}

/* "BT", "BT #0001", "BT NNNN". */
static bool is_break(struct septel_view line)
{
	struct septel_view rest = line, word;
	if (!septel__next_word(&rest, &word) || !septel__equal(word, VIEW_LITERAL("BT")))
		return false;
	while (septel__next_word(&rest, &word))
		if (!is_serial(word) && !is_end_of_message(word))
			return false;
	return true;
}

/* "CONFIDENTIAL", "UNCLASSIFIED//", and nothing else. */
static bool is_classification(struct septel_view line)
{
	struct classification_word word;
	if (line.len > CLASS_LINE_LIMIT || !septel__classification(line, &word))
		return false;
	for (size_t i = word.length; i < line.len; i++)
		if (!strchr("/. -", line.ptr[i]))
			return false;
	return true;
}

/* "2004CARACA01540 - UNCLASSIFIED", as an archive prints it under the text. */
static bool is_archive_footer(struct septel_view line)
{
	static const char SEPARATOR[] = " - ";
	char number[SEPTEL_NUMBER_SIZE];
	const size_t at =
		line.len <= CLASS_LINE_LIMIT ? septel__find(line, SEPARATOR, 0) : VIEW_NOT_FOUND;
	return at != VIEW_NOT_FOUND && septel__is_digit(line.ptr[0]) &&
	       is_classification(septel__slice(line, at + strlen(SEPARATOR), line.len)) &&
	       septel_number_canonical(septel__slice(line, 0, at), number);
}

/* "NOTE BY OC/T: ...", "NOTE: NOT PASSED TO ABOVE ADDRESSEE(S)". */
static bool is_note(struct septel_view line)
{
	if (septel__starts(line, "NOTE BY OC"))
		return true;
	return septel__starts(line, "NOTE:") && line.len <= (size_t)2 * CLASS_LINE_LIMIT &&
	       septel__find(line, "PASSED", 0) != VIEW_NOT_FOUND;
}

static bool is_stamp(struct septel_view line)
{
	return line.len <= (size_t)3 * CLASS_LINE_LIMIT &&
	       septel__find(line, "Declassified/Released", 0) != VIEW_NOT_FOUND;
}

/* "GP-3", "EXEMPT": the group for downgrading, 1966 to 1972. */
static bool is_downgrading_group(struct septel_view line)
{
	struct septel_view rest = line, digits;
	if (scan_word(&rest, "GP-") ? !scan_digits(&rest, 1, 1, &digits)
				    : !scan_word(&rest, "EXEMPT"))
		return false;
	scan_byte(&rest, '.');
	return rest.len == 0;
}

enum ending septel__ending(struct septel_view line)
{
	switch (line.ptr[0]) {
	case '#':
		return is_serial(line) ? ENDING_IF_LAST : ENDING_NONE;
	case '<':
		return septel__starts(line, "<< END OF DOC") ? ENDING_ARCHIVE : ENDING_NONE;
	case '*':
		return septel__starts(line, "*** Current ") ? ENDING_ARCHIVE : ENDING_NONE;
	case 'M':
		return septel__equal(septel__slice(line, 0, strlen("Message Attributes")),
				     VIEW_LITERAL("Message Attributes"))
			       ? ENDING_ARCHIVE
			       : ENDING_NONE;
	case 'B':
		return is_break(line) ? ENDING_MARK : ENDING_NONE;
	case 'N':
		if (is_end_of_message(line))
			return ENDING_MARK;
		return is_note(line) ? ENDING_IF_LAST : ENDING_NONE;
	default:
		break;
	}
	const bool last = septel__starts(line, "RTD:") || is_error_sign(line) ||
			  is_downgrading_group(line) || is_classification(line) ||
			  is_archive_footer(line) || is_stamp(line);
	return last ? ENDING_IF_LAST : ENDING_NONE;
}

struct septel_view septel__without_ending(struct septel_view line)
{
	struct septel_view front = line;
	bool broken = false;
	for (;;) {
		size_t start = front.len;
		while (start > 0 && !septel__is_space(front.ptr[start - 1]))
			start--;
		const struct septel_view word = septel__slice(front, start, front.len);
		const bool is_bt = septel__equal(word, VIEW_LITERAL("BT"));
		if (!is_bt && !is_serial(word) && !(is_end_of_message(word) && word.len >= 4))
			break;
		broken = broken || is_bt;
		front = septel__trim_right(septel__slice(front, 0, start));
	}
	const bool complete = septel__ends(front, "//") || septel__ends(front, ".");
	return broken && complete ? front : line;
}

bool septel__is_signature(struct septel_view line)
{
	size_t words = 0, letters = 0;
	size_t length;
	for (size_t i = 0; i < line.len; i += length) {
		length = 1;
		if (septel__letter_at(line, i, &length) == LETTER_OTHER)
			letters++;
		else if (!strchr(" .'-", line.ptr[i]) || !line.ptr[i])
			return false;
		if (line.ptr[i] != ' ' && (i == 0 || line.ptr[i - 1] == ' '))
			if (++words > SIGNATURE_WORDS)
				return false;
	}
	return letters > 0;
}
