/* schedule.h - which copy goes next on an outlet, and which transmission is broken off for it.
 *
 * Pure: no clock, no chance, no file; it knows of a copy its name, size, times and precedence, not
 * its bytes.  Y goes before Z, O, P, R, and inside one precedence the copy accepted first (by
 * number of message, then of copy), also after a restart, a release, an interruption or a move.
 *
 * States are those of change.h.  A copy is in the schedule from septel__schedule_add until it is
 * finished or removed:
 *
 *     waiting (ACTIVE, or DEFERRED until its not_before) -- picked --> under way (SENDING)
 *     under way -- interrupted, lost, put off --> waiting;  -- finished --> gone
 *     waiting, under way -- hold --> HELD -- release --> waiting;  any -- remove --> gone
 *
 * DEFERRED means "put off, and not picked since": a copy whose time has come is picked without
 * any further event, in its own place of the order.
 *
 * How the station uses it, at every event that may let something go:
 *
 *     while ((pick = septel__schedule_next(schedule, outlet, now)).kind != PICK_NOTHING)
 *             PICK_START: the copy counts as under way from here on; fetch and transmit it
 *             PICK_INTERRUPT: ask the line to break it off; it stays under way until its end is
 *             reported (interrupted, or finished after all)
 *
 * Every operation takes O(log n) of the copies (and O(outlets) where it speaks of all outlets);
 * nothing is ever done for all copies at once.  Below 100 bytes a copy, all indexes included.
 */
#ifndef SEPTEL_RELAY_SCHEDULE_H
#define SEPTEL_RELAY_SCHEDULE_H

#include "change.h"

struct schedule;

/* Where an outlet is asked for: all of them. */
#define SCHEDULE_EVERYWHERE SIZE_MAX
/* No moment: nothing has to be done at any time. */
#define MOMENT_NEVER INT64_MAX

/* NULL: memory out.  Outlets are numbered below `outlets` (places in relay_config.outlets); they
 * begin up, resumed, with a window of one and nothing else. */
struct schedule *septel__schedule_new(size_t outlets) __attribute__((warn_unused_result));
void septel__schedule_free(struct schedule *schedule);

/* What the schedule has to know of an outlet; again after a reload. */
struct schedule_outlet {
	unsigned window;        /* transmissions under way at once; 0 is 1 */
	unsigned routine_share; /* of a hundred transmissions; 0: none */
	bool interruptible;
	/* So many more are under way at once where they are FLASH: the other end has room for them
	 * beside its window, and the line sends them before what it has been given and not begun.
	 */
	unsigned flash_room;
	/* Milliseconds that 1,000 bytes take on the line (75 bit/s with 10 bits a byte: 133333); 0:
	 * not known, or too quick to matter. */
	uint32_t pace;
};
void septel__schedule_outlet(struct schedule *schedule, size_t outlet,
			     const struct schedule_outlet *settings) __attribute__((nonnull));

struct schedule_copy {
	struct copy_name name;
	size_t outlet;
	enum septel_precedence precedence; /* NONE counts as ROUTINE */
	enum copy_state state;             /* ACTIVE, DEFERRED or HELD; SENDING counts as ACTIVE */
	moment accepted;                   /* its age counts from here */
	moment not_before;
	uint32_t length; /* bytes, as they go on the line */
	uint32_t attempts;
	bool under_minimize; /* goes out under minimize as well ("MINIMIZE CONSIDERED") */
	bool alarmed;        /* its breach has been told already */
};

/* False: memory out, or a copy of that name is there. */
bool septel__schedule_add(struct schedule *schedule, const struct schedule_copy *copy)
	__attribute__((nonnull, warn_unused_result));
/* False: there is none.  *copy is how it stands (state SENDING: under way). */
bool septel__schedule_find(const struct schedule *schedule, struct copy_name name,
			   struct schedule_copy *copy) __attribute__((nonnull));

/* ---- picks -------------------------------------------------------------------------------- */

enum pick_kind { PICK_NOTHING, PICK_START, PICK_INTERRUPT };
struct schedule_pick {
	enum pick_kind kind;
	struct copy_name name;
	enum septel_precedence precedence;
	uint32_t attempts; /* this one included */
};
struct schedule_pick septel__schedule_next(struct schedule *schedule, size_t outlet, moment now)
	__attribute__((nonnull, warn_unused_result));

/* ---- what became of it: of copies under way; false where the copy is not ------------------- */

/* Its first byte goes out now (until told, that counts as when it was picked). */
bool septel__schedule_started(struct schedule *schedule, struct copy_name name, moment now)
	__attribute__((nonnull));
/* So many bytes have not gone out yet; 0: all out, only the receipt is awaited. */
bool septel__schedule_progress(struct schedule *schedule, struct copy_name name,
			       uint32_t bytes_left, moment now) __attribute__((nonnull));
/* Done: it is gone from the schedule. */
bool septel__schedule_finished(struct schedule *schedule, struct copy_name name, moment now)
	__attribute__((nonnull));
/* Broken off as asked: back to its place in the order; no fault of anybody. */
bool septel__schedule_interrupted(struct schedule *schedule, struct copy_name name, moment now)
	__attribute__((nonnull));
/* The link went before the receipt came: back to its place.  A copy that was lost more than
 * LOST_IN_PLACE_LIMIT times in a row lets others go first, by back-off.  Returns its not_before in
 * *not_before: 0 where it is ACTIVE. */
bool septel__schedule_lost(struct schedule *schedule, struct copy_name name, uint32_t chance,
			   moment now, moment *not_before) __attribute__((nonnull));
/* "Not now": the copy waits by back-off, and so does the outlet, for copies of its precedence and
 * below: a refusal of ROUTINE says nothing of FLASH. */
bool septel__schedule_put_off(struct schedule *schedule, struct copy_name name, uint32_t chance,
			      moment now, moment *not_before) __attribute__((nonnull));

/* ---- what the operator does; of any copy; false where there is none ------------------------ */

/* Under way: only once the line has let go of it (or refused it). */
bool septel__schedule_hold(struct schedule *schedule, struct copy_name name, moment now)
	__attribute__((nonnull));
/* HELD or DEFERRED: to its place, at once.  Others stay as they are. */
bool septel__schedule_release(struct schedule *schedule, struct copy_name name, moment now)
	__attribute__((nonnull));
/* HELD stays HELD, what was put off may go at once.  False as well: it is under way. */
bool septel__schedule_move(struct schedule *schedule, struct copy_name name, size_t outlet,
			   moment now) __attribute__((nonnull));
/* It waits until `not_before`, for whatever reason. */
bool septel__schedule_defer(struct schedule *schedule, struct copy_name name, moment not_before,
			    moment now) __attribute__((nonnull));
bool septel__schedule_remove(struct schedule *schedule, struct copy_name name, moment now)
	__attribute__((nonnull));

/* Nothing starts on a suspended outlet; what is under way goes on.  Resumed, it has no back-off. */
void septel__schedule_suspend(struct schedule *schedule, size_t outlet, bool suspended, moment now)
	__attribute__((nonnull));
/* Down: nothing starts; the caller reports what is under way as lost.  Up again: slow start, that
 * is a window of one, one more for each transmission that is finished, up to its own. */
void septel__schedule_link(struct schedule *schedule, size_t outlet, bool up, moment now)
	__attribute__((nonnull));
/* Minimize: copies up to `highest` wait (ROUTINE; PRIORITY: both; NONE: off) unless they are marked
 * under_minimize.  Everywhere and at an outlet: the stricter counts. */
void septel__schedule_minimize(struct schedule *schedule, size_t outlet,
			       enum septel_precedence highest, moment now) __attribute__((nonnull));

/* ---- time ---------------------------------------------------------------------------------- */

/* The next moment at which time alone changes something: an outlet may start something (ask
 * septel__schedule_next of all), or an alarm is due.  May be in the past: at once. */
moment septel__schedule_wakeup(const struct schedule *schedule, moment now)
	__attribute__((nonnull, warn_unused_result));

/* Speed of service: how long a message of that precedence may take (wire-format 3.3). */
moment septel__speed_of_service(enum septel_precedence precedence);
/* Copies (in any state) that have been here longer: each is told once.  False: no more. */
struct schedule_alarm {
	struct copy_name name;
	size_t outlet;
	enum septel_precedence precedence;
	enum copy_state state;
	moment accepted;
};
bool septel__schedule_alarm(struct schedule *schedule, moment now, struct schedule_alarm *alarm)
	__attribute__((nonnull, warn_unused_result));

/* How long after the `attempts`th attempt (from 1) in a row failed the next one is made: doubling
 * from a base to a cap that are the precedence's (a table), less up to a quarter of it, by
 * `chance`, any number that the caller draws. */
moment septel__backoff(enum septel_precedence precedence, uint32_t attempts, uint32_t chance);

/* ---- what there is ------------------------------------------------------------------------- */

/* Of one outlet or EVERYWHERE, of one precedence (NONE: all). */
size_t septel__schedule_count(const struct schedule *schedule, size_t outlet,
			      enum septel_precedence precedence, enum copy_state state)
	__attribute__((nonnull));
/* When the oldest copy of a precedence, anywhere and in any state, was accepted; MOMENT_NEVER:
 * there is none. */
moment septel__schedule_oldest(const struct schedule *schedule, enum septel_precedence precedence)
	__attribute__((nonnull));
/* Copies that wait on an outlet (held: those HELD), of one precedence, in their order: the first
 * one behind `after` (message 0: from the beginning).  False: no more.  Copies may be moved, held
 * and so on between two calls. */
bool septel__schedule_following(const struct schedule *schedule, size_t outlet,
				enum septel_precedence precedence, bool held,
				struct copy_name after, struct copy_name *found)
	__attribute__((nonnull));
/* Copies under way on an outlet, in the order in which they were picked; how many were written. */
size_t septel__schedule_under_way(const struct schedule *schedule, size_t outlet,
				  struct copy_name *names, size_t room) __attribute__((nonnull));
/* Nothing starts there: suspended, link down, or back-off until *until (0: not of itself). */
bool septel__schedule_blocked(const struct schedule *schedule, size_t outlet, moment now,
			      moment *until) __attribute__((nonnull));
/* Bytes of memory that the schedule has, all of it. */
size_t septel__schedule_memory(const struct schedule *schedule) __attribute__((nonnull));

#endif
