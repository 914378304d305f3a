/* reasons.c - see reasons.h.
 *
 * Forms met: "1.4 (b) and (d)", "1.4(B,D)", "1.4 b/d", "1.5 (b) & (d)", "1,4 (C)
 * AND (D)", "1. 4 (b", "1.4 (A-D)", "1.3(a)(5)", "1.4(B) AND 1.5(D)".
 */
#include "reasons.h"

#include "list.h"
#include "scan.h"

#define REASON_LIMIT 16

struct reason_list {
	struct septel_view *at;
	size_t count, capacity;
	struct septel_arena *arena;
	char section;  /* of "1.4": '4'; NUL before the first */
	bool lettered; /* the present section has named a letter */
};

static void add(struct reason_list *list, const char *reason)
{
	for (size_t i = 0; i < list->count; i++)
		if (septel__equal(list->at[i], septel_view_of(reason)))
			return;
	const struct septel_view copy = septel_arena_copy(list->arena, septel_view_of(reason));
	struct septel_view *slot = LIST_ADD(list->arena, list->at, list->count, list->capacity);
	if (slot)
		*slot = copy;
}

/* "1.4(b)", and "1.3(a)(5)" with its number. */
static void add_letter(struct reason_list *list, char letter, struct septel_view number)
{
	char reason[REASON_LIMIT];
	size_t length = 0;
	if (list->section) {
		reason[length++] = '1';
		reason[length++] = '.';
		reason[length++] = list->section;
	}
	reason[length++] = '(';
	reason[length++] = septel__lower(letter);
	reason[length++] = ')';
	if (number.len && number.len <= 2) {
		reason[length++] = '(';
		memcpy(reason + length, number.ptr, number.len);
		length += number.len;
		reason[length++] = ')';
	}
	reason[length] = '\0';
	list->lettered = true;
	add(list, reason);
}

/* A section that names no letter is a reason by itself. */
static void finish_section(struct reason_list *list)
{
	if (!list->section || list->lettered)
		return;
	const char reason[] = {'1', '.', list->section, '\0'};
	add(list, reason);
}

/* "1.4", "1,4", "1. 4", "l.4". */
static bool scan_section(struct septel_view *rest, char *section)
{
	struct septel_view at = *rest;
	if (!scan_byte(&at, '1') && !scan_byte(&at, 'l') && !scan_byte(&at, 'I'))
		return false;
	scan_blanks(&at);
	if (!scan_byte(&at, '.') && !scan_byte(&at, ','))
		return false;
	scan_blanks(&at);
	if (at.len == 0 || at.ptr[0] < '1' || at.ptr[0] > '8')
		return false;
	*section = at.ptr[0];
	*rest = septel__slice(at, 1, at.len);
	return true;
}

static bool is_reason_letter(char c)
{
	return septel__upper(c) >= 'A' && septel__upper(c) <= 'H';
}

/* One letter that stands alone. */
static bool scan_letter(struct septel_view *rest, char *letter)
{
	struct septel_view at = *rest;
	if (at.len == 0 || !is_reason_letter(at.ptr[0]))
		return false;
	*letter = at.ptr[0];
	at = septel__slice(at, 1, at.len);
	if (!scan_at_word_end(at) || septel__starts_fold(at, ".O"))
		return false; /* "E.O." */
	*rest = at;
	return true;
}

/* The number in "1.3(a)(5)". */
static void scan_letter_number(struct septel_view *rest, struct septel_view *number)
{
	struct septel_view at = *rest;
	*number = (struct septel_view){"", 0};
	if (scan_byte(&at, ')') && scan_byte(&at, '(') && scan_digits(&at, 1, 2, number) &&
	    scan_byte(&at, ')'))
		*rest = at;
	else
		number->len = 0;
}

static void read_letter(struct reason_list *list, struct septel_view *rest, char letter)
{
	struct septel_view at = *rest, number;
	char last;
	/* "A-D" stands for all between. */
	if (scan_byte(&at, '-') && scan_letter(&at, &last) &&
	    septel__upper(last) > septel__upper(letter)) {
		const struct septel_view none = {"", 0};
		for (char c = septel__upper(letter); c <= septel__upper(last); c++)
			add_letter(list, c, none);
		*rest = at;
		return;
	}
	scan_letter_number(rest, &number);
	add_letter(list, letter, number);
}

/* A word that may stand between the reasons. */
static bool scan_joining_word(struct septel_view *rest)
{
	static const char *const WORDS[] = {"AND",    "OR",    "SECTIONS", "SECTION", "REASONS",
					    "REASON", "PARAS", "PARA",     "FOR",     "TO"};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		struct septel_view at = *rest;
		if (scan_word(&at, WORDS[i]) && scan_at_word_end(at)) {
			*rest = at;
			return true;
		}
	}
	return false;
}

/* A full stop behind a reason ends them: "... and (d). A summary". */
static bool is_full_stop(struct septel_view rest)
{
	return rest.len >= 2 && rest.ptr[0] == '.' && septel__is_space(rest.ptr[1]);
}

struct septel_views septel__reasons(struct septel_view text, struct septel_arena *arena)
{
	struct reason_list list = {.arena = arena};
	bool begun = false; /* a section, or the word itself, has been seen */
	while (text.len) {
		char letter;
		const char *before = text.ptr;
		if (scan_section(&text, &letter)) {
			finish_section(&list);
			list.section = letter;
			list.lettered = false;
			begun = true;
		} else if (scan_joining_word(&text)) {
			begun = true;
		} else if (begun && scan_letter(&text, &letter)) {
			read_letter(&list, &text, letter);
		} else if ((list.section && septel__is_alnum(text.ptr[0])) ||
			   (list.lettered && is_full_stop(text))) {
			break; /* the text goes on about something else */
		} else if (septel__is_alnum(text.ptr[0])) {
			while (text.len && septel__is_alnum(text.ptr[0]))
				text = septel__slice(text, 1, text.len);
			begun = false;
		}
		if (text.ptr == before)
			text = septel__slice(text, 1, text.len);
	}
	finish_section(&list);
	return (struct septel_views){list.at, list.count};
}
