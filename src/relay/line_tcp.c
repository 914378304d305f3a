/* line_tcp.c - circuits with receipts: who calls, who is called, what is under way.  See
 * line_tcp.h. */
#include "line_tcp.h"

#include "dial.h"
#include "link.h"

#include <errno.h>
#include <event2/event.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <tls.h>
#include <unistd.h>

/* A connection must be ready so soon; a silence after which a PING goes out. */
#define HELLO_MS   10000u
#define SILENCE_MS 5000u
/* A living connection is never silent for so long. */
#define DEAD_MS ((moment)2 * SILENCE_MS)
/* Connections of one address that have not yet said who they are. */
#define STRANGERS 64u
/* Milliseconds between two notes of calls that came to nothing: whoever calls must not fill a
 * journal. */
#define NOTE_MS 10000
/* Accepted at one turn. */
#define ACCEPTS 16

/* An arrival that waits for its receipt. */
struct pending {
	struct pending *next;
	uint64_t arrival, tag;
};

struct circuit {
	struct line *line;
	struct link *link;
	struct pending *pending;
	struct dial *dial;
	struct listener *listener; /* its own, or that of an earlier circuit */
	bool owns_listener;
	struct tls_config *keys;
	bool told; /* of this failure to connect, so that the journal has it once */
};

/* An address that circuits listen on; of the first of them. */
struct listener {
	struct line *owner;
	int socket;
	struct event *accepting;
	struct tls *server;
	struct link *strangers[STRANGERS]; /* the longest here first */
	size_t stranger_count;
	moment noted; /* that a call came to nothing */
	unsigned unnoted;
};

static struct circuit *circuit_of(struct line *line)
{
	return line->state;
}

static struct framing_settings settings_of(const struct line *line)
{
	return (struct framing_settings){.station = line->config->station,
					 .circuit = line->settings->name,
					 .incarnation = line->incarnation,
					 .window = line->settings->window ? line->settings->window
									  : 1,
					 .hello_ms = HELLO_MS,
					 .silence_ms = SILENCE_MS};
}

/* ---- a connection of a circuit ------------------------------------------------------------ */

static void forget_pending(struct circuit *circuit)
{
	while (circuit->pending) {
		struct pending *pending = circuit->pending;
		circuit->pending = pending->next;
		free(pending);
	}
}

static bool is_proved(const struct line *line, struct link *link, const char *station,
		      const char **reason)
{
	*reason = "another station is expected";
	if (!septel__equal(line->settings->peer, septel_view_of(station)))
		return false;
	*reason = "the certificate is of another station";
	return septel__link_proves(link, station);
}

static bool called_hello(void *context, struct link *link, const char *station, const char *circuit,
			 struct framing_settings *own, const char **reason)
{
	(void)circuit;
	(void)own;
	return is_proved(((struct circuit *)context)->line, link, station, reason);
}

static void ready(void *context, struct link *link)
{
	struct circuit *circuit = context;
	char who[160];
	const int length =
		snprintf(who, sizeof who, "%.*s at %s", VIEW_FORMAT(circuit->line->settings->peer),
			 septel__link_peer(link));
	if (circuit->dial)
		septel__dial_worked(circuit->dial);
	circuit->told = false;
	septel__line_link(circuit->line, true, (struct septel_view){who, (size_t)length});
}

static void arrived(void *context, struct link *link, uint64_t tag, struct septel_view transfer,
		    struct septel_view bytes)
{
	struct circuit *circuit = context;
	struct pending *pending = malloc(sizeof *pending);
	if (!pending) {
		septel__framing_receipt(septel__link_framing(link), tag, RECEIPT_NOT_NOW,
					VIEW_LITERAL("out of memory"));
		return;
	}
	*pending = (struct pending){NULL, septel__line_next_arrival(circuit->line), tag};
	struct pending **last = &circuit->pending;
	while (*last)
		last = &(*last)->next;
	*last = pending;
	septel__line_arrived(circuit->line, pending->arrival, transfer, bytes);
}

static void sent(void *context, struct copy_name name, uint32_t attempt, enum sent_outcome outcome,
		 struct septel_view reason)
{
	struct circuit *circuit = context;
	septel__line_sent(circuit->line, name, attempt, outcome, reason);
}

static void closed(void *context, struct link *link, const char *reason)
{
	struct circuit *circuit = context;
	(void)link;
	if (circuit->link != link)
		return;
	circuit->link = NULL;
	forget_pending(circuit);
	if (circuit->line->up)
		septel__line_link(circuit->line, false, septel_view_of(reason));
	else if (!circuit->told)
		septel__line_note(circuit->line, LINE_FAULT, "refused: %s", reason);
	circuit->told = true;
	if (circuit->dial && !circuit->line->stopping)
		septel__dial_begin(circuit->dial);
}

static struct link_events events_of(struct circuit *circuit)
{
	return (struct link_events){circuit, called_hello, ready, arrived, sent, closed};
}

static void connected(void *context, int socket)
{
	struct circuit *circuit = context;
	struct line *line = circuit->line;
	const struct framing_settings settings = settings_of(line);
	const struct link_events events = events_of(circuit);
	struct tls *session = circuit->keys ? septel__tls_caller(circuit->keys, socket) : NULL;
	if (circuit->keys && !session) {
		close(socket);
		septel__dial_begin(circuit->dial);
		return;
	}
	/* The other side may have called in the meantime. */
	if (circuit->link) {
		tls_free(session);
		close(socket);
		return;
	}
	circuit->link = septel__link_new(line->base, socket, session, &settings, &events);
	if (!circuit->link)
		septel__dial_begin(circuit->dial);
}

static void not_connected(void *context, const char *reason)
{
	struct circuit *circuit = context;
	if (!circuit->told)
		septel__line_note(circuit->line, LINE_FAULT, "%.*s: %s",
				  VIEW_FORMAT(circuit->line->settings->dial), reason);
	circuit->told = true;
}

/* ---- an address that is listened on -------------------------------------------------------- */

/* Takes a stranger out of the list. */
static void forget_stranger(struct listener *listener, const struct link *link)
{
	for (size_t i = 0; i < listener->stranger_count; i++)
		if (listener->strangers[i] == link) {
			listener->stranger_count--;
			memmove(&listener->strangers[i], &listener->strangers[i + 1],
				(listener->stranger_count - i) * sizeof(struct link *));
			return;
		}
}

static bool shares(const struct line *line, const struct line *owner)
{
	return line->settings->kind == owner->settings->kind && line->settings->listen.len &&
	       septel__equal(line->settings->listen, owner->settings->listen);
}

/* The circuit that the station calls; NULL and `*reason`. */
static struct circuit *called(struct listener *listener, const char *station, const char *name,
			      const char **reason)
{
	struct circuit *found = NULL, *named = NULL;
	size_t count = 0;
	for (size_t i = 0; i < listener->owner->config->outlet_count; i++) {
		struct line *line = septel__line_sibling(listener->owner, i);
		if (!line || !shares(line, listener->owner) ||
		    !septel__equal(line->settings->peer, septel_view_of(station)))
			continue;
		found = circuit_of(line);
		count++;
		if (septel__equal(line->settings->name, septel_view_of(name)))
			named = found;
	}
	*reason = count ? "which of the circuits" : "no circuit for this station";
	return named ? named : count == 1 ? found : NULL;
}

static bool stranger_hello(void *context, struct link *link, const char *station, const char *name,
			   struct framing_settings *own, const char **reason)
{
	struct listener *listener = context;
	struct circuit *circuit = called(listener, station, name, reason);
	if (!circuit || !is_proved(circuit->line, link, station, reason))
		return false;
	if (circuit->link && septel__link_silence(circuit->link) < DEAD_MS) {
		*reason = "the circuit is in use";
		return false;
	}
	if (circuit->link) {
		struct link *old = circuit->link;
		circuit->link = NULL;
		septel__link_free(old);
		forget_pending(circuit);
		septel__line_link(circuit->line, false, VIEW_LITERAL("replaced by a new one"));
	}
	const char *nonce = own->nonce;
	struct framing_settings settings = settings_of(circuit->line);
	memcpy(settings.nonce, nonce, sizeof settings.nonce);
	settings.listener = true;
	*own = settings;
	const struct link_events events = events_of(circuit);
	septel__link_adopt(link, &events);
	forget_stranger(listener, link);
	circuit->link = link;
	if (circuit->dial)
		septel__dial_stop(circuit->dial);
	return true;
}

static void stranger_ready(void *context, struct link *link)
{
	(void)context;
	(void)link;
}

static void note_call(struct listener *listener, const struct link *link, const char *reason)
{
	const moment now = septel__line_steady();
	if (listener->noted && now < listener->noted + NOTE_MS) {
		listener->unnoted++;
		return;
	}
	if (listener->unnoted)
		septel__line_note(
			listener->owner, LINE_FAULT,
			"a call from %s: %s (and %u calls before it that came to nothing)",
			septel__link_peer(link), reason, listener->unnoted);
	else
		septel__line_note(listener->owner, LINE_FAULT, "a call from %s: %s",
				  septel__link_peer(link), reason);
	listener->noted = now;
	listener->unnoted = 0;
}

static void stranger_closed(void *context, struct link *link, const char *reason)
{
	struct listener *listener = context;
	note_call(listener, link, reason);
	forget_stranger(listener, link);
}

static void accept_one(struct listener *listener, int socket)
{
	struct line *owner = listener->owner;
	struct framing_settings settings = settings_of(owner);
	settings.listener = true;
	/* Who is a stranger has neither orders nor arrivals. */
	const struct link_events events = {listener, stranger_hello, stranger_ready,
					   NULL,     NULL,           stranger_closed};
	struct tls *session = NULL;
	if (owner->stopping ||
	    (listener->server && !(session = septel__tls_accept(listener->server, socket)))) {
		close(socket);
		return;
	}
	if (listener->stranger_count == STRANGERS) {
		struct link *oldest = listener->strangers[0];
		note_call(listener, oldest, "too many strangers");
		forget_stranger(listener, oldest);
		septel__link_free(oldest);
	}
	struct link *link = septel__link_new(owner->base, socket, session, &settings, &events);
	if (link)
		listener->strangers[listener->stranger_count++] = link;
}

static void on_call(evutil_socket_t socket, short what, void *context)
{
	(void)what;
	for (int i = 0; i < ACCEPTS; i++) {
		const int accepted = accept4(socket, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (accepted < 0)
			return;
		accept_one(context, accepted);
	}
}

static void close_listener(struct listener *listener)
{
	if (listener->accepting)
		event_free(listener->accepting);
	while (listener->stranger_count)
		septel__link_free(listener->strangers[--listener->stranger_count]);
	tls_free(listener->server);
	if (listener->socket >= 0)
		close(listener->socket);
	free(listener);
}

static struct listener *shared_listener(struct line *line)
{
	for (size_t i = 0; i < line->outlet; i++) {
		struct line *other = septel__line_sibling(line, i);
		if (other && other->state && shares(other, line) && circuit_of(other)->listener)
			return circuit_of(other)->listener;
	}
	return NULL;
}

static bool open_listener(struct circuit *circuit, struct septel_out *errors)
{
	struct line *line = circuit->line;
	circuit->listener = shared_listener(line);
	if (circuit->listener)
		return true;
	struct listener *listener = calloc(1, sizeof *listener);
	const char *reason = "out of memory";
	if (listener) {
		listener->owner = line;
		listener->socket = septel__listen(line->settings->listen, &reason);
	}
	if (listener && listener->socket >= 0 && circuit->keys &&
	    !(listener->server = septel__tls_server(circuit->keys)))
		reason = tls_config_error(circuit->keys);
	if (listener && listener->socket >= 0 && (!circuit->keys || listener->server)) {
		circuit->listener = listener;
		circuit->owns_listener = true;
		return true;
	}
	septel__out_format(errors, "%.*s:%d: listen %.*s: %s\n", VIEW_FORMAT(line->config->file),
			   line->settings->line, VIEW_FORMAT(line->settings->listen),
			   reason ? reason : "the keys do not fit");
	if (listener)
		close_listener(listener);
	return false;
}

/* ---- the transport ------------------------------------------------------------------------- */

static bool open_circuit(struct line *line, struct septel_out *errors)
{
	const struct outlet_settings *settings = line->settings;
	struct circuit *circuit = calloc(1, sizeof *circuit);
	if (!circuit) {
		septel__out_string(errors, "out of memory\n");
		return false;
	}
	circuit->line = line;
	line->state = circuit;
	if (settings->kind == OUTLET_TLS && !(circuit->keys = septel__tls_keys(line, errors)))
		return false;
	if (settings->listen.len && !open_listener(circuit, errors))
		return false;
	if (settings->dial.len &&
	    !(circuit->dial = septel__dial_new(line->base, settings->dial, connected, not_connected,
					       circuit))) {
		septel__out_format(errors, "%.*s:%d: dial %.*s: no address (host:port)\n",
				   VIEW_FORMAT(line->config->file), settings->line,
				   VIEW_FORMAT(settings->dial));
		return false;
	}
	return true;
}

static void start(struct line *line)
{
	struct circuit *circuit = circuit_of(line);
	struct listener *listener = circuit->listener;
	if (circuit->owns_listener) {
		listener->accepting = event_new(line->base, listener->socket, EV_READ | EV_PERSIST,
						on_call, listener);
		if (!listener->accepting)
			abort();
		event_add(listener->accepting, NULL);
	}
	if (circuit->dial)
		septel__dial_begin(circuit->dial);
}

static void transmit(struct line *line, const struct line_order *order)
{
	struct circuit *circuit = circuit_of(line);
	if (!circuit->link || !line->up)
		septel__line_sent(line, order->name, order->attempt, SENT_LOST,
				  VIEW_LITERAL("no connection"));
	else if (!septel__framing_transmit(septel__link_framing(circuit->link), order))
		septel__line_sent(line, order->name, order->attempt, SENT_PUT_OFF,
				  VIEW_LITERAL("out of memory"));
	else
		septel__link_flush(circuit->link);
}

static void interrupt(struct line *line, struct copy_name name, uint32_t attempt)
{
	struct circuit *circuit = circuit_of(line);
	if (!circuit->link)
		return;
	septel__framing_interrupt(septel__link_framing(circuit->link), name, attempt);
	septel__link_flush(circuit->link);
}

static void receipt(struct line *line, uint64_t arrival, enum receipt_kind kind,
		    struct septel_view reason)
{
	struct circuit *circuit = circuit_of(line);
	struct pending **at = &circuit->pending;
	while (*at && (*at)->arrival != arrival)
		at = &(*at)->next;
	struct pending *pending = *at;
	if (!pending)
		return;
	*at = pending->next;
	septel__framing_receipt(septel__link_framing(circuit->link), pending->tag, kind, reason);
	septel__link_flush(circuit->link);
	free(pending);
}

static bool idle(struct line *line)
{
	struct circuit *circuit = circuit_of(line);
	return !circuit->link ||
	       septel__framing_under_way(septel__link_framing(circuit->link)) == 0;
}

static void close_circuit(struct line *line)
{
	struct circuit *circuit = circuit_of(line);
	if (!circuit)
		return;
	struct link *link = circuit->link;
	circuit->link = NULL;
	septel__link_free(link);
	if (line->up)
		septel__line_link(line, false, VIEW_LITERAL("closed"));
	forget_pending(circuit);
	septel__dial_free(circuit->dial);
	if (circuit->owns_listener)
		close_listener(circuit->listener);
	tls_config_free(circuit->keys);
	free(circuit);
	line->state = NULL;
}

const struct transport septel__transport_tcp = {OUTLET_TCP, open_circuit, start, transmit,
						interrupt,  receipt,      idle,  close_circuit};
const struct transport septel__transport_tls = {OUTLET_TLS, open_circuit, start, transmit,
						interrupt,  receipt,      idle,  close_circuit};
