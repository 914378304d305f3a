/* cmd_case_visits.c - septel case visits: families that want to see their relatives. */
#include "../casebook/family.h"
#include "case_tell.h"
#include "commands.h"

/* ---- the record ---- */

static void tell_event(struct case_desk *desk, const struct claim *claim)
{
	static const enum claim_key KEYS[] = {KEY_WHAT, KEY_ANSWER, KEY_DUE, KEY_PLACE};
	septel__record_set_view(&desk->answer, "id", claim->about->name);
	septel__record_set_day(&desk->answer, "when", septel__claim_day(claim));
	septel__record_set(&desk->answer, "type", json_string(septel__type_row(claim->type)->name));
	tell_voice(desk, claim);
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		if (septel__claim_value(claim, KEYS[i]))
			tell_key(desk, claim, KEYS[i]);
}

/* The claims of one kind of event that may be seen. */
static json_t *events_of(struct case_desk *desk, const struct visit *visit, enum visit_state event)
{
	json_t *list = json_array();
	for (size_t i = 0; i < visit->count; i++) {
		const struct claim *claim = visit->events[i].claim;
		if (visit->events[i].event != event)
			continue;
		json_t *one =
			tell_claims(desk, (struct claim_list){&claim, 1}, claim->type, tell_event);
		json_array_extend(list, one);
		json_decref(one);
	}
	return list;
}

/* Who supports it, each once. */
static json_t *parties_of(const json_t *events)
{
	size_t i, j;
	json_t *event, *held, *parties = json_array();
	json_array_foreach(events, i, event)
	{
		json_t *by = json_object_get(event, "by");
		bool there = !json_is_string(by);
		json_array_foreach(parties, j, held) there = there || json_equal(held, by);
		if (!there)
			json_array_append(parties, by);
	}
	return parties;
}

static void tell_consent(struct case_desk *desk, const struct visit *visit)
{
	const struct claim_list rests_on = {&visit->consent, visit->consent != NULL};
	const char *word = !visit->consent ? "not-stated" : visit->consented ? "yes" : "no";
	septel__record_set_if(&desk->answer, "consent_of_visited", json_string(word), rests_on);
	septel__record_set_if(&desk->answer, "can_be_held", json_boolean(visit->consented),
			      rests_on);
	septel__record_set_if(&desk->answer, "why",
			      visit->consented ? json_null()
					       : json_sprintf("consent of the visited %s", word),
			      rests_on);
}

/* Told as held without consent: the machine stays where it was. */
static void tell_warnings(struct case_desk *desk, const struct visit *visit)
{
	json_t *warnings = json_array();
	const struct claim *held = visit->without_consent;
	if (held && septel__record_rests_on(&desk->answer, held))
		json_array_append_new(warnings,
				      json_pack("{s:s, s:s, s:o}", "id", "W-VISIT", "why",
						"told as held without the consent of the visited",
						"anchors", septel__json_anchors(held)));
	else if (held)
		json_array_append_new(
			warnings, json_pack("{s:s, s:s, s:[]}", "id", "W-VISIT", "why",
					    "rests on material above your clearance", "anchors"));
	septel__record_set(&desk->answer, "warnings", warnings);
}

static void tell_visit(struct case_desk *desk, const struct visit *visit)
{
	struct answer *answer = &desk->answer;
	const struct claim *requested = visit->requested;
	septel__record_begin(answer);
	if (!septel__record_rests_on(answer, requested)) {
		septel__record_drop(answer);
		return;
	}
	const int count = septel__visit_count(&desk->log, visit);
	const struct claim_list since = {&visit->since, 1};
	septel__record_set_thing(answer, "id", visit->thing);
	septel__record_set_if(answer, "state", json_string(septel__visit_state_name(visit->state)),
			      since);
	if (septel__answer_may_show(answer, visit->since))
		septel__record_set_day(answer, "since", septel__claim_day(visit->since));
	else
		septel__record_mask(answer, "since");
	septel__record_set_day(answer, "requested", septel__claim_day(requested));
	septel__record_set(answer, "who", septel__json_things(visit->visitors));
	septel__record_set(answer, "visitors", count < 0 ? json_null() : json_integer(count));
	septel__record_set(answer, "visited", septel__json_things(visit->visited));
	septel__record_set(answer, "read_from_request",
			   json_boolean(visit->thing->kind == THING_REQUEST));
	tell_key(desk, requested, KEY_TO);
	tell_key(desk, requested, KEY_WHAT);
	json_t *support = events_of(desk, visit, VISIT_SUPPORTED);
	septel__record_set(answer, "supported_by", parties_of(support));
	septel__record_set(answer, "support", support);
	septel__record_set(answer, "scheduled", events_of(desk, visit, VISIT_SCHEDULED));
	septel__record_set(answer, "held", events_of(desk, visit, VISIT_HELD));
	tell_consent(desk, visit);
	tell_warnings(desk, visit);
	septel__record_end(answer);
}

/* ---- asking ---- */

static bool names(struct claim_things things, const struct thing *person)
{
	for (size_t i = 0; i < things.count; i++)
		if (septel__is_part_of(things.at[i], person))
			return true;
	return false;
}

/* The visit of that name, or those in which the person is a visitor or visited. */
static bool is_asked(const struct visit *visit, const struct thing *thing)
{
	return !thing || visit->thing == thing || names(visit->visitors, thing) ||
	       names(visit->visited, thing);
}

static const struct thing *thing_asked(struct case_desk *desk, const char *name)
{
	static const enum thing_kind KINDS[] = {THING_VISIT, THING_REQUEST, THING_PARTY};
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
		const struct thing *thing =
			septel__casebook_find(&desk->book, septel_view_of(name), (int)KINDS[i]);
		if (thing)
			return thing;
	}
	return desk_thing(desk, name, THING_VISIT);
}

static int ask(struct case_desk *desk)
{
	const struct invocation *invocation = desk->invocation;
	const struct thing *thing =
		invocation->count ? thing_asked(desk, invocation->arguments[0]) : NULL;
	struct visits visits;
	int code = EXIT_DONE;
	if ((invocation->count && !thing) || !septel__visits_read(&visits, &desk->log))
		return -1;
	for (size_t i = 0; i < visits.count; i++) {
		if (!is_asked(&visits.at[i], thing))
			continue;
		tell_visit(desk, &visits.at[i]);
		if (visits.at[i].without_consent)
			code = EXIT_REFUSED;
	}
	return code;
}

/* ---- text ---- */

static void put_events(struct septel_out *out, const json_t *record, const char *key,
		       const char *name)
{
	size_t i;
	json_t *event;
	json_array_foreach(json_object_get(record, key), i, event)
	{
		put_inner_mark(out, event);
		septel__out_format(out, "%s %s", name, desk_string(event, "when"));
		put_field(out, " by ", event, "by");
		put_field(out, ": ", event, "what");
		put_field(out, ": ", event, "answer");
		put_field(out, ", due ", event, "due");
		put_field(out, ", ", event, "id");
		put_anchor_end(out, event);
	}
}

static void put(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *warning;
	const json_t *visitors = json_object_get(record, "visitors");
	const json_t *visited = json_object_get(record, "visited");
	desk_mark(out, record);
	septel__out_format(out, "%s  %s since %s  ", desk_string(record, "id"),
			   desk_string(record, "state"), desk_string(record, "since"));
	desk_join(out, json_object_get(record, "who"), " ");
	if (json_is_integer(visitors))
		septel__out_format(out, ", %lld visitors", json_integer_value(visitors));
	septel__out_string(out, ", to visit ");
	desk_join(out, visited, " ");
	septel__out_string(out, json_array_size(visited) ? "" : "persons not named");
	put_anchor_end(out, record);
	if (json_is_string(json_object_get(record, "what"))) {
		put_inner_mark(out, record);
		septel__out_format(out, "asked of %s: %s\n", desk_string(record, "to"),
				   desk_string(record, "what"));
	}
	put_events(out, record, "support", "supported");
	put_events(out, record, "scheduled", "scheduled");
	put_inner_mark(out, record);
	septel__out_format(
		out, "consent of the visited: %s%s\n", desk_string(record, "consent_of_visited"),
		json_is_false(json_object_get(record, "can_be_held")) ? ": cannot be held" : "");
	put_events(out, record, "held", "told as held");
	json_array_foreach(json_object_get(record, "warnings"), i, warning)
	{
		put_inner_mark(out, record);
		septel__out_format(out, "WARN %s %s", desk_string(warning, "id"),
				   desk_string(warning, "why"));
		put_anchor_end(out, warning);
	}
}

/* ---- row ---- */

static const char *const COLUMNS[] = {"id",
				      "state",
				      "since",
				      "who",
				      "visitors",
				      "visited",
				      "supported_by",
				      "consent_of_visited",
				      "can_be_held",
				      "anchors",
				      NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_VISITS = {
	.name = "case visits",
	.summary = "Tell which families want to see their relatives, and what came of it",
	.arguments = "[ID|PARTY]",
	.about = "Visits that claims name, and those read from a request by which a family asks to "
		 "see\n"
		 "its relatives. Without the consent of those who are visited none counts as "
		 "held: one\n"
		 "that is told so is a warning, and the exit is 3.",
	.example = "septel case visits -C samples/casebook --on 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
