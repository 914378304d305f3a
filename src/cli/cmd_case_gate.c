/* cmd_case_gate.c - septel case gate: may this step be taken, and if not, what is missing. */
#include "../casebook/tell.h"
#include "case_desk.h"
#include "commands.h"

#include <limits.h>

/* ---- asking ---- */

static bool read_option(struct case_desk *desk, const char *text, struct gate_question *question)
{
	const int option = septel__word_of(LIST_OPTION, septel_view_of(text));
	const int gate = septel__gate_of_option(option);
	if (gate < 0) {
		desk_fail(desk, "%s: no option with a gate: expected return, third-country, asylum",
			  text);
		return false;
	}
	question->option = option;
	question->gate = (enum gate_name)gate;
	return true;
}

/* Asylum has no receiving State; of the others it is asked for where several are told. */
static bool read_state(struct case_desk *desk, struct gate_question *question)
{
	const char *named = desk->invocation->options[DESK_OPTIONS].text;
	bool several = false;
	if (named) {
		question->to = desk_party(desk, named);
		return question->to != NULL;
	}
	if (question->option == OPTION_ASYLUM)
		return true;
	septel__ask_about_state_told(question, &desk->view, &several);
	if (several)
		desk_fail(desk,
			  "%s: the casebook tells of more than one receiving State: name it "
			  "with --to",
			  desk->invocation->arguments[1]);
	return !several; /* where none is told, the guards say so */
}

static int ask(struct case_desk *desk)
{
	struct case_rules rules;
	struct gate gate;
	struct gate_question question = {
		.log = desk->whole, .rules = &rules, .day = LONG_MAX, .to = NULL};
	question.person = desk_guarded_party(desk, desk->invocation->arguments[0]);
	if (!question.person || !read_option(desk, desk->invocation->arguments[1], &question) ||
	    !read_state(desk, &question))
		return -1;
	septel__rules_read(&rules, desk->whole);
	septel__gate_ask(&gate, &question);
	if (septel__casebook_failed(&desk->book))
		return desk_fail(desk, "out of memory");
	septel__tell_gate(&desk->answer, &question, &gate);
	return gate.ready ? EXIT_DONE : EXIT_REFUSED;
}

/* ---- printing ---- */

static int number(const json_t *record, const char *key)
{
	return (int)json_integer_value(json_object_get(record, key));
}

static void put_anchors(struct septel_out *out, const json_t *record)
{
	const json_t *anchors = json_object_get(record, "anchors");
	if (json_array_size(anchors))
		septel__out_string(out, "  ");
	desk_join(out, anchors, ", ");
	septel__out_byte(out, '\n');
}

static void put_guard(struct septel_out *out, const json_t *guard, const char *word)
{
	size_t i;
	json_t *need;
	desk_mark(out, guard);
	septel__out_format(out, "  %-4s %-3s %s: %s", word, desk_string(guard, "id"),
			   desk_string(guard, "asks"), desk_string(guard, "why"));
	put_anchors(out, guard);
	json_array_foreach(json_object_get(guard, "change"), i, need)
	{
		desk_mark(out, guard);
		septel__out_format(out, "           needs %s\n", json_string_value(need));
	}
}

static void put_guards(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *guard;
	json_array_foreach(json_object_get(record, "guards"), i, guard)
	{
		const bool pass = json_is_true(json_object_get(guard, "pass"));
		const bool over = json_is_true(json_object_get(guard, "overridden"));
		put_guard(out, guard, pass ? "pass" : over ? "OVER" : "FAIL");
	}
	json_array_foreach(json_object_get(record, "warnings"), i, guard)
		put_guard(out, guard, "WARN");
}

static void put_frozen(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *breach;
	json_array_foreach(json_object_get(record, "frozen"), i, breach)
	{
		desk_mark(out, breach);
		septel__out_format(out, "  FROZEN by %s", desk_string(breach, "assurance"));
		if (json_string_value(json_object_get(breach, "clause")))
			septel__out_format(out, " clause %s", desk_string(breach, "clause"));
		septel__out_format(out, ": %s", desk_string(breach, "why"));
		put_anchors(out, breach);
	}
}

static void put_overrides(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *one;
	json_array_foreach(json_object_get(record, "overrides"), i, one)
	{
		desk_mark(out, one);
		septel__out_format(
			out, "  override of %s by %s and %s, %s: %s%s", desk_string(one, "guard"),
			desk_string(one, "by"), desk_string(one, "second"), desk_string(one, "on"),
			desk_string(one, "reason"),
			json_is_true(json_object_get(one, "counts")) ? "" : " (does not count)");
		put_anchors(out, one);
	}
}

static void put(struct septel_out *out, const json_t *record)
{
	const bool ready = strcmp(desk_string(record, "verdict"), "READY") == 0;
	desk_mark(out, record);
	septel__out_format(out, "%s %d of %d", desk_string(record, "verdict"),
			   number(record, "passed"), number(record, "of"));
	if (number(record, "overridden"))
		septel__out_format(out, ", %d overridden", number(record, "overridden"));
	septel__out_format(out, "  %s %s", desk_string(record, "case"),
			   desk_string(record, "option"));
	if (json_string_value(json_object_get(record, "to")))
		septel__out_format(out, " to %s", desk_string(record, "to"));
	septel__out_byte(out, '\n');
	put_guards(out, record);
	put_frozen(out, record);
	put_overrides(out, record);
	if (ready)
		septel__out_string(out, "(U) READY says that the record evidences every safeguard. "
					"It authorises nothing: a named authority decides.\n");
}

static const char *const COLUMNS[] = {"case",   "option",     "to", "verdict",
				      "passed", "overridden", "of", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask_sealed(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"to", OPTION_TEXT, "PARTY", "the receiving State"},
};

const struct command COMMAND_CASE_GATE = {
	.name = "case gate",
	.summary = "Ask whether every safeguard before a step is evidenced",
	.arguments = "CASE OPTION",
	.about = "OPTION is return, third-country or asylum. Each safeguard with why and where.\n"
		 "READY authorises nothing. The whole log is read, whatever\n"
		 "the reader may see. Without --to the State that the casebook tells of is asked "
		 "about.\n"
		 "Of a casebook whose sealed entries are not what they were nothing is said.",
	.refused = "BLOCKED",
	.broken = "a sealed entry is not what it was",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case gate p1 return -C samples/casebook --on 2008-12-04 || true",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.least = 2,
	.run = run,
};
