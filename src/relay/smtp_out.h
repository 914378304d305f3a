/* smtp_out.h - the sending side of SMTP, as a machine: bytes in, bytes out, no socket.
 *
 * One letter at a time, to one or more recipients; the connection stays for the next, which the
 * caller chooses by precedence.  What the server offers is used: PIPELINING, SIZE, 8BITMIME,
 * DSN, DELIVERBY, MT-PRIORITY.  Where it offers no MT-PRIORITY the letter gets the field
 * MT-Priority in its place, and no other of that name (RFC 6758 3.3).
 *
 * Every recipient ends with an outcome of its own.  A letter whose connection goes before the
 * last reply is LOST: it is sent again, under the same Message-ID.
 */
#ifndef SEPTEL_RELAY_SMTP_OUT_H
#define SEPTEL_RELAY_SMTP_OUT_H

#include "../base/out.h"
#include "station.h"

struct smtp_out;

struct smtp_out_letter {
	struct septel_view sender; /* without its brackets; empty: a report */
	const struct septel_view *recipients;
	size_t recipient_count;  /* at least one */
	struct septel_view data; /* lines in CR LF; lives until it is over */
	bool has_priority;
	int priority;
	struct septel_view envelope_id; /* empty: none */
	bool success; /* ask for a report of delivery, too; else of failure and delay alone */
	bool never;   /* no report at all: the letter is one */
	unsigned by_seconds; /* DELIVERBY, with notice; 0: none */
};

struct smtp_out_outcome {
	enum sent_outcome outcome; /* DONE, LOST, PUT_OFF, REFUSED */
	struct septel_view reason; /* the server's reply; empty for DONE */
	bool done_by_relay;        /* DONE where the server offers no DSN: no report will come */
};

struct smtp_out_ports {
	void *context;
	/* The letter is over; outcomes[i] is of its recipients[i].  A new one may be begun when the
	 * state is READY, after this call.  A count of 0: memory is out, it is lost. */
	void (*over)(void *context, const struct smtp_out_outcome *outcomes, size_t count);
};

enum smtp_out_state {
	SMTP_OUT_GREETING, /* no letter can be begun yet */
	SMTP_OUT_READY,
	SMTP_OUT_SENDING,
	SMTP_OUT_STARTTLS, /* send what is written, start TLS, then septel__smtp_out_secured */
	SMTP_OUT_CLOSED    /* the server does not go on: close */
};

struct smtp_out_settings {
	struct septel_view host; /* own name, for EHLO */
	bool secure;             /* STARTTLS must be offered, and is used */
};

struct smtp_out *septel__smtp_out_new(const struct smtp_out_settings *settings,
				      const struct smtp_out_ports *ports)
	__attribute__((nonnull, warn_unused_result));
void septel__smtp_out_free(struct smtp_out *out);

/* READY only.  Writes the first commands. */
void septel__smtp_out_begin(struct smtp_out *out, const struct smtp_out_letter *letter,
			    struct septel_out *commands) __attribute__((nonnull));
/* Takes all of `bytes`. */
void septel__smtp_out_feed(struct smtp_out *out, struct septel_view bytes,
			   struct septel_out *commands) __attribute__((nonnull));
void septel__smtp_out_secured(struct smtp_out *out, struct septel_out *commands)
	__attribute__((nonnull));
/* The connection went: a letter under way ends LOST. */
void septel__smtp_out_lost(struct smtp_out *out, struct septel_view reason)
	__attribute__((nonnull(1)));
/* READY: takes leave. */
void septel__smtp_out_quit(struct smtp_out *out, struct septel_out *commands)
	__attribute__((nonnull));
enum smtp_out_state septel__smtp_out_state(const struct smtp_out *out);
/* Why it was closed: one line. */
struct septel_view septel__smtp_out_reason(const struct smtp_out *out);

#endif
