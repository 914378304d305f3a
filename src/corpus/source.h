/* source.h - messages out of whatever holds them, one after the other.
 *
 * A source is a list of paths: a file, a folder (recursive, in sorted order,
 * hidden files skipped), a container (tar, zip, gzip, bzip2, xz, zstd, and
 * those in one another), "-" for standard input.  The format of a file is
 * found by looking at its bytes: plain text of one or several messages,
 * cables.csv, JSON lines, mbox, a single mail.  The end is named in full in
 * doc/corpus.md.
 *
 * A source gives *items* and *faults*, in input order.  A fault takes away only
 * what it names: reading goes on with the good messages around it.
 *
 * Memory is bounded whatever the size of the source: a block of bytes, which
 * grows to SEPTEL_MESSAGE_LIMIT for a long message and shrinks again.
 *
 * Threads: one source, one thread.  To read with every core: pipeline.h.
 */
#ifndef SEPTEL_CORPUS_SOURCE_H
#define SEPTEL_CORPUS_SOURCE_H

#include "../base/view.h"

#include <septel/message.h>

/* One message as it was taken out of its file. */
struct corpus_item {
	/* The path as given, NUL-terminated; "container!member" inside one; "-". */
	struct septel_view path;
	/* Where the message (of CSV, JSON lines, mbox: its record) begins in that
	 * file, after unpacking: bytes from 0 and lines from 1. */
	uint64_t offset, line;
	/* Plain text: the bytes of the file from here to where the next message
	 * begins, so that all items together are the file.  Elsewhere: the message
	 * as taken out (unescaped, decoded), which is the input of its repairs. */
	struct septel_view text;
	/* True where `text` is the bytes of the file: line and column of a place in
	 * the text, counted on from `line`, are those of the file. */
	bool verbatim;
	/* What the record around the message says of it: id and year, or nothing. */
	struct septel_options options;
};

/* What could not be read, and why. */
struct corpus_fault {
	struct septel_view path;   /* as in an item */
	uint64_t offset, line;     /* as in an item; line 0: the file as a whole */
	struct septel_view reason; /* "row is cut in half": lower case, no full stop */
};

struct corpus_totals {
	uint64_t items, faults;
	uint64_t files; /* leaves: files and members of containers that were looked into */
	uint64_t bytes; /* of those, after unpacking */
};

enum corpus_result {
	CORPUS_END,   /* nothing is left */
	CORPUS_ITEM,  /* *item is set */
	CORPUS_FAULT, /* *fault is set */
	CORPUS_NO_MEMORY
};

/* What of its paths a source passes over in silence; all zero: nothing. */
struct corpus_rules {
	/* True of a file that must not even be opened.  May be NULL. */
	bool (*skip)(const char *path, void *context);
	void *context;
	bool empty_folders; /* a folder without messages is no fault */
};

struct corpus_source;

/* A source of `count` paths, which are borrowed until the close.  NULL when
 * memory is out.  Nothing is opened yet. */
struct corpus_source *septel__source_open(const char *const *paths, size_t count)
	__attribute__((warn_unused_result));

/* The next item or fault.  What it points to is borrowed until the next call. */
enum corpus_result septel__source_next(struct corpus_source *source, struct corpus_item *item,
				       struct corpus_fault *fault)
	__attribute__((nonnull, warn_unused_result));

/* What was read so far. */
struct corpus_totals septel__source_totals(const struct corpus_source *source)
	__attribute__((nonnull));

/* NULL is allowed. */
void septel__source_close(struct corpus_source *source);

#endif
