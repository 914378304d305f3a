/* dial.h - addresses ("host:port", "[::1]:port", ":port"): listening on them, dialling them.
 *
 * A dial tries one address again and again, each failure doubling the wait up to a bound, a little
 * of it by chance so that stations do not call in step.  Names are resolved without blocking.
 */
#ifndef SEPTEL_RELAY_DIAL_H
#define SEPTEL_RELAY_DIAL_H

#include "../base/view.h"

struct event_base;
struct dial;

/* A socket that listens on `address` and does not block; -1: `*reason` says why, a literal or of
 * strerror.  Blocks for a name: for a start only. */
int septel__listen(struct septel_view address, const char **reason)
	__attribute__((nonnull, warn_unused_result));

/* `connected` is given a socket that does not block; `failed` comes before each wait.  NULL: no
 * address, or memory out.  What `context` points to outlives it. */
struct dial *septel__dial_new(struct event_base *base, struct septel_view address,
			      void (*connected)(void *context, int socket),
			      void (*failed)(void *context, const char *reason), void *context)
	__attribute__((nonnull(1, 3, 4), warn_unused_result));
void septel__dial_free(struct dial *dial);
/* Begins; after a `connected` again when that connection has gone.  The first try after a
 * septel__dial_worked is at once, later ones wait. */
void septel__dial_begin(struct dial *dial) __attribute__((nonnull));
/* The connection was good for something: the waits begin from the least. */
void septel__dial_worked(struct dial *dial) __attribute__((nonnull));
void septel__dial_stop(struct dial *dial) __attribute__((nonnull));

#endif
