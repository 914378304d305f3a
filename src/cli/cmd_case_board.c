/* cmd_case_board.c - septel case board: the caseload by state, by option and by lead. */
#include "../casebook/tell.h"
#include "case_desk.h"
#include "case_ledger.h"
#include "commands.h"

#include <unistd.h>

/* The longest bar of a table on a terminal. */
#define BAR_WIDTH 30

static int ask(struct case_desk *desk)
{
	struct case_rules rules;
	septel__rules_read(&rules, desk->whole);
	/* What is owed is a list: without what is hidden from the viewer. */
	if (!desk_ledger(desk, &rules.ledger))
		return -1;
	septel__tell_board(&desk->answer, &rules);
	septel__tell_ledger_board(&desk->answer, &rules.ledger);
	return septel__casebook_failed(&desk->book) ? desk_fail(desk, "out of memory") : EXIT_DONE;
}

static int number(const json_t *record, const char *key)
{
	return (int)json_integer_value(json_object_get(record, key));
}

/* "goi with unhcr", "none" where nobody leads. */
static void put_lead(struct septel_out *out, const json_t *record)
{
	const json_t *lead = json_object_get(record, "lead");
	septel__out_string(out, " -> ");
	if (json_is_null(lead))
		septel__out_string(out, "withheld");
	else if (!json_array_size(lead))
		septel__out_string(out, "none");
	else
		desk_join(out, lead, " with ");
	if (*desk_string(record, "standing") != '-')
		septel__out_format(out, ", %s", desk_string(record, "standing"));
}

static void put_bar(struct septel_out *out, const json_t *record)
{
	const int cases = number(record, "cases"), of = number(record, "of");
	const int width = of > 0 ? (int)((long)cases * BAR_WIDTH / of) : 0;
	if (!isatty(STDOUT_FILENO))
		return;
	septel__out_string(out, "  ");
	septel__out_repeat(out, '#', (size_t)(width > 0 ? width : 1));
}

/* "proposed, every 3/week, 0 held of 0". */
static void put_series(struct septel_out *out, const json_t *record)
{
	const json_t *expected = json_object_get(record, "expected");
	const json_t *flags = json_object_get(record, "flags");
	septel__out_format(out, "%-7s %-20s %6d held", "series", desk_string(record, "name"),
			   number(record, "held"));
	if (json_is_integer(expected))
		septel__out_format(out, " of %d", number(record, "expected"));
	septel__out_format(out, ", %s, every %s", desk_string(record, "state"),
			   desk_string(record, "every"));
	if (json_array_size(flags)) {
		septel__out_string(out, ", ");
		desk_join(out, flags, ", ");
	}
	septel__out_byte(out, '\n');
}

static bool is_in_group(const json_t *record, const char *group)
{
	return strcmp(desk_string(record, "group"), group) == 0;
}

static void put_case_group(struct septel_out *out, const json_t *record)
{
	const char *alarm = desk_string(record, "alarm");
	const bool lead = is_in_group(record, "lead");
	desk_mark(out, record);
	septel__out_format(out, "%-7s %-20s %6d", desk_string(record, "group"),
			   desk_string(record, "name"), number(record, "cases"));
	if (is_in_group(record, "state"))
		septel__out_format(out, "  %4d days, at most %d, overdue %d",
				   number(record, "days_mean"), number(record, "days_oldest"),
				   number(record, "overdue"));
	if (lead)
		put_lead(out, record);
	if (*alarm != '-' && lead)
		septel__out_format(out, "  (alarm: %s)", alarm);
	else if (*alarm != '-')
		septel__out_format(out, "  (alarm: %s for %d)", alarm,
				   number(record, "no_option_available"));
	put_bar(out, record);
	septel__out_byte(out, '\n');
}

static void put(struct septel_out *out, const json_t *record)
{
	if (!is_in_group(record, "series") && !is_in_group(record, "promise")) {
		put_case_group(out, record);
		return;
	}
	desk_mark(out, record);
	if (is_in_group(record, "series"))
		put_series(out, record);
	else
		septel__out_format(out, "%-7s %-20s %6d\n", "promise", desk_string(record, "name"),
				   number(record, "count"));
}

static const char *const COLUMNS[] = {
	"group",       "name",    "cases", "of",       "days_mean",
	"days_oldest", "overdue", "lead",  "standing", "no_option_available",
	"alarm",       NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_BOARD = {
	.name = "case board",
	.summary = "Count the cases by state, by option and by lead",
	.arguments = "",
	.about =
		"How many stand where and for how long, what they chose, who leads by which rule.\n"
		"Nobody leads a case whose person has not chosen: that is an alarm, and so are "
		"cases\n"
		"for which no option is available. Behind them, promises by state, and the series "
		"of\n"
		"meetings that were proposed or pledged.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case board -C samples/casebook --on 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
