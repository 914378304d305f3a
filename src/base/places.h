/* places.h - line and column of many places in one text, in rising order.
 *
 * Each call goes on from the last one, so that a long text with many places is
 * walked once; a place before the last one starts again from the front. */
#ifndef SEPTEL_BASE_PLACES_H
#define SEPTEL_BASE_PLACES_H

#include "view.h"

struct place_walk {
	struct septel_view text;
	size_t offset;                   /* walked so far */
	struct septel_position position; /* of `offset` */
	uint32_t first_line;             /* the file's line of the text's first byte */
};

void septel__place_walk_init(struct place_walk *walk, struct septel_view text, uint64_t first_line);
struct septel_position septel__place_walk_to(struct place_walk *walk, size_t offset);

#endif
