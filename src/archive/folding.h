/* folding.h - what a character that is not ASCII is to a word. */
#ifndef SEPTEL_ARCHIVE_FOLDING_H
#define SEPTEL_ARCHIVE_FOLDING_H

#include "../base/view.h"

enum character_kind {
	CHARACTER_SEPARATES,
	CHARACTER_LETTER,     /* or digit: `folded` is what it counts as */
	CHARACTER_ALONE,      /* a word of its own: `folded` */
	CHARACTER_NOTHING,    /* a mark or an invisible joiner: neither splits nor counts */
	CHARACTER_APOSTROPHE, /* in one of its many shapes */
};

/* Code points that one may be folded into; none known needs more than 18. */
#define FOLDED_CODES_LIMIT 24

struct character {
	enum character_kind kind;
	size_t length; /* bytes of the text; 1 where they are no UTF-8 */
	struct septel_view folded;
	char bytes[FOLDED_CODES_LIMIT * 4];
};

/* The character at `offset` of `text`, which is there. */
void septel__character_read(struct character *character, struct septel_view text, size_t offset);

#endif
