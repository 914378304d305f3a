/* reference_letters.h - the letters that part a REF block into items. */
#ifndef SEPTEL_MESSAGE_REFERENCE_LETTERS_H
#define SEPTEL_MESSAGE_REFERENCE_LETTERS_H

#include "../base/view.h"

/* The letters of one block so far; all zero before the first. */
struct reference_letters {
	unsigned last;      /* A is 1, Z 26, AA 27; 0 before the first */
	bool digits;        /* they are "(1)", "(2)" */
	unsigned looks;     /* ahead, so far; bounded */
	size_t parenthesis; /* the last ")" found, one past it */
};

/* The letter of an item where one stands at `at` in `value`: its own view and
 * where the words behind it begin, a repeated letter ("A. A)") skipped.  False
 * if what stands there is none: an initial, a portion mark, a word. */
bool septel__scan_reference_letter(struct reference_letters *letters, struct septel_view value,
				   size_t at, struct septel_view *letter, size_t *behind);

/* Where the item ends that begins at `from`: at the next letter, else at the
 * end of the block. */
size_t septel__reference_item_end(struct reference_letters *letters, struct septel_view value,
				  size_t from);

#endif
