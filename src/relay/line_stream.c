/* line_stream.c - raw ACP 127 as a circuit: ZCZC to NNNN over a connection, a device, pipes or
 * files, in ASCII or ITA2.
 *
 * There are no receipts on such a line: a transmission is done when it has been written and has
 * left (port.h); what gets lost beyond is found by its channel number.  What comes is kept here
 * until it is taken: one that is told "not now" arrives again, and meanwhile nothing more is read.
 *
 * A line with a speed is written no faster than it carries, so that hardly anything stands in
 * buffers when a FLASH breaks off what is being sent.  A connection that is listened for is the
 * first that comes, while it lives: nothing tells who calls. */
#include "line_stream.h"

#include <errno.h>
#include <event2/event.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_SIZE 16384u
/* Steps of writing with a speed, of asking whether all has left, of opening again: milliseconds. */
#define STEP_MS   50
#define DRAIN_MS  5
#define REOPEN_MS 1000
/* A transmission whose end does not come for so long has none. */
#define SILENCE_MS 30000
#define PUT_OFF_MS 5000
/* Bits of a character on the line, start and stop with it. */
#define ITA2_BITS  7.5
#define ASCII_BITS 10.0
/* Written at a time without a speed. */
#define WRITE_SIZE 4096u

static void schedule(struct wire *wire, int milliseconds)
{
	event_add(wire->stepping,
		  &(struct timeval){milliseconds / 1000, (long)(milliseconds % 1000) * 1000});
}

static void go_down(struct wire *wire, const char *reason)
{
	struct line *line = wire->line;
	if (wire->reading)
		event_free(wire->reading);
	wire->reading = NULL;
	const bool was_up = line->up;
	septel__port_close(&wire->port);
	/* What has begun to come is broken off. */
	septel__stream_silence(&wire->stream);
	septel__wire_arrivals(wire);
	septel__wire_lose(wire, reason);
	if (was_up)
		septel__line_link(line, false, septel_view_of(reason));
	else if (strcmp(reason, wire->told) != 0)
		septel__line_note(line, LINE_FAULT, "%s", reason);
	snprintf(wire->told, sizeof wire->told, "%s", reason);
	if (line->stopping)
		return;
	if (wire->dial)
		septel__dial_begin(wire->dial);
	else if (line->settings->path.len)
		schedule(wire, REOPEN_MS);
}

/* ---- in ------------------------------------------------------------------------------------ */

static bool may_read(const struct wire *wire)
{
	const size_t window = wire->line->settings->window ? wire->line->settings->window : 1;
	return wire->port.in >= 0 && wire->kept_count < window && !wire->line->stopping;
}

void septel__wire_pause(struct wire *wire)
{
	if (!wire->reading)
		return;
	if (may_read(wire))
		event_add(wire->reading, NULL);
	else
		event_del(wire->reading);
}

/* False: nothing more for now, or the line has gone. */
static bool read_some(struct wire *wire)
{
	char bytes[READ_SIZE];
	const ssize_t length = read(wire->port.in, bytes, sizeof bytes);
	if (length < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (length == 0 && wire->port.is_file)
		return false;
	if (length <= 0) {
		go_down(wire, length ? strerror(errno) : "the peer has closed");
		return false;
	}
	wire->heard = septel__line_steady();
	if (!septel__wire_take(wire, (struct septel_view){bytes, (size_t)length})) {
		go_down(wire, "out of memory");
		return false;
	}
	septel__wire_pause(wire);
	return may_read(wire);
}

static void on_readable(evutil_socket_t in, short what, void *context)
{
	(void)in;
	(void)what;
	read_some(context);
}

/* ---- out ----------------------------------------------------------------------------------- */

/* How much may be written now; with a speed, what the line has carried since the last step. */
static size_t allowance(struct wire *wire)
{
	const struct outlet_settings *settings = wire->line->settings;
	if (!settings->speed)
		return WRITE_SIZE;
	const moment now = septel__line_steady();
	const double bits = settings->alphabet == ALPHABET_ITA2 ? ITA2_BITS : ASCII_BITS;
	const double most = settings->speed / bits * STEP_MS * 2 / 1000 + 1;
	wire->earned += (double)(now - wire->stepped) * settings->speed / bits / 1000;
	wire->stepped = now;
	if (wire->earned > most)
		wire->earned = most;
	return (size_t)wire->earned;
}

/* False: it has to wait, or the line has gone. */
static bool write_some(struct wire *wire)
{
	size_t length = wire->out.length - wire->written;
	const size_t most = allowance(wire);
	if (length > most)
		length = most;
	if (length == 0)
		return false;
	const ssize_t written = write(wire->port.out, wire->out.data + wire->written, length);
	if (written < 0 && errno != EAGAIN && errno != EINTR)
		go_down(wire, strerror(errno));
	if (written <= 0)
		return false;
	wire->written += (size_t)written;
	if (wire->line->settings->speed)
		wire->earned -= (double)written;
	return true;
}

/* Writes what may be written, tells what is done, begins the next. */
static void write_all(struct wire *wire)
{
	while (wire->port.out >= 0 &&
	       (wire->written < wire->out.length || septel__wire_next(wire))) {
		if (wire->written < wire->out.length) {
			if (!write_some(wire)) {
				if (wire->port.out >= 0)
					schedule(wire,
						 wire->line->settings->speed ? STEP_MS : DRAIN_MS);
				return;
			}
		} else if (!septel__port_is_drained(wire->port.out)) {
			schedule(wire, DRAIN_MS);
			return;
		}
		if (wire->written == wire->out.length && septel__port_is_drained(wire->port.out))
			septel__wire_done(wire);
	}
}

/* ---- life ---------------------------------------------------------------------------------- */

static void begin_to_read(struct wire *wire)
{
	septel__wire_begin(wire);
	wire->heard = septel__line_steady();
	if (wire->port.in < 0 || wire->port.is_file)
		return;
	wire->reading =
		event_new(wire->line->base, wire->port.in, EV_READ | EV_PERSIST, on_readable, wire);
	if (!wire->reading)
		abort();
	septel__wire_pause(wire);
}

static void go_up(struct wire *wire, const char *who)
{
	wire->stepped = septel__line_steady();
	wire->earned = 0;
	wire->told[0] = '\0';
	begin_to_read(wire);
	if (wire->dial)
		septel__dial_worked(wire->dial);
	if (wire->line->settings->alphabet == ALPHABET_ITA2 && wire->line->settings->path.len &&
	    wire->port.in == wire->port.out && !wire->port.five_bits)
		septel__line_note(wire->line, LINE_FAULT, "the device has no five bits: eight");
	septel__line_link(wire->line, true, septel_view_of(who));
	schedule(wire, STEP_MS);
}

static void connected(void *context, int socket)
{
	struct wire *wire = context;
	const int yes = 1, idle = 10, apart = 5, times = 3;
	const unsigned unacknowledged = 30000;
	setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
	setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
	setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &apart, sizeof apart);
	setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &times, sizeof times);
	setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged, sizeof unacknowledged);
	setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	wire->port = (struct port){.in = socket, .out = socket};
	go_up(wire, "a connection");
}

static void not_connected(void *context, const char *reason)
{
	struct wire *wire = context;
	if (strcmp(reason, wire->told) != 0)
		septel__line_note(wire->line, LINE_FAULT, "%s", reason);
	snprintf(wire->told, sizeof wire->told, "%s", reason);
}

static void on_call(evutil_socket_t listening, short what, void *context)
{
	struct wire *wire = context;
	const int socket = accept4(listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	(void)what;
	if (socket < 0)
		return;
	if (wire->port.out >= 0 || wire->line->stopping) {
		septel__line_note(wire->line, LINE_FAULT, "a second call: the line is in use");
		close(socket);
		return;
	}
	connected(wire, socket);
}

static void open_port(struct wire *wire)
{
	const char *reason = "";
	char who[128];
	if (!septel__port_open(&wire->port, wire->line->settings, &reason)) {
		not_connected(wire, reason);
		schedule(wire, REOPEN_MS);
		return;
	}
	snprintf(who, sizeof who, "%.*s", VIEW_FORMAT(wire->line->settings->path));
	go_up(wire, who);
}

/* A file that is read may have grown, or may have come. */
static void look_at_file(struct wire *wire)
{
	const char *reason = "";
	while (wire->port.is_file && may_read(wire) && read_some(wire))
		;
	if (wire->port.in < 0 && septel__port_open(&wire->port, wire->line->settings, &reason) &&
	    wire->port.in >= 0)
		begin_to_read(wire);
}

static void on_step(evutil_socket_t none, short what, void *context)
{
	struct wire *wire = context;
	(void)none;
	(void)what;
	if (wire->port.out < 0) {
		if (wire->line->settings->path.len && !wire->line->stopping)
			open_port(wire);
		return;
	}
	write_all(wire);
	septel__wire_again(wire);
	if (wire->port.out >= 0 && wire->line->settings->path.len)
		look_at_file(wire);
	if (septel__line_steady() >= wire->heard + SILENCE_MS) {
		wire->heard = septel__line_steady();
		septel__stream_silence(&wire->stream);
		septel__wire_arrivals(wire);
	}
	if (wire->port.out >= 0 && !event_pending(wire->stepping, EV_TIMEOUT, NULL))
		schedule(wire, STEP_MS * 2);
}

/* ---- the transport ------------------------------------------------------------------------- */

static bool open_stream(struct line *line, struct septel_out *errors)
{
	const struct outlet_settings *settings = line->settings;
	struct wire *wire = calloc(1, sizeof *wire);
	const char *reason = "out of memory";
	if (!wire) {
		septel__out_string(errors, "out of memory\n");
		return false;
	}
	line->state = wire;
	wire->line = line;
	wire->port = PORT_CLOSED;
	wire->listening = -1;
	septel__wire_init(wire);
	if (settings->listen.len)
		wire->listening = septel__listen(settings->listen, &reason);
	if (settings->dial.len) {
		wire->dial = septel__dial_new(line->base, settings->dial, connected, not_connected,
					      wire);
		reason = "no address (host:port)";
	}
	wire->stepping = event_new(line->base, -1, 0, on_step, wire);
	if (wire->stepping && (!settings->listen.len || wire->listening >= 0) &&
	    (!settings->dial.len || wire->dial))
		return true;
	septel__out_format(errors, "%.*s:%d: %.*s: %s\n", VIEW_FORMAT(line->config->file),
			   settings->line, VIEW_FORMAT(settings->name), reason);
	return false;
}

static void start(struct line *line)
{
	struct wire *wire = line->state;
	if (wire->listening >= 0) {
		wire->accepting =
			event_new(line->base, wire->listening, EV_READ | EV_PERSIST, on_call, wire);
		if (!wire->accepting)
			abort();
		event_add(wire->accepting, NULL);
	}
	if (wire->dial)
		septel__dial_begin(wire->dial);
	else if (line->settings->path.len)
		open_port(wire);
}

static void transmit(struct line *line, const struct line_order *order)
{
	struct wire *wire = line->state;
	if (!line->up)
		septel__line_sent(line, order->name, order->attempt, SENT_LOST,
				  VIEW_LITERAL("no connection"));
	else if (septel__wire_order(wire, order))
		schedule(wire, 0);
}

static void interrupt(struct line *line, struct copy_name name, uint32_t attempt)
{
	struct wire *wire = line->state;
	septel__wire_interrupt(wire, name, attempt);
	if (line->up)
		schedule(wire, 0);
}

static void receipt(struct line *line, uint64_t arrival, enum receipt_kind kind,
		    struct septel_view reason)
{
	struct wire *wire = line->state;
	septel__wire_receipt(wire, arrival, kind, reason, septel__line_steady() + PUT_OFF_MS);
	septel__wire_pause(wire);
}

static bool idle(struct line *line)
{
	const struct wire *wire = line->state;
	return !wire->kept && !septel__wire_is_busy(wire);
}

static void close_stream(struct line *line)
{
	struct wire *wire = line->state;
	if (!wire)
		return;
	line->stopping = true;
	if (wire->port.out >= 0)
		go_down(wire, "closed");
	if (wire->accepting)
		event_free(wire->accepting);
	if (wire->listening >= 0)
		close(wire->listening);
	septel__dial_free(wire->dial);
	if (wire->stepping)
		event_free(wire->stepping);
	septel__wire_release(wire);
	free(wire);
	line->state = NULL;
}

const struct transport septel__transport_stream = {OUTLET_STREAM, open_stream, start, transmit,
						   interrupt,     receipt,     idle,  close_stream};
