/* plain_schedule.h - a scheduler that looks at every copy at every pick.
 *
 * What the one of the relay is compared with: written from schedule.h and wire-format 3.3, not from
 * the source of the other.
 */
#ifndef SEPTEL_TESTS_PLAIN_SCHEDULE_H
#define SEPTEL_TESTS_PLAIN_SCHEDULE_H

#include "../../src/relay/schedule.h"

#define OUTLETS     4
#define COPIES      4000
#define PRECEDENCES 6

struct plain_copy {
	struct copy_name name;
	size_t outlet;
	enum septel_precedence precedence;
	enum copy_state state; /* CANCELLED: no copy */
	moment accepted, not_before;
	uint32_t length, attempts;
	bool marked, alarmed;
	unsigned failures;
	/* under way */
	uint64_t picked;
	bool breaking, all_out, by_share;
	int64_t left;
};

struct plain_outlet {
	struct schedule_outlet settings;
	bool suspended, down, losing, counted_failure;
	enum septel_precedence minimized;
	unsigned window;
	moment counted, pause[PRECEDENCES];
	uint32_t failures[PRECEDENCES];
	int64_t earned, earned_bytes;
};

struct world {
	uint64_t random, picks, last_message;
	moment now;
	struct schedule *schedule;
	struct plain_copy copies[COPIES];
	size_t high; /* copies from here on were never used */
	struct plain_outlet outlets[OUTLETS];
	enum septel_precedence minimized;
};

static uint64_t draw(struct world *world, uint64_t below)
{
	uint64_t z = world->random += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (z ^ z >> 31) % below;
}

static bool is_before(const struct plain_copy *a, const struct plain_copy *b)
{
	if (a->name.message != b->name.message)
		return a->name.message < b->name.message;
	return a->name.copy < b->name.copy;
}

static bool is_on(const struct plain_copy *copy, size_t outlet, enum copy_state state)
{
	return copy->outlet == outlet && copy->state == state;
}

/* The transmission under way on an outlet that was picked next after `picked`. */
static struct plain_copy *way_after(struct world *world, size_t outlet, uint64_t picked)
{
	struct plain_copy *next = NULL;
	for (size_t i = 0; i < world->high; i++) {
		struct plain_copy *copy = &world->copies[i];
		if (is_on(copy, outlet, COPY_SENDING) && copy->picked > picked &&
		    (!next || copy->picked < next->picked))
			next = copy;
	}
	return next;
}

static void plain_count_line(struct world *world, size_t outlet)
{
	struct plain_outlet *at = &world->outlets[outlet];
	int64_t elapsed = (world->now - at->counted) * 1000;
	at->counted = world->now;
	struct plain_copy *copy = NULL;
	while ((copy = way_after(world, outlet, copy ? copy->picked : 0))) {
		int64_t gone = copy->left < elapsed ? copy->left : elapsed;
		copy->left -= gone;
		elapsed -= gone;
	}
}

static bool may_go(const struct world *world, const struct plain_copy *copy)
{
	const struct plain_outlet *outlet = &world->outlets[copy->outlet];
	if (copy->state != COPY_ACTIVE && copy->state != COPY_DEFERRED)
		return false;
	if (copy->state == COPY_DEFERRED && copy->not_before > world->now)
		return false;
	if (outlet->pause[copy->precedence] > world->now)
		return false;
	return copy->marked ||
	       (copy->precedence > outlet->minimized && copy->precedence > world->minimized);
}

static struct plain_copy *plain_highest(struct world *world, size_t outlet,
					enum septel_precedence highest)
{
	struct plain_copy *best = NULL;
	for (size_t i = 0; i < world->high; i++) {
		struct plain_copy *copy = &world->copies[i];
		if (copy->outlet != outlet || copy->precedence > highest || !may_go(world, copy))
			continue;
		if (!best || copy->precedence > best->precedence ||
		    (copy->precedence == best->precedence && is_before(copy, best)))
			best = copy;
	}
	return best;
}

static bool plain_interrupts(const struct plain_copy *copy, const struct plain_copy *way,
			     uint32_t pace)
{
	if (way->precedence >= copy->precedence || way->breaking || way->all_out)
		return false;
	if (copy->precedence == SEPTEL_IMMEDIATE)
		return !way->by_share && way->left > 80 * (int64_t)pace + 2000000;
	if (copy->precedence == SEPTEL_PRIORITY)
		return !way->by_share && way->left > INT64_C(300) * 1000000;
	return true;
}

static struct schedule_pick plain_start(struct world *world, struct plain_copy *copy, bool share)
{
	struct plain_outlet *outlet = &world->outlets[copy->outlet];
	copy->state = COPY_SENDING;
	copy->picked = ++world->picks;
	copy->attempts++;
	copy->breaking = copy->all_out = false;
	copy->by_share = share;
	copy->left = (int64_t)copy->length * outlet->settings.pace;
	outlet->counted_failure = false;
	int64_t of_hundred = outlet->settings.routine_share;
	int64_t rest = 100 - of_hundred;
	struct plain_copy *waits = plain_highest(world, copy->outlet, SEPTEL_ROUTINE);
	if (copy->precedence == SEPTEL_ROUTINE) {
		outlet->earned -= rest;
		outlet->earned_bytes -= rest * copy->length;
	} else if (waits && of_hundred) {
		outlet->earned += of_hundred;
		outlet->earned_bytes += of_hundred * copy->length;
		if (outlet->earned > rest)
			outlet->earned = rest;
		if (outlet->earned_bytes > rest * waits->length)
			outlet->earned_bytes = rest * waits->length;
	} else {
		outlet->earned = outlet->earned_bytes = 0;
	}
	outlet->earned = outlet->earned < 0 ? 0 : outlet->earned;
	outlet->earned_bytes = outlet->earned_bytes < 0 ? 0 : outlet->earned_bytes;
	return (struct schedule_pick){PICK_START, copy->name, copy->precedence, copy->attempts};
}

static bool plain_room(struct world *world, size_t outlet)
{
	unsigned count = 0;
	int64_t busy = 0;
	for (size_t i = 0; i < world->high; i++)
		if (is_on(&world->copies[i], outlet, COPY_SENDING)) {
			count++;
			busy += world->copies[i].breaking ? 0 : world->copies[i].left;
		}
	return count == 0 || (count < world->outlets[outlet].window && busy <= 1000000);
}

static struct plain_copy *plain_victim(struct world *world, size_t outlet,
				       const struct plain_copy *best)
{
	struct plain_copy *victim = NULL, *copy = NULL;
	if (!world->outlets[outlet].settings.interruptible)
		return NULL;
	while ((copy = way_after(world, outlet, copy ? copy->picked : 0)))
		if (plain_interrupts(best, copy, world->outlets[outlet].settings.pace))
			victim = copy;
	return victim;
}

static struct schedule_pick plain_next(struct world *world, size_t outlet)
{
	struct schedule_pick nothing = {.kind = PICK_NOTHING};
	struct plain_outlet *at = &world->outlets[outlet];
	if (at->suspended || at->down)
		return nothing;
	plain_count_line(world, outlet);
	struct plain_copy *best = plain_highest(world, outlet, SEPTEL_EMERGENCY);
	if (!best)
		return nothing;
	struct plain_copy *victim = plain_victim(world, outlet, best);
	if (victim) {
		victim->breaking = true;
		return (struct schedule_pick){PICK_INTERRUPT, victim->name, victim->precedence,
					      victim->attempts};
	}
	if (!plain_room(world, outlet))
		return nothing;
	struct plain_copy *routine = plain_highest(world, outlet, SEPTEL_ROUTINE);
	int64_t rest = 100 - at->settings.routine_share;
	if (at->settings.routine_share && routine && best->precedence > SEPTEL_ROUTINE &&
	    best->precedence < SEPTEL_FLASH && at->earned >= rest &&
	    at->earned_bytes >= rest * routine->length)
		return plain_start(world, routine, true);
	return plain_start(world, best, false);
}

static void plain_fail(struct world *world, struct plain_copy *copy, uint32_t spared,
		       uint32_t chance)
{
	struct plain_outlet *outlet = &world->outlets[copy->outlet];
	uint32_t *failures = &outlet->failures[copy->precedence];
	if (outlet->counted_failure)
		return;
	outlet->counted_failure = true;
	if (++*failures <= spared)
		return;
	moment until = world->now + septel__backoff(copy->precedence, *failures - spared, chance);
	for (unsigned i = 0; i <= (unsigned)copy->precedence; i++)
		outlet->pause[i] = until > outlet->pause[i] ? until : outlet->pause[i];
}

static void plain_wait(struct plain_copy *copy, moment not_before)
{
	copy->state = not_before ? COPY_DEFERRED : COPY_ACTIVE;
	copy->not_before = not_before;
}

#endif
