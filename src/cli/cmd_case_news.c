/* cmd_case_news.c - septel case news: what changed since a day, the weightiest first. */
#include "../casebook/news.h"
#include "case_tell.h"
#include "commands.h"

enum { NEWS_SINCE = DESK_OPTIONS };

static int ask(struct case_desk *desk)
{
	struct days days;
	const struct invocation *invocation = desk->invocation;
	const char *since = invocation->options[NEWS_SINCE].text;
	const struct thing *person =
		invocation->count ? desk_party(desk, invocation->arguments[0]) : NULL;
	if (invocation->count && !person)
		return -1;
	if (!since || !septel__days_read(septel_view_of(since), &days) ||
	    !septel__days_is_one(&days))
		return desk_fail(desk, "--since %s: expected YYYY-MM-DD",
				 since ? since : "is wanted");
	return septel__tell_news(&desk->answer, days.from, person,
				 desk->week_from_sunday ? WEEK_FROM_SUNDAY : WEEK_FROM_MONDAY)
		       ? EXIT_DONE
		       : -1;
}

/* ---- text ---- */

static void put_change(struct septel_out *out, const json_t *record)
{
	const json_int_t late = json_integer_value(json_object_get(record, "days_overdue"));
	septel__out_format(out, "%s %s: ", desk_string(record, "kind"), desk_string(record, "id"));
	put_field(out, "", record, "was");
	septel__out_format(out, "%s%s",
			   json_is_string(json_object_get(record, "was")) ? " -> " : "now ",
			   desk_string(record, "is"));
	if (late)
		septel__out_format(out, " %lld d", late);
	put_field(out, " since ", record, "since");
	put_field(out, ", by ", record, "by");
	put_field(out, ": ", record, "what");
}

static void put(struct septel_out *out, const json_t *record)
{
	const json_int_t count = json_integer_value(json_object_get(record, "count"));
	desk_mark(out, record);
	septel__out_format(out, "%3lld  %-10s  ",
			   json_integer_value(json_object_get(record, "weight")),
			   desk_string(record, "case"));
	if (json_object_get(record, "type")) {
		septel__out_format(out, "%s: %s", desk_string(record, "type"),
				   desk_string(record, "what"));
		if (count > 1)
			septel__out_format(out, " (%lld)", count);
	} else {
		put_change(out, record);
	}
	put_anchor_end(out, record);
}

/* ---- row ---- */

static const char *const COLUMNS[] = {"weight", "case", "kind",  "id",      "was",
				      "is",     "type", "count", "anchors", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"since", OPTION_TEXT, "DATE", "what was reported or came due on that day or later"},
};

const struct command COMMAND_CASE_NEWS = {
	.name = "case news",
	.summary = "Tell what changed since a day, the weightiest first",
	.arguments = "--since DATE [PERSON]",
	.about = "New claims by case and type, states of cases, promises and assurances that are "
		 "not what\n"
		 "they were: all of it, or what concerns one person's case.",
	.example = "septel case news --since 2008-12-10 -C samples/casebook --on 2008-12-20",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
