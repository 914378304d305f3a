/* line.h - the circuits of a station, as its line process holds them.
 *
 * One `struct lines` is all circuits of one process; one `struct line` is one of them: an outlet of
 * network kind, driven by a transport, a row of a table.  Everything runs in one thread on the
 * event base of the caller; events come out by callbacks, from within the loop or from within an
 * order.
 *
 * Invariants
 *   - Every order to transmit is answered by exactly one `sent`, whatever becomes of the link.
 *     SENT_LOST also answers what was ordered while the link was down.
 *   - Every arrival waits for exactly one receipt.  The sender hears of it only then: nothing is
 *     acknowledged before the caller says that it is on the disk.  The number of arrivals of a
 * circuit without receipt is bounded by its window; beyond it the circuit does not read.
 *   - A receipt for an arrival whose link has gone is dropped: the sender will send it again, under
 * the same transfer.
 *   - An order to interrupt is a wish: what is already sent in full ends as it ends, by its
 * receipt.
 *   - A circuit without receipts (stream) keeps an arrival that is told RECEIPT_NOT_NOW, stops
 * reading, and lets it arrive again later.
 *
 * A transfer names the handing over of one copy: "STATION/INCARNATION/MESSAGE.COPY" of the station
 * that sends.  All attempts at one copy are one transfer, though each has its own transmission
 * identification: if the link went between the disk and the receipt, the receiver finds the
 * transfer in its store and only repeats the receipt.  The incarnation is of the sender's spool
 * (store.h), so a station that lost its spool and counts from 1 again takes nobody's names.  The
 * station is that of the peer as the link has proved it, never what a transfer claims.
 *
 * Bytes given to a callback or to an order are borrowed for the call.
 */
#ifndef SEPTEL_RELAY_LINE_H
#define SEPTEL_RELAY_LINE_H

#include "config.h"
#include "station.h"

struct event_base;
struct lines;

/* An event of no circuit in particular. */
#define LINE_NO_OUTLET SIZE_MAX

enum line_note {
	LINE_NOISE, /* bytes outside of any message on a stream */
	LINE_FAULT  /* a link that failed or was refused, a folder that cannot be read, and why */
};

struct line_events {
	void *context;
	void (*arrived)(void *context, size_t outlet, uint64_t arrival, struct septel_view transfer,
			struct septel_view bytes);
	void (*sent)(void *context, size_t outlet, struct copy_name name, uint32_t attempt,
		     enum sent_outcome outcome, struct septel_view reason);
	/* `who`: station and address of the peer, or why the link went */
	void (*link)(void *context, size_t outlet, bool up, struct septel_view who);
	/* for the journal, one line of text */
	void (*note)(void *context, size_t outlet, enum line_note kind, struct septel_view text);
	/* what mail tells, later, of a copy that was DONE; NULL: it is noted */
	void (*reported)(void *context, size_t outlet, struct copy_name name,
			 enum sent_report report, struct septel_view recipient,
			 struct septel_view reason);
};

/* Makes a line for every outlet of network kind (up to OUTLET_NULL); `config`, `base` and what
 * `events` points to outlive it.  NULL: memory out. */
struct lines *septel__lines_new(const struct relay_config *config, struct event_base *base,
				const struct line_events *events)
	__attribute__((nonnull, warn_unused_result));
void septel__lines_free(struct lines *lines);

/* What needs rights that a line process gives up afterwards: binds addresses, reads keys, opens
 * devices and folders.  False: errors, told in `errors`, a line each. */
bool septel__lines_open(struct lines *lines, struct septel_out *errors)
	__attribute__((nonnull, warn_unused_result));
/* Begins to dial, to accept and to read.  `incarnation` is of the own spool (store.h). */
void septel__lines_start(struct lines *lines, struct septel_view incarnation)
	__attribute__((nonnull));
/* Takes nothing new, lets what is under way end or `seconds` pass, then closes every link; each
 * transmission is answered.  `done` is called once, from the loop. */
void septel__lines_stop(struct lines *lines, unsigned seconds, void (*done)(void *context),
			void *context) __attribute__((nonnull(1, 3)));

/* ---- orders -------------------------------------------------------------------------- */

void septel__lines_transmit(struct lines *lines, size_t outlet, struct copy_name name,
			    uint32_t attempt, enum septel_precedence precedence,
			    struct septel_view identification, struct septel_view bytes)
	__attribute__((nonnull));
void septel__lines_interrupt(struct lines *lines, size_t outlet, struct copy_name name,
			     uint32_t attempt) __attribute__((nonnull));
void septel__lines_receipt(struct lines *lines, size_t outlet, uint64_t arrival,
			   enum receipt_kind kind, struct septel_view reason)
	__attribute__((nonnull));

/* ---- what a transport is --------------------------------------------------------------- */

struct transport;

struct line {
	struct lines *lines;
	size_t outlet;                          /* its number in the configuration */
	const struct outlet_settings *settings; /* its place in the configuration */
	const struct relay_config *config;
	struct event_base *base;
	const struct transport *transport;
	struct septel_view incarnation; /* from the start on */
	bool up;                        /* as last told by septel__line_link */
	bool stopping;                  /* nothing new is taken */
	void *state;                    /* of the transport */
};

/* A transmission as a transport gets it.  Names, bytes and all are borrowed for the call. */
struct line_order {
	struct copy_name name;
	uint32_t attempt;
	enum septel_precedence precedence;
	struct septel_view identification;
	struct septel_view bytes;
};

struct transport {
	enum outlet_kind kind;
	/* `line->state` is made here.  False: told in `errors`. */
	bool (*open)(struct line *line, struct septel_out *errors);
	void (*start)(struct line *line);
	void (*transmit)(struct line *line, const struct line_order *order);
	void (*interrupt)(struct line *line, struct copy_name name, uint32_t attempt);
	void (*receipt)(struct line *line, uint64_t arrival, enum receipt_kind kind,
			struct septel_view reason);
	/* True when nothing is under way; called now and again while it stops. */
	bool (*idle)(struct line *line);
	/* Ends the link, answers what is unanswered, gives `line->state` back; also after an open
	 * that failed half way. */
	void (*close)(struct line *line);
};

/* Another line of the same process, NULL where there is none: circuits may share an address. */
struct line *septel__line_sibling(struct line *line, size_t outlet) __attribute__((nonnull));

/* The rows; a kind without a row is refused by septel__lines_open. */
extern const struct transport septel__transport_tcp, septel__transport_tls,
	septel__transport_stream, septel__transport_drop, septel__transport_null,
	septel__transport_smtp, septel__transport_nats;

/* A number for an arrival, that no other of this process has, nor had one before it: taken first,
 * since the receipt may come before septel__line_arrived returns. */
uint64_t septel__line_next_arrival(struct line *line) __attribute__((nonnull));
/* What a transport tells.  An arrival that was told "not now" may come again under its number. */
void septel__line_arrived(struct line *line, uint64_t arrival, struct septel_view transfer,
			  struct septel_view bytes) __attribute__((nonnull));
void septel__line_sent(struct line *line, struct copy_name name, uint32_t attempt,
		       enum sent_outcome outcome, struct septel_view reason)
	__attribute__((nonnull));
/* Told only when it changes. */
void septel__line_link(struct line *line, bool up, struct septel_view who) __attribute__((nonnull));
void septel__line_reported(struct line *line, struct copy_name name, enum sent_report report,
			   struct septel_view recipient, struct septel_view reason)
	__attribute__((nonnull));
void septel__line_note(struct line *line, enum line_note kind, const char *format, ...)
	__attribute__((format(printf, 3, 4), nonnull(1, 3)));
/* Milliseconds since 1970, and of a clock that is never set (for timeouts). */
moment septel__line_now(void);
moment septel__line_steady(void);

#endif
