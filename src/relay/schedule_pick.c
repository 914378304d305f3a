/* schedule_pick.c - what goes next on an outlet, and what is broken off for it. */
#include "schedule_inside.h"

/* Breaking off costs the line the cancelling sequence and the next transmission's head, and a
 * moment until both ends are ready again: a transmission that ends sooner is let finish. */
#define INTERRUPTION_BYTES 80
#define INTERRUPTION_PAUSE ((int64_t)2 * 1000 * 1000)
/* What PRIORITY takes for extra-long: so much line time yet to go. */
#define EXTRA_LONG_LEFT ((int64_t)5 * 60 * 1000 * 1000)
/* Where the pace is not known and FLASH overtakes what waits in the line, only what has so many
 * bytes may keep it waiting: all else is sent before the line could be told to break it off. */
#define OVERTAKEN_BYTES (64u * 1024)

/* ---- the line ------------------------------------------------------------------------------- */

void septel__count_line(struct outlet *outlet, moment now)
{
	if (now <= outlet->counted)
		return;
	int64_t elapsed = INT64_MAX;
	if (now - outlet->counted < INT64_MAX / 1000)
		elapsed = (now - outlet->counted) * 1000;
	outlet->counted = now;
	for (unsigned i = 0; i < outlet->under_way_count && elapsed > 0; i++) {
		struct under_way *way = &outlet->under_way[i];
		int64_t gone = way->left < elapsed ? way->left : elapsed;
		way->left -= gone;
		elapsed -= gone;
	}
}

int64_t septel__line_busy(const struct outlet *outlet)
{
	int64_t busy = 0;
	for (unsigned i = 0; i < outlet->under_way_count; i++)
		if (!outlet->under_way[i].breaking)
			busy += outlet->under_way[i].left;
	return busy;
}

static bool has_room(const struct outlet *outlet, unsigned rank)
{
	const unsigned more = rank >= RANK_FLASH ? outlet->settings.flash_room : 0;
	if (outlet->under_way_count == 0)
		return true;
	return outlet->under_way_count < outlet->window + more &&
	       septel__line_busy(outlet) <= SCHEDULE_LINE_AHEAD;
}

/* ---- what may go ---------------------------------------------------------------------------- */

static place due_of_rank(const struct schedule *schedule, const struct outlet *outlet,
			 unsigned rank, moment now)
{
	if (outlet->pause[rank] > now)
		return 0;
	const struct copies *copies = &schedule->copies;
	place marked = septel__order_due(copies, outlet->queue[rank][1], now);
	if (rank < septel__minimized(schedule, outlet))
		return marked;
	place plain = septel__order_due(copies, outlet->queue[rank][0], now);
	if (!plain || !marked)
		return plain ? plain : marked;
	return septel__order_before(septel__copy(copies, plain), septel__copy(copies, marked))
		       ? plain
		       : marked;
}

static place highest_due(const struct schedule *schedule, const struct outlet *outlet, moment now)
{
	for (unsigned rank = RANKS; rank-- > 0;) {
		place due = due_of_rank(schedule, outlet, rank, now);
		if (due)
			return due;
	}
	return 0;
}

/* ---- interruption (wire-format 3.3) --------------------------------------------------------- */

/* Whether a copy of `rank` breaks off one of `lower` that has so much left. */
static bool interrupts(unsigned rank, const struct waiting *lower, const struct under_way *way,
		       const struct schedule_outlet *settings)
{
	const uint32_t pace = settings->pace;
	if (lower->rank >= rank || way->breaking || way->all_out)
		return false;
	if (rank >= RANK_FLASH)
		return pace != 0 || settings->flash_room == 0 || lower->length > OVERTAKEN_BYTES;
	if (way->by_share)
		return false;
	if (rank == RANK_IMMEDIATE)
		return way->left > (int64_t)INTERRUPTION_BYTES * pace + INTERRUPTION_PAUSE;
	return way->left > EXTRA_LONG_LEFT;
}

static struct under_way *to_break_off(const struct schedule *schedule, struct outlet *outlet,
				      unsigned rank)
{
	/* The one given to the line last first: what is before it may finish meanwhile. */
	for (unsigned i = outlet->under_way_count; i-- > 0;) {
		struct under_way *way = &outlet->under_way[i];
		if (interrupts(rank, septel__copy(&schedule->copies, way->at), way,
			       &outlet->settings))
			return way;
	}
	return NULL;
}

/* ---- the share of ROUTINE ------------------------------------------------------------------- */

/* Of each hundred transmissions `share` may be of ROUTINE, whatever waits.  As in Postfix's
 * scheduler, what goes before its turn has to be earned, so the harm to those it overtakes is
 * bounded: a higher transmission earns `share`, a ROUTINE one costs the rest of the hundred; and
 * the same is asked in bytes, so that a long one takes no more of the line than its share.  No
 * more is kept than one costs.  FLASH is never overtaken. */

static void earn(const struct schedule *schedule, struct outlet *outlet,
		 const struct waiting *started, moment now)
{
	unsigned share = outlet->settings.routine_share, rest = 100 - share;
	place waits = share ? due_of_rank(schedule, outlet, RANK_ROUTINE, now) : 0;
	if (!waits) {
		outlet->earned = outlet->earned_bytes = 0;
		return;
	}
	uint64_t cost = (uint64_t)septel__copy(&schedule->copies, waits)->length * rest;
	outlet->earned += share;
	if (outlet->earned > rest)
		outlet->earned = rest;
	outlet->earned_bytes += (uint64_t)started->length * share;
	if (outlet->earned_bytes > cost)
		outlet->earned_bytes = cost;
}

static void spend(struct outlet *outlet, const struct waiting *started)
{
	unsigned rest = 100 - outlet->settings.routine_share;
	uint64_t cost = (uint64_t)started->length * rest;
	outlet->earned -= outlet->earned < rest ? outlet->earned : rest;
	outlet->earned_bytes -= outlet->earned_bytes < cost ? outlet->earned_bytes : cost;
}

/* A ROUTINE copy that may go before one of `rank`; 0: none. */
static place by_share(const struct schedule *schedule, const struct outlet *outlet, unsigned rank,
		      moment now)
{
	unsigned share = outlet->settings.routine_share, rest = 100 - share;
	if (!share || rank == RANK_ROUTINE || rank >= RANK_FLASH || outlet->earned < rest)
		return 0;
	place routine = due_of_rank(schedule, outlet, RANK_ROUTINE, now);
	if (!routine)
		return 0;
	uint64_t cost = (uint64_t)septel__copy(&schedule->copies, routine)->length * rest;
	return outlet->earned_bytes < cost ? 0 : routine;
}

/* ---- the pick ------------------------------------------------------------------------------- */

static struct schedule_pick pick_of(const struct schedule *schedule, enum pick_kind kind, place at)
{
	const struct waiting *waiting = septel__copy(&schedule->copies, at);
	return (struct schedule_pick){kind, septel__name_of(waiting),
				      septel__precedence_of_rank(waiting->rank), waiting->attempts};
}

static struct schedule_pick start(struct schedule *schedule, struct outlet *outlet, place at,
				  bool share, moment now)
{
	struct waiting *waiting = septel__copy(&schedule->copies, at);
	septel__leave(schedule, at);
	waiting->not_before = 0;
	waiting->attempts++;
	septel__enter(schedule, at, COPY_SENDING);
	outlet->under_way[outlet->under_way_count - 1].by_share = share;
	outlet->failed_since_pick = false;
	if (waiting->rank == RANK_ROUTINE)
		spend(outlet, waiting);
	else
		earn(schedule, outlet, waiting, now);
	return pick_of(schedule, PICK_START, at);
}

struct schedule_pick septel__schedule_next(struct schedule *schedule, size_t index, moment now)
{
	struct outlet *outlet = &schedule->outlets[index];
	const struct schedule_pick nothing = {.kind = PICK_NOTHING};
	if (outlet->suspended || outlet->down)
		return nothing;
	septel__count_line(outlet, now);
	if (!outlet->settings.interruptible && !has_room(outlet, RANK_EMERGENCY))
		return nothing;
	place highest = highest_due(schedule, outlet, now);
	if (!highest)
		return nothing;
	unsigned rank = septel__copy(&schedule->copies, highest)->rank;
	struct under_way *lower =
		outlet->settings.interruptible ? to_break_off(schedule, outlet, rank) : NULL;
	if (lower) {
		lower->breaking = true;
		return pick_of(schedule, PICK_INTERRUPT, lower->at);
	}
	if (!has_room(outlet, rank))
		return nothing;
	place routine = by_share(schedule, outlet, rank, now);
	return start(schedule, outlet, routine ? routine : highest, routine != 0, now);
}
