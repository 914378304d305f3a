/* cmd_case_requests.c - septel case requests, series: what was asked for, which meetings were to
 * be. */
#include "case_ledger.h"
#include "commands.h"

/* ---- requests ---- */

enum { REQUESTS_BY = DESK_OPTIONS, REQUESTS_TO, REQUESTS_STATE };

static const struct option REQUESTS_OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"by", OPTION_TEXT, "PARTY", "asked by that party, or by what is a part of it"},
	{"to", OPTION_TEXT, "PARTY", "asked of it"},
	{"state", OPTION_CHOICE, "open|answered|withdrawn", "only these"},
};

static int ask_requests(struct case_desk *desk)
{
	struct ledger ledger;
	const struct thing *by, *to;
	const char *state = desk->invocation->options[REQUESTS_STATE].text;
	if (!desk_party_option(desk, REQUESTS_BY, &by) ||
	    !desk_party_option(desk, REQUESTS_TO, &to) || !desk_ledger(desk, &ledger))
		return -1;
	const struct claim_things things = septel__ledger_things(&ledger, THING_REQUEST);
	for (size_t i = 0; i < things.count; i++) {
		struct seen_request request;
		if (septel__see_request(&desk->answer, &ledger, things.at[i], &request) &&
		    (!by || septel__claim_names(request.seen.made, KEY_BY, by)) &&
		    (!to || septel__claim_names(request.seen.made, KEY_TO, to)) &&
		    (!state || strcmp(state, septel__request_state_name(request.seen.state)) == 0))
			septel__record_request(&desk->answer, &request);
	}
	return things.at ? EXIT_DONE : -1;
}

static void put_request(struct septel_out *out, const json_t *record)
{
	desk_mark(out, record);
	septel__out_format(out, "%-9s  %-16s %s -> %s: %s", desk_string(record, "state"),
			   desk_string(record, "id"), desk_string(record, "by"),
			   desk_string(record, "to"), desk_string(record, "what"));
	if (json_is_string(json_object_get(record, "answer")))
		septel__out_format(out, "; %s (%s)", desk_string(record, "answer"),
				   desk_string(record, "answered_by"));
	septel__out_string(out, "  ");
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
}

static const char *const REQUEST_COLUMNS[] = {"id",     "by",          "to",      "what", "state",
					      "answer", "answered_by", "anchors", NULL};

static int run_requests(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put_request, REQUEST_COLUMNS};
	return desk_ask(invocation, ask_requests, &FORM);
}

/* ---- series ---- */

static const struct option SERIES_OPTIONS[] = {DESK_OPTION_ROWS};

static int ask_series(struct case_desk *desk)
{
	struct ledger ledger;
	if (!desk_ledger(desk, &ledger))
		return -1;
	const struct claim_things things = septel__ledger_things(&ledger, THING_SERIES);
	for (size_t i = 0; i < things.count; i++) {
		struct seen_series series;
		if (septel__see_series(&desk->answer, &ledger, things.at[i], &series))
			septel__record_series(&desk->answer, &ledger, &series);
	}
	return things.at ? EXIT_DONE : -1;
}

static void put_series(struct septel_out *out, const json_t *record)
{
	const json_t *expected = json_object_get(record, "expected");
	const json_t *held = json_object_get(record, "held");
	const json_t *flags = json_object_get(record, "flags");
	desk_mark(out, record);
	septel__out_format(out, "%-11s  %-16s ", desk_string(record, "state"),
			   desk_string(record, "id"));
	desk_join(out, json_object_get(record, "between"), " - ");
	septel__out_format(out, ", every %s: ", desk_string(record, "every"));
	if (json_is_integer(held))
		septel__out_format(out, "%lld held", (long long)json_integer_value(held));
	if (json_is_integer(expected))
		septel__out_format(out, " of %lld", (long long)json_integer_value(expected));
	if (json_is_string(json_object_get(record, "last")))
		septel__out_format(out, ", last %s", desk_string(record, "last"));
	if (json_array_size(flags)) {
		septel__out_string(out, " [");
		desk_join(out, flags, ", ");
		septel__out_byte(out, ']');
	}
	septel__out_string(out, "  ");
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
}

static const char *const SERIES_COLUMNS[] = {"id",       "by",      "between", "every",
					     "expected", "held",    "last",    "state",
					     "flags",    "anchors", NULL};

static int run_series(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put_series, SERIES_COLUMNS};
	return desk_ask(invocation, ask_series, &FORM);
}

/* ---- rows ---- */

const struct command COMMAND_CASE_REQUESTS = {
	.name = "case requests",
	.summary = "List who asked whom for what, and what the answer was",
	.arguments = "",
	.about = "A request is open until a claim answers it or withdraws it. What somebody "
		 "promises\n"
		 "about it, or supports, is no answer. Of several answers the last one counts; "
		 "--json\n"
		 "has all of them.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case requests -C samples/casebook --state open",
	.options = REQUESTS_OPTIONS,
	.option_count = sizeof REQUESTS_OPTIONS / sizeof *REQUESTS_OPTIONS,
	.run = run_requests,
};

const struct command COMMAND_CASE_SERIES = {
	.name = "case series",
	.summary = "Compare the meetings that were pledged with those that were held",
	.arguments = "",
	.about = "An encounter is held for a series where it is part-of it. Expected are as many "
		 "as\n"
		 "whole periods have passed since the pledge; what is only proposed is never "
		 "overdue.\n"
		 "A series without an occurrence for more than 30 days (or its own period) is "
		 "silent.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case series -C samples/casebook --on 2008-12-27",
	.options = SERIES_OPTIONS,
	.option_count = sizeof SERIES_OPTIONS / sizeof *SERIES_OPTIONS,
	.run = run_series,
};
