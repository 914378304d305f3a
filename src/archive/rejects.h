/* rejects.h - what an archive did not take in, and why. */
#ifndef SEPTEL_ARCHIVE_REJECTS_H
#define SEPTEL_ARCHIVE_REJECTS_H

#include "archive.h"

struct reject {
	struct septel_view source, reason;
	uint64_t line; /* 0: the source as a whole */
	long long at;  /* seconds since 1970 */
};

/* Visits all, in the order in which they came; borrowed until the visit returns.  False: a
 * visit said so, or the archive's error tells why. */
bool septel__rejects_each(struct archive *archive,
			  bool (*visit)(const struct reject *reject, void *context), void *context);

#endif
