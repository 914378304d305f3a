/* line.c - the circuits of a station: who drives which, orders in, events out.  See line.h. */
#include "line.h"

#include <event2/event.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Milliseconds between two looks at whether everything has ended. */
#define STOP_STEP 50L

struct lines {
	const struct relay_config *config;
	struct event_base *base;
	struct line_events events;
	struct line *at; /* one an outlet; those that are no circuits have no transport */
	uint64_t last_arrival;
	char *incarnation;

	struct event *stop;
	moment stop_until;
	void (*done)(void *context);
	void *done_context;
};

static const struct transport *const transports[] = {
	&septel__transport_tcp,  &septel__transport_tls,  &septel__transport_stream,
	&septel__transport_drop, &septel__transport_null, &septel__transport_smtp,
	&septel__transport_nats,
};

static moment clock_of(clockid_t which)
{
	struct timespec now;
	clock_gettime(which, &now);
	return (moment)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

moment septel__line_now(void)
{
	return clock_of(CLOCK_REALTIME);
}

moment septel__line_steady(void)
{
	return clock_of(CLOCK_MONOTONIC);
}

struct lines *septel__lines_new(const struct relay_config *config, struct event_base *base,
				const struct line_events *events)
{
	struct lines *lines = calloc(1, sizeof *lines);
	struct line *at = calloc(config->outlet_count + 1, sizeof *at);
	if (!lines || !at) {
		free(lines);
		free(at);
		return NULL;
	}
	*lines = (struct lines){.config = config, .base = base, .events = *events, .at = at};
	/* The clock makes arrivals of a process that was started again other ones. */
	lines->last_arrival = (uint64_t)septel__line_now() << 20;
	for (size_t i = 0; i < config->outlet_count; i++)
		at[i] = (struct line){.lines = lines,
				      .outlet = i,
				      .settings = &config->outlets[i],
				      .config = config,
				      .base = base};
	return lines;
}

void septel__lines_free(struct lines *lines)
{
	if (!lines)
		return;
	for (size_t i = 0; i < lines->config->outlet_count; i++)
		if (lines->at[i].transport)
			lines->at[i].transport->close(&lines->at[i]);
	if (lines->stop)
		event_free(lines->stop);
	free(lines->incarnation);
	free(lines->at);
	free(lines);
}

static const struct transport *transport_of(enum outlet_kind kind)
{
	for (size_t i = 0; i < sizeof transports / sizeof transports[0]; i++)
		if (transports[i]->kind == kind)
			return transports[i];
	return NULL;
}

bool septel__lines_open(struct lines *lines, struct septel_out *errors)
{
	bool all = true;
	/* A pipe or a TLS session whose other end has gone is an error of a write. */
	(void)signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < lines->config->outlet_count; i++) {
		struct line *line = &lines->at[i];
		if (line->settings->kind > OUTLET_NULL)
			continue;
		line->transport = transport_of(line->settings->kind);
		if (!line->transport) {
			septel__out_format(errors,
					   "%.*s:%d: no transport for this kind of circuit\n",
					   VIEW_FORMAT(lines->config->file), line->settings->line);
			all = false;
		} else if (!line->transport->open(line, errors)) {
			all = false;
		}
	}
	return all;
}

void septel__lines_start(struct lines *lines, struct septel_view incarnation)
{
	lines->incarnation = strndup(incarnation.ptr, incarnation.len);
	if (!lines->incarnation)
		abort();
	for (size_t i = 0; i < lines->config->outlet_count; i++) {
		struct line *line = &lines->at[i];
		line->incarnation = septel_view_of(lines->incarnation);
		if (line->transport)
			line->transport->start(line);
	}
}

/* ---- orders -------------------------------------------------------------------------- */

/* The circuit of an order; one for what is no circuit is a bug of the caller. */
static struct line *line_of(struct lines *lines, size_t outlet)
{
	if (outlet >= lines->config->outlet_count || !lines->at[outlet].transport)
		abort();
	return &lines->at[outlet];
}

void septel__lines_transmit(struct lines *lines, size_t outlet, struct copy_name name,
			    uint32_t attempt, enum septel_precedence precedence,
			    struct septel_view identification, struct septel_view bytes)
{
	struct line *line = line_of(lines, outlet);
	const struct line_order order = {name, attempt, precedence, identification, bytes};
	if (line->stopping)
		septel__line_sent(line, name, attempt, SENT_LOST,
				  VIEW_LITERAL("the station stops"));
	else
		line->transport->transmit(line, &order);
}

void septel__lines_interrupt(struct lines *lines, size_t outlet, struct copy_name name,
			     uint32_t attempt)
{
	struct line *line = line_of(lines, outlet);
	line->transport->interrupt(line, name, attempt);
}

void septel__lines_receipt(struct lines *lines, size_t outlet, uint64_t arrival,
			   enum receipt_kind kind, struct septel_view reason)
{
	struct line *line = line_of(lines, outlet);
	line->transport->receipt(line, arrival, kind, reason);
}

static bool all_idle(struct lines *lines)
{
	for (size_t i = 0; i < lines->config->outlet_count; i++) {
		struct line *line = &lines->at[i];
		if (line->transport && !line->transport->idle(line))
			return false;
	}
	return true;
}

static void stop_step(evutil_socket_t none, short what, void *context)
{
	struct lines *lines = context;
	(void)none;
	(void)what;
	if (!all_idle(lines) && septel__line_steady() < lines->stop_until) {
		event_add(lines->stop, &(struct timeval){.tv_usec = STOP_STEP * 1000});
		return;
	}
	for (size_t i = 0; i < lines->config->outlet_count; i++)
		if (lines->at[i].transport) {
			lines->at[i].transport->close(&lines->at[i]);
			lines->at[i].transport = NULL;
		}
	lines->done(lines->done_context);
}

void septel__lines_stop(struct lines *lines, unsigned seconds, void (*done)(void *context),
			void *context)
{
	lines->done = done;
	lines->done_context = context;
	lines->stop_until = septel__line_steady() + (moment)seconds * 1000;
	for (size_t i = 0; i < lines->config->outlet_count; i++)
		lines->at[i].stopping = true;
	lines->stop = event_new(lines->base, -1, 0, stop_step, lines);
	if (!lines->stop)
		abort();
	event_active(lines->stop, EV_TIMEOUT, 0);
}

/* ---- what transports tell ------------------------------------------------------------- */

uint64_t septel__line_next_arrival(struct line *line)
{
	return ++line->lines->last_arrival;
}

void septel__line_arrived(struct line *line, uint64_t arrival, struct septel_view transfer,
			  struct septel_view bytes)
{
	const struct line_events *events = &line->lines->events;
	events->arrived(events->context, line->outlet, arrival, transfer, bytes);
}

void septel__line_sent(struct line *line, struct copy_name name, uint32_t attempt,
		       enum sent_outcome outcome, struct septel_view reason)
{
	const struct line_events *events = &line->lines->events;
	events->sent(events->context, line->outlet, name, attempt, outcome, reason);
}

void septel__line_link(struct line *line, bool up, struct septel_view who)
{
	const struct line_events *events = &line->lines->events;
	if (line->up == up)
		return;
	line->up = up;
	events->link(events->context, line->outlet, up, who);
}

void septel__line_reported(struct line *line, struct copy_name name, enum sent_report report,
			   struct septel_view recipient, struct septel_view reason)
{
	static const char *const WORDS[] = {[REPORT_DELIVERED] = "delivered",
					    [REPORT_READ] = "read",
					    [REPORT_DELAYED] = "delayed",
					    [REPORT_FAILED] = "failed"};
	const struct line_events *events = &line->lines->events;
	if (events->reported)
		events->reported(events->context, line->outlet, name, report, recipient, reason);
	else
		septel__line_note(line, LINE_NOISE, "%llu.%u %s: %.*s %.*s",
				  (unsigned long long)name.message, name.copy, WORDS[report],
				  VIEW_FORMAT(recipient), VIEW_FORMAT(reason));
}

struct line *septel__line_sibling(struct line *line, size_t outlet)
{
	struct lines *lines = line->lines;
	return outlet < lines->config->outlet_count && lines->at[outlet].transport
		       ? &lines->at[outlet]
		       : NULL;
}

void septel__line_note(struct line *line, enum line_note kind, const char *format, ...)
{
	const struct line_events *events = &line->lines->events;
	char text[512];
	va_list arguments;
	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above it */
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	if (length >= (int)sizeof text)
		length = (int)sizeof text - 1;
	/* What a peer said may stand in it. */
	for (int i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 127)
			text[i] = ' ';
	events->note(events->context, line->outlet, kind,
		     (struct septel_view){text, (size_t)length});
}
