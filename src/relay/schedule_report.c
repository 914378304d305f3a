/* schedule_report.c - what became of the copies that were picked; back-off. */
#include "schedule_inside.h"

#define SECOND ((moment)1000)
#define MINUTE (60 * SECOND)
static const struct {
	moment base, cap;
} backoffs[RANKS] = {
	[RANK_ROUTINE] = {2 * SECOND, 15 * MINUTE},   [RANK_PRIORITY] = {SECOND, 5 * MINUTE},
	[RANK_IMMEDIATE] = {SECOND / 2, MINUTE},      [RANK_FLASH] = {SECOND / 4, 15 * SECOND},
	[RANK_EMERGENCY] = {SECOND / 4, 15 * SECOND},
};

moment septel__backoff(enum septel_precedence precedence, uint32_t attempts, uint32_t chance)
{
	unsigned rank = septel__rank(precedence);
	moment delay = backoffs[rank].base;
	for (uint32_t i = 1; i < attempts && delay < backoffs[rank].cap; i++)
		delay *= 2;
	if (delay > backoffs[rank].cap)
		delay = backoffs[rank].cap;
	return delay - (moment)((uint64_t)delay * chance >> 34);
}

/* The copy of that name, if it is under way; the line's time is counted.  0: it is not. */
static place under_way(struct schedule *schedule, struct copy_name name, moment now,
		       struct outlet **outlet)
{
	struct under_way *way = septel__find_under_way(schedule, name);
	if (!way)
		return 0;
	place at = way->at;
	*outlet = &schedule->outlets[septel__copy(&schedule->copies, at)->outlet];
	septel__count_line(*outlet, now);
	return at;
}

bool septel__schedule_started(struct schedule *schedule, struct copy_name name, moment now)
{
	struct outlet *outlet;
	place at = under_way(schedule, name, now, &outlet);
	if (!at)
		return false;
	septel__find_under_way(schedule, name)->left =
		(int64_t)septel__copy(&schedule->copies, at)->length * outlet->settings.pace;
	return true;
}

bool septel__schedule_progress(struct schedule *schedule, struct copy_name name,
			       uint32_t bytes_left, moment now)
{
	struct outlet *outlet;
	if (!under_way(schedule, name, now, &outlet))
		return false;
	struct under_way *way = septel__find_under_way(schedule, name);
	way->left = (int64_t)bytes_left * outlet->settings.pace;
	way->all_out = bytes_left == 0;
	return true;
}

bool septel__schedule_finished(struct schedule *schedule, struct copy_name name, moment now)
{
	struct outlet *outlet;
	place at = under_way(schedule, name, now, &outlet);
	if (!at)
		return false;
	/* That FLASH is taken says nothing of ROUTINE that was refused. */
	for (unsigned rank = septel__copy(&schedule->copies, at)->rank; rank < RANKS; rank++) {
		outlet->failures[rank] = 0;
		outlet->pause[rank] = 0;
	}
	outlet->losing = false;
	if (outlet->window < outlet->settings.window)
		outlet->window++;
	septel__drop(schedule, at);
	return true;
}

/* From under way to a queue again. */
static void go_back(struct schedule *schedule, place at, moment not_before)
{
	septel__leave(schedule, at);
	septel__copy(&schedule->copies, at)->not_before = not_before;
	septel__enter(schedule, at, not_before ? COPY_DEFERRED : COPY_ACTIVE);
}

bool septel__schedule_interrupted(struct schedule *schedule, struct copy_name name, moment now)
{
	struct outlet *outlet;
	place at = under_way(schedule, name, now, &outlet);
	if (at)
		go_back(schedule, at, 0);
	return at != 0;
}

/* The outlet failed a copy of `rank`: a failure more in a row, unless it failed together with one
 * that is counted.  Nothing of that rank or below starts for a while; the first `spared` failures
 * have no such consequence. */
static void fail_outlet(struct outlet *outlet, unsigned rank, uint32_t spared, uint32_t chance,
			moment now)
{
	if (outlet->failed_since_pick)
		return;
	outlet->failed_since_pick = true;
	if (++outlet->failures[rank] <= spared)
		return;
	moment until = now + septel__backoff(septel__precedence_of_rank(rank),
					     outlet->failures[rank] - spared, chance);
	for (unsigned i = 0; i <= rank; i++)
		if (outlet->pause[i] < until)
			outlet->pause[i] = until;
}

/* One failure more in a row of this copy; how many there are now. */
static unsigned fail_copy(struct waiting *waiting)
{
	if (waiting->failures < UINT8_MAX)
		waiting->failures++;
	return waiting->failures;
}

bool septel__schedule_lost(struct schedule *schedule, struct copy_name name, uint32_t chance,
			   moment now, moment *not_before)
{
	struct outlet *outlet;
	place at = under_way(schedule, name, now, &outlet);
	if (!at)
		return false;
	struct waiting *waiting = septel__copy(&schedule->copies, at);
	unsigned failures = fail_copy(waiting);
	*not_before = 0;
	if (failures > LOST_IN_PLACE_LIMIT)
		*not_before = now + septel__backoff(septel__precedence_of_rank(waiting->rank),
						    failures, chance);
	/* A link goes once in a while: one alone is no reason to wait. */
	outlet->losing = true;
	fail_outlet(outlet, waiting->rank, 1, chance, now);
	go_back(schedule, at, *not_before);
	return true;
}

bool septel__schedule_put_off(struct schedule *schedule, struct copy_name name, uint32_t chance,
			      moment now, moment *not_before)
{
	struct outlet *outlet;
	place at = under_way(schedule, name, now, &outlet);
	if (!at)
		return false;
	struct waiting *waiting = septel__copy(&schedule->copies, at);
	unsigned failures = fail_copy(waiting);
	outlet->losing = false;
	if (failures > LOST_IN_PLACE_LIMIT) {
		/* It may be the copy's own fault: others are tried while it waits. */
		*not_before = now + septel__backoff(septel__precedence_of_rank(waiting->rank),
						    failures, chance);
	} else {
		/* The outlet is at fault, for all we know: when it is tried again, then with the
		 * same copy first. */
		fail_outlet(outlet, waiting->rank, 0, chance, now);
		*not_before =
			outlet->pause[waiting->rank] > now ? outlet->pause[waiting->rank] : now;
	}
	go_back(schedule, at, *not_before);
	return true;
}
