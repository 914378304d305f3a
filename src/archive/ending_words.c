/* ending_words.c - see ending_words.h.
 *
 * All beginnings of a list have the same length, and each ends with another letter.  The letter
 * that ends a window of that length tells which it can be, or how far the window may move
 * (Horspool).
 */
#include "ending_words.h"

/* By the low five bits of the last byte of the window: what is no letter shares the row of
 * one, which only makes steps shorter.  What has no row moves a whole window on. */
struct row {
	unsigned char shift; /* 0: see `beginning` */
	const char *beginning;
};

#define SOMETHING_WINDOW 6

static const struct row SOMETHING[32] = {
	['L' & 31] = {0, "CANCEL"}, ['S' & 31] = {0, "SUPERS"}, ['C' & 31] = {0, "SUPERC"},
	['N' & 31] = {0, "RESCIN"}, ['E' & 31] = {1, NULL},     ['R' & 31] = {1, NULL},
	['I' & 31] = {1, NULL},     ['P' & 31] = {3, NULL},     ['A' & 31] = {4, NULL},
	['U' & 31] = {4, NULL},
};

#define ITSELF_WINDOW 5

/* UNTIL, EXPIRE, tHROUGh */
static const struct row ITSELF[32] = {
	['L' & 31] = {0, "UNTIL"}, ['R' & 31] = {0, "EXPIR"}, ['G' & 31] = {0, "HROUG"},
	['I' & 31] = {1, NULL},    ['U' & 31] = {1, NULL},    ['T' & 31] = {2, NULL},
	['P' & 31] = {2, NULL},    ['O' & 31] = {2, NULL},    ['N' & 31] = {3, NULL},
	['X' & 31] = {3, NULL},    ['E' & 31] = {4, NULL},    ['H' & 31] = {4, NULL},
};

/* Where one of the beginnings stands, from `at` on; the length of the text if none does. */
static inline size_t find(struct septel_view text, size_t at, const struct row rows[32],
			  size_t window)
{
	at += window - 1;
	while (at < text.len) {
		const struct row row = rows[(unsigned char)text.ptr[at] & 31];
		if (!row.beginning) {
			at += row.shift ? row.shift : window;
			continue;
		}
		const size_t start = at - (window - 1);
		if (septel__upper(text.ptr[start]) == row.beginning[0] &&
		    septel__same_fold(text.ptr + start, row.beginning, window))
			return start;
		at++;
	}
	return text.len;
}

bool septel__may_end_something(struct septel_view text)
{
	return find(text, 0, SOMETHING, SOMETHING_WINDOW) < text.len;
}

/* "EFFECT UNTIL", "VALID THROUGH": most that is said with these words is about something
 * else. */
static bool is_in_effect(struct septel_view before)
{
	static const char *const WORDS[] = {"EFFECT", "FORCE", "VALID", "EFFECTIVE"};
	before = septel__trim_right(before);
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		const size_t length = strlen(WORDS[i]);
		if (before.len >= length &&
		    septel__same_fold(before.ptr + before.len - length, WORDS[i], length))
			return true;
	}
	return false;
}

bool septel__may_end_itself(struct septel_view text)
{
	if (septel__may_end_something(text))
		return true;
	for (size_t at = 0; (at = find(text, at, ITSELF, ITSELF_WINDOW)) < text.len; at++) {
		const char first = septel__upper(text.ptr[at]);
		const size_t begins = at - (first == 'H' && at > 0); /* (T)HROUGH */
		if (first == 'E' || is_in_effect(septel__slice(text, 0, begins)))
			return true;
	}
	return false;
}
