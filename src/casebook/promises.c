/* promises.c - promises as a fold; see undertakings.h. */
#include "undertakings.h"

/* ---- the machine ---- */

static const struct promise_step STEPS[] = {
	{STAGE_NONE, STAGE_PROPOSED, CLAIM_PROMISE_PROPOSED, STAGE_PROPOSED},
	{STAGE_NONE, STAGE_MADE, CLAIM_PROMISE_MADE, STAGE_MADE},
	/* What is over may be told otherwise by a later claim, but never opens again. */
	{STAGE_NONE, STAGE_SUPERSEDED, CLAIM_PROMISE_KEPT, STAGE_KEPT},
	{STAGE_NONE, STAGE_SUPERSEDED, CLAIM_PROMISE_ON_BEHALF, STAGE_ON_BEHALF},
	{STAGE_NONE, STAGE_SUPERSEDED, CLAIM_PROMISE_DECLINED, STAGE_DECLINED},
	{STAGE_NONE, STAGE_SUPERSEDED, CLAIM_PROMISE_BROKEN, STAGE_BROKEN},
	/* Nobody is released from what was done. */
	{STAGE_NONE, STAGE_MADE, CLAIM_PROMISE_WAIVED, STAGE_WAIVED},
	{STAGE_DECLINED, STAGE_BROKEN, CLAIM_PROMISE_WAIVED, STAGE_WAIVED},
	{STAGE_NONE, STAGE_MADE, CLAIM_PROMISE_SUPERSEDED, STAGE_SUPERSEDED},
	{STAGE_DECLINED, STAGE_WAIVED, CLAIM_PROMISE_SUPERSEDED, STAGE_SUPERSEDED},
};

const struct promise_step *septel__promise_steps(size_t *count)
{
	*count = sizeof STEPS / sizeof *STEPS;
	return STEPS;
}

/* What a stage is called where no date or condition says more. */
static const enum promise_state STATES[PROMISE_STAGES] = {
	[STAGE_NONE] = PROMISE_PROPOSED,         [STAGE_PROPOSED] = PROMISE_PROPOSED,
	[STAGE_MADE] = PROMISE_STANDING,         [STAGE_KEPT] = PROMISE_KEPT,
	[STAGE_ON_BEHALF] = PROMISE_ON_BEHALF,   [STAGE_DECLINED] = PROMISE_DECLINED,
	[STAGE_BROKEN] = PROMISE_BROKEN,         [STAGE_WAIVED] = PROMISE_WAIVED,
	[STAGE_SUPERSEDED] = PROMISE_SUPERSEDED,
};

static const char *const STATE_NAMES[PROMISE_STATES] = {
	[PROMISE_PROPOSED] = "proposed",
	[PROMISE_STANDING] = "standing",
	[PROMISE_CONDITIONAL] = "conditional",
	[PROMISE_NOT_YET_DUE] = "not-yet-due",
	[PROMISE_DUE] = "due",
	[PROMISE_OVERDUE] = "overdue",
	[PROMISE_KEPT] = "kept",
	[PROMISE_KEPT_LATE] = "kept-late",
	[PROMISE_DECLINED] = "declined",
	[PROMISE_ON_BEHALF] = "on-behalf",
	[PROMISE_BROKEN] = "broken",
	[PROMISE_WAIVED] = "waived",
	[PROMISE_SUPERSEDED] = "superseded",
};

const char *septel__promise_state_name(enum promise_state state)
{
	return STATE_NAMES[state];
}

enum promise_state septel__promise_state_of(struct septel_view name)
{
	int state = 0;
	while (state < PROMISE_STATES && !septel__equal(name, septel_view_of(STATE_NAMES[state])))
		state++;
	return (enum promise_state)state;
}

/* ---- the fold ---- */

static bool makes(const struct claim *claim)
{
	return claim->type == CLAIM_PROMISE_MADE || claim->type == CLAIM_PROMISE_PROPOSED;
}

const struct claim *septel__promise_term(struct claim_list claims, enum claim_key key)
{
	for (size_t i = claims.count; i > 0; i--)
		if (makes(claims.at[i - 1]) && septel__claim_value(claims.at[i - 1], key))
			return claims.at[i - 1];
	return NULL;
}

/* That a promise was kept takes an encounter or a message that says so. */
static bool proves(const struct claim *claim)
{
	if (septel__claim_thing(claim, KEY_DISCHARGES))
		return true;
	for (size_t i = 0; i < claim->value_count; i++)
		if (claim->values[i].row->value == VALUE_ANCHOR &&
		    !claim->values[i].is.anchor.officer.len)
			return true;
	return false;
}

static void move(struct promise *promise, const struct claim *claim)
{
	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
		if (STEPS[i].by != claim->type || promise->stage < STEPS[i].first ||
		    promise->stage > STEPS[i].last)
			continue;
		promise->stage = STEPS[i].to;
		promise->moved = claim;
		return;
	}
}

static bool is_done(enum promise_stage stage)
{
	return stage == STAGE_KEPT || stage == STAGE_ON_BEHALF;
}

static void take(struct promise *promise, const struct claim *claim)
{
	const enum promise_stage before = promise->stage;
	if (claim->type == CLAIM_PROMISE_KEPT && !proves(claim)) {
		promise->flags |= PROMISE_UNPROVEN;
		return;
	}
	move(promise, claim);
	if (is_done(before) && promise->stage == STAGE_BROKEN)
		promise->flags |= PROMISE_CONTRADICTED;
	if (before == STAGE_BROKEN && is_done(promise->stage))
		promise->flags |= PROMISE_CONTRADICTED;
	if (makes(claim))
		promise->made = claim;
	if (claim->type == CLAIM_PROMISE_CONDITION_MET)
		promise->met = claim;
	if (claim->type == CLAIM_PROMISE_READING)
		promise->preferred = claim;
}

/* ---- when it is due ---- */

static void read_due(const struct ledger *ledger, struct claim_list claims, struct promise *promise)
{
	const struct claim *told = septel__promise_term(claims, KEY_DUE);
	if (!told || !septel__due_of(&ledger->windows, told, ledger->week, &promise->due))
		return;
	struct day_readings *readings = &promise->due.readings;
	promise->due_by = told;
	if (promise->preferred) {
		const int word = septel__claim_word(promise->preferred, KEY_READING);
		if (word < 0 || !septel__readings_prefer(readings, (enum reading_rule)word))
			promise->preferred = NULL;
	}
	if (readings->ambiguous)
		promise->flags |= PROMISE_AMBIGUOUS_DUE;
	if (readings->vague)
		promise->flags |= PROMISE_VAGUE;
	const long last = readings->count ? readings->at[readings->chosen].days.to : DAY_NONE;
	if (last != DAY_NONE && last < septel__time_day(told->message->dtg))
		promise->flags |= PROMISE_DUE_BEFORE_REPORT;
}

/* The day on which it was done, that of asking while it is open. */
static long reckoned_on(const struct ledger *ledger, const struct promise *promise)
{
	return is_done(promise->stage) ? septel__time_day(septel__claim_day(promise->moved))
				       : ledger->on;
}

long septel__promise_late(const struct ledger *ledger, const struct promise *promise,
			  const struct day_reading *reading)
{
	const long day = reckoned_on(ledger, promise);
	return reading->days.to != DAY_NONE && day > reading->days.to ? day - reading->days.to : 0;
}

static enum promise_state dated_state(const struct ledger *ledger, struct promise *promise,
				      const struct day_reading *reading)
{
	promise->days_late = septel__promise_late(ledger, promise, reading);
	if (promise->days_late > 0)
		return PROMISE_OVERDUE;
	return reading->days.from != DAY_NONE && ledger->on < reading->days.from
		       ? PROMISE_NOT_YET_DUE
		       : PROMISE_DUE;
}

void septel__promise_fold(const struct ledger *ledger, struct claim_list claims,
			  struct promise *promise)
{
	*promise = (struct promise){0};
	for (size_t i = 0; i < claims.count; i++)
		take(promise, claims.at[i]);
	read_due(ledger, claims, promise);
	const struct day_readings *readings = &promise->due.readings;
	const struct day_reading *chosen =
		promise->due_by && readings->count ? &readings->at[readings->chosen] : NULL;
	promise->state = STATES[promise->stage];
	if (promise->stage == STAGE_MADE && !promise->met && septel__promise_term(claims, KEY_IF)) {
		promise->state = PROMISE_CONDITIONAL;
	} else if (promise->stage == STAGE_MADE && chosen) {
		promise->state = dated_state(ledger, promise, chosen);
	} else if (is_done(promise->stage) && chosen) {
		promise->days_late = septel__promise_late(ledger, promise, chosen);
		if (promise->stage == STAGE_KEPT && promise->days_late > 0)
			promise->state = PROMISE_KEPT_LATE;
	}
}
