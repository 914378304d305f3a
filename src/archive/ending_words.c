/* ending_words.c - see ending_words.h.
 *
 * All beginnings have six letters, and each ends with another one.  The letter that ends
 * a window of six tells which it can be, or how far the window may move (Horspool).
 */
#include "ending_words.h"

#define WINDOW 6

/* By the low five bits of the last byte of the window: what is no letter shares the row of
 * one, which only makes steps shorter. */
static const struct {
	unsigned char shift; /* 0: see `beginning` */
	const char *beginning;
} ROWS[32] = {
	['L' & 31] = {0, "CANCEL"}, ['S' & 31] = {0, "SUPERS"}, ['C' & 31] = {0, "SUPERC"},
	['N' & 31] = {0, "RESCIN"}, ['E' & 31] = {1, NULL},     ['R' & 31] = {1, NULL},
	['I' & 31] = {1, NULL},     ['P' & 31] = {3, NULL},     ['A' & 31] = {4, NULL},
	['U' & 31] = {4, NULL},
};

bool septel__may_end_something(struct septel_view text)
{
	size_t at = WINDOW - 1;
	while (at < text.len) {
		const size_t row = (unsigned char)text.ptr[at] & 31;
		const char *beginning = ROWS[row].beginning;
		if (!beginning) {
			at += ROWS[row].shift ? ROWS[row].shift : WINDOW;
			continue;
		}
		const char *window = text.ptr + at - (WINDOW - 1);
		if (septel__upper(window[0]) == beginning[0] &&
		    septel__same_fold(window, beginning, WINDOW))
			return true;
		at++;
	}
	return false;
}
