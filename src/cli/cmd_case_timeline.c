/* cmd_case_timeline.c - septel case timeline: what happened in a case, and when what is due. */
#include "../casebook/timeline.h"
#include "case_desk.h"
#include "case_ledger.h"
#include "commands.h"
#include "timeline_picture.h"

#include <stdlib.h>

enum { OPT_BY = DESK_OPTIONS, OPT_TO };

static enum timeline_clock clock_of(const struct invocation *invocation)
{
	const char *by = invocation->options[OPT_BY].text;
	if (by && strcmp(by, "reported") == 0)
		return TIMELINE_REPORTED;
	return by && strcmp(by, "entered") == 0 ? TIMELINE_ENTERED : TIMELINE_OCCURRED;
}

/* ---- as lines ---- */

/* "2008-11-21..2008-11-26", "2008-11-26..", "2008-11-26". */
static void put_days(struct septel_out *out, const json_t *record)
{
	const char *until = json_string_value(json_object_get(record, "until"));
	const size_t before = out->length;
	if (json_is_true(json_object_get(record, "or_before")))
		septel__out_string(out, "..");
	septel__out_string(out, desk_string(record, "occurred"));
	if (until)
		septel__out_format(out, "..%s", until);
	else if (json_is_true(json_object_get(record, "lasts")))
		septel__out_string(out, "..");
	const size_t taken = out->length - before;
	septel__out_format(out, "%*s", taken < 22 ? (int)(22 - taken) : 0, "");
}

/* "overdue 10 d, due 2008-11-30; due-before-report" of a promise. */
static void put_state(struct septel_out *out, const json_t *record)
{
	const char *state = json_string_value(json_object_get(record, "state"));
	const char *from = json_string_value(json_object_get(record, "due_from"));
	const char *by = json_string_value(json_object_get(record, "due_by"));
	const json_int_t late = json_integer_value(json_object_get(record, "days_overdue"));
	const json_t *flags = json_object_get(record, "flags");
	if (!state)
		return;
	septel__out_format(out, "  [%s", state);
	if (late > 0)
		septel__out_format(out, " %d d", (int)late);
	if (by && from && strcmp(from, by) != 0)
		septel__out_format(out, ", due %s..%s", from, by);
	else if (by)
		septel__out_format(out, ", due %s", by);
	if (json_array_size(flags))
		septel__out_string(out, "; ");
	desk_join(out, flags, ", ");
	septel__out_byte(out, ']');
}

static void put(struct septel_out *out, const json_t *record)
{
	const char *id = json_string_value(json_object_get(record, "id"));
	desk_mark(out, record);
	put_days(out, record);
	septel__out_format(out, "  %s  %4d  %-10s ", desk_string(record, "reported"),
			   (int)json_integer_value(json_object_get(record, "entered")),
			   desk_string(record, "kind"));
	if (id)
		septel__out_format(out, "%s  ", id);
	septel__out_string(out, desk_string(record, "text"));
	if (strcmp(desk_string(record, "state"), "held") != 0)
		put_state(out, record);
	if (json_is_true(json_object_get(record, "gap")))
		septel__out_string(out, "  [behind a gap]");
	septel__out_string(out, "  ");
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
}

/* ---- as a picture ---- */

/* Columns where $COLUMNS tells none. */
#define COLUMNS_DEFAULT 110

static size_t columns(void)
{
	const char *told = getenv("COLUMNS");
	const long count = told ? strtol(told, NULL, 10) : 0;
	return count > 0 && count < 10000 ? (size_t)count : COLUMNS_DEFAULT;
}

static bool chart(struct septel_out *out, struct case_desk *desk)
{
	struct timeline_rows rows;
	if (!timeline_rows_read(&rows, &desk->answer, septel__time_day(desk->log.clocks.on)))
		return false;
	timeline_chart(out, &rows, columns());
	free(rows.at);
	return true;
}

static bool svg(struct septel_out *out, struct case_desk *desk)
{
	struct timeline_rows rows;
	struct septel_out footer;
	if (!timeline_rows_read(&rows, &desk->answer, septel__time_day(desk->log.clocks.on)))
		return false;
	septel__out_init(&footer, NULL, 0);
	desk_footer(&footer, &desk->answer);
	const struct timeline_frame frame = {.person =
						     septel_view_of(desk->invocation->arguments[0]),
					     .level = desk_level(&desk->answer),
					     .footer = septel__trim(septel__out_written(&footer))};
	timeline_svg(out, &rows, &frame);
	const bool made = !footer.failed;
	septel__out_release(&footer);
	free(rows.at);
	return made;
}

static int ask(struct case_desk *desk)
{
	struct ledger ledger;
	const char *to = desk->invocation->options[OPT_TO].text;
	const struct thing *person = desk_party(desk, desk->invocation->arguments[0]);
	if (!person)
		return -1;
	if (!desk_ledger(desk, &ledger))
		return -1;
	desk->body = to && strcmp(to, "chart") == 0 ? chart : NULL;
	desk->document = to && strcmp(to, "svg") == 0 && !desk_wants_json(desk) ? svg : NULL;
	septel__timeline(&desk->answer, &ledger, person, clock_of(desk->invocation));
	return EXIT_DONE;
}

static const char *const COLUMNS[] = {"occurred", "until", "reported", "entered", "kind",    "id",
				      "text",     "state", "due_from", "due_by",  "anchors", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"by", OPTION_CHOICE, "occurred|reported|entered",
	 "the clock in whose order (default: occurred)"},
	{"to", OPTION_CHOICE, "text|chart|svg", "lines, or a picture (default: text)"},
};

const struct command COMMAND_CASE_TIMELINE = {
	.name = "case timeline",
	.summary = "Show what happened in a case, and when what is promised on it is due",
	.arguments = "CASE",
	.least = 1,
	.about = "Stays with a holder, meetings, what was said and decided, and promises, in the "
		 "order in\n"
		 "which they occurred, were reported or were entered. Each line has the days on "
		 "which it\n"
		 "occurred, the day of the report and the number of the entry. --to chart draws "
		 "days as\n"
		 "columns of the terminal, --to svg a picture that stands by itself.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case timeline -C samples/casebook p1 --on 2008-12-10 --to chart",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
