/* framing_state.h - the inside of a framing, for the files framing*.c alone. */
#ifndef SEPTEL_RELAY_FRAMING_STATE_H
#define SEPTEL_RELAY_FRAMING_STATE_H

#include "framing.h"

#include "../base/limits.h"

#include <sodium.h>

#define FRAMING_HASH      32u
#define FRAMING_HASH_TEXT (2 * FRAMING_HASH + 1) /* in hex, with a NUL */
/* Bytes of a reason as it goes over the wire, and of why a connection ended. */
#define FRAMING_REASON 200u
/* Lines that wait to be written: a peer that lets more of them wait does not read. */
#define FRAMING_CONTROL_LIMIT ((size_t)256 * 1024)

enum framing_phase { PHASE_HELLO, PHASE_READY_WAITED, PHASE_OPEN, PHASE_ENDED };

/* A transmission of ours. */
struct outgoing {
	struct outgoing *next;
	char id[FRAMING_ID];
	struct copy_name name;
	uint32_t attempt;
	enum septel_precedence precedence;
	char identification[IDENTIFICATION_SIZE];
	char hash[FRAMING_HASH_TEXT]; /* once it is sent in full */
	size_t length, written;
	char bytes[];
};

/* First in, first out. */
struct outgoing_queue {
	struct outgoing *first, **end;
	size_t count;
};

/* A transfer of the peer that waits for our receipt. */
struct incoming {
	struct incoming *next;
	uint64_t tag;
	char id[FRAMING_ID], hash[FRAMING_HASH_TEXT];
};

struct framing {
	struct framing_settings own;
	struct framing_events events;
	enum framing_phase phase;
	char reason[FRAMING_REASON];
	moment begun, heard, said, pinged;
	unsigned long long pings;

	/* the peer */
	char station[ROUTING_INDICATOR_SIZE], circuit[FRAMING_NAME];
	unsigned window; /* that it offers */

	/* what comes */
	char line[FRAMING_LINE];
	size_t line_length;
	size_t data_left; /* bytes of a DATA that are still to come */
	bool receiving;   /* a transfer is coming in */
	char coming_id[FRAMING_ID], coming_line[FRAMING_LINE]; /* its SEND */
	size_t coming_length;
	struct septel_out coming; /* its bytes so far */
	struct incoming *unreceipted;
	size_t unreceipted_count;
	uint64_t last_tag;

	/* what goes */
	struct septel_out control; /* lines that go before any message */
	struct outgoing_queue waiting[SEPTEL_EMERGENCY + 1];
	struct outgoing *current; /* being sent */
	crypto_generichash_state current_hash;
	struct outgoing_queue unanswered; /* sent in full */
};

/* Our first line. */
void septel__framing_introduce(struct framing *framing);
/* A line for the peer. */
void septel__framing_say(struct framing *framing, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* `text` as it may stand at the end of a line: printable, not too long, never empty. */
void septel__framing_clean(char clean[FRAMING_REASON], struct septel_view text);

/* Printable bytes without a blank, one at least. */
bool septel__framing_is_word(struct septel_view text);

void septel__framing_begin_sending(struct framing *framing);
/* The peer's answer to a transfer of ours; false: we sent no such, or not so. */
bool septel__framing_answered(struct framing *framing, struct septel_view id,
			      struct septel_view hash, enum sent_outcome outcome,
			      struct septel_view reason);
/* Everything without an answer is answered SENT_LOST. */
void septel__framing_lose_all(struct framing *framing, struct septel_view reason);
void septel__framing_free_outgoing(struct framing *framing);

#endif
