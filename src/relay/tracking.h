/* tracking.h - what became of a message with each addressee: has it, has read it, has answered, and
 * by when he is to act.
 *
 * Pure.  "Has it" is a delivery at this station, "has read it" a receipt of a person (an MDN, an
 * operator's word, a service message), never a delivery; "has answered" a later message of that
 * very addressee that refers to it.  Each comes once, the first counts, and a later one implies the
 * earlier. Every step is one ADDRESSEE change with its entry of the journal; what stays as it is
 * makes none.
 */
#ifndef SEPTEL_RELAY_TRACKING_H
#define SEPTEL_RELAY_TRACKING_H

#include "change.h"

#include "../base/out.h"

/* The time an action addressee has, by precedence: minutes from the delivery on, and whether then
 * up to the end of that day (Z). */
struct action_time {
	unsigned minutes; /* 0: none is set */
	bool to_midnight;
};
struct action_times {
	struct action_time of[SEPTEL_EMERGENCY + 1];
};

/* FLASH 30 minutes; IMMEDIATE the same day, two hours at least; PRIORITY the next day; ROUTINE the
 * third. */
const struct action_times *septel__action_times(void);
/* Reads "Z 30m O 2h+day P 1d+day R 3d+day": minutes, hours or days, "+day" up to the end of that
 * day, "none" for no time.  What is not named stays as it was.  False: no such text; `times` stays.
 */
bool septel__action_times_read(struct action_times *times, struct septel_view text)
	__attribute__((nonnull, warn_unused_result));
/* Writes it so that it reads back. */
void septel__action_times_write(const struct action_times *times, struct septel_out *out)
	__attribute__((nonnull));

/* By when an action addressee is to act who has it from `from` on; 0: no time is set. */
moment septel__action_due(const struct action_times *times, enum septel_precedence precedence,
			  moment from) __attribute__((nonnull));

/* One addressee of one message, as kept by the spool. */
struct tracked {
	uint64_t message;
	struct septel_view designator, indicator;
	enum envelope_role role;
	moment delivered, read, answered, due; /* 0: not yet; due: none */
	uint64_t answer;                       /* message that answers */
};

/* The addressee `index` of an envelope.  False: nothing to follow (exempted, or by other means). */
bool septel__tracked_begin(struct tracked *tracked, uint64_t message,
			   const struct envelope *envelope, size_t index)
	__attribute__((nonnull, warn_unused_result));

/* Whose word it is that a person has read it. */
enum read_source { READ_BY_MDN, READ_BY_OPERATOR, READ_BY_SERVICE };

/* Each fills `change`, whose views point into `tracked`.  False: nothing is new. */
bool septel__tracked_delivered(struct tracked *tracked, const struct action_times *times,
			       enum septel_precedence precedence, moment now, struct change *change)
	__attribute__((nonnull, warn_unused_result));
bool septel__tracked_read(struct tracked *tracked, enum read_source source, moment now,
			  struct change *change) __attribute__((nonnull, warn_unused_result));
bool septel__tracked_answered(struct tracked *tracked, uint64_t answer, moment now,
			      struct change *change) __attribute__((nonnull, warn_unused_result));

/* What others call a message by: its number, or who sent it and when. */
struct message_name {
	struct septel_view number; /* "08BAGHDAD3796"; may be empty */
	struct septel_view from;   /* designator */
	struct septel_time dtg;
};

/* A reference, by number ("08 BAGHDAD 003796" is the same) or by sender and date-time group, means
 * that message. */
bool septel__reference_means(const struct message_name *message, struct septel_view number,
			     struct septel_view from, struct septel_time dtg)
	__attribute__((nonnull));
/* A later message is an answer of that addressee: it is from him, and refers to the message. */
bool septel__is_answer(const struct tracked *tracked, const struct message_name *message,
		       const struct envelope *later) __attribute__((nonnull));

enum action_state { ACTION_NONE, ACTION_WAITS, ACTION_OVERDUE, ACTION_DONE };
/* Whether he still has to act: DONE is answered, NONE is no action addressee or no time set. */
enum action_state septel__action_state(const struct tracked *tracked, moment now)
	__attribute__((nonnull));

#endif
