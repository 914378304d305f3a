/* references.h - what a reference is, by its words. */
#ifndef SEPTEL_MESSAGE_REFERENCES_H
#define SEPTEL_MESSAGE_REFERENCES_H

#include <septel/message.h>

/* The kind that the words of a reference tell ("E-MAIL", "UNSCR 1737", "9 FAM
 * 40"); UNKNOWN where they tell nothing. */
enum septel_reference_kind septel__reference_kind(struct septel_view text);

#endif
