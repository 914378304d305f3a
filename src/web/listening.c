/* listening.c - see listening.h. */
#include "listening.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Connections that wait to be accepted. */
#define LISTENING_BACKLOG 512
/* Bytes of an address as it is given. */
#define ADDRESS_SIZE 256

static enum server_status tell(enum server_status status, const char *address, const char *reason)
{
	fprintf(stderr, "septel serve: --listen: %s: %s\n", address, reason);
	return status;
}

static bool is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in four;
		memcpy(&four, address, sizeof four);
		return ntohl(four.sin_addr.s_addr) >> 24 == 127;
	}
	struct sockaddr_in6 six;
	memcpy(&six, address, sizeof six);
	return IN6_IS_ADDR_LOOPBACK(&six.sin6_addr);
}

/* "ADDRESS:PORT" as numbers; NULL: it is not. */
static struct addrinfo *resolve(const char *text)
{
	const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
				       .ai_socktype = SOCK_STREAM};
	char host[ADDRESS_SIZE];
	struct addrinfo *found = NULL;
	const char *colon = strrchr(text, ':');
	size_t length = colon ? (size_t)(colon - text) : 0;
	if (length == 0 || length >= sizeof host)
		return NULL;
	if (text[0] == '[' && text[length - 1] == ']') {
		text++;
		length -= 2;
	}
	memcpy(host, text, length);
	host[length] = '\0';
	if (strcmp(host, "localhost") == 0)
		(void)snprintf(host, sizeof host, "127.0.0.1");
	return getaddrinfo(host, colon + 1, &hints, &found) == 0 ? found : NULL;
}

static bool bind_socket(struct listening *listening, const struct addrinfo *found)
{
	const int on = 1;
	listening->socket = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	return listening->socket >= 0 &&
	       setsockopt(listening->socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
	       bind(listening->socket, found->ai_addr, found->ai_addrlen) == 0 &&
	       listen(listening->socket, LISTENING_BACKLOG) == 0;
}

static bool learn_name(struct listening *listening)
{
	struct sockaddr_storage own;
	socklen_t length = sizeof own;
	char host[INET6_ADDRSTRLEN], port[8];
	if (getsockname(listening->socket, (struct sockaddr *)&own, &length) != 0 ||
	    getnameinfo((struct sockaddr *)&own, length, host, sizeof host, port, sizeof port,
			NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return false;
	listening->port = (unsigned)strtoul(port, NULL, 10);
	(void)snprintf(listening->name, sizeof listening->name,
		       own.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
	return true;
}

enum server_status septel__listening_open(struct listening *listening, const char *address)
{
	struct addrinfo *found = resolve(address);
	listening->socket = -1;
	if (!found)
		return tell(SERVER_BAD_ADDRESS, address, "expected ADDRESS:PORT in numbers");
	enum server_status status = SERVER_STOPPED;
	if (!is_loopback(found->ai_addr))
		status = tell(SERVER_NOT_LOOPBACK, address,
			      "there is no sign-in: only an address of this machine "
			      "(127.0.0.1, [::1])");
	else if (!bind_socket(listening, found) || !learn_name(listening))
		status = tell(SERVER_BAD_ADDRESS, address, strerror(errno));
	if (status != SERVER_STOPPED && listening->socket >= 0)
		close(listening->socket);
	freeaddrinfo(found);
	return status;
}

bool septel__listening_is_host(const struct listening *listening, const char *host)
{
	char local[32];
	(void)snprintf(local, sizeof local, "localhost:%u", listening->port);
	if (strcasecmp(host, listening->name) == 0 || strcasecmp(host, local) == 0)
		return true;
	/* A browser leaves the port of HTTP out. */
	const size_t length = strlen(listening->name) - strlen(":80");
	return listening->port == 80 &&
	       (strcasecmp(host, "localhost") == 0 ||
		(strlen(host) == length && strncasecmp(host, listening->name, length) == 0));
}
