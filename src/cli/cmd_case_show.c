/* cmd_case_show.c - septel case show and next: where a case stands, and what is missing. */
#include "../casebook/tell.h"
#include "case_desk.h"
#include "case_ledger.h"
#include "commands.h"

#include <ctype.h>

/* The party of the first argument, which some claim makes a case of. */
static const struct thing *find_case(struct case_desk *desk)
{
	const char *name = desk->invocation->arguments[0];
	const struct thing *person = desk_party(desk, name);
	if (person && !septel__is_case(&desk->log, person)) {
		desk_fail(desk, "%s: no case: nothing is told of custody, a wish or a departure",
			  name);
		return NULL;
	}
	return person;
}

/* ---- show ---- */

static int ask_show(struct case_desk *desk)
{
	struct case_rules rules;
	struct ledger ledger;
	const struct thing *person = find_case(desk);
	if (!person)
		return -1;
	septel__rules_read(&rules, desk->whole);
	if (!desk_ledger(desk, &ledger))
		return -1;
	const bool any = septel__tell_case(&desk->answer, &rules, &ledger, person);
	if (septel__casebook_failed(&desk->book))
		return desk_fail(desk, "out of memory");
	return any ? EXIT_DONE : EXIT_NO_ACCESS;
}

static void put_end(struct septel_out *out, const json_t *record)
{
	if (json_array_size(json_object_get(record, "anchors")))
		septel__out_string(out, "  ");
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
}

static bool is_masked(const json_t *record, const char *key)
{
	size_t i;
	const json_t *item;
	json_array_foreach(json_object_get(record, "masked"), i,
			   item) if (strcmp(json_string_value(item), key) == 0) return true;
	return false;
}

/* A case in care is so since its present holder has it. */
static void put_head(struct septel_out *out, const json_t *record)
{
	const json_t *head = json_object_get(record, "head");
	const char *state = desk_string(record, "state"), *since = desk_string(record, "since");
	const bool in_care = strcmp(state, "in-care") == 0;
	const char *reached = in_care && *since != '-' ? since : desk_string(record, "state_since");
	desk_mark(out, head);
	septel__out_format(out, "%s  ", desk_string(record, "case"));
	if (is_masked(record, "state"))
		septel__out_string(out, "state withheld");
	else
		septel__out_format(out, "%s since %s", state, reached);
	if (is_masked(record, "holder")) {
		septel__out_string(out, "  holder withheld");
	} else if (json_is_null(json_object_get(record, "since"))) {
		septel__out_string(out, "  no holder");
	} else {
		septel__out_format(out, "  holder %s", desk_string(record, "holder"));
		if (strcmp(reached, since) != 0)
			septel__out_format(out, " since %s", since);
		septel__out_format(out, "  %s", desk_string(record, "place"));
	}
	if (json_is_true(json_object_get(record, "gap")))
		septel__out_string(out, "  (a gap before: W-GAP)");
	put_end(out, head);
}

static void put_before(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *at;
	json_array_foreach(json_object_get(record, "before"), i, at)
	{
		desk_mark(out, at);
		septel__out_format(
			out, "  before: %s, %s, %s..%s%s", desk_string(at, "holder"),
			desk_string(at, "place"), desk_string(at, "from"), desk_string(at, "to"),
			json_is_true(json_object_get(at, "gap_before")) ? " (a gap before: W-GAP)"
									: "");
		put_end(out, at);
	}
}

static int number(const json_t *record, const char *key)
{
	return (int)json_integer_value(json_object_get(record, key));
}

static void put_stay(struct septel_out *out, const json_t *record)
{
	const json_t *stay = json_object_get(record, "stay");
	const int described = number(stay, "described"), ends = number(stay, "ends");
	if (described + ends == 0)
		return;
	desk_mark(out, stay);
	septel__out_format(out, "  stay described %d way%s, end condition %d way%s", described,
			   described == 1 ? "" : "s", ends, ends == 1 ? "" : "s");
	if (described > 1 || ends > 1)
		septel__out_format(out, "  -> septel case conflicts %s",
				   desk_string(record, "case"));
	septel__out_byte(out, '\n');
}

static void put_upper(struct septel_out *out, const char *text)
{
	for (; *text; text++)
		septel__out_byte(out, (char)toupper((unsigned char)*text));
}

static void put_wish(struct septel_out *out, const json_t *record)
{
	const json_t *wish = json_object_get(record, "wish");
	if (!json_is_object(wish)) {
		septel__out_format(out, "(U)   wish: %s\n",
				   is_masked(record, "wish") ? "withheld" : "none told");
		return;
	}
	const char *voice = desk_string(wish, "voice");
	const bool own = strcmp(voice, "declared") == 0 || strcmp(voice, "withdrawn") == 0;
	desk_mark(out, wish);
	septel__out_format(out, "  wish: %s, ", desk_string(wish, "option"));
	put_upper(out, voice);
	if (own)
		septel__out_format(out, " %s", desk_string(wish, "on"));
	else
		septel__out_format(out, " by %s; no declaration", desk_string(wish, "by"));
	put_end(out, wish);
}

static void put_options(struct septel_out *out, const json_t *record)
{
	size_t i, j;
	json_t *option, *word;
	const json_t *options = json_object_get(record, "options");
	if (is_masked(record, "options"))
		septel__out_string(out, "(U)   options open: withheld\n");
	json_array_foreach(options, i, option)
	{
		desk_mark(out, option);
		septel__out_format(out, "  option open: %s", desk_string(option, "option"));
		json_array_foreach(json_object_get(option, "availability"), j, word)
			septel__out_format(out, "%s%s %s %s", j ? ", " : " (",
					   desk_string(word, "by"), desk_string(word, "state"),
					   desk_string(word, "when"));
		if (json_array_size(json_object_get(option, "availability")))
			septel__out_byte(out, ')');
		put_end(out, option);
	}
}

static void put_fears(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *fear;
	json_array_foreach(json_object_get(record, "fears"), i, fear)
	{
		desk_mark(out, fear);
		septel__out_format(out, "  fear of %s: %s", desk_string(fear, "country"),
				   desk_string(fear, "result"));
		if (json_string_value(json_object_get(fear, "id")))
			septel__out_format(out, " (%s)", desk_string(fear, "id"));
		if (json_string_value(json_object_get(fear, "clears")))
			septel__out_format(out, " clears %s", desk_string(fear, "clears"));
		septel__out_format(out, ", %s", desk_string(fear, "on"));
		put_end(out, fear);
	}
}

/* "overdue: pr-mohr-revisit 4 d (due before the report)   due: pr-icrc-visit". */
static void put_due(struct septel_out *out, const json_t *owed)
{
	size_t i;
	json_t *late;
	const json_t *overdue = json_object_get(owed, "overdue"),
		     *due = json_object_get(owed, "due");
	if (!json_array_size(overdue) && !json_array_size(due))
		return;
	desk_mark(out, owed);
	septel__out_string(out, "  ");
	json_array_foreach(overdue, i, late)
	{
		septel__out_format(out, "%s%s %lld d%s",
				   i ? ", " : "overdue: ", desk_string(late, "id"),
				   (long long)json_integer_value(json_object_get(late, "days")),
				   json_is_true(json_object_get(late, "due_before_report"))
					   ? " (due before the report)"
					   : "");
	}
	if (json_array_size(due)) {
		septel__out_string(out, json_array_size(overdue) ? "   due: " : "due: ");
		desk_join(out, due, ", ");
	}
	septel__out_byte(out, '\n');
}

static void put_owed(struct septel_out *out, const json_t *record)
{
	const json_t *owed = json_object_get(record, "owed");
	const json_t *open = json_object_get(owed, "open");
	if (is_masked(owed, "open"))
		septel__out_string(out, "(U)   open promises and requests: withheld\n");
	if (!json_array_size(open))
		return;
	desk_mark(out, owed);
	septel__out_format(out, "  open promises and requests %zu: ", json_array_size(open));
	desk_join(out, open, ", ");
	septel__out_byte(out, '\n');
}

static void put_notes(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *note;
	json_array_foreach(json_object_get(record, "notes"), i, note)
	{
		desk_mark(out, note);
		septel__out_format(out, "  %s on %s: %s", desk_string(note, "id"),
				   desk_string(note, "on"), desk_string(note, "text"));
		put_end(out, note);
	}
}

static void put_case(struct septel_out *out, const json_t *record)
{
	put_head(out, record);
	put_before(out, record);
	put_stay(out, record);
	put_wish(out, record);
	put_options(out, record);
	put_fears(out, record);
	put_due(out, json_object_get(record, "owed"));
	put_owed(out, record);
	put_notes(out, record);
}

static const char *const CASE_COLUMNS[] = {"case",  "state", "state_since", "holder",
					   "since", "place", NULL};

static int run_show(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put_case, CASE_COLUMNS};
	return desk_ask(invocation, ask_show, &FORM);
}

/* ---- next ---- */

static int ask_next(struct case_desk *desk)
{
	struct case_rules rules;
	const struct thing *person = find_case(desk);
	if (!person)
		return -1;
	septel__rules_read(&rules, desk->whole);
	septel__tell_next(&desk->answer, &rules, person);
	return septel__casebook_failed(&desk->book) ? desk_fail(desk, "out of memory") : EXIT_DONE;
}

/* "#7.3" where all is of one message, else the whole anchor. */
static void put_short(struct septel_out *out, const json_t *anchor, bool one_message)
{
	const char *text = json_string_value(anchor);
	const char *place = text && one_message ? strchr(text, '#') : NULL;
	septel__out_string(out, place ? place : text ? text : "");
}

/* "name option asylum (not among those discussed, #7.3)" */
static void put_need(struct septel_out *out, const json_t *need, bool one_message)
{
	const char *what = desk_string(need, "what");
	const size_t length = strlen(what);
	const json_t *anchors = json_object_get(need, "anchors");
	const size_t count = json_array_size(anchors);
	const bool joins = count && what[length - 1] == ')';
	septel__out_bytes(out, what, joins ? length - 1 : length);
	if (!count)
		return;
	septel__out_string(out, joins ? ", " : " (");
	put_short(out, json_array_get(anchors, count - 1), one_message);
	septel__out_byte(out, ')');
}

static void put_next(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *need;
	const bool one = json_array_size(json_object_get(record, "derived_from")) == 1;
	desk_mark(out, record);
	if (is_masked(record, "next")) {
		septel__out_string(out, "state withheld\n");
		return;
	}
	if (json_is_null(json_object_get(record, "next"))) {
		septel__out_format(out, "%s: nothing comes next\n", desk_string(record, "state"));
		return;
	}
	septel__out_format(out, "to \"%s\": ", desk_string(record, "next"));
	json_array_foreach(json_object_get(record, "missing"), i, need)
	{
		septel__out_string(out, i ? "; " : "");
		put_need(out, need, one);
	}
	septel__out_byte(out, '\n');
}

static const char *const NEXT_COLUMNS[] = {"case", "state", "next", NULL};

static int run_next(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put_next, NEXT_COLUMNS};
	return desk_ask(invocation, ask_next, &FORM);
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_SHOW = {
	.name = "case show",
	.summary = "Show where a case stands",
	.arguments = "CASE",
	.about = "State, holder and place, who held the person before, the wish and in whose "
		 "voice,\n"
		 "options, fears, what is still owed. The state is that of the whole log; what "
		 "rests\n"
		 "on claims that the reader may not see is left out, and they are counted.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case show p1 -C samples/casebook --on 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.least = 1,
	.run = run_show,
};

const struct command COMMAND_CASE_NEXT = {
	.name = "case next",
	.summary = "Tell what is missing for the next state of a case",
	.arguments = "CASE",
	.about = "The guards of the next step that do not pass, and what would make each pass.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case next p1 -C samples/casebook --known-by 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.least = 1,
	.run = run_next,
};
