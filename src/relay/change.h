/* change.h - what can happen to a spool, one change at a time.
 *
 * A station never writes: it makes changes, the spool puts many of them on the disk at once, and
 * only then may anything be acknowledged (a ticket stands for all changes made with it).  States of
 * a copy, and which may follow which:
 *
 *     ACTIVE -> SENDING -> DONE             HELD, DEFERRED -> ACTIVE
 *     SENDING -> ACTIVE (interrupted, link lost), DEFERRED (tried and put off)
 *     any but DONE -> CANCELLED; ACTIVE, DEFERRED -> HELD
 *
 * A message whose heading cannot be read is GARBLED ("corrupt"): it has no copies until an operator
 * corrects it.  Nothing is ever deleted before its time of retention is over.
 */
#ifndef SEPTEL_RELAY_CHANGE_H
#define SEPTEL_RELAY_CHANGE_H

#include "envelope.h"

/* Milliseconds since 1970-01-01T00:00Z.  Always passed in, never asked for: a test has its own. */
typedef int64_t moment;

enum message_state { MESSAGE_ACCEPTED, MESSAGE_GARBLED, MESSAGE_DUPLICATE, MESSAGE_CANCELLED };

enum copy_state { COPY_ACTIVE, COPY_SENDING, COPY_DEFERRED, COPY_HELD, COPY_DONE, COPY_CANCELLED };

/* One copy of a message: bound for one outlet. */
struct copy_name {
	uint64_t message; /* from 1, rising in order of acceptance */
	uint32_t copy;    /* from 1 within its message */
};

enum change_kind {
	CHANGE_MESSAGE, /* a message is taken into custody, with its bytes */
	CHANGE_COPY,    /* a copy of it is made */
	CHANGE_STATE,   /* a copy changes its state */
	CHANGE_MESSAGE_STATE,
	CHANGE_CHANNEL, /* channel numbers of an outlet, as one text (continuity.h) */
	CHANGE_SETTING, /* a name and a value of the station: minimize, a circuit put down, a serial
			 */
	CHANGE_ADDRESSEE, /* an addressee of a message: has it, has read it, has answered */
	CHANGE_OVERDUE,   /* who had to act by now, and has neither read nor answered: an entry of
			   * the journal for each, with `event` */
	CHANGE_EVENT      /* an entry of the journal, and nothing else */
};

/* Every change but EVENT may carry an entry of the journal as well: `event` not empty. */
struct change {
	enum change_kind kind;
	moment at;
	struct copy_name name; /* message; copy 0 where the change is of none */

	/* journal: a stable word ("accepted", "sent", "open-number"), outlet name, free text */
	struct septel_view event, outlet, detail;

	/* MESSAGE */
	struct septel_view bytes;    /* as they came */
	struct septel_view envelope; /* "key: value" lines, for people */
	struct message_key key;
	bool has_key;
	unsigned char text_hash[TEXT_HASH_SIZE];
	struct septel_view
		transfer; /* sender's station and its id of this transfer; unique, may be empty */
	struct septel_view identification; /* under which it came in */
	struct septel_view number;         /* message reference number */
	struct septel_view from;           /* plain language designator of FM */
	struct septel_time dtg;
	enum septel_precedence precedence; /* COPY as well */
	enum septel_class classification;
	enum message_state message_state; /* MESSAGE_STATE as well */

	/* COPY (with outlet), STATE */
	struct septel_view routing; /* routing indicators of its format line 2, by blanks */
	struct septel_view pilot;   /* lines that go in front; may be empty */
	enum copy_state state;
	struct septel_view reason; /* why it is held or put off */
	/* identification it goes, or went, out under; of STATE: "" as it was, "-" none any more */
	struct septel_view sent_as;
	uint32_t attempts;
	moment not_before;

	/* CHANNEL, SETTING: `detail` is the value, `number` the name of a setting */

	/* ADDRESSEE: `from` is the designator, `routing` its indicator (empty: it and the role stay
	 * as they were), role; times are 0 for not yet, and the first of each counts.  Of message
	 * 0: `from` (or whoever has the indicator `routing`) has answered every message of
	 * reference `number`, or every one that `cited` sent at `dtg`.  STATE with `delivered`:
	 * whoever the copy calls has it. */
	struct septel_view cited;
	enum envelope_role role;
	moment delivered, read, answered, due;
	uint64_t answer; /* number of the message that answers */
};

#endif
