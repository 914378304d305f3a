/* log.h - who read what and who was refused: append-only, chained by hashes.
 *
 * One line an entry, its fields separated by tabs:
 *
 *     number  time  viewer  action  object  outcome  label  hash
 *     17  2008-12-04T06:37:12Z  mara  show  08BAGHDAD3796  masked  CONFIDENTIAL  9f3c...
 *
 * hash = BLAKE2b-256 (libsodium) of the hash before it, in hexadecimal, and the line
 * up to and with the tab before its own; before the first entry stand 64 zeros.
 * Controls, backslashes and what is no UTF-8 are written \xHH, an empty field is "-".
 * The log names objects; it never holds words of a message.
 *
 * Beside the log stands PATH.head: number and hash of the last entry, so that lines
 * cut off the end are missed.  Whoever can write both files can make a new chain; who
 * keeps the last hash elsewhere (septel__access_log_verify gives it) notices that too.
 *
 * Many processes append at once: each locks the log (flock), reads the last entry,
 * appends its lines with one write, syncs, and moves the head.  What is in the log
 * when append returns is on disk, unless `lazy`.  A line that a crash cut in half was
 * never acknowledged: the next append takes it away, and says so in an entry of its own
 * (viewer "septel", action "recover").
 *
 * Threads: one struct, one thread.
 */
#ifndef SEPTEL_ACCESS_LOG_H
#define SEPTEL_ACCESS_LOG_H

#include "access.h"
#include "status.h"

#define LOG_HASH_LENGTH 64 /* hexadecimal digits */

struct access_log_entry {
	uint64_t number; /* from 1; set by the log */
	int64_t time;    /* seconds since 1970 UTC; 0 in an append: now */
	struct septel_view viewer, action, object;
	enum access_outcome outcome;
	struct access_label label; /* of what was shown, or asked for and refused */
	struct septel_view hash;   /* set by the log */
};

struct access_log {
	const char *path; /* borrowed */
	int file, head;
	bool lazy; /* set it after the open: append does not wait for the disk */
};

/* Opens the log for appending; makes it, readable by its owner alone. */
enum access_status septel__access_log_open(struct access_log *log, const char *path,
					   struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* Appends `count` entries in their order, all or none; what is over LOG_FIELD_LIMIT bytes
 * of a field is cut.  ACCESS_BROKEN where the end of the log is not the one that its head
 * knows: nothing is appended then, so that what is missing stays known. */
enum access_status septel__access_log_append(struct access_log *log,
					     const struct access_log_entry *entries, size_t count,
					     struct access_error *error)
	__attribute__((nonnull(1, 4), warn_unused_result));
/* Brings what a lazy log holds to disk, and moves the head. */
enum access_status septel__access_log_sync(struct access_log *log, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
void septel__access_log_close(struct access_log *log) __attribute__((nonnull));

struct access_log_check {
	uint64_t entries;               /* that hold, from the first on */
	char last[LOG_HASH_LENGTH + 1]; /* hash of the last of them; zeros of none */
	uint64_t line;                  /* where the chain breaks; 0: nowhere */
};

/* Goes through the whole chain.  `expected` (may be empty): a hash kept elsewhere that must
 * be among its entries.  ACCESS_BROKEN: *error names the first entry that was changed, is
 * missing, doubled or out of order, or says that the end was cut off.  A log that does not
 * exist holds no entries, unless its head says so. */
enum access_status septel__access_log_verify(struct access_log_check *check, const char *path,
					     struct septel_view expected,
					     struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

struct access_log_filter {
	struct septel_view viewer, action, object; /* empty: any; case aside */
	int64_t from, to;                          /* seconds; 0: no bound; `to` is included */
	bool denied;                               /* only outcomes other than full */
	bool newest_first;
	uint64_t limit; /* 0: all */
};

/* Calls `take` for each entry that the filter lets through, until it gives false.  The views
 * live until `take` returns; fields are as the log has them, \xHH and all.  The chain is not
 * verified.  A last line that is not finished is left out.  ACCESS_BROKEN: a line is no
 * entry; those before it were given. */
enum access_status septel__access_log_read(const char *path, const struct access_log_filter *filter,
					   bool (*take)(void *context,
							const struct access_log_entry *entry),
					   void *context, struct access_error *error)
	__attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

#endif
