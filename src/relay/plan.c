/* plan.c - decides for each routing indicator of a message where it goes; see routes.h. */
#include "planner.h"

/* ---- what speaks against an outlet -------------------------------------------------------- */

static bool has_code(const struct outlet_settings *outlet, const char *release)
{
	for (size_t i = 0; i < sizeof outlet->release / sizeof *outlet->release; i++)
		if (outlet->release[i][0] && memcmp(outlet->release[i], release, 2) == 0)
			return true;
	return false;
}

static bool is_within(enum septel_precedence precedence, enum septel_precedence lowest,
		      enum septel_precedence highest)
{
	return (!lowest || precedence >= lowest) && (!highest || precedence <= highest);
}

/* An outlet without a ceiling carries what is unclassified.  Where codes are asked for, what is
 * classified must have one: without it, it is released to nobody else. */
enum plan_bar septel__outlet_bar(const struct outlet_settings *outlet, enum septel_class class_,
				 enum septel_precedence precedence, const char *release)
{
	const enum septel_class ceiling =
		outlet->ceiling > SEPTEL_UNCLASSIFIED ? outlet->ceiling : SEPTEL_UNCLASSIFIED;
	if (class_ > ceiling)
		return BAR_CLASSIFICATION;
	if (outlet->release[0][0] &&
	    (release[0] ? !has_code(outlet, release) : class_ > SEPTEL_UNCLASSIFIED))
		return BAR_RELEASE;
	return is_within(precedence, outlet->lowest, outlet->highest) ? BAR_NONE : BAR_PRECEDENCE;
}

/* `codes` are those of a route, with commas. */
static bool passes(struct septel_view codes, const char *release, enum septel_class class_)
{
	if (codes.len == 0 || !release[0])
		return codes.len == 0 || class_ <= SEPTEL_UNCLASSIFIED;
	for (size_t i = 0; i + 2 <= codes.len; i += 3)
		if (memcmp(codes.ptr + i, release, 2) == 0)
			return true;
	return false;
}

static enum plan_bar terms_bar(const struct planner *planner, const struct route_terms *terms,
			       enum septel_precedence precedence)
{
	if (planner->class_ > terms->ceiling)
		return BAR_CLASSIFICATION;
	if (!is_within(precedence, terms->lowest, terms->highest))
		return BAR_PRECEDENCE;
	return passes(terms->release, planner->envelope->release, planner->class_) ? BAR_NONE
										   : BAR_RELEASE;
}

static enum plan_bar bar_at(const struct planner *planner, size_t outlet, enum envelope_role role)
{
	return septel__outlet_bar(&planner->config->outlets[outlet], planner->class_,
				  septel__plan_precedence(planner, role),
				  planner->envelope->release);
}

/* ---- one routing indicator ---------------------------------------------------------------- */

static void try_outlet(struct planner *planner, const struct route_terms *terms, size_t outlet,
		       const struct plan_decision *decision, struct plan_trial *trial)
{
	const struct plan_question *question = planner->question;
	*trial = (struct plan_trial){outlet, BAR_NONE};
	/* a member of a collective may be behind the station that sent it; who is called for
	 * himself was sent here to be sent elsewhere */
	if (outlet == question->from && decision->collective.len == 0)
		trial->bar = BAR_LOOP;
	if (!trial->bar)
		trial->bar =
			terms_bar(planner, terms, septel__plan_precedence(planner, decision->role));
	if (!trial->bar)
		trial->bar = bar_at(planner, outlet, decision->role);
	if (!trial->bar && question->up && !question->up[outlet])
		trial->bar = BAR_DOWN;
}

/* The first that may carry it and is up; else the first that may carry it; else it is held at the
 * first. */
static void choose(struct planner *planner, const struct route_terms *terms,
		   struct plan_decision *decision)
{
	struct plan_trial *trials =
		septel_arena_alloc(planner->arena, (terms->outlet_count + 1) * sizeof *trials);
	if (!trials) {
		planner->failed = true;
		return;
	}
	size_t waits = NO_OUTLET, goes = NO_OUTLET;
	decision->trials = trials;
	while (decision->trial_count < terms->outlet_count && goes == NO_OUTLET) {
		struct plan_trial *trial = &trials[decision->trial_count];
		try_outlet(planner, terms, terms->outlets[decision->trial_count++], decision,
			   trial);
		if (trial->bar == BAR_NONE)
			goes = trial->outlet;
		if (trial->bar == BAR_DOWN && waits == NO_OUTLET)
			waits = trial->outlet;
	}
	decision->outlet = goes != NO_OUTLET ? goes : waits;
	if (decision->outlet != NO_OUTLET)
		return;
	decision->bar = terms->outlet_count ? trials[0].bar : BAR_TOLD;
	if (terms->outlet_count)
		decision->outlet = terms->outlets[0];
}

static void by_route(struct planner *planner, const struct route *route, enum plan_rule rule,
		     struct plan_decision *decision)
{
	decision->rule = rule;
	decision->prefix = septel__route_prefix(planner->routes, route);
	decision->line = (int)route->line;
	choose(planner, route->terms, decision);
}

/* For this station: the box of its own route; else one that takes a copy anyway; else the
 * operator's. */
static void deliver(struct planner *planner, const struct route *route,
		    struct plan_decision *decision)
{
	const struct relay_config *config = planner->config;
	if (route && route->length == decision->ri.len) {
		by_route(planner, route, RULE_STATION, decision);
		return;
	}
	decision->rule = RULE_STATION;
	for (size_t i = 0; i < config->outlet_count && decision->outlet == NO_OUTLET; i++)
		if (planner->wanted[i] && septel__is_box(config->outlets[i].kind) &&
		    bar_at(planner, i, decision->role) == BAR_NONE)
			decision->outlet = i;
	if (decision->outlet == NO_OUTLET && config->operator_box.len)
		decision->outlet = septel__config_outlet(config, config->operator_box);
	if (decision->outlet == NO_OUTLET)
		decision->bar = BAR_NO_BOX;
	else
		decision->bar = bar_at(planner, decision->outlet, decision->role);
}

/* "RUCRxxx" is for whom it reaches; where the table knows its members and this station is none, it
 * went astray. */
static bool is_for_members(const struct planner *planner, struct septel_view expanded)
{
	char letters[ROUTING_INDICATOR_SIZE];
	memcpy(letters, expanded.ptr, expanded.len);
	letters[1] = 'H';
	const struct collective *collective =
		septel__collective(planner->routes, (struct septel_view){letters, expanded.len});
	for (size_t i = 0; collective && i < collective->count; i++)
		if (septel__equal(collective->members[i].ri, planner->config->station) ||
		    septel__collective(planner->routes, collective->members[i].ri))
			return true;
	return !collective;
}

static void reroute(struct planner *planner, struct plan_decision *decision)
{
	const struct septel_view right = septel__plan_correction(planner, decision->ri);
	const struct route *route = septel__route_of(planner->routes, right);
	uint64_t key;
	if (!route) {
		decision->bar =
			septel__route_key(decision->ri, &key) ? BAR_NO_ROUTE : BAR_INDICATOR;
		return;
	}
	decision->misrouted = decision->ri;
	decision->ri = right;
	by_route(planner, route, RULE_MISROUTE, decision);
}

static bool is_minimized(const struct planner *planner, const struct plan_decision *decision)
{
	const struct plan_question *question = planner->question;
	const enum septel_precedence precedence = septel__plan_precedence(planner, decision->role);
	for (size_t i = 0; !planner->minimize_considered && i < question->minimize_count; i++) {
		const struct minimize *minimize = &question->minimize[i];
		if (precedence < minimize->lowest && decision->ri.len >= minimize->area.len &&
		    memcmp(decision->ri.ptr, minimize->area.ptr, minimize->area.len) == 0)
			return true;
	}
	return false;
}

/* "RHCRxxx" goes to a member at the other end of the circuit as "RUCRxxx". */
static void mark_expanded(struct planner *planner, struct plan_decision *decision)
{
	if (decision->bar || decision->outlet == NO_OUTLET ||
	    !septel__is_collective_form(decision->collective) ||
	    !septel__equal(planner->config->outlets[decision->outlet].peer, decision->ri))
		return;
	const struct septel_view copy = septel_arena_copy(planner->arena, decision->collective);
	char *letters = septel_arena_alloc(planner->arena, copy.len + 1);
	if (!letters || copy.len != decision->collective.len) {
		planner->failed = true;
		return;
	}
	memcpy(letters, copy.ptr, copy.len + 1);
	letters[1] = 'U';
	decision->ri = (struct septel_view){letters, copy.len};
}

static void decide(struct planner *planner, struct plan_decision *decision)
{
	const struct route *route = septel__route_of(planner->routes, decision->ri);
	const bool exact = route && route->length == decision->ri.len;
	if (decision->bar)
		return; /* a collective of too many */
	if (decision->collective.len == 0 && septel__plan_exempts_called(planner, decision->ri)) {
		decision->bar = BAR_EXEMPT;
		return;
	}
	if (septel__equal(decision->ri, planner->config->station))
		deliver(planner, route, decision);
	else if (septel__is_expanded_form(decision->ri) && !exact) {
		if (is_for_members(planner, decision->ri))
			deliver(planner, NULL, decision);
		else
			decision->bar = BAR_EXPANDED;
	} else if (route)
		by_route(planner, route, RULE_ROUTE, decision);
	else
		reroute(planner, decision);
	if (!decision->bar && decision->outlet != NO_OUTLET &&
	    !septel__is_box(planner->config->outlets[decision->outlet].kind) &&
	    is_minimized(planner, decision))
		decision->bar = BAR_MINIMIZE;
	mark_expanded(planner, decision);
}

/* ---- a message ----------------------------------------------------------------------------- */

/* Without a security signal and a classification a message needs an approved circuit
 * (wire-format 3, format line 4); what is said in service between stations is unclassified. */
enum septel_class septel__plan_class(const struct envelope *envelope)
{
	if (envelope->classification != SEPTEL_CLASS_NONE)
		return envelope->classification;
	return envelope->signs & SIGN_SERVICE ? SEPTEL_UNCLASSIFIED : SEPTEL_CONFIDENTIAL;
}

static bool considers_minimize(const struct plan_question *question)
{
	const struct septel_views captions = question->envelope->captions;
	for (size_t i = 0; i < captions.count; i++)
		if (septel__find_fold(captions.at[i], "MINIMIZE CONSIDERED", 0) != VIEW_NOT_FOUND)
			return true;
	return question->minimize_count &&
	       septel__find_fold(question->bytes, "MINIMIZE CONSIDERED", 0) != VIEW_NOT_FOUND;
}

bool septel__plan(struct plan *plan, const struct routes *routes,
		  const struct plan_question *question, struct septel_arena *arena)
{
	struct planner planner = {
		.routes = routes,
		.config = routes->config,
		.question = question,
		.envelope = question->envelope,
		.arena = arena,
		.class_ = septel__plan_class(question->envelope),
		.minimize_considered = considers_minimize(question),
	};
	memset(plan, 0, sizeof *plan);
	septel__plan_address(&planner);
	septel__plan_members(&planner);
	if (!planner.failed)
		septel__plan_profiles(&planner);
	for (size_t i = 0; i < planner.count && !planner.failed; i++)
		decide(&planner, &planner.decisions[i]);
	if (!planner.failed)
		septel__plan_copies(&planner, plan);
	return !planner.failed && !septel_arena_failed(arena);
}
