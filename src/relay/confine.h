/* confine.h - what a process of a relay gives up before it reads a byte from outside: the
 * superuser, new privileges, its own memory to others, and every system call that it has no use
 * for.  There is no way back.
 *
 * A call that a filter forbids kills the process; the parent then starts the relay again from its
 * spool, and tells of it.
 */
#ifndef SEPTEL_RELAY_CONFINE_H
#define SEPTEL_RELAY_CONFINE_H

#include "../base/out.h"

#include <stdbool.h>

/* A part of a relay, by what it may do. */
enum confinement {
	CONFINE_SCHEDULER, /* what is open, memory, time; no file, no network */
	CONFINE_SPOOL,     /* files as well, no network */
	CONFINE_SPOOL_NET, /* the same where the spool is a server */
	CONFINE_LINE,      /* network; files to read */
	CONFINE_LINE_FILE, /* files to write as well: drop folders, streams, serial devices */
	CONFINE_DELIVERY,  /* starts programs: all that does not reach beyond the user's own */
	CONFINE_CONTROL    /* its sockets, and clients that come */
};

/* Becomes `user` (empty: nobody else) for good, with its groups.  False, told in `error`: no such
 * user, or it may not; nothing has been given up then. */
bool septel__confine_user(struct septel_view user, struct septel_out *error)
	__attribute__((nonnull, warn_unused_result));

/* Filters system calls, takes no new privileges, hides its memory.  False: told in `error`. */
bool septel__confine(enum confinement part, struct septel_out *error)
	__attribute__((nonnull, warn_unused_result));

#endif
