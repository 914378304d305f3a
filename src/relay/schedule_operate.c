/* schedule_operate.c - what an operator does to copies and outlets of the schedule. */
#include "schedule_inside.h"

#include <string.h>

/* 0: there is none.  The line's time is counted: the copy may be under way. */
static place find(struct schedule *schedule, struct copy_name name, moment now)
{
	place at = septel__copies_find(&schedule->copies, name);
	if (at)
		septel__count_line(&schedule->outlets[septel__copy(&schedule->copies, at)->outlet],
				   now);
	return at;
}

static void change_state(struct schedule *schedule, place at, enum copy_state state,
			 moment not_before)
{
	septel__leave(schedule, at);
	septel__copy(&schedule->copies, at)->not_before = not_before;
	septel__enter(schedule, at, state);
}

bool septel__schedule_hold(struct schedule *schedule, struct copy_name name, moment now)
{
	place at = find(schedule, name, now);
	if (at)
		change_state(schedule, at, COPY_HELD, 0);
	return at != 0;
}

bool septel__schedule_release(struct schedule *schedule, struct copy_name name, moment now)
{
	place at = find(schedule, name, now);
	if (!at)
		return false;
	struct waiting *waiting = septel__copy(&schedule->copies, at);
	if (waiting->state == COPY_HELD || waiting->state == COPY_DEFERRED) {
		waiting->failures = 0;
		change_state(schedule, at, COPY_ACTIVE, 0);
	}
	return true;
}

bool septel__schedule_move(struct schedule *schedule, struct copy_name name, size_t outlet,
			   moment now)
{
	place at = find(schedule, name, now);
	if (!at)
		return false;
	struct waiting *waiting = septel__copy(&schedule->copies, at);
	if (waiting->state == COPY_SENDING)
		return false;
	septel__leave(schedule, at);
	waiting->outlet = (uint16_t)outlet;
	waiting->not_before = 0;
	waiting->failures = 0;
	septel__enter(schedule, at, waiting->state == COPY_HELD ? COPY_HELD : COPY_ACTIVE);
	return true;
}

bool septel__schedule_defer(struct schedule *schedule, struct copy_name name, moment not_before,
			    moment now)
{
	place at = find(schedule, name, now);
	if (at)
		change_state(schedule, at, COPY_DEFERRED, not_before);
	return at != 0;
}

static void forget_failures(struct outlet *outlet)
{
	memset(outlet->pause, 0, sizeof outlet->pause);
	memset(outlet->failures, 0, sizeof outlet->failures);
}

void septel__schedule_suspend(struct schedule *schedule, size_t index, bool suspended, moment now)
{
	struct outlet *outlet = &schedule->outlets[index];
	septel__count_line(outlet, now);
	outlet->suspended = suspended;
	if (!suspended)
		forget_failures(outlet);
}

void septel__schedule_link(struct schedule *schedule, size_t index, bool up, moment now)
{
	struct outlet *outlet = &schedule->outlets[index];
	septel__count_line(outlet, now);
	outlet->down = !up;
	if (!up)
		return;
	outlet->window = 1;
	/* Who refused may be another now; a link that comes only to go again waits. */
	if (!outlet->losing)
		forget_failures(outlet);
}

void septel__schedule_minimize(struct schedule *schedule, size_t outlet,
			       enum septel_precedence highest, moment now)
{
	(void)now; /* as every event; what waits under minimize is picked or not when asked for */
	unsigned minimized = highest == SEPTEL_PRECEDENCE_NONE ? 0 : septel__rank(highest) + 1;
	if (outlet == SCHEDULE_EVERYWHERE)
		schedule->minimized = minimized;
	else
		schedule->outlets[outlet].minimized = minimized;
}
