/* plan_members.c - who is called: format line 2, collectives, address indicating groups; see
 * planner.h. */
#include "planner.h"

struct plan_decision *septel__plan_add(struct planner *planner, struct septel_view ri)
{
	if (planner->count == planner->room) {
		const size_t room = planner->room ? planner->room * 2 : 32;
		struct plan_decision *bigger =
			septel_arena_alloc(planner->arena, room * sizeof *bigger);
		if (!bigger) {
			planner->failed = true;
			return NULL;
		}
		if (planner->count)
			memcpy(bigger, planner->decisions, planner->count * sizeof *bigger);
		planner->decisions = bigger;
		planner->room = room;
	}
	struct plan_decision *decision = &planner->decisions[planner->count++];
	*decision = (struct plan_decision){
		.ri = ri,
		.collective = {"", 0},
		.misrouted = {"", 0},
		.prefix = {"", 0},
		.outlet = NO_OUTLET,
		.rule = RULE_NONE,
		.role = ROLE_ACTION,
	};
	return decision;
}

/* True where it was not seen before. */
static bool see(struct planner *planner, struct septel_view ri)
{
	const uint64_t key = septel__ri_key(ri);
	if (septel__key_get(&planner->seen, key))
		return false;
	if (!septel__key_put(&planner->seen, key, 1, planner->arena))
		planner->failed = true;
	return !planner->failed;
}

/* What is the same for all members of a collective that was called. */
struct expansion {
	struct septel_view called;
	enum envelope_role role;
	bool too_large;
};

/* NOLINTNEXTLINE(misc-no-recursion): RELAY_EXPANSION_DEPTH deep at most */
static void expand(struct planner *planner, const struct collective *collective,
		   struct expansion *expansion, bool information, int depth)
{
	for (size_t i = 0; i < collective->count && !expansion->too_large && !planner->failed;
	     i++) {
		const struct collective_member *member = &collective->members[i];
		const bool only_information = information || member->information;
		const struct collective *nested = septel__collective(planner->routes, member->ri);
		if (septel__plan_exempts(planner, member->ri, member->name) ||
		    !see(planner, member->ri))
			continue;
		if (nested && depth < RELAY_EXPANSION_DEPTH) {
			expand(planner, nested, expansion, only_information, depth + 1);
			continue;
		}
		expansion->too_large = nested || planner->count >= RELAY_EXPANSION_LIMIT;
		struct plan_decision *decision =
			expansion->too_large ? NULL : septel__plan_add(planner, member->ri);
		if (!decision)
			return;
		decision->collective = expansion->called;
		if (!septel__plan_role(planner, member->ri, &decision->role))
			decision->role = only_information ? ROLE_INFORMATION : expansion->role;
	}
}

/* The members in the place of the collective; the collective itself, to be held, where they are too
 * many. */
static void expand_called(struct planner *planner, const struct collective *collective,
			  struct septel_view called, enum envelope_role role)
{
	struct expansion expansion = {called, role, false};
	const size_t before = planner->count;
	expand(planner, collective, &expansion, false, 1);
	if (!expansion.too_large)
		return;
	planner->count = before;
	struct plan_decision *decision = septel__plan_add(planner, called);
	if (decision) {
		decision->collective = called;
		decision->bar = BAR_EXPANSION;
	}
}

/* Groups are expanded where the message begins, or where this station is asked to. */
static void expand_groups(struct planner *planner)
{
	const struct envelope *envelope = planner->envelope;
	for (size_t i = 0; i < envelope->addressee_count; i++) {
		const struct envelope_addressee *addressee = &envelope->addressees[i];
		if (addressee->role == ROLE_EXEMPT || addressee->by_other_means ||
		    !septel__starts_fold(addressee->name, "AIG") ||
		    (planner->question->from != NO_OUTLET &&
		     !septel__equal(addressee->ri, planner->config->station)))
			continue;
		const struct collective *group =
			septel__collective(planner->routes, addressee->name);
		if (group)
			expand_called(planner, group, group->name, addressee->role);
	}
}

/* Nobody who has the message is a member. */
static void leave_out_originator(struct planner *planner)
{
	const struct septel_view origin = septel_view_of(planner->envelope->key.origin);
	if (origin.len)
		(void)see(planner, origin);
	if (planner->envelope->from_ri.len)
		(void)see(planner, planner->envelope->from_ri);
}

void septel__plan_members(struct planner *planner)
{
	const struct septel_views called = planner->envelope->routing;
	const struct collective *collective;
	/* first all that are called for themselves: they stand in their own places */
	bool *first = septel_arena_alloc(planner->arena, called.count + 1);
	if (!first) {
		planner->failed = true;
		return;
	}
	for (size_t i = 0; i < called.count; i++)
		first[i] = see(planner, called.at[i]);
	leave_out_originator(planner);
	for (size_t i = 0; i < called.count && !planner->failed; i++) {
		enum envelope_role role;
		if (!first[i])
			continue;
		(void)septel__plan_role(planner, called.at[i], &role);
		collective = septel__collective(planner->routes, called.at[i]);
		if (collective) {
			expand_called(planner, collective, called.at[i], role);
			continue;
		}
		struct plan_decision *decision = septel__plan_add(planner, called.at[i]);
		if (decision)
			decision->role = role;
	}
	expand_groups(planner);
}
