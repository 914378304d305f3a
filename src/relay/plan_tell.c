/* plan_tell.c - names of rules and bars, and why a copy is held; see routes.h and planner.h. */
#include "faults.h"
#include "planner.h"

static const char *const BARS[] = {
	[BAR_NONE] = "",
	[BAR_DOWN] = "down",
	[BAR_NO_ROUTE] = "no-route",
	[BAR_TOLD] = "told",
	[BAR_CLASSIFICATION] = "classification",
	[BAR_PRECEDENCE] = "precedence",
	[BAR_RELEASE] = "release",
	[BAR_LOOP] = "loop",
	[BAR_MINIMIZE] = "minimize",
	[BAR_EXEMPT] = "exempt",
	[BAR_EXPANDED] = "expanded",
	[BAR_EXPANSION] = "expansion",
	[BAR_NO_BOX] = "no-box",
	[BAR_INDICATOR] = "indicator",
};

static const char *const RULES[] = {
	[RULE_ROUTE] = "route",       [RULE_STATION] = "station", [RULE_PROFILE] = "profile",
	[RULE_MISROUTE] = "misroute", [RULE_NONE] = "none",
};

const char *septel__bar_name(enum plan_bar bar)
{
	return BARS[bar];
}

const char *septel__rule_name(enum plan_rule rule)
{
	return RULES[rule];
}

/* "SECRET", or what is taken for it. */
static const char *class_name(const struct planner *planner)
{
	return planner->envelope->classification == SEPTEL_CLASS_NONE &&
			       planner->class_ > SEPTEL_UNCLASSIFIED
		       ? "a message without a classification"
		       : septel_class_name(planner->class_);
}

static void tell_indicator(struct septel_out *out, enum plan_bar bar, struct septel_view ri)
{
	const struct shown token = septel__shown(ri);
	const char *shown = token.text;
	switch (bar) {
	case BAR_NO_ROUTE:
		septel__out_format(out, "no route for %s", shown);
		return;
	case BAR_INDICATOR:
		septel__out_format(out, "'%s' is no routing indicator", shown);
		return;
	case BAR_EXEMPT:
		septel__out_format(out, "%s is called and exempted", shown);
		return;
	case BAR_EXPANDED:
		septel__out_format(out, "%s has been expanded, and this station is no member",
				   shown);
		return;
	case BAR_EXPANSION:
		septel__out_format(out, "%s stands for more than %u", shown, RELAY_EXPANSION_LIMIT);
		return;
	case BAR_NO_BOX:
		septel__out_format(out, "no box takes what is for %s", shown);
		return;
	default:
		septel__out_format(out, "the route of %s says hold", shown);
	}
}

static void tell_outlet(const struct planner *planner, struct septel_out *out,
			const struct plan_decision *decision)
{
	const struct outlet_settings *outlet = &planner->config->outlets[decision->outlet];
	const char *release = planner->envelope->release;
	switch (decision->bar) {
	case BAR_CLASSIFICATION:
		septel__out_format(out, "%s is over the ceiling of %.*s", class_name(planner),
				   VIEW_FORMAT(outlet->name));
		break;
	case BAR_PRECEDENCE:
		septel__out_format(
			out, "%.*s does not carry %s", VIEW_FORMAT(outlet->name),
			septel_precedence_name(septel__plan_precedence(planner, decision->role)));
		break;
	case BAR_RELEASE:
		septel__out_format(out, "%.*s does not carry %s%s", VIEW_FORMAT(outlet->name),
				   release[0] ? "release code " : "what has no release code",
				   release);
		break;
	case BAR_LOOP:
		septel__out_format(out, "%.*s is where it came from", VIEW_FORMAT(outlet->name));
		break;
	default:
		septel__out_format(out, "%s is under MINIMIZE", septel__shown(decision->ri).text);
	}
	if (decision->prefix.len && decision->bar != BAR_LOOP && decision->bar != BAR_MINIMIZE)
		septel__out_format(out, " (route %.*s, line %d)", VIEW_FORMAT(decision->prefix),
				   decision->line);
}

struct septel_view septel__plan_reason(struct planner *planner,
				       const struct plan_decision *decision)
{
	struct septel_out out;
	septel__out_init(&out, planner->arena, 0);
	switch (decision->bar) {
	case BAR_CLASSIFICATION:
	case BAR_PRECEDENCE:
	case BAR_RELEASE:
	case BAR_LOOP:
	case BAR_MINIMIZE:
		tell_outlet(planner, &out, decision);
		break;
	default:
		tell_indicator(&out, decision->bar, decision->ri);
	}
	planner->failed |= out.failed;
	return septel__out_written(&out);
}
