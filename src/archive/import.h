/* import.h - a heap of messages into an archive, on every core.
 *
 * Killed at any moment, an import run again completes what is missing: what the
 * archive has is told by the hash of its bytes and passed over unread.
 */
#ifndef SEPTEL_ARCHIVE_IMPORT_H
#define SEPTEL_ARCHIVE_IMPORT_H

#include "../corpus/source.h"
#include "archive.h"

struct import_counts {
	uint64_t imported, unchanged, replaced, rejected;
	uint64_t elsewhere; /* of years that the archive does not take (parts.h) */
	uint64_t repaired;  /* messages with repairs, of those put in */
	uint64_t diagnosed;
};

/* A message that was put in, how much of it was repaired and found wrong, and of which kinds
 * (kinds.h); borrowed until the call returns. */
struct import_stored {
	struct septel_view source, id;
	uint64_t line;
	uint32_t repairs, diagnostics;
	struct septel_view repair_kinds, diagnostic_kinds;
};

/* `progress` and `interrupted` are called by one thread at a time, and so are `rejected` and
 * `stored`, but by another one. */
struct import {
	unsigned threads; /* 0: one for each core */
	/* Hears of what was read so far.  May be NULL. */
	void (*progress)(const struct corpus_totals *totals, const struct import_counts *counts,
			 void *context);
	/* Asked before each batch of output: true ends the import early, with what was
	 * read committed.  May be NULL. */
	bool (*interrupted)(void *context);
	/* Hears of each item that is rejected.  May be NULL. */
	void (*rejected)(struct septel_view source, uint64_t line, struct septel_view reason,
			 void *context);
	/* Hears of each message that is put in.  May be NULL. */
	void (*stored)(const struct import_stored *stored, void *context);
	bool empty_folders; /* a folder without messages is nothing to reject */
	void *context;
	struct import_counts counts; /* out; of what is committed, where it failed */
};

/* Reads all paths into the archive, which must be open for writing.  The archive's own files
 * are passed over: whoever closes one drops the locks that this process holds on it. */
bool septel__import(struct import *import, struct archive *archive, const char *const *paths,
		    size_t count);

#endif
