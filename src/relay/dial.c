/* dial.c - listening and dialling.  See dial.h. */
#include "dial.h"

#include <errno.h>
#include <event2/dns.h>
#include <event2/event.h>
#include <event2/util.h>
#include <netdb.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOST_SIZE 256
#define PORT_SIZE 16
/* Waits between two tries, and how long one may take: milliseconds, seconds. */
#define WAIT_LEAST      100
#define WAIT_MOST       10000
#define CONNECT_SECONDS 10
#define BACKLOG         128

/* A name that is being looked up; without a dial once nobody wants to know any more (the resolver
 * answers even what is cancelled, later). */
struct question {
	struct dial *dial;
	struct evdns_getaddrinfo_request *request;
};

struct dial {
	struct event_base *base;
	char host[HOST_SIZE], port[PORT_SIZE];
	void (*connected)(void *context, int socket);
	void (*failed)(void *context, const char *reason);
	void *context;

	struct evdns_base *names;
	struct question *asked;
	struct evutil_addrinfo *addresses, *next; /* to be tried */
	int socket;                               /* that connects; -1 */
	struct event *connecting, *again;
	unsigned wait; /* before the next try; 0: at once */
	bool stopped;
};

static bool split(struct septel_view address, char host[HOST_SIZE], char port[PORT_SIZE])
{
	size_t colon = address.len;
	while (colon > 0 && address.ptr[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return false;
	struct septel_view name = septel__slice(address, 0, colon - 1);
	const struct septel_view number = septel__slice(address, colon, address.len);
	if (name.len >= 2 && name.ptr[0] == '[' && name.ptr[name.len - 1] == ']')
		name = septel__slice(name, 1, name.len - 1);
	if (septel__equal(name, VIEW_LITERAL("*")))
		name.len = 0;
	const int value = septel__number(number);
	if (value < 0 || value > 65535 || name.len >= HOST_SIZE)
		return false;
	snprintf(host, HOST_SIZE, "%.*s", VIEW_FORMAT(name));
	snprintf(port, PORT_SIZE, "%d", value);
	return true;
}

static int listen_on(const struct addrinfo *address)
{
	const int yes = 1;
	const int socket_ =
		socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (socket_ < 0)
		return -1;
	setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(socket_, address->ai_addr, address->ai_addrlen) == 0 &&
	    listen(socket_, BACKLOG) == 0)
		return socket_;
	const int error = errno;
	close(socket_);
	errno = error;
	return -1;
}

int septel__listen(struct septel_view address, const char **reason)
{
	char host[HOST_SIZE], port[PORT_SIZE];
	*reason = "no address (host:port)";
	if (!split(address, host, port))
		return -1;
	const struct addrinfo hints = {.ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	const int error = getaddrinfo(*host ? host : NULL, port, &hints, &found);
	if (error) {
		*reason = gai_strerror(error);
		return -1;
	}
	int socket_ = -1;
	for (const struct addrinfo *at = found; at && socket_ < 0; at = at->ai_next)
		socket_ = listen_on(at);
	*reason = strerror(errno);
	freeaddrinfo(found);
	return socket_;
}

/* ---- dialling ------------------------------------------------------------------------------ */

static void forget(struct dial *dial)
{
	if (dial->connecting)
		event_free(dial->connecting);
	dial->connecting = NULL;
	if (dial->socket >= 0)
		close(dial->socket);
	dial->socket = -1;
	if (dial->addresses)
		evutil_freeaddrinfo(dial->addresses);
	dial->addresses = dial->next = NULL;
}

static void wait_then_try(struct dial *dial)
{
	const unsigned wait = dial->wait;
	dial->wait = wait == 0 ? WAIT_LEAST : wait * 2 < WAIT_MOST ? wait * 2 : WAIT_MOST;
	const unsigned by_chance = wait ? wait / 2 + randombytes_uniform(wait / 2 + 1) : 0;
	event_add(dial->again,
		  &(struct timeval){by_chance / 1000, (long)(by_chance % 1000) * 1000});
}

static void fail(struct dial *dial, const char *reason)
{
	forget(dial);
	dial->failed(dial->context, reason);
	if (!dial->stopped)
		wait_then_try(dial);
}

static void try_next(struct dial *dial, const char *reason);

static void on_connected(evutil_socket_t socket_, short what, void *context)
{
	struct dial *dial = context;
	int error = 0;
	socklen_t length = sizeof error;
	getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &length);
	if (what & EV_TIMEOUT)
		error = ETIMEDOUT;
	if (error) {
		try_next(dial, strerror(error));
		return;
	}
	dial->socket = -1;
	forget(dial);
	dial->connected(dial->context, socket_);
}

/* The next of the addresses; none is left: it has failed for `reason`. */
static void try_next(struct dial *dial, const char *reason)
{
	if (dial->connecting)
		event_free(dial->connecting);
	dial->connecting = NULL;
	if (dial->socket >= 0)
		close(dial->socket);
	dial->socket = -1;
	while (dial->next) {
		const struct evutil_addrinfo *address = dial->next;
		dial->next = address->ai_next;
		dial->socket =
			socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
		if (dial->socket >= 0 &&
		    (connect(dial->socket, address->ai_addr, address->ai_addrlen) == 0 ||
		     errno == EINPROGRESS)) {
			dial->connecting =
				event_new(dial->base, dial->socket, EV_WRITE, on_connected, dial);
			if (!dial->connecting)
				abort();
			event_add(dial->connecting, &(struct timeval){.tv_sec = CONNECT_SECONDS});
			return;
		}
		reason = strerror(errno);
		if (dial->socket >= 0)
			close(dial->socket);
		dial->socket = -1;
	}
	fail(dial, reason);
}

static void on_resolved(int error, struct evutil_addrinfo *addresses, void *context)
{
	struct question *question = context;
	struct dial *dial = question->dial;
	free(question);
	if (!dial) {
		if (addresses)
			evutil_freeaddrinfo(addresses);
		return;
	}
	dial->asked = NULL;
	if (error) {
		fail(dial, evutil_gai_strerror(error));
		return;
	}
	dial->addresses = dial->next = addresses;
	try_next(dial, "no address");
}

static void on_again(evutil_socket_t none, short what, void *context)
{
	struct dial *dial = context;
	(void)none;
	(void)what;
	const struct evutil_addrinfo hints = {.ai_family = AF_UNSPEC,
					      .ai_socktype = SOCK_STREAM,
					      .ai_flags = EVUTIL_AI_ADDRCONFIG};
	struct question *question = calloc(1, sizeof *question);
	if (!question) {
		fail(dial, "out of memory");
		return;
	}
	question->dial = dial;
	dial->asked = question;
	struct evdns_getaddrinfo_request *request =
		evdns_getaddrinfo(dial->names, *dial->host ? dial->host : "127.0.0.1", dial->port,
				  &hints, on_resolved, question);
	/* None: it was answered at once, and the question is gone. */
	if (request)
		question->request = request;
}

struct dial *septel__dial_new(struct event_base *base, struct septel_view address,
			      void (*connected)(void *context, int socket),
			      void (*failed)(void *context, const char *reason), void *context)
{
	struct dial *dial = calloc(1, sizeof *dial);
	if (!dial)
		return NULL;
	*dial = (struct dial){.base = base,
			      .connected = connected,
			      .failed = failed,
			      .context = context,
			      .socket = -1};
	if (!split(address, dial->host, dial->port)) {
		free(dial);
		return NULL;
	}
	/* Without a name server there is still the file of hosts. */
	dial->names = evdns_base_new(base, EVDNS_BASE_INITIALIZE_NAMESERVERS |
						   EVDNS_BASE_DISABLE_WHEN_INACTIVE);
	if (!dial->names && (dial->names = evdns_base_new(base, 0)) != NULL)
		evdns_base_load_hosts(dial->names, "/etc/hosts");
	dial->again = event_new(base, -1, 0, on_again, dial);
	if (!dial->names || !dial->again) {
		septel__dial_free(dial);
		return NULL;
	}
	return dial;
}

void septel__dial_free(struct dial *dial)
{
	if (!dial)
		return;
	septel__dial_stop(dial);
	if (dial->names)
		evdns_base_free(dial->names, 0);
	if (dial->again)
		event_free(dial->again);
	free(dial);
}

void septel__dial_begin(struct dial *dial)
{
	dial->stopped = false;
	wait_then_try(dial);
}

void septel__dial_worked(struct dial *dial)
{
	dial->wait = 0;
}

void septel__dial_stop(struct dial *dial)
{
	dial->stopped = true;
	if (dial->asked) {
		dial->asked->dial = NULL;
		evdns_getaddrinfo_cancel(dial->asked->request);
	}
	dial->asked = NULL;
	if (dial->again)
		event_del(dial->again);
	forget(dial);
}
