/* cmd_case_trace.c - septel case trace: looking for relatives. */
#include "../base/date.h"
#include "../casebook/family.h"
#include "case_tell.h"
#include "commands.h"

/* ---- the record ---- */

/* "2008-11-25", "on or before 2008-11-25", "between A and B". */
static json_t *days_in_words(const struct days *days)
{
	char from[TIME_TEXT_SIZE] = "", to[TIME_TEXT_SIZE] = "";
	const char *about = days->about ? "about " : "";
	const bool begins = septel__has_time(days->from), ends = septel__has_time(days->to);
	if (begins)
		septel__time_text(days->from, from);
	if (ends)
		septel__time_text(days->to, to);
	if (septel__days_is_one(days))
		return json_sprintf("%s%s", about, from);
	if (begins && ends)
		return json_sprintf("%sbetween %s and %s", about, from, to);
	return begins ? json_sprintf("%son or after %s", about, from)
		      : json_sprintf("%son or before %s", about, to);
}

static json_t *warning(const char *id, const char *why, const struct claim *claim)
{
	return json_pack("{s:s, s:s, s:o}", "id", id, "why", why, "anchors",
			 septel__json_anchors(claim));
}

/* A warning that rests on a claim that may not be seen says only that it is there. */
static void add_warning(struct case_desk *desk, json_t *warnings, const char *id, const char *why,
			const struct claim *claim)
{
	if (septel__record_rests_on(&desk->answer, claim))
		json_array_append_new(warnings, warning(id, why, claim));
	else
		json_array_append_new(warnings, json_pack("{s:s, s:s, s:[]}", "id", id, "why",
							  "rests on material above your clearance",
							  "anchors"));
}

static void tell_warnings(struct case_desk *desk, const struct trace *trace)
{
	json_t *warnings = json_array();
	const char *why = septel__trace_warning(&desk->log, trace);
	const struct claim *violation = septel__trace_violation(trace);
	if (why)
		add_warning(desk, warnings, "W-TRACE", why, trace->opened);
	if (violation)
		add_warning(desk, warnings, "W-CONSENT",
			    violation == trace->place
				    ? "the place is told without the consent of the sought"
				    : "contact was restored without the consent of the sought",
			    violation);
	if (trace->skipped)
		add_warning(desk, warnings, "W-STEP", "a step was skipped", trace->skipped);
	septel__record_set(&desk->answer, "warnings", warnings);
}

/* Where the sought is passes on only with consent; then, too, only to who may see it. */
static void tell_place(struct case_desk *desk, const struct trace *trace)
{
	const bool kept = trace->place && !trace->consented;
	septel__record_set(&desk->answer, "place_withheld", json_boolean(kept));
	if (!trace->place || kept)
		septel__record_set(&desk->answer, "place", json_null());
	else
		septel__record_set_if(&desk->answer, "place", tell_value(trace->place, KEY_PLACE),
				      (struct claim_list){&trace->place, 1});
}

static void tell_consent(struct case_desk *desk, const struct trace *trace)
{
	json_t *consent = trace->consent ? tell_value(trace->consent, KEY_CONSENT_OF_SOUGHT)
					 : json_string("not-stated");
	septel__record_set_if(&desk->answer, "consent_of_sought", consent,
			      (struct claim_list){&trace->consent, trace->consent != NULL});
}

static void tell_trace(struct case_desk *desk, const struct trace *trace)
{
	struct answer *answer = &desk->answer;
	const struct claim *opened = trace->opened;
	septel__record_begin(answer);
	if (!septel__record_rests_on(answer, opened)) {
		septel__record_drop(answer);
		return;
	}
	septel__record_set_thing(answer, "id", trace->thing);
	septel__record_set_if(answer, "state",
			      json_string(septel__list_row(LIST_TRACE_STATE)->words[trace->state]),
			      (struct claim_list){&trace->since, 1});
	tell_key(desk, opened, KEY_FOR);
	tell_key(desk, opened, KEY_SOUGHT);
	tell_voice(desk, opened);
	tell_key(desk, opened, KEY_REQUESTED_BY);
	septel__record_set(answer, "opened", days_in_words(&opened->days));
	septel__record_set_day(answer, "opened_from", opened->days.from);
	septel__record_set_day(answer, "opened_by", opened->days.to);
	tell_consent(desk, trace);
	tell_place(desk, trace);
	tell_warnings(desk, trace);
	septel__record_end(answer);
}

/* ---- asking ---- */

/* One trace by its name, or those for a person; NULL: all. */
struct asked {
	const struct thing *trace, *person;
};

static bool is_asked(const struct asked *asked, const struct claim *opened)
{
	const struct thing *whom = septel__claim_thing(opened, KEY_FOR);
	if (asked->trace)
		return opened->about == asked->trace;
	return !asked->person || (whom && septel__is_part_of(whom, asked->person));
}

static bool read_asked(struct case_desk *desk, struct asked *asked)
{
	*asked = (struct asked){NULL, NULL};
	if (!desk->invocation->count)
		return true;
	const char *name = desk->invocation->arguments[0];
	asked->trace = septel__casebook_find(&desk->book, septel_view_of(name), THING_TRACE);
	if (!asked->trace)
		asked->person = desk_party(desk, name);
	return asked->trace || asked->person;
}

/* The exit tells of what nobody may pass on, whoever asks. */
static int ask(struct case_desk *desk)
{
	struct asked asked;
	struct trace trace;
	int code = EXIT_DONE;
	if (!read_asked(desk, &asked))
		return -1;
	for (size_t i = 0; i < desk->log.claims.count; i++) {
		const struct claim *claim = desk->log.claims.at[i];
		if (claim->type != CLAIM_TRACE_OPENED || !is_asked(&asked, claim) ||
		    !septel__trace_read(&trace, &desk->log, claim->about) || trace.opened != claim)
			continue;
		tell_trace(desk, &trace);
		if (septel__trace_violation(&trace))
			code = EXIT_REFUSED;
	}
	return code;
}

/* ---- text ---- */

static void put(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *warning;
	desk_mark(out, record);
	septel__out_format(out, "%s  %s, opened %s by %s", desk_string(record, "id"),
			   desk_string(record, "state"), desk_string(record, "opened"),
			   desk_string(record, "by"));
	put_anchor_end(out, record);
	put_inner_mark(out, record);
	septel__out_format(out, "for %s; sought: %s; requested by: %s\n",
			   desk_string(record, "for"), desk_string(record, "sought"),
			   desk_string(record, "requested_by"));
	put_inner_mark(out, record);
	septel__out_format(out, "consent of the sought: %s",
			   desk_string(record, "consent_of_sought"));
	if (json_is_true(json_object_get(record, "place_withheld")))
		septel__out_string(out, "; place withheld until it is given");
	put_field(out, "; place: ", record, "place");
	septel__out_byte(out, '\n');
	json_array_foreach(json_object_get(record, "warnings"), i, warning)
	{
		put_inner_mark(out, record);
		septel__out_format(out, "WARN %s %s", desk_string(warning, "id"),
				   desk_string(warning, "why"));
		put_anchor_end(out, warning);
	}
}

/* ---- row ---- */

static const char *const COLUMNS[] = {"id",    "state",        "for",    "sought",
				      "by",    "requested_by", "opened", "consent_of_sought",
				      "place", "anchors",      NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_TRACE = {
	.name = "case trace",
	.summary = "Tell who looks for whose relatives, and how far it is",
	.arguments = "[ID|PERSON]",
	.about =
		"One trace, those for a person, or all. A trace that nobody is named to have asked "
		"for\n"
		"is a warning. Where the sought is found does not show before their consent; "
		"that it\n"
		"stands in the casebook without it is exit 3.",
	.example = "septel case trace -C samples/casebook --on 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
