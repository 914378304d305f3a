/* rebuild.h - everything that is made of stored messages, made anew.
 *
 * One transaction: readers see the archive as it was until all is there, and whoever is
 * killed meanwhile leaves it as it was.  Numbers of messages and labels stay.
 */
#ifndef SEPTEL_ARCHIVE_REBUILD_H
#define SEPTEL_ARCHIVE_REBUILD_H

#include "archive.h"

struct rebuild {
	unsigned threads; /* 0: one for each core */
	/* Hears of messages of which nothing can be made: one line, no full stop. */
	void (*fault)(struct septel_view fault, void *context);
	/* Hears how many of the messages are read.  May be NULL. */
	void (*progress)(uint64_t done, uint64_t all, void *context);
	/* Asked before each message: true leaves the archive as it was.  May be NULL. */
	bool (*interrupted)(void *context);
	void *context;
	uint64_t messages, faults; /* out */
};

/* False: the archive is as it was; its error tells why. */
bool septel__rebuild(struct rebuild *rebuild, struct archive *archive);

#endif
