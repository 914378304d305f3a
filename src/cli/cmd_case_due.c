/* cmd_case_due.c - septel case due, promises: who owes what to whom, and what is late. */
#include "../base/date.h"
#include "case_calendar.h"
#include "case_ledger.h"
#include "commands.h"

#include <stdlib.h>

/* ---- what is asked ---- */

/* A question to the ledger of promises. */
struct promise_question {
	struct case_desk *desk;
	struct ledger ledger;
	struct seen_promise *promises; /* those that may be seen, in the order of the log */
	size_t count;
};

/* Every promise is looked at, whatever is asked for, so that what is counted as withheld tells
 * nothing of it. */
static bool look(struct promise_question *question)
{
	struct case_desk *desk = question->desk;
	if (!desk_ledger(desk, &question->ledger))
		return false;
	const struct claim_things things = septel__ledger_things(&question->ledger, THING_PROMISE);
	question->promises =
		septel_arena_alloc(desk->arena, (things.count + 1) * sizeof *question->promises);
	if (!things.at || !question->promises)
		return false;
	for (size_t i = 0; i < things.count; i++)
		question->count +=
			septel__see_promise(&desk->answer, &question->ledger, things.at[i],
					    &question->promises[question->count]);
	return true;
}

/* ---- due ---- */

enum { DUE_READINGS = DESK_OPTIONS, DUE_STRICT, DUE_ICS, DUE_TO };

static const struct option DUE_OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"readings", OPTION_FLAG, NULL, "tell every reading of when something is due"},
	{"strict", OPTION_FLAG, NULL, "exit 1 where something is overdue"},
	{"ics", OPTION_FLAG, NULL, "as --to ics"},
	{"to", OPTION_CHOICE, "ics", "print a calendar (RFC 5545), with what is not yet due"},
};

/* Also where the viewer may not know the dates: then that it is there is all that is told. */
static bool is_due(const struct seen_promise *promise, bool calendar)
{
	const struct promise *seen = &promise->seen;
	if (promise->undated)
		return seen->stage == STAGE_MADE;
	return seen->state == PROMISE_DUE || seen->state == PROMISE_OVERDUE ||
	       (calendar && seen->state == PROMISE_NOT_YET_DUE) ||
	       (seen->stage == STAGE_MADE && (seen->flags & PROMISE_DUE_BEFORE_REPORT));
}

static long last_day(const struct seen_promise *promise)
{
	const struct day_readings *readings = &promise->seen.due.readings;
	return !promise->undated && promise->seen.due_by && readings->count
		       ? readings->at[readings->chosen].days.to
		       : DAY_NONE;
}

/* What has been due for longest comes first; what has no last day, last. */
static int compare_due(const void *a, const void *b)
{
	const struct seen_promise *one = a, *other = b;
	const long first = last_day(one), second = last_day(other);
	if (first != second)
		return first == DAY_NONE || (second != DAY_NONE && first > second) ? 1 : -1;
	return (one->seen.made->entered > other->seen.made->entered) -
	       (one->seen.made->entered < other->seen.made->entered);
}

/* True where the viewer may know the promise to be overdue: it stands so in the answer. */
static bool tells_overdue(const json_t *records)
{
	size_t i;
	json_t *record;
	json_array_foreach(records, i, record) if (strcmp(desk_string(record, "state"),
							  "overdue") == 0) return true;
	return false;
}

static bool print_calendar(struct septel_out *out, struct case_desk *desk)
{
	put_calendar(out, &desk->answer);
	return true;
}

static int exit_code(const struct case_desk *desk, int strict)
{
	return desk->invocation->options[strict].text && tells_overdue(desk->answer.records)
		       ? EXIT_NOT_SO
		       : EXIT_DONE;
}

static int ask_due(struct case_desk *desk)
{
	struct promise_question question = {.desk = desk};
	const bool calendar =
		desk->invocation->options[DUE_ICS].text || desk->invocation->options[DUE_TO].text;
	if (!look(&question))
		return -1;
	if (calendar)
		desk->document = print_calendar;
	qsort(question.promises, question.count, sizeof *question.promises, compare_due);
	for (size_t i = 0; i < question.count; i++)
		if (is_due(&question.promises[i], calendar))
			septel__record_promise(&desk->answer, &question.ledger,
					       &question.promises[i]);
	return exit_code(desk, DUE_STRICT);
}

/* ---- as text ---- */

/* "2008-12-01..2008-12-07", "2008-11-30", "2008-12-01..", "-". */
static void put_days(struct septel_out *out, const char *from, const char *by)
{
	const bool begins = strcmp(from, "-") != 0, ends = strcmp(by, "-") != 0;
	if (begins && ends && strcmp(from, by) == 0)
		septel__out_format(out, "%-22s", by);
	else if (begins || ends)
		septel__out_format(out, "%s%s%s%*s", begins ? from : "", "..", ends ? by : "",
				   begins && ends ? 0 : 10, "");
	else
		septel__out_format(out, "%-22s", "-");
}

static const char *late_by(const json_t *record, const char *key, char text[32])
{
	const json_int_t days = json_integer_value(json_object_get(record, key));
	text[0] = '\0';
	if (days > 0)
		snprintf(text, 32, " %lld d", (long long)days);
	return text;
}

/* "overdue 10 d"; a state that may not be seen is a dash. */
static void put_state(struct septel_out *out, const json_t *record)
{
	char late[32], text[64];
	snprintf(text, sizeof text, "%s%s", desk_string(record, "state"),
		 late_by(record, "days_overdue", late));
	septel__out_format(out, "%-15s ", text);
}

/* Kept late by the chosen reading, and not by another. */
static void put_on_time(struct septel_out *out, const json_t *record)
{
	size_t i;
	const json_t *reading, *readings = json_object_get(record, "readings");
	if (strcmp(desk_string(record, "state"), "kept-late") != 0)
		return;
	json_array_foreach(readings, i, reading)
	{
		if (json_integer_value(json_object_get(reading, "days_late")) == 0)
			septel__out_format(out, "; on time under the %s reading",
					   desk_string(reading, "rule"));
	}
}

static void put_promise(struct septel_out *out, const json_t *record)
{
	const json_t *flags = json_object_get(record, "flags");
	desk_mark(out, record);
	put_state(out, record);
	septel__out_format(out, "%-18s ", desk_string(record, "id"));
	put_days(out, desk_string(record, "due_from"), desk_string(record, "due_by"));
	septel__out_format(out, "  %s: %s", desk_string(record, "by"), desk_string(record, "what"));
	if (json_is_string(json_object_get(record, "if")))
		septel__out_format(out, ", if %s", desk_string(record, "if"));
	put_on_time(out, record);
	if (json_array_size(flags)) {
		septel__out_string(out, " [");
		desk_join(out, flags, ", ");
		septel__out_byte(out, ']');
	}
	/* Words for a date that are none are never overdue, and nobody should miss that. */
	if (json_is_string(json_object_get(record, "due")) &&
	    !json_array_size(json_object_get(record, "readings")) &&
	    json_is_array(json_object_get(record, "readings")))
		septel__out_format(out, " [due %s: %s]", desk_string(record, "due"),
				   desk_string(record, "note"));
	septel__out_string(out, "  ");
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
}

/* Whether it is, or was, late under that reading. */
static void put_reading(struct septel_out *out, const json_t *record, const json_t *reading)
{
	char late[32];
	const bool kept = strncmp(desk_string(record, "state"), "kept", 4) == 0;
	desk_mark(out, record);
	septel__out_format(out, "  %c %-7s",
			   json_is_true(json_object_get(reading, "chosen")) ? '*' : ' ',
			   desk_string(reading, "rule"));
	put_days(out, desk_string(reading, "from"), desk_string(reading, "by"));
	late_by(reading, "days_late", late);
	if (late[0])
		septel__out_format(out, "  late by%s", late);
	else if (kept)
		septel__out_string(out, "  on time");
	septel__out_byte(out, '\n');
}

static void put_readings(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *reading;
	const json_t *window = json_object_get(record, "window");
	const char *note = desk_string(record, "note");
	const json_t *readings = json_object_get(record, "readings");
	json_array_foreach(readings, i, reading) put_reading(out, record, reading);
	if (strcmp(desk_string(record, "warn_on"), desk_string(record, "escalate_on")) != 0) {
		desk_mark(out, record);
		septel__out_format(out, "    warn on %s, escalate on %s\n",
				   desk_string(record, "warn_on"),
				   desk_string(record, "escalate_on"));
	}
	if (json_is_object(window)) {
		desk_mark(out, record);
		septel__out_string(out, "    written ");
		put_days(out, desk_string(window, "from"), desk_string(window, "by"));
		septel__out_byte(out, '\n');
	}
	if (strcmp(note, "-") != 0 && json_array_size(readings)) {
		desk_mark(out, record);
		septel__out_format(out, "    %s: %s\n", desk_string(record, "due"), note);
	}
}

static void put_with_readings(struct septel_out *out, const json_t *record)
{
	put_promise(out, record);
	put_readings(out, record);
}

static const char *const COLUMNS[] = {"id",    "by",       "to",     "what",
				      "state", "due_from", "due_by", "days_overdue",
				      "flags", "anchors",  NULL};

static int run_due(const struct invocation *invocation)
{
	const bool readings = invocation->options[DUE_READINGS].text != NULL;
	const struct desk_form form = {readings ? put_with_readings : put_promise, COLUMNS};
	return desk_ask(invocation, ask_due, &form);
}

/* ---- promises ---- */

enum {
	PROMISES_BY = DESK_OPTIONS,
	PROMISES_TO,
	PROMISES_ABOUT,
	PROMISES_STATE,
	PROMISES_READINGS,
	PROMISES_STRICT
};

static const struct option PROMISES_OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"by", OPTION_TEXT, "PARTY", "of that party, or of what is a part of it"},
	{"to", OPTION_TEXT, "PARTY", "made to it"},
	{"about", OPTION_TEXT, "PARTY", "about it"},
	{"state", OPTION_TEXT, "STATE", "overdue, due, kept, open (whatever is not over) ..."},
	{"readings", OPTION_FLAG, NULL, "tell every reading of when something is due"},
	{"strict", OPTION_FLAG, NULL, "exit 1 where something listed is overdue"},
};

struct promise_filter {
	const struct thing *by, *to, *about;
	enum promise_state state; /* PROMISE_STATES: any */
	bool open;
};

static bool read_filter(struct case_desk *desk, struct promise_filter *filter)
{
	const char *state = desk->invocation->options[PROMISES_STATE].text;
	filter->open = state && strcmp(state, "open") == 0;
	filter->state = state ? septel__promise_state_of(septel_view_of(state)) : PROMISE_STATES;
	if (state && !filter->open && filter->state == PROMISE_STATES) {
		desk_fail(desk, "--state %s: no state of a promise", state);
		return false;
	}
	return desk_party_option(desk, PROMISES_BY, &filter->by) &&
	       desk_party_option(desk, PROMISES_TO, &filter->to) &&
	       desk_party_option(desk, PROMISES_ABOUT, &filter->about);
}

static bool names(const struct seen_promise *promise, enum claim_key key, const struct thing *party)
{
	const struct claim *told = party ? septel__promise_term(promise->visible, key) : NULL;
	return !party || (told && septel__claim_names(told, key, party));
}

static bool passes(const struct promise_filter *filter, const struct seen_promise *promise)
{
	return names(promise, KEY_BY, filter->by) && names(promise, KEY_TO, filter->to) &&
	       names(promise, KEY_ABOUT, filter->about) &&
	       (filter->state == PROMISE_STATES ||
		(!promise->unsettled && filter->state == promise->seen.state)) &&
	       (!filter->open || !septel__promise_is_over(&promise->seen));
}

static bool notice_passes(const struct promise_filter *filter, const struct stop_notice *notice)
{
	const enum promise_state state = notice->heard ? PROMISE_KEPT : PROMISE_STANDING;
	return (!filter->by || septel__is_part_of(notice->recipient, filter->by)) &&
	       (!filter->to || septel__is_part_of(notice->person, filter->to)) &&
	       (!filter->about || septel__is_part_of(notice->person, filter->about)) &&
	       (filter->state == PROMISE_STATES || filter->state == state) &&
	       (!filter->open || !notice->heard);
}

static int ask_promises(struct case_desk *desk)
{
	struct promise_question question = {.desk = desk};
	struct promise_filter filter;
	if (!read_filter(desk, &filter) || !look(&question))
		return -1;
	for (size_t i = 0; i < question.count; i++)
		if (passes(&filter, &question.promises[i]))
			septel__record_promise(&desk->answer, &question.ledger,
					       &question.promises[i]);
	const struct stop_notices notices = septel__stop_notices(&question.ledger);
	for (size_t i = 0; i < notices.count; i++)
		if (notice_passes(&filter, &notices.at[i]))
			septel__record_stop_notice(&desk->answer, &notices.at[i]);
	return notices.at ? exit_code(desk, PROMISES_STRICT) : -1;
}

static int run_promises(const struct invocation *invocation)
{
	const bool readings = invocation->options[PROMISES_READINGS].text != NULL;
	const struct desk_form form = {readings ? put_with_readings : put_promise, COLUMNS};
	return desk_ask(invocation, ask_promises, &form);
}

/* ---- rows ---- */

const struct command COMMAND_CASE_DUE = {
	.name = "case due",
	.summary = "List what is due or overdue",
	.arguments = "",
	.about = "Promises that are due on the day asked for, that are overdue, or that were due "
		 "before\n"
		 "the message that tells of them was sent. Words such as \"next week\" have "
		 "several\n"
		 "readings: from the event told, from when the text was written, from the report.\n"
		 "--readings tells all of them, the chosen one with a star.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case due -C samples/casebook --known-by 2008-12-04 --on 2008-12-04 "
		   "--readings",
	.options = DUE_OPTIONS,
	.option_count = sizeof DUE_OPTIONS / sizeof *DUE_OPTIONS,
	.run = run_due,
};

const struct command COMMAND_CASE_PROMISES = {
	.name = "case promises",
	.summary = "List who promised what to whom, and what became of it",
	.arguments = "",
	.about = "States: proposed, standing (no date), conditional, not-yet-due, due, overdue, "
		 "kept,\n"
		 "kept-late, declined, on-behalf (somebody else did it), broken, waived, "
		 "superseded.\n"
		 "What a withdrawn consent asks of each recipient is listed as derived.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case promises -C samples/casebook --known-by 2008-12-04 --on 2008-12-10 "
		   "--state overdue",
	.options = PROMISES_OPTIONS,
	.option_count = sizeof PROMISES_OPTIONS / sizeof *PROMISES_OPTIONS,
	.run = run_promises,
};
