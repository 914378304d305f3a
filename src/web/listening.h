/* listening.h - the address of a server, and the names by which it may be called. */
#ifndef SEPTEL_WEB_LISTENING_H
#define SEPTEL_WEB_LISTENING_H

#include "server.h"

#include <netinet/in.h>

struct listening {
	int socket;
	unsigned port;
	char name[INET6_ADDRSTRLEN + 16]; /* "127.0.0.1:8127", "[::1]:8127" */
};

/* Binds and listens on a numeric address of this machine alone (loopback), port 0: any free
 * one.  SERVER_STOPPED: it does; else told on stderr. */
enum server_status septel__listening_open(struct listening *listening, const char *address)
	__attribute__((nonnull, warn_unused_result));
/* A Host header that means this server: its address or "localhost", with its port. */
bool septel__listening_is_host(const struct listening *listening, const char *host)
	__attribute__((nonnull));

#endif
