/* relay_load_ends.c - the source and the sink of relay-load; see relay_load.h. */
#include "relay_load.h"

#include "../src/relay/dial.h"
#include "../src/relay/link.h"

#include <errno.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#define HELLO_MS   20000u
#define SILENCE_MS 60000u
/* Steps of a rate or a pace. */
#define STEP_MICROSECONDS 1000

static _Noreturn void give_up(const char *what, const char *why)
{
	fprintf(stderr, "relay-load: %s: %s\n", what, why);
	exit(1);
}

/* ---- source -------------------------------------------------------------------------------- */

struct source {
	struct load *load;
	char station[8];
	struct dial *dial;
	struct link *link;
	struct event *pacing;
	uint64_t number; /* of messages begun */
	unsigned under_way;
	struct septel_out message;
	double given[1024]; /* when, by number modulo */
	enum septel_precedence of[1024];
};

static bool may_give(const struct source *source)
{
	const struct load *load = source->load;
	if (source->under_way >= load->window || load->given >= load->messages)
		return false;
	return load->rate == 0 || (double)load->given < (load_clock() - load->begun) * load->rate;
}

static void give(struct source *source)
{
	struct load *load = source->load;
	while (source->link && may_give(source)) {
		const char letter = load->mix[load->given % strlen(load->mix)];
		const enum septel_precedence precedence =
			(enum septel_precedence)(strchr("-RPOZY", letter) - "-RPOZY");
		const uint64_t number = ++source->number;
		load_message(load, source->station, number, precedence, &source->message);
		source->given[number % 1024] = load_clock();
		source->of[number % 1024] = precedence;
		const struct line_order order = {.name = {number, 1},
						 .attempt = 1,
						 .precedence = precedence,
						 .bytes = septel__out_written(&source->message)};
		load->given++;
		source->under_way++;
		if (!septel__framing_transmit(septel__link_framing(source->link), &order))
			give_up("memory", "out of it");
		septel__link_flush(source->link);
	}
}

static bool source_hello(void *context, struct link *link, const char *station, const char *circuit,
			 struct framing_settings *own, const char **reason)
{
	(void)context;
	(void)link;
	(void)station;
	(void)circuit;
	(void)own;
	(void)reason;
	return true;
}

static void source_ready(void *context, struct link *link)
{
	(void)link;
	give(context);
}

/* Service messages may come back to a source; they are taken and forgotten. */
static void source_arrived(void *context, struct link *link, uint64_t tag,
			   struct septel_view transfer, struct septel_view bytes)
{
	(void)context;
	(void)transfer;
	(void)bytes;
	septel__framing_receipt(septel__link_framing(link), tag, RECEIPT_TAKEN, VIEW_LITERAL(""));
}

static void source_sent(void *context, struct copy_name name, uint32_t attempt,
			enum sent_outcome outcome, struct septel_view reason)
{
	struct source *source = context;
	struct load *load = source->load;
	const size_t at = name.message % 1024;
	(void)attempt;
	source->under_way--;
	load->answered++;
	load->last_answer = load_clock();
	if (outcome == SENT_DONE)
		figures_add(&load->receipts[source->of[at]],
			    (load->last_answer - source->given[at]) * 1000);
	else if (outcome == SENT_LOST)
		load->lost++;
	else if (load->refused++ == 0)
		fprintf(stderr, "relay-load: refused: %.*s\n", VIEW_FORMAT(reason));
	if (load_is_over(load))
		event_base_loopbreak(load->base);
	else
		give(source);
}

static void source_closed(void *context, struct link *link, const char *reason)
{
	struct source *source = context;
	(void)link;
	source->link = NULL;
	give_up(source->station, reason);
}

static void source_connected(void *context, int socket)
{
	struct source *source = context;
	const struct framing_settings settings = {.station = septel_view_of(source->station),
						  .circuit = VIEW_LITERAL("load"),
						  .incarnation = septel_view_of(source->station),
						  .window = 16,
						  .hello_ms = HELLO_MS,
						  .silence_ms = SILENCE_MS};
	const struct link_events events = {source,         source_hello, source_ready,
					   source_arrived, source_sent,  source_closed};
	source->link = septel__link_new(source->load->base, socket, NULL, &settings, &events);
	if (!source->link)
		give_up("memory", "out of it");
}

static void source_failed(void *context, const char *reason)
{
	(void)context;
	give_up("the relay", reason);
}

static void on_pace(evutil_socket_t none, short what, void *context)
{
	(void)none;
	(void)what;
	give(context);
}

static void name_station(char station[8], const char *first, unsigned number)
{
	const size_t length = strlen(first);
	snprintf(station, 8, "%s", first);
	if (length < 3)
		return;
	const unsigned value = (unsigned)(station[length - 2] - 'A') * 26 +
			       (unsigned)(station[length - 1] - 'A') + number;
	station[length - 2] = (char)('A' + value / 26 % 26);
	station[length - 1] = (char)('A' + value % 26);
}

void load_send(struct load *load)
{
	for (unsigned i = 0; i < load->connections; i++) {
		struct source *source = calloc(1, sizeof *source);
		if (!source)
			give_up("memory", "out of it");
		source->load = load;
		name_station(source->station, load->station, i);
		septel__out_init(&source->message, NULL, 0);
		source->dial = septel__dial_new(load->base, load->to, source_connected,
						source_failed, source);
		source->pacing = event_new(load->base, -1, EV_PERSIST, on_pace, source);
		if (!source->dial || !source->pacing)
			give_up("--to", "no address (host:port)");
		if (load->rate > 0)
			event_add(source->pacing, &(struct timeval){.tv_usec = STEP_MICROSECONDS});
		septel__dial_begin(source->dial);
	}
}

/* ---- sink ---------------------------------------------------------------------------------- */

/* A receipt that is put off to keep the pace. */
struct put_off {
	struct put_off *next;
	struct link *link;
	uint64_t tag;
};

struct sink {
	struct load *load;
	struct put_off *first, **end;
	double earned; /* receipts that may be given */
};

static void take(struct link *link, uint64_t tag)
{
	septel__framing_receipt(septel__link_framing(link), tag, RECEIPT_TAKEN, VIEW_LITERAL(""));
	septel__link_flush(link);
}

/* Told, since whoever measures may have to wait for it. */
static void sink_ready(void *context, struct link *link)
{
	(void)context;
	fprintf(stderr, "relay-load: %s is connected\n", septel__link_peer(link));
}

static void sink_arrived(void *context, struct link *link, uint64_t tag,
			 struct septel_view transfer, struct septel_view bytes)
{
	struct sink *sink = context;
	struct load *load = sink->load;
	enum septel_precedence precedence = SEPTEL_PRECEDENCE_NONE;
	double when = 0;
	(void)transfer;
	load->last_taken = load_clock();
	if (!load_read(bytes, &precedence, &when)) {
		take(link, tag);
		return;
	}
	if (load->taken++ == 0)
		load->first_taken = load->last_taken;
	figures_add(&load->passages[precedence], (load->last_taken - when) * 1000);
	struct put_off *put_off =
		load->pace > 0 && precedence < SEPTEL_FLASH ? malloc(sizeof *put_off) : NULL;
	if (put_off) {
		*put_off = (struct put_off){NULL, link, tag};
		*sink->end = put_off;
		sink->end = &put_off->next;
	} else {
		take(link, tag);
	}
	if (load_is_over(load))
		event_base_loopexit(load->base, &(struct timeval){.tv_usec = 200000});
}

static void sink_sent(void *context, struct copy_name name, uint32_t attempt,
		      enum sent_outcome outcome, struct septel_view reason)
{
	(void)context;
	(void)name;
	(void)attempt;
	(void)outcome;
	(void)reason;
}

static void sink_closed(void *context, struct link *link, const char *reason)
{
	struct sink *sink = context;
	struct put_off **at = &sink->first;
	fprintf(stderr, "relay-load: %s: %s\n", septel__link_peer(link), reason);
	while (*at) {
		struct put_off *put_off = *at;
		if (put_off->link != link) {
			at = &put_off->next;
			continue;
		}
		*at = put_off->next;
		free(put_off);
	}
	sink->end = at;
}

static void on_sink_pace(evutil_socket_t none, short what, void *context)
{
	struct sink *sink = context;
	(void)none;
	(void)what;
	sink->earned += sink->load->pace * STEP_MICROSECONDS / 1e6;
	if (sink->earned > sink->load->pace)
		sink->earned = sink->load->pace;
	while (sink->first && sink->earned >= 1) {
		struct put_off *put_off = sink->first;
		sink->earned -= 1;
		sink->first = put_off->next;
		if (!sink->first)
			sink->end = &sink->first;
		take(put_off->link, put_off->tag);
		free(put_off);
	}
}

static void on_call(evutil_socket_t listening, short what, void *context)
{
	struct sink *sink = context;
	(void)what;
	const int socket = accept4(listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (socket < 0)
		return;
	const struct framing_settings settings = {.station = sink->load->peer,
						  .circuit = VIEW_LITERAL("sink"),
						  .window = FRAMING_WINDOW,
						  .listener = true,
						  .hello_ms = HELLO_MS,
						  .silence_ms = SILENCE_MS};
	const struct link_events events = {sink,         source_hello, sink_ready,
					   sink_arrived, sink_sent,    sink_closed};
	if (!septel__link_new(sink->load->base, socket, NULL, &settings, &events))
		give_up("memory", "out of it");
}

void load_sink(struct load *load)
{
	const char *reason = NULL;
	const int listening = septel__listen(load->listen, &reason);
	struct sink *sink = calloc(1, sizeof *sink);
	if (listening < 0 || !sink)
		give_up("--listen", listening < 0 ? reason : "out of memory");
	sink->load = load;
	sink->end = &sink->first;
	struct event *calls = event_new(load->base, listening, EV_READ | EV_PERSIST, on_call, sink);
	struct event *pacing = event_new(load->base, -1, EV_PERSIST, on_sink_pace, sink);
	if (!calls || !pacing)
		give_up("memory", "out of it");
	event_add(calls, NULL);
	if (load->pace > 0)
		event_add(pacing, &(struct timeval){.tv_usec = STEP_MICROSECONDS});
}
