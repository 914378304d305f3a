/* sealing.h - entries that are put behind the end of the chain; see chain.h.
 *
 * Whoever writes holds the lock on the folder of the casebook. */
#ifndef SEPTEL_CASEBOOK_SEALING_H
#define SEPTEL_CASEBOOK_SEALING_H

#include "../access/status.h"
#include "../base/out.h"
#include "folder.h"

/* Writes the line that seals `entry` behind the tip, which becomes that of this entry.
 * `behind`: the sealed entry that it stands behind in its file; SEALED_LAST. */
void septel__seal(struct septel_out *out, struct septel_view file,
		  const struct journal_entry *entry, size_t behind, struct log_tip *tip)
	__attribute__((nonnull));

/* The end of a chain on the disk, open for appending. */
struct chain_end {
	const char *path; /* borrowed */
	int file, head;
	size_t size; /* up to the end of its last whole line */
	struct log_tip tip;
};

/* ACCESS_BROKEN: its last line is none, or not what its head knows.  A chain that is not there
 * is begun.  To be closed either way. */
enum access_status septel__chain_open(struct chain_end *end, const char *path,
				      struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* Puts lines behind it, all or none, and waits for the disk; `tip` is that of the last. */
enum access_status septel__chain_append(struct chain_end *end, struct septel_view lines,
					const struct log_tip *tip, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
void septel__chain_close(struct chain_end *end) __attribute__((nonnull));

/* Puts `text` in the place of the chain, and its last entry in the head. */
enum access_status septel__chain_replace(const char *path, int lock, struct septel_view text,
					 const struct log_tip *tip, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

/* All lines of the chain, as they stand in it now; the tip is that of the last. */
void septel__chain_put(struct septel_out *out, const struct chain *chain, struct log_tip *tip)
	__attribute__((nonnull));

/* Writes the lines that seal what is not sealed yet, in the order of the log, but for the
 * claims of `except` (NULL: none).  After septel__chain_match and _order.  ACCESS_INVALID: a
 * journal has a name that no line of a chain can have. */
enum access_status septel__seal_unsealed(struct septel_out *out, struct chain *chain,
					 const struct casebook *book, const struct journal *except,
					 struct log_tip *tip, struct access_error *error)
	__attribute__((nonnull(1, 2, 3, 5, 6), warn_unused_result));

/* Writes the whole chain with every erasure ended whose entry is gone: its salt dropped, and
 * what stands in its place sealed.  Gives their count. */
size_t septel__end_erasures(struct septel_out *out, struct chain *chain,
			    const struct casebook *book, struct log_tip *tip)
	__attribute__((nonnull));

/* Seals what is not sealed yet, in the order of the log.  The whole casebook has to hold: else
 * `book` has the faults, or ACCESS_BROKEN and `chain` has them, and nothing is written. */
enum access_status septel__folder_seal(struct casebook *book, const char *path,
				       const struct message_source *source, struct chain *chain,
				       size_t *sealed, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
