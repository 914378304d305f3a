/* schedule.c - outlets and copies of the schedule: how they come, change their state, and go. */
#include "schedule.h"

#include "schedule_inside.h"

#include <stdlib.h>

unsigned septel__rank(enum septel_precedence precedence)
{
	return precedence <= SEPTEL_ROUTINE ? RANK_ROUTINE : (unsigned)precedence - SEPTEL_ROUTINE;
}

enum septel_precedence septel__precedence_of_rank(unsigned rank)
{
	return (enum septel_precedence)(SEPTEL_ROUTINE + rank);
}

struct schedule *septel__schedule_new(size_t outlets)
{
	if (outlets > SCHEDULE_OUTLETS_LIMIT)
		return NULL;
	struct schedule *schedule = calloc(1, sizeof *schedule + outlets * sizeof(struct outlet));
	if (!schedule)
		return NULL;
	if (!septel__copies_init(&schedule->copies)) {
		free(schedule);
		return NULL;
	}
	schedule->outlet_count = outlets;
	for (size_t i = 0; i < outlets; i++)
		schedule->outlets[i].settings.window = schedule->outlets[i].window = 1;
	return schedule;
}

void septel__schedule_free(struct schedule *schedule)
{
	if (!schedule)
		return;
	septel__copies_release(&schedule->copies);
	free(schedule);
}

void septel__schedule_outlet(struct schedule *schedule, size_t index,
			     const struct schedule_outlet *settings)
{
	struct outlet *outlet = &schedule->outlets[index];
	outlet->settings = *settings;
	if (outlet->settings.window == 0)
		outlet->settings.window = 1;
	if (outlet->settings.flash_room > SCHEDULE_FLASH_LIMIT)
		outlet->settings.flash_room = SCHEDULE_FLASH_LIMIT;
	if (outlet->settings.window > SCHEDULE_WINDOW_LIMIT)
		outlet->settings.window = SCHEDULE_WINDOW_LIMIT;
	if (outlet->settings.routine_share > 100)
		outlet->settings.routine_share = 100;
	if (outlet->window > outlet->settings.window)
		outlet->window = outlet->settings.window;
}

/* ---- states --------------------------------------------------------------------------------- */

static place *queue_of(struct outlet *outlet, const struct waiting *waiting)
{
	if (waiting->state == COPY_HELD)
		return &outlet->held[waiting->rank];
	return &outlet->queue[waiting->rank][waiting->under_minimize];
}

static void leave_line(struct outlet *outlet, place at)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < outlet->under_way_count; i++)
		if (outlet->under_way[i].at != at)
			outlet->under_way[kept++] = outlet->under_way[i];
	outlet->under_way_count = kept;
}

void septel__leave(struct schedule *schedule, place at)
{
	struct waiting *waiting = septel__copy(&schedule->copies, at);
	struct outlet *outlet = &schedule->outlets[waiting->outlet];
	outlet->counts[waiting->rank][waiting->state]--;
	schedule->counts[waiting->rank][waiting->state]--;
	if (waiting->state == COPY_SENDING)
		leave_line(outlet, at);
	else
		septel__order_remove(&schedule->copies, ORDER_QUEUE, queue_of(outlet, waiting), at);
}

void septel__enter(struct schedule *schedule, place at, enum copy_state state)
{
	struct waiting *waiting = septel__copy(&schedule->copies, at);
	struct outlet *outlet = &schedule->outlets[waiting->outlet];
	waiting->state = (uint8_t)state;
	outlet->counts[waiting->rank][state]++;
	schedule->counts[waiting->rank][state]++;
	if (state == COPY_SENDING)
		outlet->under_way[outlet->under_way_count++] = (struct under_way){
			.at = at, .left = (int64_t)waiting->length * outlet->settings.pace};
	else
		septel__order_insert(&schedule->copies, ORDER_QUEUE, queue_of(outlet, waiting), at);
}

void septel__drop(struct schedule *schedule, place at)
{
	const struct waiting *waiting = septel__copy(&schedule->copies, at);
	septel__leave(schedule, at);
	septel__order_remove(&schedule->copies, ORDER_AGE,
			     &schedule->ages[waiting->rank][waiting->alarmed], at);
	septel__copies_remove(&schedule->copies, at);
}

struct under_way *septel__find_under_way(struct schedule *schedule, struct copy_name name)
{
	place at = septel__copies_find(&schedule->copies, name);
	if (!at)
		return NULL;
	struct outlet *outlet = &schedule->outlets[septel__copy(&schedule->copies, at)->outlet];
	for (unsigned i = 0; i < outlet->under_way_count; i++)
		if (outlet->under_way[i].at == at)
			return &outlet->under_way[i];
	return NULL;
}

/* ---- copies --------------------------------------------------------------------------------- */

bool septel__schedule_add(struct schedule *schedule, const struct schedule_copy *copy)
{
	place at = septel__copies_add(&schedule->copies, copy->name);
	if (!at)
		return false;
	struct waiting *waiting = septel__copy(&schedule->copies, at);
	enum copy_state state = copy->state == COPY_SENDING ? COPY_ACTIVE : copy->state;
	waiting->outlet = (uint16_t)copy->outlet;
	waiting->rank = (uint8_t)septel__rank(copy->precedence);
	waiting->accepted = copy->accepted;
	waiting->not_before = state == COPY_DEFERRED ? copy->not_before : 0;
	waiting->length = copy->length;
	waiting->attempts = copy->attempts;
	if (state == COPY_DEFERRED)
		waiting->failures =
			copy->attempts > UINT8_MAX ? UINT8_MAX : (uint8_t)copy->attempts;
	waiting->under_minimize = copy->under_minimize;
	waiting->alarmed = copy->alarmed;
	septel__order_insert(&schedule->copies, ORDER_AGE,
			     &schedule->ages[waiting->rank][waiting->alarmed], at);
	septel__enter(schedule, at, state);
	return true;
}

bool septel__schedule_find(const struct schedule *schedule, struct copy_name name,
			   struct schedule_copy *copy)
{
	place at = septel__copies_find(&schedule->copies, name);
	if (!at)
		return false;
	const struct waiting *waiting = septel__copy(&schedule->copies, at);
	*copy = (struct schedule_copy){
		.name = name,
		.outlet = waiting->outlet,
		.precedence = septel__precedence_of_rank(waiting->rank),
		.state = (enum copy_state)waiting->state,
		.accepted = waiting->accepted,
		.not_before = waiting->not_before,
		.length = waiting->length,
		.attempts = waiting->attempts,
		.under_minimize = waiting->under_minimize,
		.alarmed = waiting->alarmed,
	};
	return true;
}

bool septel__schedule_remove(struct schedule *schedule, struct copy_name name, moment now)
{
	place at = septel__copies_find(&schedule->copies, name);
	if (!at)
		return false;
	septel__count_line(&schedule->outlets[septel__copy(&schedule->copies, at)->outlet], now);
	septel__drop(schedule, at);
	return true;
}
