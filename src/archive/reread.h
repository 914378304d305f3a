/* reread.h - stored messages read again by today's reader, on every core, in order.
 *
 * What `check` compares with, and what `rebuild` and `import --again` put in place.
 * Memory is bounded whatever the size of the archive.
 */
#ifndef SEPTEL_ARCHIVE_REREAD_H
#define SEPTEL_ARCHIVE_REREAD_H

#include "messages.h"
#include "prepared.h"

/* One receipt; borrowed until the visit returns. */
struct reread_message {
	const struct receipt *receipt;
	/* Why nothing is made of it ("its bytes are broken"); NULL: `prepared` is set. */
	const char *fault;
	struct prepared prepared;
};

struct reread {
	unsigned threads;      /* 0: one for each core */
	uint32_t first, last;  /* numbers of receipts, inclusive */
	struct septel_view id; /* only those of this id; empty: all */
	/* Called for each receipt by rising number, by the calling thread; it may change the
	 * archive but for the bytes of receipts.  False ends it. */
	bool (*visit)(const struct reread_message *message, void *context);
	void *context;
};

/* False: a visit said so, or the archive's error tells why. */
bool septel__reread(const struct reread *reread, struct archive *archive, struct labels *labels);

#endif
