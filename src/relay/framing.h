/* framing.h - what two relays say to each other on a connection: custody, handed over with
 * receipts.
 *
 * Pure: bytes in, bytes out, the clock passed in; the transports join it with sockets and TLS. Both
 * ends are alike.  Lines of ASCII, ended by LF, so that a person can read a connection; only the
 * bytes of messages stand as they are, behind a line that counts them.
 *
 *     SEPTEL 1 STATION CIRCUIT NONCE WINDOW    first line of both: who, how many at once
 *     READY NONCE                              the other's: no old connection repeated
 *     SEND ID PRECEDENCE IDENTIFICATION LENGTH begins a transfer; one at a time
 *     DATA COUNT                               so many bytes of it (FRAMING_CHUNK at most)
 *     END HASH                                 all of it sent
 *     CANCEL                                   broken off: forget it; it will come again
 *     TAKEN ID HASH                            on the disk: custody is the receiver's
 *     NOTNOW ID HASH REASON                    the sender keeps it and tries later
 *     REFUSED ID HASH REASON                   ... and shall not try it as it is
 *     PING N, PONG N                           after a silence; an answer is due
 *     BYE REASON                               the connection is about to be closed
 *
 * HASH is BLAKE2b of 32 bytes, in hex, of the SEND line without its end and of the message.
 * "-" stands for a field that is empty.  ID is INCARNATION/MESSAGE.COPY; the receiver puts the
 * station of the peer in front of it (line.h says why).
 *
 * Invariants
 *   - Nothing is believed of a peer before READY; a wrong station, version, circuit or nonce ends
 * the connection with a reason.
 *   - A message arrives whole, with the length and the hash that were told, or not at all; what is
 *     told of it (id, precedence, identification) is under that hash, and so is every receipt: a
 *     byte garbled on the way gives no message another's name, and no receipt to another message.
 *   - At most `window` transfers (and FRAMING_FLASH_ROOM more of FLASH) are without a receipt in
 * one direction, of SEPTEL_MESSAGE_LIMIT bytes each; memory for one grows with the bytes that have
 * come.
 *   - Of what waits, the highest precedence is sent first, first in first out inside one.  What is
 * being sent is broken off only when the caller says so, and then goes back to the caller.
 *   - After an end (framing_state ENDED) every order that has had no answer is answered SENT_LOST.
 *   - Any bytes are an allowed input: garbled ones end the connection with a reason.
 */
#ifndef SEPTEL_RELAY_FRAMING_H
#define SEPTEL_RELAY_FRAMING_H

#include "line.h"

#define FRAMING_VERSION    1u
#define FRAMING_NONCE      16u  /* letters and digits */
#define FRAMING_LINE       512u /* bytes of a line with its end */
#define FRAMING_CHUNK      16384u
#define FRAMING_NAME       64u /* bytes of a circuit's name with its NUL */
#define FRAMING_ID         96u /* of a transfer's id on the wire with its NUL */
#define FRAMING_FLASH_ROOM 4u
#define FRAMING_WINDOW     1024u /* the most that one may offer */

struct framing;

struct framing_settings {
	struct septel_view station, circuit; /* own */
	char nonce[FRAMING_NONCE + 1];       /* by chance, new for each connection */
	struct septel_view incarnation;      /* of the own spool */
	unsigned window;                     /* transfers that we take at once */
	bool listener;       /* says who it is only once it knows who the other is */
	unsigned hello_ms;   /* the peer is ready so soon, or the connection ends */
	unsigned silence_ms; /* a PING after so long without a byte from or to the peer; three such
				without a byte from it and the connection ends */
};

struct framing_events {
	void *context;
	/* The peer says who it is, in names that live as long as the framing.  False: refused, for
	 * `*reason`, a literal.  A listener may still change `own` but for its nonce. */
	bool (*hello)(void *context, const char *station, const char *circuit,
		      struct framing_settings *own, const char **reason);
	/* Both are ready: from now on messages go. */
	void (*ready)(void *context);
	/* `tag` is for septel__framing_receipt. */
	void (*arrived)(void *context, uint64_t tag, struct septel_view transfer,
			struct septel_view bytes);
	void (*sent)(void *context, struct copy_name name, uint32_t attempt,
		     enum sent_outcome outcome, struct septel_view reason);
};

/* The settings are copied; what they view outlives the framing.  From within an event every order
 * may be given, but not septel__framing_free.  NULL: memory out. */
struct framing *septel__framing_new(const struct framing_settings *settings,
				    const struct framing_events *events, moment now)
	__attribute__((nonnull, warn_unused_result));
/* Answers nothing more: end it before, to have answers. */
void septel__framing_free(struct framing *framing);

/* Bytes from the peer.  False: it has ended; what septel__framing_output still has (BYE) may be
 * written, then the connection is to be closed. */
bool septel__framing_input(struct framing *framing, struct septel_view bytes, moment now)
	__attribute__((nonnull, warn_unused_result));
/* Appends to `out` what is to be written now, about `room` bytes at most: little room makes
 * interruptions quick. */
void septel__framing_output(struct framing *framing, struct septel_out *out, size_t room,
			    moment now) __attribute__((nonnull));
bool septel__framing_has_output(const struct framing *framing) __attribute__((nonnull));
/* Time passes: silence is noticed.  When to call again; 0: it has ended. */
moment septel__framing_tick(struct framing *framing, moment now) __attribute__((nonnull));

/* Orders; `bytes` is copied.  False: memory out, nothing is remembered. */
bool septel__framing_transmit(struct framing *framing, const struct line_order *order)
	__attribute__((nonnull, warn_unused_result));
void septel__framing_interrupt(struct framing *framing, struct copy_name name, uint32_t attempt)
	__attribute__((nonnull));
/* An unknown tag is nothing. */
void septel__framing_receipt(struct framing *framing, uint64_t tag, enum receipt_kind kind,
			     struct septel_view reason) __attribute__((nonnull));
/* The connection has gone (or is to go: a BYE with `reason` is left in the output). */
void septel__framing_end(struct framing *framing, const char *reason) __attribute__((nonnull));

/* Transfers of ours without an answer, and of the peer's without a receipt. */
size_t septel__framing_under_way(const struct framing *framing) __attribute__((nonnull));
/* Why it ended, or "". */
const char *septel__framing_reason(const struct framing *framing) __attribute__((nonnull));

#endif
