/* replay.h - is what is derived the same, however one comes to it.
 *
 * State is stored nowhere, so there is nothing to hold it against but another
 * way to the same: the casebook read anew, sealed entry by sealed entry, and the
 * log of its first N entries alone against the whole log with N as its clock of
 * entry.  Where these differ, something that was entered later has leaked in.
 */
#ifndef SEPTEL_CASEBOOK_REPLAY_H
#define SEPTEL_CASEBOOK_REPLAY_H

#include "folder.h"
#include "log.h"

struct replay {
	size_t entries, prefixes; /* how many first N were held against the clock */
	size_t differs;           /* the N where it first differs; 0: nowhere */
	bool unlike;              /* the casebook read anew has other states */
};

/* What is derived, one line a case, a holder, a promise; for comparing.  False: memory is out. */
bool septel__replay_states(struct septel_out *out, const struct case_log *log)
	__attribute__((nonnull, warn_unused_result));

/* `log` is of the casebook as it was read first; `anew` is the same, read again.  `scratch` is
 * reset over and over.  False: memory is out. */
bool septel__replay(struct replay *replay, const struct case_log *log, const struct casebook *anew,
		    struct septel_arena *scratch) __attribute__((nonnull, warn_unused_result));

#endif
