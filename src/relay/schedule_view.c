/* schedule_view.c - time and figures: when something is due, alarms, counts, lists. */
#include "schedule_inside.h"

/* ---- time ----------------------------------------------------------------------------------- */

#define MINUTE ((moment)60 * 1000)
#define HOUR   (60 * MINUTE)
static const moment speeds_of_service[RANKS] = {
	[RANK_ROUTINE] = 6 * HOUR,  [RANK_PRIORITY] = 3 * HOUR,     [RANK_IMMEDIATE] = 30 * MINUTE,
	[RANK_FLASH] = 10 * MINUTE, [RANK_EMERGENCY] = 10 * MINUTE,
};

moment septel__speed_of_service(enum septel_precedence precedence)
{
	return speeds_of_service[septel__rank(precedence)];
}

/* When the oldest copy of a rank that is not alarmed yet is due to be. */
static moment alarm_due(const struct schedule *schedule, unsigned rank)
{
	place first = septel__order_first(&schedule->copies, ORDER_AGE, schedule->ages[rank][0]);
	if (!first)
		return MOMENT_NEVER;
	moment accepted = septel__copy(&schedule->copies, first)->accepted;
	if (accepted > MOMENT_NEVER - speeds_of_service[rank])
		return MOMENT_NEVER;
	return accepted + speeds_of_service[rank];
}

bool septel__schedule_alarm(struct schedule *schedule, moment now, struct schedule_alarm *alarm)
{
	for (unsigned rank = RANKS; rank-- > 0;) {
		if (alarm_due(schedule, rank) > now)
			continue;
		place *roots = schedule->ages[rank];
		place at = septel__order_first(&schedule->copies, ORDER_AGE, roots[0]);
		struct waiting *waiting = septel__copy(&schedule->copies, at);
		septel__order_remove(&schedule->copies, ORDER_AGE, &roots[0], at);
		waiting->alarmed = true;
		septel__order_insert(&schedule->copies, ORDER_AGE, &roots[1], at);
		*alarm = (struct schedule_alarm){
			.name = septel__name_of(waiting),
			.outlet = waiting->outlet,
			.precedence = septel__precedence_of_rank(rank),
			.state = (enum copy_state)waiting->state,
			.accepted = waiting->accepted,
		};
		return true;
	}
	return false;
}

static moment earlier(moment a, moment b)
{
	return a < b ? a : b;
}

static moment queue_due(const struct schedule *schedule, const struct outlet *outlet, unsigned rank)
{
	moment due = MOMENT_NEVER;
	for (unsigned marked = rank < septel__minimized(schedule, outlet); marked < 2; marked++) {
		place root = outlet->queue[rank][marked];
		if (root)
			due = earlier(due, septel__copy(&schedule->copies, root)->earliest);
	}
	return due;
}

/* When the line will have done enough of what it has to be given more. */
static moment line_due(const struct outlet *outlet, moment now)
{
	int64_t busy = septel__line_busy(outlet) - SCHEDULE_LINE_AHEAD;
	if (busy <= 0 || outlet->under_way_count >= outlet->window)
		return MOMENT_NEVER;
	moment due = outlet->counted + (busy + 999) / 1000;
	return due > now ? due : now;
}

static moment outlet_due(const struct schedule *schedule, const struct outlet *outlet, moment now)
{
	if (outlet->suspended || outlet->down)
		return MOMENT_NEVER;
	moment due = MOMENT_NEVER;
	bool waits = false;
	for (unsigned rank = 0; rank < RANKS; rank++) {
		moment queue = queue_due(schedule, outlet, rank);
		if (queue < outlet->pause[rank])
			queue = outlet->pause[rank];
		/* What may go already goes when something else happens, or when the line is ready
		 * for it: every pick that could be made has been made. */
		if (queue > now)
			due = earlier(due, queue);
		else
			waits = true;
	}
	return waits ? earlier(due, line_due(outlet, now)) : due;
}

moment septel__schedule_wakeup(const struct schedule *schedule, moment now)
{
	moment due = MOMENT_NEVER;
	for (unsigned rank = 0; rank < RANKS; rank++)
		due = earlier(due, alarm_due(schedule, rank));
	for (size_t i = 0; i < schedule->outlet_count; i++)
		due = earlier(due, outlet_due(schedule, &schedule->outlets[i], now));
	return due;
}

bool septel__schedule_blocked(const struct schedule *schedule, size_t index, moment now,
			      moment *until)
{
	const struct outlet *outlet = &schedule->outlets[index];
	*until = 0;
	if (outlet->suspended || outlet->down)
		return true;
	/* A pause of a precedence is one of every lower one. */
	if (outlet->pause[RANK_ROUTINE] > now)
		*until = outlet->pause[RANK_ROUTINE];
	return *until != 0;
}

/* ---- figures -------------------------------------------------------------------------------- */

size_t septel__schedule_count(const struct schedule *schedule, size_t outlet,
			      enum septel_precedence precedence, enum copy_state state)
{
	if (state > COPY_HELD)
		return 0;
	const uint32_t(*counts)[STATES] =
		outlet == SCHEDULE_EVERYWHERE ? schedule->counts : schedule->outlets[outlet].counts;
	if (precedence != SEPTEL_PRECEDENCE_NONE)
		return counts[septel__rank(precedence)][state];
	size_t sum = 0;
	for (unsigned rank = 0; rank < RANKS; rank++)
		sum += counts[rank][state];
	return sum;
}

moment septel__schedule_oldest(const struct schedule *schedule, enum septel_precedence precedence)
{
	moment oldest = MOMENT_NEVER;
	for (unsigned alarmed = 0; alarmed < 2; alarmed++) {
		place first =
			septel__order_first(&schedule->copies, ORDER_AGE,
					    schedule->ages[septel__rank(precedence)][alarmed]);
		if (first)
			oldest = earlier(oldest, septel__copy(&schedule->copies, first)->accepted);
	}
	return oldest;
}

bool septel__schedule_following(const struct schedule *schedule, size_t index,
				enum septel_precedence precedence, bool held,
				struct copy_name after, struct copy_name *found)
{
	const struct outlet *outlet = &schedule->outlets[index];
	const struct copies *copies = &schedule->copies;
	unsigned rank = septel__rank(precedence);
	place first = septel__order_behind(
		copies, held ? outlet->held[rank] : outlet->queue[rank][0], after);
	place marked = held ? 0 : septel__order_behind(copies, outlet->queue[rank][1], after);
	if (!first || (marked && septel__order_before(septel__copy(copies, marked),
						      septel__copy(copies, first))))
		first = marked;
	if (first)
		*found = septel__name_of(septel__copy(copies, first));
	return first != 0;
}

size_t septel__schedule_under_way(const struct schedule *schedule, size_t index,
				  struct copy_name *names, size_t room)
{
	const struct outlet *outlet = &schedule->outlets[index];
	size_t count = 0;
	for (; count < outlet->under_way_count && count < room; count++)
		names[count] = septel__name_of(
			septel__copy(&schedule->copies, outlet->under_way[count].at));
	return count;
}

size_t septel__schedule_memory(const struct schedule *schedule)
{
	return sizeof *schedule + schedule->outlet_count * sizeof(struct outlet) +
	       schedule->copies.memory;
}
