/* rules.c - see rules.h. */
#include "rules.h"

#include "evidence.h"

static bool is_rule(enum claim_type type)
{
	return type == CLAIM_RULE_PROPOSED || type == CLAIM_RULE_PREFERRED ||
	       type == CLAIM_RULE_CONFIRMED || type == CLAIM_RULE_IN_FORCE;
}

/* A rule that is only proposed gives nobody the lead. */
static int rank(enum claim_type standing)
{
	switch (standing) {
	case CLAIM_RULE_PREFERRED:
		return 1;
	case CLAIM_RULE_CONFIRMED:
		return 2;
	case CLAIM_RULE_IN_FORCE:
		return 3;
	default:
		return 0;
	}
}

const char *septel__standing_name(enum claim_type standing)
{
	static const char *const NAMES[] = {"", "preferred", "confirmed", "in-force"};
	return NAMES[rank(standing)];
}

/* A claim that confirms a rule may leave out what the rule says. */
static const struct claim_value *told_by_rule(const struct case_log *log, const struct claim *claim,
					      enum claim_key key)
{
	const struct claim_list claims = septel__log_about(log, claim->about);
	const struct claim_value *own = septel__claim_value(claim, key);
	for (size_t i = claims.count; i > 0 && (!own || own->silent); i--)
		own = septel__claim_value(claims.at[i - 1], key);
	return own && !own->silent ? own : NULL;
}

static void take_rule(struct case_rules *rules, const struct case_log *log,
		      const struct claim *claim)
{
	const struct claim_value *when = told_by_rule(log, claim, KEY_WHEN);
	const struct claim_value *lead = told_by_rule(log, claim, KEY_LEAD);
	if (!when || !lead || !rank(claim->type))
		return;
	struct lead_rule *at = &rules->leads[when->is.word];
	if (rank(claim->type) < rank(at->standing))
		return;
	*at = (struct lead_rule){claim->type, lead->is.things,
				 septel__log_about(log, claim->about)};
}

static struct claim_list gather(const struct case_log *log, bool (*belongs)(const struct claim *))
{
	struct claim_bag bag = {.arena = log->book->arena};
	for (size_t i = 0; i < log->claims.count; i++)
		if (belongs(log->claims.at[i]))
			septel__bag_add(&bag, log->claims.at[i]);
	return septel__bag_list(&bag);
}

static bool tells_a_rule(const struct claim *claim)
{
	return is_rule(claim->type);
}

static bool tells_an_assurance(const struct claim *claim)
{
	return claim->type == CLAIM_ASSURANCE_GIVEN;
}

static bool tells_a_breach(const struct claim *claim)
{
	return claim->type == CLAIM_ASSURANCE_BREACH;
}

static bool undertakes(const struct claim *claim)
{
	return claim->type == CLAIM_PROMISE_MADE || claim->type == CLAIM_REQUEST_MADE;
}

static bool tells_availability(const struct claim *claim)
{
	return claim->type == CLAIM_OPTION_AVAILABILITY;
}

void septel__rules_read(struct case_rules *rules, const struct case_log *log)
{
	*rules = (struct case_rules){.rules = gather(log, tells_a_rule),
				     .assurances = gather(log, tells_an_assurance),
				     .breaches = gather(log, tells_a_breach),
				     .undertakings = gather(log, undertakes),
				     .availabilities = gather(log, tells_availability)};
	for (size_t i = 0; i < rules->rules.count; i++)
		take_rule(rules, log, rules->rules.at[i]);
	if (!septel__ledger_open(&rules->ledger, log, WEEK_FROM_MONDAY))
		rules->undertakings.count = 0; /* the arena tells */
}
