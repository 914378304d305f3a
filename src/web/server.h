/* server.h - the reading room over HTTP.
 *
 * A pool of threads answers; every limit has a name.  GET and HEAD alone; a request whose Host
 * is not the address that it listens on is refused, so that no page of another site can look
 * through a browser's eyes at what is on this machine.
 */
#ifndef SEPTEL_WEB_SERVER_H
#define SEPTEL_WEB_SERVER_H

#include "room.h"

/* Threads that answer. */
#define SERVER_THREADS 4u
/* Connections at a time, and from one address. */
#define SERVER_CONNECTIONS            1024u
#define SERVER_CONNECTIONS_OF_ADDRESS 512u
/* Seconds in which something must come or go. */
#define SERVER_TIMEOUT 15u
/* Bytes of a request line and its headers together. */
#define SERVER_HEADERS_LIMIT ((size_t)32 * 1024)

struct server_options {
	const char *listen; /* "127.0.0.1:8127", "[::1]:0" */
	const char *archive;
	const struct access_viewer *viewer;
	struct access_log *log; /* NULL: none */
};

enum server_status { SERVER_STOPPED, SERVER_BAD_ADDRESS, SERVER_NOT_LOOPBACK, SERVER_FAILED };

/* Prints its address on stdout when it is ready, and answers until SIGTERM or SIGINT; what is
 * wrong is told on stderr. */
enum server_status septel__server_run(const struct server_options *options)
	__attribute__((nonnull, warn_unused_result));

#endif
