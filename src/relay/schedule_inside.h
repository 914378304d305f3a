/* schedule_inside.h - what the files of the scheduler share: its outlets, and how a copy passes
 * from one state to another.
 *
 * A copy that is in a state is where that state has it: ACTIVE and DEFERRED in the queue of its
 * outlet and precedence, HELD in the tree beside it, SENDING in the outlet's list of what is under
 * way.  septel__leave takes it out, septel__enter puts it in, both keep the counts; every change is
 * a leave, what changes, an enter.
 */
#ifndef SEPTEL_RELAY_SCHEDULE_INSIDE_H
#define SEPTEL_RELAY_SCHEDULE_INSIDE_H

#include "../base/limits.h"
#include "schedule.h"
#include "schedule_order.h"

enum { RANK_ROUTINE, RANK_PRIORITY, RANK_IMMEDIATE, RANK_FLASH, RANK_EMERGENCY };
/* States that a copy in the schedule can have: COPY_ACTIVE to COPY_HELD. */
#define STATES 4
/* A line whose pace is known is given so many microseconds ahead, whatever its window: what it has
 * been given goes before a FLASH that comes later. */
#define SCHEDULE_LINE_AHEAD ((int64_t)1000 * 1000)

/* The most that FLASH may have beside the window. */
#define SCHEDULE_FLASH_LIMIT 16u

struct under_way {
	place at;
	bool breaking; /* the line has been asked to break it off */
	bool all_out;  /* only the receipt is awaited */
	bool by_share; /* it went before higher ones, as the share of ROUTINE allows */
	int64_t left;  /* microseconds that its bytes take yet; 0 where the pace is not known */
};

struct outlet {
	struct schedule_outlet settings;
	bool suspended, down;
	unsigned minimized;    /* ranks below it wait */
	place queue[RANKS][2]; /* [1]: under_minimize */
	place held[RANKS];
	uint32_t counts[RANKS][STATES];

	struct under_way
		under_way[SCHEDULE_WINDOW_LIMIT + SCHEDULE_FLASH_LIMIT]; /* in order of picks */
	unsigned under_way_count;
	unsigned window; /* at present: slow start */
	moment counted;  /* up to here, `left` of those under way is right */

	/* Back-off: by rank, until when nothing starts, and after how many failures in a row.  What
	 * fails together, without a pick between, is one failure. */
	moment pause[RANKS];
	uint32_t failures[RANKS];
	bool failed_since_pick, losing;

	/* The share of ROUTINE, as earned by higher transmissions while it waited: in hundredths of
	 * transmissions and of bytes. */
	uint64_t earned, earned_bytes;
};

struct schedule {
	struct copies copies;
	place ages[RANKS][2]; /* [1]: alarmed */
	uint32_t counts[RANKS][STATES];
	unsigned minimized;
	size_t outlet_count;
	struct outlet outlets[];
};

unsigned septel__rank(enum septel_precedence precedence);
enum septel_precedence septel__precedence_of_rank(unsigned rank);

/* Of the copy at `at`, which is in its queue, held, or under way. */
void septel__leave(struct schedule *schedule, place at);
void septel__enter(struct schedule *schedule, place at, enum copy_state state);
/* Leaves, and is gone from every tree and from the index. */
void septel__drop(struct schedule *schedule, place at);
/* NULL: no copy of that name is under way. */
struct under_way *septel__find_under_way(struct schedule *schedule, struct copy_name name);

/* Ranks below this wait unless they are under_minimize. */
static inline unsigned septel__minimized(const struct schedule *schedule,
					 const struct outlet *outlet)
{
	return outlet->minimized > schedule->minimized ? outlet->minimized : schedule->minimized;
}

/* Counts the line's time up to now: what is under way has so much less left. */
void septel__count_line(struct outlet *outlet, moment now);
/* Microseconds that a line is busy with what it has been given; those aside that break off. */
int64_t septel__line_busy(const struct outlet *outlet);

static inline struct copy_name septel__name_of(const struct waiting *waiting)
{
	return (struct copy_name){waiting->message, waiting->copy};
}

#endif
