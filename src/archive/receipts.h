/* receipts.h - the words of some receipts, taken out of the index or put in anew. */
#ifndef SEPTEL_ARCHIVE_RECEIPTS_H
#define SEPTEL_ARCHIVE_RECEIPTS_H

#include "segment.h"

/* Receipts by rising number. */
struct receipt_numbers {
	uint32_t *at;
	size_t count, capacity;
};

/* A further one, above those before; false when memory is out. */
bool septel__receipt_numbers_add(struct receipt_numbers *numbers, uint32_t number);
void septel__receipt_numbers_release(struct receipt_numbers *numbers);

/* Writes the segments that hold words of the receipts anew, without those words and with
 * `added` (any order; sorted here) in their place.  `gone`: the messages go as well. */
bool septel__replace_words(struct archive *archive, const struct receipt_numbers *numbers,
			   struct added_word *added, size_t count, bool gone);

#endif
