/* link.c - a framing over a socket.  See link.h. */
#include "link.h"

#include <errno.h>
#include <event2/event.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <tls.h>
#include <unistd.h>

/* Bytes read at a time, drawn from the framing at a time, and left unsent in the kernel: what
 * stands before a FLASH at most. */
#define READ_SIZE 65536u
#define DRAWN     32768u
#define UNSENT    32768
/* Reads, and writes, before other links have their turn. */
#define TURN 8
/* The kernel gives up on a peer that acknowledges nothing for so long. */
#define UNACKNOWLEDGED_MS 20000u

enum link_phase { LINK_CONNECTING, LINK_HANDSHAKE, LINK_OPEN };

struct link {
	struct event_base *base;
	int socket;
	struct tls *tls;
	enum link_phase phase;
	struct framing *framing;
	struct link_events events;
	struct event *reading, *writing, *timer, *flush;
	struct septel_out out; /* drawn from the framing; `written` bytes of it are sent */
	size_t written;
	moment heard;
	bool lost; /* the socket is of no more use */
	char peer[120];
};

static void pump(struct link *link);

/* ---- the framing's events, with the link's name ------------------------------------------ */

static bool on_hello(void *context, const char *station, const char *circuit,
		     struct framing_settings *own, const char **reason)
{
	struct link *link = context;
	return link->events.hello(link->events.context, link, station, circuit, own, reason);
}

static void arm(struct link *link)
{
	const moment now = septel__line_steady();
	const moment next = septel__framing_tick(link->framing, now);
	if (next == 0 || septel__framing_has_output(link->framing))
		septel__link_flush(link);
	if (next == 0)
		return;
	const moment wait = next > now ? next - now : 1;
	event_add(link->timer, &(struct timeval){wait / 1000, wait % 1000 * 1000});
}

static void on_ready(void *context)
{
	struct link *link = context;
	arm(link);
	link->events.ready(link->events.context, link);
}

static void on_arrived(void *context, uint64_t tag, struct septel_view transfer,
		       struct septel_view bytes)
{
	struct link *link = context;
	link->events.arrived(link->events.context, link, tag, transfer, bytes);
}

static void on_sent(void *context, struct copy_name name, uint32_t attempt,
		    enum sent_outcome outcome, struct septel_view reason)
{
	struct link *link = context;
	link->events.sent(link->events.context, name, attempt, outcome, reason);
}

/* ---- life -------------------------------------------------------------------------------- */

static void on_socket(evutil_socket_t socket, short what, void *context)
{
	(void)socket;
	(void)what;
	pump(context);
}

static void on_time(evutil_socket_t none, short what, void *context)
{
	(void)none;
	(void)what;
	arm(context);
}

static void name_peer(struct link *link)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;
	char host[64], port[16];
	if (getpeername(link->socket, (struct sockaddr *)&address, &length) == 0 &&
	    getnameinfo((struct sockaddr *)&address, length, host, sizeof host, port, sizeof port,
			NI_NUMERICHOST | NI_NUMERICSERV) == 0)
		snprintf(link->peer, sizeof link->peer, strchr(host, ':') ? "[%s]:%s" : "%s:%s",
			 host, port);
}

static void set_options(int socket)
{
	const int yes = 1, unsent = UNSENT;
	const unsigned unacknowledged = UNACKNOWLEDGED_MS;
	setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
	setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged, sizeof unacknowledged);
}

struct link *septel__link_new(struct event_base *base, int socket, struct tls *tls,
			      const struct framing_settings *settings,
			      const struct link_events *events)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	struct framing_settings own = *settings;
	for (size_t i = 0; i < FRAMING_NONCE; i++)
		own.nonce[i] = letters[randombytes_uniform(sizeof letters - 1)];
	own.nonce[FRAMING_NONCE] = '\0';

	struct link *link = calloc(1, sizeof *link);
	if (!link) {
		tls_free(tls);
		close(socket);
		return NULL;
	}
	link->base = base;
	link->socket = socket;
	link->tls = tls;
	link->events = *events;
	link->heard = septel__line_steady();
	snprintf(link->peer, sizeof link->peer, "nobody");
	septel__out_init(&link->out, NULL, 0);
	set_options(socket);
	const struct framing_events inner = {link, on_hello, on_ready, on_arrived, on_sent};
	link->framing = septel__framing_new(&own, &inner, link->heard);
	link->reading = event_new(base, socket, EV_READ | EV_PERSIST, on_socket, link);
	link->writing = event_new(base, socket, EV_WRITE, on_socket, link);
	link->timer = event_new(base, -1, 0, on_time, link);
	link->flush = event_new(base, -1, 0, on_socket, link);
	if (!link->framing || !link->reading || !link->writing || !link->timer || !link->flush) {
		septel__link_free(link);
		return NULL;
	}
	event_add(link->writing, NULL); /* a socket that is connected is writable */
	arm(link);
	return link;
}

void septel__link_free(struct link *link)
{
	if (!link)
		return;
	if (link->framing)
		septel__framing_end(link->framing, "closed");
	struct event *const events[] = {link->reading, link->writing, link->timer, link->flush};
	for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
		if (events[i])
			event_free(events[i]);
	septel__framing_free(link->framing);
	septel__out_release(&link->out);
	tls_free(link->tls);
	close(link->socket);
	free(link);
}

void septel__link_adopt(struct link *link, const struct link_events *events)
{
	link->events = *events;
}

struct framing *septel__link_framing(struct link *link)
{
	return link->framing;
}

void septel__link_flush(struct link *link)
{
	event_active(link->flush, EV_TIMEOUT, 0);
}

bool septel__link_proves(struct link *link, const char *station)
{
	return !link->tls || tls_peer_cert_contains_name(link->tls, station);
}

moment septel__link_silence(const struct link *link)
{
	return septel__line_steady() - link->heard;
}

const char *septel__link_peer(const struct link *link)
{
	return link->peer;
}

/* ---- bytes ------------------------------------------------------------------------------- */

static void lose(struct link *link, const char *reason)
{
	link->lost = true;
	septel__framing_end(link->framing, reason);
}

/* How a read or a write went: so many bytes, or one of these. */
enum { WAITS = -1, FAILS = -2, ENDS = 0 };

/* What TLS wants, or what went wrong. */
static ssize_t tls_result(struct link *link, ssize_t result)
{
	if (result == TLS_WANT_POLLIN)
		return WAITS;
	if (result == TLS_WANT_POLLOUT) {
		event_add(link->writing, NULL);
		return WAITS;
	}
	return result >= 0 ? result : FAILS;
}

static ssize_t socket_result(ssize_t result)
{
	if (result >= 0)
		return result;
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? WAITS : FAILS;
}

static const char *failure(struct link *link)
{
	const char *of_tls = link->tls ? tls_error(link->tls) : NULL;
	return of_tls ? of_tls : strerror(errno);
}

/* One read; false: nothing more for now. */
static bool read_some(struct link *link)
{
	char bytes[READ_SIZE];
	const ssize_t length = link->tls
				       ? tls_result(link, tls_read(link->tls, bytes, sizeof bytes))
				       : socket_result(recv(link->socket, bytes, sizeof bytes, 0));
	if (length == WAITS)
		return false;
	if (length == FAILS) {
		lose(link, failure(link));
		return false;
	}
	if (length == ENDS) {
		/* It may have ended only what it says, and still want its receipts. */
		septel__framing_end(link->framing, "the peer has closed");
		return false;
	}
	link->heard = septel__line_steady();
	return septel__framing_input(link->framing, (struct septel_view){bytes, (size_t)length},
				     link->heard);
}

/* One write; false: nothing more for now. */
static bool write_some(struct link *link)
{
	struct septel_out *out = &link->out;
	if (link->written == out->length) {
		link->written = 0;
		septel__out_clear(out);
		septel__framing_output(link->framing, out, DRAWN, septel__line_steady());
		if (out->failed) {
			lose(link, "out of memory");
			return false;
		}
		if (out->length == 0)
			return false;
	}
	const char *bytes = out->data + link->written;
	const size_t left = out->length - link->written;
	const ssize_t length =
		link->tls ? tls_result(link, tls_write(link->tls, bytes, left))
			  : socket_result(send(link->socket, bytes, left, MSG_NOSIGNAL));
	if (length == WAITS) {
		if (!link->tls)
			event_add(link->writing, NULL);
		return false;
	}
	if (length == FAILS) {
		lose(link, failure(link));
		return false;
	}
	link->written += (size_t)length;
	return true;
}

/* Connects, then shakes hands; false: not yet. */
static bool opens(struct link *link)
{
	if (link->phase == LINK_CONNECTING) {
		int error = 0;
		socklen_t length = sizeof error;
		struct sockaddr_storage peer;
		socklen_t peer_length = sizeof peer;
		getsockopt(link->socket, SOL_SOCKET, SO_ERROR, &error, &length);
		if (error) {
			lose(link, strerror(error));
			return false;
		}
		if (getpeername(link->socket, (struct sockaddr *)&peer, &peer_length) != 0) {
			event_add(link->writing, NULL);
			return false;
		}
		name_peer(link);
		link->phase = link->tls ? LINK_HANDSHAKE : LINK_OPEN;
		event_add(link->reading, NULL);
	}
	if (link->phase == LINK_HANDSHAKE) {
		const ssize_t result = tls_result(link, tls_handshake(link->tls));
		if (result == FAILS)
			lose(link, failure(link));
		if (result < 0)
			return false;
		const size_t length = strlen(link->peer);
		snprintf(link->peer + length, sizeof link->peer - length, ", %s",
			 tls_conn_version(link->tls));
		link->phase = LINK_OPEN;
	}
	return true;
}

static void close_link(struct link *link)
{
	char reason[256];
	snprintf(reason, sizeof reason, "%s", septel__framing_reason(link->framing));
	if (!link->lost && link->phase == LINK_OPEN) {
		/* The BYE, if the socket takes it; unread bytes would make the kernel throw it
		 * away. */
		char unread[READ_SIZE];
		for (int i = 0; i < TURN && write_some(link); i++)
			;
		if (link->tls)
			tls_close(link->tls);
		shutdown(link->socket, SHUT_WR);
		for (int i = 0; i < TURN && recv(link->socket, unread, sizeof unread, 0) > 0; i++)
			;
	}
	const struct link_events events = link->events;
	events.closed(events.context, link, reason);
	septel__link_free(link);
}

static bool has_ended(const struct link *link)
{
	return *septel__framing_reason(link->framing) != '\0';
}

/* Whatever there is to do. */
static void pump(struct link *link)
{
	if (!has_ended(link) && opens(link)) {
		int reads = 0, writes = 0;
		while (reads < TURN && !has_ended(link) && read_some(link))
			reads++;
		while (writes < TURN && !has_ended(link) && write_some(link))
			writes++;
		/* TLS may hold bytes of which the socket knows nothing. */
		if (reads == TURN || writes == TURN)
			septel__link_flush(link);
	}
	if (has_ended(link))
		close_link(link);
}
