/* forget.h - a message that the archive must no longer hold.
 *
 * What goes: the bytes of all its versions and sections, their rows, citations and words,
 * rejects with the same bytes, notes on it and its places in collections.  What stays is a
 * stub: id, time and reason; whoever imports it again is refused.
 *
 * Two steps, since the second may have to wait for readers: after septel__forget no question
 * finds it; after septel__purge no byte of it is in the archive's files.
 */
#ifndef SEPTEL_ARCHIVE_FORGET_H
#define SEPTEL_ARCHIVE_FORGET_H

#include "archive.h"

enum forget_result {
	FORGET_FAILED, /* nothing was changed; the archive's error tells why */
	FORGET_NONE,   /* the archive has no such message */
	FORGET_BEFORE, /* it was forgotten already */
	FORGET_DONE
};

/* `id` in canonical form; *receipts is how many were taken away. */
enum forget_result septel__forget(struct archive *archive, struct septel_view id,
				  struct septel_view reason, uint64_t *receipts);

/* Writes the archive's file anew, so that no page holds a trace of what went, and empties its
 * log.  False: it could not be done, for the archive's error; it may be done later. */
bool septel__purge(struct archive *archive);

#endif
