/* mail_message.h - record messages as Internet mail, and back.
 *
 * Out: a transmission becomes a letter with the fields of RFC 6477 (MMHS), 6758 (MT-Priority)
 * and 7444 (SIO-Label); its text for people first, and the transmission itself, byte for byte,
 * as a part behind it.  The same transmission gives the same letter, Message-ID and all, so
 * that what is sent twice is seen to be the same.
 *
 * In: a letter with such a part gives back its bytes.  A letter without one is composed into
 * transmissions from its fields, by the rules of septel/compose.h.  What is not sure is not
 * guessed: the letter is held, with the reason.  A report (DSN, RFC 3464; MDN, RFC 8098) tells
 * what became of a letter.
 *
 * Pure: no clock, no network.  What is given out lives in `arena` or points into the input.
 */
#ifndef SEPTEL_RELAY_MAIL_MESSAGE_H
#define SEPTEL_RELAY_MAIL_MESSAGE_H

#include "change.h"

#include <septel/arena.h>
#include <septel/convert.h>

/* Transfer order of RFC 6710 (policy STANAG4406) and what a record message calls it. */
#define MAIL_PRIORITY_LOWEST  (-9)
#define MAIL_PRIORITY_HIGHEST 9

/* -2, 0, 2, 4, 6; 0 for none. */
int septel__mail_priority(enum septel_precedence precedence);
/* The precedence that a transfer order stands for; -9 to 9. */
enum septel_precedence septel__mail_precedence(int priority);
/* "4", "-2": no "+", no "-0", one digit (RFC 6710 7).  False: none. */
bool septel__mail_priority_read(struct septel_view text, int *priority);

/* ---- out ------------------------------------------------------------------------------ */

struct mail_letter_options {
	struct septel_convert_options convert; /* domain, sender, mailboxes of designators */
	/* Of the addressees whose routing indicator the transmission calls; may be empty. */
	struct septel_view mailbox;
	struct septel_view station; /* own routing indicator, for Received */
	struct septel_view host;    /* own name in mail; empty: the domain */
	moment received;            /* when custody was taken; 0: no Received */
};

struct mail_letter {
	struct septel_view data;       /* header and text, CR LF, ASCII; dots not yet stuffed */
	struct septel_view message_id; /* with its brackets */
	enum septel_precedence precedence;
	int priority;        /* for MT-PRIORITY */
	bool night;          /* NIACT: to be delivered at any hour */
	bool receipt_wanted; /* ZFF1: its sender wants to know when it is delivered */
};

#define MAIL_LETTER_TOO_LONG "its letter would have a longer header than mail servers take"

/* A text of more than 16 MiB as mail does not stand in front of its transmission, and a subject is
 * cut.  False: memory is out (septel_arena_failed), or the letter is too long all the same. */
bool septel__mail_letter(struct mail_letter *letter, struct septel_view transmission,
			 const struct mail_letter_options *options, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* ---- in ------------------------------------------------------------------------------- */

enum mail_kind {
	MAIL_TRANSMISSION, /* as it was sent, out of its part or its text */
	MAIL_COMPOSED,     /* made from the fields: one transmission for each section */
	MAIL_REPORT,       /* on a letter sent before */
	MAIL_HELD          /* for the operator; one transmission, which no station can read */
};

enum mail_event {
	MAIL_DELIVERED,
	MAIL_RELAYED, /* handed on to where no reports come from */
	MAIL_EXPANDED,
	MAIL_DELAYED,
	MAIL_FAILED,
	MAIL_READ,     /* displayed */
	MAIL_PRINTED,  /* dispatched, or processed: handled, but not shown to have been read */
	MAIL_DISCARDED /* deleted, or denied */
};

/* What became of one recipient of a letter. */
struct mail_report {
	enum mail_event event;
	struct septel_view envelope_id; /* ENVID of the letter, decoded; may be empty */
	struct septel_view message_id;  /* of the letter; may be empty */
	struct septel_view recipient;   /* as it was given (Original-), else Final-Recipient */
	struct septel_view status;      /* "5.1.1"; empty for an MDN */
	struct septel_view diagnostic;  /* free text */
};

struct mail_arrival {
	enum mail_kind kind;
	struct septel_views transmissions;
	struct septel_views transfers; /* of each: the same for the same letter again (id, hash) */
	struct septel_view message_id;
	struct septel_view reason; /* of HELD: one line */
	const struct mail_report *reports;
	size_t report_count;
};

/* What is known of a letter beside its bytes. */
struct mail_reading {
	struct septel_view station; /* own routing indicator: calls for a sender that has none */
	bool trusted;               /* the sender is configured: its transfer order counts */
	bool has_priority;          /* MT-PRIORITY stood in the envelope; it counts, no field */
	int priority;
	/* Routing indicator of a designator; empty where none is known.  NULL: none is. */
	struct septel_view (*routing)(void *context, struct septel_view designator);
	void *context;
};

/* Reads one letter, line ends CR LF or LF.  False: memory is out. */
bool septel__mail_arrival(struct mail_arrival *arrival, struct septel_view letter,
			  const struct mail_reading *reading, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* ---- reports -------------------------------------------------------------------------- */

struct mail_report_recipient {
	struct septel_view original; /* as ORCPT stated it, decoded, with its type; may be empty */
	struct septel_view final;    /* mailbox, or RI/PLAD where `record` */
	bool record;                 /* Final-Recipient has the type x-acp127 */
	enum mail_event event;       /* DELIVERED to FAILED */
	const char *status;          /* "5.1.1" */
	struct septel_view diagnostic;
};

struct mail_notice {
	struct septel_view host; /* Reporting-MTA, and the right side of Message-ID */
	struct septel_view to;   /* the envelope's sender; never empty: no report on a report */
	struct septel_view envelope_id, message_id; /* of the letter; may be empty */
	struct septel_view header;                  /* of the letter: comes back with the notice */
	moment arrived, now;
	int priority; /* a report has the transfer order of its letter (RFC 6710 4.6) */
	const struct mail_report_recipient *recipients;
	size_t recipient_count;
};

/* A delivery status notification, CR LF, to be sent with an empty sender.  False: memory. */
bool septel__mail_notice(struct septel_view *letter, const struct mail_notice *notice,
			 struct septel_arena *arena) __attribute__((nonnull, warn_unused_result));

#endif
