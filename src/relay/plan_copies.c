/* plan_copies.c - decisions become copies, one for each outlet (wire-format 10.2); see planner.h.
 */
#include "planner.h"

enum septel_precedence septel__plan_precedence(const struct planner *planner,
					       enum envelope_role role)
{
	const struct envelope *envelope = planner->envelope;
	const enum septel_precedence called = envelope->precedence;
	if (!planner->config->lower_information || role != ROLE_INFORMATION ||
	    envelope->info == SEPTEL_PRECEDENCE_NONE || envelope->info >= called)
		return called;
	return envelope->info;
}

/* A copy while its routing indicators are gathered. */
struct group {
	struct plan_copy copy;
	const struct plan_decision *first; /* NULL: of a profile alone */
	struct septel_view *routing;
	size_t count;
};

struct groups {
	struct planner *planner;
	struct group *at;
	size_t count, room;
	uint32_t *of; /* by decision: its group */
};

static bool is_box(const struct planner *planner, size_t outlet)
{
	return outlet != NO_OUTLET && septel__is_box(planner->config->outlets[outlet].kind);
}

/* A box has one copy of a message.  A circuit has one for what goes, one for each reason that holds
 * some, and one for each misroute, which has a pilot of its own.  FLASH is not lent to those who
 * get the message for information (wire-format 3.3).  Where there is no outlet, each routing
 * indicator waits alone for the operator, a collective as one. */
static bool goes_with(const struct planner *planner, const struct plan_decision *one,
		      const struct plan_decision *other)
{
	if (one->outlet != other->outlet || one->bar != other->bar)
		return false;
	if (is_box(planner, one->outlet))
		return true;
	if (one->outlet == NO_OUTLET)
		return one->collective.len && septel__equal(one->collective, other->collective);
	if (!septel__equal(one->misrouted, other->misrouted))
		return false;
	return planner->envelope->action != SEPTEL_FLASH ||
	       septel__plan_precedence(planner, one->role) ==
		       septel__plan_precedence(planner, other->role);
}

static struct group *add_group(struct groups *groups)
{
	struct planner *planner = groups->planner;
	if (groups->count == groups->room) {
		const size_t room = groups->room ? groups->room * 2 : 16;
		struct group *bigger = septel_arena_alloc(planner->arena, room * sizeof *bigger);
		if (!bigger) {
			planner->failed = true;
			return NULL;
		}
		if (groups->count)
			memcpy(bigger, groups->at, groups->count * sizeof *bigger);
		groups->at = bigger;
		groups->room = room;
	}
	struct group *group = &groups->at[groups->count++];
	memset(group, 0, sizeof *group);
	group->copy.misrouted = group->copy.reason = VIEW_LITERAL("");
	return group;
}

static bool is_alternate(const struct plan_decision *decision)
{
	return decision->trial_count && decision->outlet != decision->trials[0].outlet;
}

static void open_group(struct groups *groups, const struct plan_decision *decision)
{
	struct group *group = add_group(groups);
	if (!group)
		return;
	group->first = decision;
	group->copy.outlet = decision->outlet;
	group->copy.bar = decision->bar;
	group->copy.rule = decision->rule;
	group->copy.alternate = is_alternate(decision);
	group->copy.misrouted = decision->misrouted;
	group->copy.precedence = septel__plan_precedence(groups->planner, decision->role);
	if (decision->bar)
		group->copy.reason = septel__plan_reason(groups->planner, decision);
}

static void place(struct groups *groups, size_t index)
{
	const struct planner *planner = groups->planner;
	const struct plan_decision *decision = &planner->decisions[index];
	size_t i = 0;
	while (i < groups->count && !goes_with(planner, groups->at[i].first, decision))
		i++;
	if (i == groups->count)
		open_group(groups, decision);
	if (planner->failed)
		return;
	struct group *group = &groups->at[i];
	const enum septel_precedence precedence = septel__plan_precedence(planner, decision->role);
	if (precedence > group->copy.precedence)
		group->copy.precedence = precedence;
	groups->of[index] = (uint32_t)i;
	group->count++;
}

/* Room for the routing indicators of each group, then they themselves, in their order. */
static void gather(struct groups *groups)
{
	struct planner *planner = groups->planner;
	for (size_t i = 0; i < groups->count && !planner->failed; i++) {
		struct group *group = &groups->at[i];
		group->routing = septel_arena_alloc(planner->arena,
						    (group->count + 1) * sizeof *group->routing);
		planner->failed |= !group->routing;
		group->count = 0;
	}
	for (size_t i = 0; i < planner->count && !planner->failed; i++) {
		struct group *group = &groups->at[groups->of[i]];
		group->routing[group->count++] = planner->decisions[i].ri;
	}
}

/* How many of a group fit one transmission: those of one major relay (the first four letters) stay
 * together, where there are other places to part them (wire-format 4). */
static size_t fitting(const struct septel_view *routing, size_t count)
{
	if (count <= RELAY_ROUTING_LIMIT)
		return count;
	size_t end = RELAY_ROUTING_LIMIT;
	while (end > 0 && septel__equal(septel__slice(routing[end - 1], 0, 4),
					septel__slice(routing[end], 0, 4)))
		end--;
	return end ? end : RELAY_ROUTING_LIMIT;
}

static void write_copies(struct groups *groups, struct plan *plan)
{
	struct planner *planner = groups->planner;
	size_t room = 0;
	for (size_t i = 0; i < groups->count; i++)
		room += groups->at[i].count ? groups->at[i].count : 1;
	struct plan_copy *copies = septel_arena_alloc(planner->arena, (room + 1) * sizeof *copies);
	planner->failed |= !copies;
	for (size_t i = 0; i < groups->count && !planner->failed; i++) {
		const struct group *group = &groups->at[i];
		size_t from = 0;
		do {
			struct plan_copy *copy = &copies[plan->copy_count++];
			*copy = group->copy;
			copy->routing.at = group->routing + from;
			copy->routing.count =
				is_box(planner, copy->outlet)
					? group->count
					: fitting(group->routing + from, group->count - from);
			from += copy->routing.count;
		} while (from < group->count);
	}
	plan->copies = copies;
}

/* ---- profiles ------------------------------------------------------------------------------ */

static bool has_copy(const struct groups *groups, size_t outlet)
{
	for (size_t i = 0; i < groups->count; i++)
		if (groups->at[i].copy.outlet == outlet)
			return true;
	return false;
}

/* The station at the other end of `outlet` is called by what goes there. */
static bool has_peer(const struct planner *planner, size_t outlet)
{
	const struct septel_view peer = planner->config->outlets[outlet].peer;
	for (size_t i = 0; i < planner->count; i++)
		if (planner->decisions[i].outlet == outlet && !planner->decisions[i].bar &&
		    septel__equal(planner->decisions[i].ri, peer))
			return true;
	return false;
}

/* Copies that a profile wants on a circuit go to the station at its other end. */
static void add_peers(struct planner *planner)
{
	const struct relay_config *config = planner->config;
	for (size_t i = 0; i < config->outlet_count && !planner->failed; i++) {
		if (!planner->wanted[i] || septel__is_box(config->outlets[i].kind) ||
		    i == planner->question->from || has_peer(planner, i))
			continue;
		struct plan_decision *decision = septel__plan_add(planner, config->outlets[i].peer);
		if (!decision)
			return;
		decision->rule = RULE_PROFILE;
		decision->role = ROLE_INFORMATION;
		decision->line = planner->wanted[i];
		decision->outlet = i;
		decision->bar = septel__outlet_bar(&config->outlets[i], planner->class_,
						   septel__plan_precedence(planner, decision->role),
						   planner->envelope->release);
	}
}

static void add_boxes(struct groups *groups)
{
	struct planner *planner = groups->planner;
	const struct relay_config *config = planner->config;
	for (size_t i = 0; i < config->outlet_count && !planner->failed; i++) {
		if (!planner->wanted[i] || !septel__is_box(config->outlets[i].kind) ||
		    has_copy(groups, i))
			continue;
		const struct plan_decision decision = {
			.ri = {"", 0},
			.collective = {"", 0},
			.misrouted = {"", 0},
			.prefix = {"", 0},
			.rule = RULE_PROFILE,
			.line = planner->wanted[i],
			.outlet = i,
			.bar = septel__outlet_bar(&config->outlets[i], planner->class_,
						  planner->envelope->precedence,
						  planner->envelope->release),
		};
		open_group(groups, &decision);
		if (!planner->failed)
			groups->at[groups->count - 1].first = NULL;
	}
}

void septel__plan_copies(struct planner *planner, struct plan *plan)
{
	struct groups groups = {.planner = planner};
	add_peers(planner);
	groups.of = septel_arena_alloc(planner->arena, (planner->count + 1) * sizeof *groups.of);
	planner->failed |= !groups.of;
	for (size_t i = 0; i < planner->count && !planner->failed; i++)
		place(&groups, i);
	if (planner->failed)
		return;
	add_boxes(&groups);
	gather(&groups);
	write_copies(&groups, plan);
	plan->decisions = planner->decisions;
	plan->decision_count = planner->count;
}
