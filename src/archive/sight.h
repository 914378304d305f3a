/* sight.h - which labels' words a viewer may see.
 *
 * Made once a question from src/access; what is not in sight is in no list that the
 * question reads: no hit, count, snippet, order or suggestion comes of it.
 */
#ifndef SEPTEL_ARCHIVE_SIGHT_H
#define SEPTEL_ARCHIVE_SIGHT_H

#include <stdbool.h>
#include <stdint.h>

/* Different labels of one archive. */
#define LABELS_LIMIT 1024u

struct sight {
	bool all; /* the owner */
	bool label[LABELS_LIMIT + 1];
};

static inline bool septel__in_sight(const struct sight *sight, uint32_t label)
{
	return sight->all || (label <= LABELS_LIMIT && sight->label[label]);
}

#endif
