/* smtp_in.h - the receiving side of SMTP, as a machine: bytes in, bytes out, no socket.
 *
 * RFC 5321 with SIZE, 8BITMIME, PIPELINING, ENHANCEDSTATUSCODES, DSN, MT-PRIORITY (policy
 * STANAG4406) and, where there is a certificate, STARTTLS.
 *
 * A letter is answered with 250 only by septel__smtp_in_answer: when it is on the disk.  Until
 * then what follows is not read; the caller keeps it.  A line ends in CR LF and in nothing else: a
 * bare CR or LF in a command or in a letter ends the session, so that two servers cannot disagree
 * on where a letter ends.
 *
 * One transaction at a time; a recipient named twice counts once.  Letters, lines, recipients,
 * errors and transactions of a session have limits (limits.h, "Relay").
 */
#ifndef SEPTEL_RELAY_SMTP_IN_H
#define SEPTEL_RELAY_SMTP_IN_H

#include "../base/out.h"
#include "station.h"

struct smtp_in;

/* What the sender asked to be told of one recipient (RFC 3461). */
enum smtp_notify {
	SMTP_NOTIFY_DEFAULT = 0,
	SMTP_NOTIFY_NEVER = 1u << 0,
	SMTP_NOTIFY_SUCCESS = 1u << 1,
	SMTP_NOTIFY_FAILURE = 1u << 2,
	SMTP_NOTIFY_DELAY = 1u << 3
};

struct smtp_recipient {
	struct septel_view mailbox;  /* without its brackets */
	struct septel_view original; /* ORCPT, decoded: "rfc822;secstate@dept.example"; or empty */
	unsigned notify;
};

struct smtp_transaction {
	struct septel_view sender; /* without its brackets; empty: a report */
	struct septel_view envelope_id;
	bool eight_bit;
	bool return_full;
	bool has_priority;
	int priority; /* as it counts: never above 0 from one that is not trusted */
	const struct smtp_recipient *recipients;
	size_t recipient_count;
	struct septel_view data; /* CR LF, dots taken off; lives until the answer */
};

struct smtp_in_settings {
	struct septel_view host;   /* own name */
	struct septel_view client; /* address of the other side, for the first reply and Received */
	struct septel_views domains; /* whose mailboxes are taken; none: of every domain */
	bool trusted;                /* configured, or shown by a certificate: precedence counts */
	bool reports;                /* offer DSN: notices can be sent */
	bool secure;                 /* offer STARTTLS */
	bool tls;                    /* it is on already */
	size_t letter_limit;         /* bytes; 0: MAIL_LETTER_LIMIT */
};

struct smtp_in_ports {
	void *context;
	/* A letter is there; answered by septel__smtp_in_answer, at once or later. */
	void (*letter)(void *context, const struct smtp_transaction *transaction);
};

/* What the caller has to do when a call returns. */
enum smtp_in_state {
	SMTP_IN_READING,  /* feed more */
	SMTP_IN_WAITING,  /* a letter awaits its answer: feed nothing */
	SMTP_IN_STARTTLS, /* send what is written, start TLS, then septel__smtp_in_secured */
	SMTP_IN_CLOSED    /* send what is written, and close */
};

/* Views of the settings outlive it.  NULL: memory is out. */
struct smtp_in *septel__smtp_in_new(const struct smtp_in_settings *settings,
				    const struct smtp_in_ports *ports)
	__attribute__((nonnull, warn_unused_result));
void septel__smtp_in_free(struct smtp_in *in);

/* Writes the first reply. `full`: the station takes nothing now (421). */
void septel__smtp_in_greet(struct smtp_in *in, bool full, struct septel_out *replies);
/* Takes bytes of `bytes` and returns how many; the rest is fed again when it is READING. */
size_t septel__smtp_in_feed(struct smtp_in *in, struct septel_view bytes,
			    struct septel_out *replies);
/* What became of the letter: TAKEN 250, NOT_NOW 452, UNREADABLE 554, `reason` behind it. */
void septel__smtp_in_answer(struct smtp_in *in, enum receipt_kind kind, struct septel_view reason,
			    struct septel_out *replies);
/* TLS has been begun: the session begins anew. */
void septel__smtp_in_secured(struct smtp_in *in);
/* The sender has been shown to be one whose order of transfer counts. */
void septel__smtp_in_trust(struct smtp_in *in);
/* Its order of transfer counts. */
bool septel__smtp_in_trusts(const struct smtp_in *in);
enum smtp_in_state septel__smtp_in_state(const struct smtp_in *in);

#endif
