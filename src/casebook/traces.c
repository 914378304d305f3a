/* traces.c - see family.h: tracing. */
#include "family.h"

static const struct trace_step STEPS[] = {
	{"opened", "searching"},        {"opened", "located"},
	{"opened", "unsafe"},           {"opened", "closed"},
	{"searching", "located"},       {"searching", "unsafe"},
	{"searching", "closed"},        {"located", "verified"},
	{"located", "consent-asked"},   {"located", "unsafe"},
	{"located", "closed"},          {"verified", "consent-asked"},
	{"verified", "unsafe"},         {"verified", "closed"},
	{"consent-asked", "refused"},   {"consent-asked", "contact-restored"},
	{"consent-asked", "unsafe"},    {"consent-asked", "closed"},
	{"refused", "consent-asked"},   {"refused", "closed"},
	{"unsafe", "searching"},        {"unsafe", "closed"},
	{"contact-restored", "closed"}, {"closed", "opened"},
};

const struct trace_step *septel__trace_steps(size_t *count)
{
	*count = sizeof STEPS / sizeof *STEPS;
	return STEPS;
}

static bool is_step(int from, int to)
{
	const struct list_row *states = septel__list_row(LIST_TRACE_STATE);
	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
		if (strcmp(STEPS[i].from, states->words[from]) == 0 &&
		    strcmp(STEPS[i].to, states->words[to]) == 0)
			return true;
	return false;
}

static void move(struct trace *trace, const struct claim *claim, int state)
{
	if (state < 0 || state == trace->state)
		return;
	if (!trace->skipped && !is_step(trace->state, state))
		trace->skipped = claim;
	trace->state = state;
	trace->since = claim;
}

static void note_state(struct trace *trace, const struct claim *claim)
{
	const struct claim_value *consent = septel__claim_value(claim, KEY_CONSENT_OF_SOUGHT);
	const struct claim_value *place = septel__claim_value(claim, KEY_PLACE);
	move(trace, claim, septel__claim_word(claim, KEY_STATE));
	if (consent) {
		trace->consent = claim;
		trace->consented = !consent->silent && septel__is_word(consent->text, "yes");
	}
	if (place && !place->silent)
		trace->place = claim;
}

/* What is told of a day before it was opened counts as well: messages cross. */
bool septel__trace_read(struct trace *trace, const struct case_log *log, const struct thing *thing)
{
	const struct claim_list claims = septel__log_about(log, thing);
	*trace = (struct trace){.thing = thing};
	for (size_t i = 0; i < claims.count && !trace->opened; i++)
		if (claims.at[i]->type == CLAIM_TRACE_OPENED)
			trace->opened = trace->since = claims.at[i];
	trace->state = septel__word_of(LIST_TRACE_STATE, VIEW_LITERAL("opened"));
	for (size_t i = 0; trace->opened && i < claims.count; i++)
		if (claims.at[i]->type == CLAIM_TRACE_STATE)
			note_state(trace, claims.at[i]);
	return trace->opened != NULL;
}

/* ---- what is wrong with it ---- */

/* Whether the enquirer agrees that those who look may know; the last claim counts. */
static bool enquirer_consents(const struct case_log *log, const struct thing *enquirer,
			      const struct thing *tracer)
{
	const struct claim_list claims = septel__log_about(log, enquirer);
	bool given = false;
	for (size_t i = 0; i < claims.count; i++) {
		const struct thing *to = septel__claim_thing(claims.at[i], KEY_TO);
		const bool meant =
			to && tracer &&
			(septel__is_part_of(tracer, to) || septel__is_part_of(to, tracer));
		if (claims.at[i]->type == CLAIM_CONSENT_GIVEN && meant)
			given = true;
		if (claims.at[i]->type == CLAIM_CONSENT_REFUSED && meant)
			given = false;
		if (claims.at[i]->type == CLAIM_CONSENT_WITHDRAWN && (meant || !to))
			given = false;
	}
	return given;
}

const char *septel__trace_warning(const struct case_log *log, const struct trace *trace)
{
	const struct thing *enquirer = septel__claim_thing(trace->opened, KEY_REQUESTED_BY);
	if (!enquirer)
		return "who asked for it is not stated";
	if (!enquirer_consents(log, enquirer, septel__claim_thing(trace->opened, KEY_BY)))
		return "the consent of the enquirer is not recorded";
	return NULL;
}

const struct claim *septel__trace_violation(const struct trace *trace)
{
	const int restored = septel__word_of(LIST_TRACE_STATE, VIEW_LITERAL("contact-restored"));
	if (trace->consented)
		return NULL;
	if (trace->place)
		return trace->place;
	return trace->state == restored ? trace->since : NULL;
}
