/* drafts.h - the file ID.drafts: entries that are proposed, and what was decided on each.
 *
 * It stands beside the journals, but no journal it is: readers of journals take *.jrn, and its
 * first line is none that they know.  A draft keeps its number and what was decided when the
 * worksheet is made again, as long as its key is the same.
 *
 *   septel-drafts 1
 *   @msg ID dtg=... class=...
 *   @draft NUMBER open|accepted|rejected KEY
 *   WHEN TYPE SUBJECT
 *       key value
 */
#ifndef SEPTEL_CASEBOOK_DRAFTS_H
#define SEPTEL_CASEBOOK_DRAFTS_H

#include "../access/status.h"
#include "worksheet.h"

enum draft_state { DRAFT_OPEN, DRAFT_ACCEPTED, DRAFT_REJECTED, DRAFT_STATES };

struct draft {
	size_t number;
	enum draft_state state;
	struct septel_view key, entry;
};

struct drafts {
	const char *path;
	struct septel_view id, opening; /* of the message; the @msg line */
	struct draft *at;
	size_t count;
};

/* "open", "accepted", "rejected". */
const char *septel__draft_state_name(enum draft_state state);

/* The file of a message in the casebook `folder`; NULL: memory is out. */
const char *septel__drafts_path(const char *folder, struct septel_view id,
				struct septel_arena *arena);
/* Reads it.  ACCESS_INVALID: there is none, or it is none. */
enum access_status septel__drafts_load(struct drafts *drafts, const char *path,
				       struct septel_arena *arena, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* Replaces it.  `folder`: a lock on the casebook (septel__folder_lock). */
enum access_status septel__drafts_replace(const struct drafts *drafts, int folder,
					  struct septel_arena *arena, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* Writes the drafts of a worksheet; *kept: how many were decided already, and stay so. */
enum access_status septel__drafts_save(const char *folder, const struct worksheet *sheet,
				       size_t *kept, struct septel_arena *arena,
				       struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
