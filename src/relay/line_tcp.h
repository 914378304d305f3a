/* line_tcp.h - circuits with receipts, over TCP and TLS: what the two share.
 *
 * Several circuits may listen on one address: the first line of a connection says which station
 * calls, and that is the `peer` of one of them (two circuits of one peer: the caller's name of the
 * circuit must be the one here).  A circuit has one connection.  A second one takes its place when
 * the first has been silent for so long that a living one would not have been; else it is refused,
 * and comes again.
 */
#ifndef SEPTEL_RELAY_LINE_TCP_H
#define SEPTEL_RELAY_LINE_TCP_H

#include "line.h"

struct tls;
struct tls_config;

/* Keys and authority of a circuit, read now.  NULL: told in `errors`. */
struct tls_config *septel__tls_keys(const struct line *line, struct septel_out *errors)
	__attribute__((nonnull, warn_unused_result));
/* A session over a socket that is connected: the caller's side.  NULL: memory out. */
struct tls *septel__tls_caller(struct tls_config *keys, int socket)
	__attribute__((nonnull, warn_unused_result));
/* What accepts sessions, and one that it accepted; NULL: told in `errors`, or memory out. */
struct tls *septel__tls_server(struct tls_config *keys)
	__attribute__((nonnull, warn_unused_result));
struct tls *septel__tls_accept(struct tls *server, int socket)
	__attribute__((nonnull, warn_unused_result));

#endif
