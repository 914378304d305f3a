/* cmd_case_report.c - septel case report: a draft that tells how a case stands. */
#include "../base/date.h"
#include "../casebook/changes.h"
#include "../casebook/custody.h"
#include "../casebook/tell.h"
#include "case_desk.h"
#include "case_ledger.h"
#include "commands.h"
#include "report_heading.h"
#include "report_text.h"

#include <limits.h>
#include <stdlib.h>

enum { OPT_SINCE = DESK_OPTIONS, OPT_FROM, OPT_TO, OPT_NUMBER, OPT_CLASSIFIED_BY };

struct reporting {
	struct case_desk *desk;
	const struct thing *person;
	struct septel_time since;
	struct case_rules rules;
	struct ledger ledger;
	json_t *head, *changes, *owed, *next, *gate, *refs;
};

/* ---- what is asked ---- */

static bool read_since(struct reporting *reporting)
{
	const char *text = reporting->desk->invocation->options[OPT_SINCE].text;
	struct days days;
	if (!text)
		return true;
	if (!septel__days_read(septel_view_of(text), &days) || !septel__days_is_one(&days)) {
		desk_fail(reporting->desk, "--since %s: expected YYYY-MM-DD", text);
		return false;
	}
	reporting->since = days.from;
	return true;
}

/* ---- its parts, each as records of their own ---- */

static json_t *take_records(struct case_desk *desk)
{
	json_t *taken = desk->answer.records;
	desk->answer.records = json_array();
	return taken;
}

static json_t *take_one(struct case_desk *desk)
{
	json_t *records = take_records(desk);
	json_t *record = json_incref(json_array_get(records, 0));
	json_decref(records);
	return record;
}

static json_t *head_record(const struct reporting *reporting)
{
	struct answer *answer = &reporting->desk->answer;
	const struct case_log *log = reporting->desk->whole;
	struct standing standing;
	struct custody custody;
	septel__standing_read(&standing, log, &reporting->rules, reporting->person);
	septel__custody_read(&custody, log, reporting->person);
	const struct custody_episode *now = septel__custody_now(&custody);
	septel__record_begin(answer);
	septel__record_set_if(answer, "state",
			      json_string(septel__standing_text(&standing, log->book->arena)),
			      standing.rests_on);
	if (now && septel__record_rests_on_all(answer, now->claims)) {
		septel__record_set_thing(answer, "holder", now->holder);
		septel__record_set_day(answer, "since", now->from);
	}
	septel__record_end(answer);
	return take_one(reporting->desk);
}

/* The option that the person chose or is said to want, as far as the viewer may know. */
static int option_told(const struct reporting *reporting)
{
	static const enum claim_type WISHES[] = {CLAIM_PREF_DECLARED, CLAIM_PREF_RECONFIRMED,
						 CLAIM_PREF_REPORTED, CLAIM_ANY};
	const struct claim_list about = septel__log_about(&reporting->desk->log, reporting->person);
	for (size_t i = about.count; i > 0; i--) {
		const struct claim_list one = {about.at + i - 1, 1};
		if (septel__last_of(one, WISHES) &&
		    septel__answer_may_show(&reporting->desk->answer, one.at[0]))
			return septel__claim_word(one.at[0], KEY_OPTION);
	}
	return OPTION_UNDECIDED;
}

/* NULL: no gate stands before what the person wants, or the State is not known. */
static json_t *gate_record(const struct reporting *reporting)
{
	struct case_desk *desk = reporting->desk;
	const int option = option_told(reporting), name = septel__gate_of_option(option);
	struct gate gate;
	bool several;
	if (name < 0)
		return NULL;
	struct gate_question question = {.log = desk->whole,
					 .rules = &reporting->rules,
					 .person = reporting->person,
					 .gate = (enum gate_name)name,
					 .option = option,
					 .day = LONG_MAX};
	septel__ask_about_state_told(&question, &desk->view, &several);
	if (!question.to && option != OPTION_ASYLUM)
		return NULL;
	septel__gate_ask(&gate, &question);
	septel__tell_gate(&desk->answer, &question, &gate);
	return take_one(desk);
}

/* The messages it rests on, in the order in which they were sent. */
static json_t *ref_list(const struct case_desk *desk)
{
	json_t *refs = json_array(), *listed = json_object();
	for (const struct journal_message *at = desk->book.first_message; at; at = at->next) {
		json_t *id = septel__json_view(at->id);
		const char *text = json_string_value(id);
		if (text && json_object_get(desk->answer.derived, text) &&
		    !json_object_get(listed, text)) {
			json_object_set_new(listed, text, json_true());
			json_array_append(refs, id);
		}
		json_decref(id);
	}
	json_decref(listed);
	return refs;
}

static void collect(struct reporting *reporting)
{
	struct case_desk *desk = reporting->desk;
	septel__rules_read(&reporting->rules, desk->whole);
	reporting->head = head_record(reporting);
	septel__tell_changes(&desk->answer, &reporting->ledger, reporting->person,
			     reporting->since);
	reporting->changes = take_records(desk);
	septel__tell_owed(&desk->answer, &reporting->ledger, reporting->person);
	reporting->owed = take_records(desk);
	septel__tell_next(&desk->answer, &reporting->rules, reporting->person);
	reporting->next = take_one(desk);
	reporting->gate = gate_record(reporting);
	reporting->refs = ref_list(desk);
}

static void release(struct reporting *reporting)
{
	json_decref(reporting->head);
	json_decref(reporting->changes);
	json_decref(reporting->owed);
	json_decref(reporting->next);
	json_decref(reporting->gate);
	json_decref(reporting->refs);
}

/* ---- the draft ---- */

static bool put_heading(struct reporting *reporting, struct septel_out *out)
{
	struct case_desk *desk = reporting->desk;
	const struct option_value *options = desk->invocation->options;
	struct septel_out subject;
	const char *why;
	septel__out_init(&subject, NULL, 0);
	septel__out_format(&subject, "Case %.*s", VIEW_FORMAT(reporting->person->name));
	if (options[OPT_SINCE].text) {
		septel__out_string(&subject, ": report since ");
		report_day(&subject, reporting->since, desk->log.clocks.on);
	}
	const struct report_heading heading = {.on = desk->log.clocks.on,
					       .dated = options[DESK_ON].text != NULL,
					       .level = desk->answer.label.level,
					       .captions = desk->answer.label.captions,
					       .declassify = desk->answer.declassify,
					       .subject = septel__out_terminated(&subject),
					       .from = options[OPT_FROM].text,
					       .to = options[OPT_TO].text,
					       .number = options[OPT_NUMBER].text,
					       .classified_by = options[OPT_CLASSIFIED_BY].text};
	const bool put = report_heading(out, &heading, &desk->source, reporting->refs, &why);
	if (!put)
		desk_fail(desk, "%s", why);
	septel__out_release(&subject);
	return put;
}

static void put_text(struct reporting *reporting, struct septel_out *out)
{
	struct case_desk *desk = reporting->desk;
	struct septel_out controls, person;
	septel__out_init(&controls, NULL, 0);
	septel__out_init(&person, NULL, 0);
	report_controls(&controls, desk->answer.label.captions);
	septel__out_view(&person, reporting->person->name);
	const struct report_parts parts = {.person = septel__out_terminated(&person),
					   .since = reporting->since,
					   .on = desk->log.clocks.on,
					   .head = reporting->head,
					   .changes = reporting->changes,
					   .owed = reporting->owed,
					   .next = reporting->next,
					   .gate = reporting->gate,
					   .refs = reporting->refs,
					   .controls = septel__out_written(&controls),
					   .declassify = desk->answer.declassify};
	septel__out_byte(out, '\n');
	if (parts.person)
		report_text(out, &parts);
	septel__out_release(&controls);
	septel__out_release(&person);
}

/* One record: the draft as a whole. */
static void set_record(struct reporting *reporting, struct septel_out *draft)
{
	struct answer *answer = &reporting->desk->answer;
	septel__record_begin(answer);
	septel__record_set_thing(answer, "case", reporting->person);
	septel__record_set_day(answer, "since", reporting->since);
	septel__record_set(answer, "refs", json_incref(reporting->refs));
	septel__record_set_view(answer, "draft", septel__out_written(draft));
	septel__record_join(answer, answer->label, answer->declassify);
	septel__record_end(answer);
}

static bool print_draft(struct septel_out *out, struct case_desk *desk)
{
	const json_t *record = json_array_get(desk->answer.records, 0);
	septel__out_string(out, json_string_value(json_object_get(record, "draft")));
	return true;
}

static int report(struct reporting *reporting)
{
	struct septel_out draft;
	int code = EXIT_DONE;
	septel__out_init(&draft, NULL, 0);
	collect(reporting);
	if (put_heading(reporting, &draft)) {
		put_text(reporting, &draft);
		set_record(reporting, &draft);
	} else {
		code = -1;
	}
	if (draft.failed)
		code = desk_fail(reporting->desk, "out of memory");
	septel__out_release(&draft);
	return code;
}

/* What its originator keeps is passed on by nobody. */
static void leave_to_originators(struct case_view *view)
{
	static const char *const CAVEATS[] = {"ICRC-CONF", "THIRD-PARTY"};
	for (size_t i = 0; i < sizeof CAVEATS / sizeof *CAVEATS; i++) {
		uint64_t bit;
		if (septel__label_caption(septel_view_of(CAVEATS[i]), &bit))
			view->viewer.rights &= ~bit;
	}
}

static int ask(struct case_desk *desk)
{
	struct reporting reporting = {.desk = desk};
	leave_to_originators(&desk->view);
	reporting.person = desk_party(desk, desk->invocation->arguments[0]);
	if (!reporting.person || !read_since(&reporting))
		return -1;
	if (!desk_ledger(desk, &reporting.ledger))
		return -1;
	const int code = report(&reporting);
	release(&reporting);
	desk->document = desk_wants_json(desk) ? NULL : print_draft;
	return code;
}

/* Never called: the draft is printed as a whole. */
static void put(struct septel_out *out, const json_t *record)
{
	septel__out_string(out, desk_string(record, "draft"));
}

static const char *const COLUMNS[] = {"case", "since", "refs", "draft", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"since", OPTION_TEXT, "DATE", "what was reported on that day or later (default: all)"},
	{"from", OPTION_TEXT, "SENDER", "who reports (default: as in the latest message)"},
	{"to", OPTION_TEXT, "ADDRESSEE", "to whom (default: as in the latest message)"},
	{"number", OPTION_TEXT, "NUMBER",
	 "the message's number (default: one behind the highest that is known)"},
	{"classified-by", OPTION_TEXT, "OFFICER", "who classifies it, title and name"},
};

const struct command COMMAND_CASE_REPORT = {
	.name = "case report",
	.summary = "Compose a draft that tells how a case stands",
	.arguments = "CASE",
	.least = 1,
	.about = "What changed, what is due and what is missing, in marked paragraphs, each entry "
		 "with the\n"
		 "message and paragraph it stands on; classified as the highest of these. The "
		 "draft is\n"
		 "ready for septel compose: read it before it is sent. What bears the caveat "
		 "ICRC-CONF\n"
		 "or THIRD-PARTY is not passed on.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case report -C samples/casebook p1 --since 2008-12-10 --on 2009-01-12 | "
		   "septel compose -",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
