/* check.h - whether an archive is what it should be.
 *
 * What was received is held against its hashes, and what was made of it against what
 * today's reader makes of the same bytes: rows, citations, columns and every word of the
 * index.  The archive is seen as it was when the check began; nothing is changed.  What another
 * version of the reader made (reader_version.h) is not held against today's.
 */
#ifndef SEPTEL_ARCHIVE_CHECK_H
#define SEPTEL_ARCHIVE_CHECK_H

#include "archive.h"

struct check {
	unsigned threads; /* 0: one for each core */
	/* Hears of the first CHECK_FAULTS_LIMIT faults: one line, no full stop. */
	void (*fault)(struct septel_view fault, void *context);
	/* Hears how many of the messages are read.  May be NULL. */
	void (*progress)(uint64_t done, uint64_t all, void *context);
	void *context;
	uint64_t messages, faults; /* out */
	uint64_t older, later;     /* out: messages that an older reader made, or a later one */
};

/* False: it could not be done to the end; the archive's error tells why. */
bool septel__check(struct check *check, struct archive *archive);

#endif
