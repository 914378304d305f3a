/* cmd_case_assurance.c - septel case assurance: who assured whom of what, and what came of it. */
#include "../casebook/assurances.h"
#include "case_tell.h"
#include "commands.h"

/* The assurance that is told. */
struct told {
	struct case_desk *desk;
	const struct thing *thing;
	struct claim_list claims;  /* about it */
	const struct claim *given; /* the first claim that gives it; NULL: it is only sought */
	bool clauses_shown;        /* all claims that give it may be seen */
};

/* ---- records inside it ---- */

static void tell_when(struct case_desk *desk, const struct claim *claim)
{
	septel__record_set_day(&desk->answer, "when", septel__claim_day(claim));
	tell_voice(desk, claim);
}

static void tell_conveyance(struct case_desk *desk, const struct claim *claim)
{
	const bool told = septel__claim_value(claim, KEY_HOW) != NULL;
	tell_when(desk, claim);
	tell_key(desk, claim, KEY_TO);
	tell_key(desk, claim, KEY_FORM);
	septel__record_set(&desk->answer, "how", tell_value(claim, told ? KEY_HOW : KEY_FORM));
}

static void tell_limit(struct case_desk *desk, const struct claim *claim)
{
	tell_when(desk, claim);
	septel__record_set(&desk->answer, "text", tell_value(claim, KEY_LIMIT));
	tell_key(desk, claim, KEY_CLAUSE);
	septel__record_set(&desk->answer, "excludes", tell_names(claim, KEY_EXCLUDES));
	septel__record_set(&desk->answer, "only", tell_names(claim, KEY_ONLY));
	tell_key(desk, claim, KEY_ONLY_KINDS);
}

/* An allegation that a hidden claim has decided shows neither. */
static void tell_allegation(struct case_desk *desk, const struct claim *claim)
{
	const struct claim *by;
	const enum allegation_state state = septel__allegation_state(&desk->log, claim, &by);
	tell_when(desk, claim);
	tell_key(desk, claim, KEY_ID);
	tell_key(desk, claim, KEY_CLAUSE);
	tell_key(desk, claim, KEY_WHAT);
	septel__record_set_if(&desk->answer, "state",
			      json_string(septel__allegation_state_name(state)),
			      (struct claim_list){&by, by != NULL});
}

static void tell_citing(struct case_desk *desk, const struct claim *claim)
{
	const struct thing *party = septel__claim_thing(claim, KEY_FOR);
	const struct claim *limit =
		party ? septel__assurance_excludes(&desk->log, claim->about,
						   septel__claim_text(claim, KEY_CLAUSE), party)
		      : NULL;
	tell_when(desk, claim);
	tell_key(desk, claim, KEY_FOR);
	tell_key(desk, claim, KEY_CLAUSE);
	septel__record_set_if(&desk->answer, "out_of_scope", json_boolean(limit != NULL),
			      (struct claim_list){&limit, limit != NULL});
}

static void tell_ending(struct case_desk *desk, const struct claim *claim)
{
	tell_when(desk, claim);
	tell_key(desk, claim, KEY_REASON);
	tell_key(desk, claim, KEY_INSTEAD);
}

static void tell_request(struct case_desk *desk, const struct claim *claim)
{
	const struct claim *answer = septel__request_answer(&desk->log, claim->about);
	const struct claim_list rests_on = {&answer, answer != NULL};
	json_t *text = answer && answer->type == CLAIM_REQUEST_ANSWERED
			       ? tell_value(answer, KEY_ANSWER)
			       : json_null();
	tell_when(desk, claim);
	septel__record_set_thing(&desk->answer, "id", claim->about);
	tell_key(desk, claim, KEY_TO);
	tell_key(desk, claim, KEY_WHAT);
	septel__record_set_if(&desk->answer, "state",
			      json_string(!answer                                  ? "open"
					  : answer->type == CLAIM_REQUEST_ANSWERED ? "answered"
										   : "withdrawn"),
			      rests_on);
	septel__record_set_if(&desk->answer, "answer", text, rests_on);
}

static void tell_conflict(struct case_desk *desk, const struct claim *claim)
{
	tell_when(desk, claim);
	septel__record_set_thing(&desk->answer, "instrument", claim->about);
	const struct claim *rescinded = septel__instrument_rescinded(&desk->log, claim->about);
	septel__record_set_if(&desk->answer, "stands", json_boolean(!rescinded),
			      (struct claim_list){&rescinded, rescinded != NULL});
}

/* Of the claims that name it, those that `is` accepts. */
static json_t *tell_naming(const struct told *told, enum claim_type type,
			   bool (*is)(const struct claim *, const struct thing *), tell_claim *tell)
{
	const struct claim_list naming = septel__log_naming(&told->desk->log, told->thing);
	json_t *list = json_array();
	for (size_t i = 0; i < naming.count; i++) {
		if (!is(naming.at[i], told->thing))
			continue;
		json_t *one =
			tell_claims(told->desk, (struct claim_list){naming.at + i, 1}, type, tell);
		json_array_extend(list, one);
		json_decref(one);
	}
	return list;
}

/* ---- the record ---- */

/* Clauses of all claims that give it; one that is told again is not repeated. */
static json_t *clauses_of(const struct told *told)
{
	json_t *clauses = json_array();
	for (size_t i = 0; i < told->claims.count; i++) {
		const struct claim *claim = told->claims.at[i];
		for (size_t j = 0; claim->type == CLAIM_ASSURANCE_GIVEN && j < claim->value_count;
		     j++) {
			const struct claim_value *value = &claim->values[j];
			if (value->row->value != VALUE_CLAUSE || value->silent ||
			    !septel__answer_may_show(&told->desk->answer, claim))
				continue;
			const struct claim_clause *clause = &value->is.clause;
			json_array_append_new(
				clauses,
				json_pack("{s:o, s:s, s:o}", "id", septel__json_view(clause->id),
					  "kind",
					  septel__list_row(LIST_CLAUSE_KIND)->words[clause->kind],
					  "text", septel__json_view(clause->text)));
		}
	}
	return clauses;
}

/* Where a claim that gives it is withheld, what is missing is not told either. */
static void tell_missing(const struct told *told)
{
	const unsigned missing = septel__assurance_missing(&told->desk->log, told->thing);
	const struct list_row *kinds = septel__list_row(LIST_CLAUSE_KIND);
	json_t *list = json_array();
	for (size_t i = 0; i < kinds->count; i++)
		if (missing & 1u << i)
			json_array_append_new(list, json_string(kinds->words[i]));
	if (told->clauses_shown) {
		septel__record_set(&told->desk->answer, "missing_kinds", list);
	} else {
		json_decref(list);
		septel__record_mask(&told->desk->answer, "missing_kinds");
	}
}

/* Who gives it to whom; of one that is only sought, who should. */
static void tell_sides(const struct told *told, const struct claim *first)
{
	struct answer *answer = &told->desk->answer;
	const struct claim *by = told->given ? told->given : first;
	const bool given = told->given != NULL;
	septel__record_set(answer, "giver", tell_value(by, given ? KEY_BY : KEY_TO));
	septel__record_set(answer, "recipient", tell_value(by, given ? KEY_TO : KEY_BY));
	septel__record_set(answer, "beneficiaries", tell_names(by, KEY_BENEFICIARIES));
	septel__record_set(answer, "form", tell_value(by, KEY_FORM));
	septel__record_set(answer, "monitor", tell_value(by, KEY_MONITOR));
	septel__record_set(answer, "instrument", tell_value(by, KEY_INSTRUMENT));
	septel__record_set(answer, "until", tell_value(by, KEY_UNTIL));
	if (given)
		septel__record_set_day(answer, "given", septel__claim_day(told->given));
	else
		septel__record_set(answer, "given", json_null());
}

static void tell_parts(const struct told *told)
{
	static const struct {
		const char *key;
		enum claim_type type;
		tell_claim *tell;
	} PARTS[] = {
		{"conveyed", CLAIM_ASSURANCE_CONVEYED, tell_conveyance},
		{"acknowledged", CLAIM_ASSURANCE_ACKNOWLEDGED, tell_when},
		{"limited", CLAIM_ASSURANCE_LIMITED, tell_limit},
		{"allegations", CLAIM_ASSURANCE_BREACH, tell_allegation},
		{"cited", CLAIM_ASSURANCE_CITED, tell_citing},
		{"ended", CLAIM_ASSURANCE_ENDED, tell_ending},
	};
	struct answer *answer = &told->desk->answer;
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
		septel__record_set(
			answer, PARTS[i].key,
			tell_claims(told->desk, told->claims, PARTS[i].type, PARTS[i].tell));
	septel__record_set(
		answer, "requests",
		tell_naming(told, CLAIM_REQUEST_MADE, septel__is_request_on, tell_request));
	septel__record_set(answer, "conflicts",
			   tell_naming(told, CLAIM_INSTRUMENT_CONFLICT, septel__is_conflict_with,
				       tell_conflict));
}

/* A flag that only withheld claims raise is not shown. */
static json_t *flags_of(const struct told *told)
{
	struct answer *answer = &told->desk->answer;
	const struct claim *request =
		septel__assurance_form_requested(&told->desk->log, told->thing);
	bool limited = false, open = false, breached = false;
	json_t *flags = json_array();
	for (size_t i = 0; i < told->claims.count; i++) {
		const struct claim *claim = told->claims.at[i], *by = NULL;
		if (!septel__answer_may_show(answer, claim))
			continue;
		limited |= claim->type == CLAIM_ASSURANCE_LIMITED;
		if (claim->type != CLAIM_ASSURANCE_BREACH)
			continue;
		const enum allegation_state state =
			septel__allegation_state(&told->desk->log, claim, &by);
		const bool shown = !by || septel__answer_may_show(answer, by);
		open |= shown && state == ALLEGATION_OPEN;
		breached |= shown && state == ALLEGATION_SUBSTANTIATED;
	}
	const struct {
		const char *name;
		bool raised;
	} FLAGS[] = {
		{"limited", limited},
		{"form-requested", request && septel__answer_may_show(answer, request)},
		{"clause-missing",
		 told->clauses_shown && septel__assurance_missing(&told->desk->log, told->thing)},
		{"contested", open},
		{"breached", breached},
	};
	for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++)
		if (FLAGS[i].raised)
			json_array_append_new(flags, json_string(FLAGS[i].name));
	return flags;
}

/* "limits" are their words alone; "limited" tells all of them. */
static json_t *texts_of(const json_t *limited)
{
	size_t i;
	json_t *limit, *texts = json_array();
	json_array_foreach(limited, i, limit)
		json_array_append(texts, json_object_get(limit, "text"));
	return texts;
}

static void tell_state(const struct told *told)
{
	struct answer *answer = &told->desk->answer;
	const struct claim *since;
	const enum assurance_state state =
		septel__assurance_state(&told->desk->log, told->thing, &since);
	const struct claim_list rests_on = {&since, since != NULL};
	septel__record_set_if(answer, "state", json_string(septel__assurance_state_name(state)),
			      rests_on);
	if (since && septel__answer_may_show(answer, since))
		septel__record_set_day(answer, "since", septel__claim_day(since));
	else
		septel__record_mask(answer, "since");
}

/* Rests the record on the claims that name it; false where none of them may be seen. */
static bool rest_on_naming(struct told *told, const struct claim **first)
{
	*first = NULL;
	told->clauses_shown = true;
	for (size_t i = 0; i < told->claims.count; i++) {
		const struct claim *claim = told->claims.at[i];
		const bool gives = claim->type == CLAIM_ASSURANCE_GIVEN;
		if (!gives && claim->type != CLAIM_ASSURANCE_SOUGHT)
			continue;
		const bool shown = septel__record_rests_on(&told->desk->answer, claim);
		told->clauses_shown &= shown || !gives;
		if (shown && !*first)
			*first = claim;
		if (shown && gives && !told->given)
			told->given = claim;
	}
	return *first != NULL;
}

static void tell_assurance(struct case_desk *desk, const struct thing *thing)
{
	const struct claim *first;
	struct told told = {desk, thing, septel__log_about(&desk->log, thing), NULL, false};
	septel__record_begin(&desk->answer);
	if (!rest_on_naming(&told, &first)) {
		septel__record_drop(&desk->answer);
		return;
	}
	septel__record_set_thing(&desk->answer, "id", thing);
	tell_state(&told);
	tell_sides(&told, first);
	septel__record_set(&desk->answer, "clauses", clauses_of(&told));
	tell_missing(&told);
	tell_parts(&told);
	septel__record_set(&desk->answer, "flags", flags_of(&told));
	const struct answer_record *record = &desk->answer.open[desk->answer.depth - 1];
	septel__record_set(&desk->answer, "limits",
			   texts_of(json_object_get(record->fields, "limited")));
	septel__record_end(&desk->answer);
}

static int ask(struct case_desk *desk)
{
	const struct invocation *invocation = desk->invocation;
	if (invocation->count) {
		const struct thing *thing =
			desk_thing(desk, invocation->arguments[0], THING_ASSURANCE);
		if (!thing)
			return -1;
		tell_assurance(desk, thing);
		return EXIT_DONE;
	}
	const struct claim_things all = septel__assurances(&desk->log);
	if (!all.at)
		return -1;
	for (size_t i = 0; i < all.count; i++)
		tell_assurance(desk, all.at[i]);
	return EXIT_DONE;
}

/* ---- text ---- */

static const char *or_not_stated(const json_t *record, const char *key)
{
	const json_t *value = json_object_get(record, key);
	return json_is_string(value) ? json_string_value(value) : "not-stated";
}

static void put_clauses(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *clause;
	json_array_foreach(json_object_get(record, "clauses"), i, clause)
	{
		put_inner_mark(out, record);
		septel__out_format(out, "%s  %s: %s\n", desk_string(clause, "id"),
				   desk_string(clause, "kind"), desk_string(clause, "text"));
	}
	const json_t *missing = json_object_get(record, "missing_kinds");
	if (!json_array_size(missing))
		return;
	put_inner_mark(out, record);
	septel__out_string(out, "no clause on: ");
	desk_join(out, missing, ", ");
	septel__out_byte(out, '\n');
}

/* A line each: its name, the day, and the keys with what stands before them. */
struct line_form {
	const char *key, *name;
	struct {
		const char *before, *key;
	} fields[6];
};

static const struct line_form LINES[] = {
	{"conveyed", "conveyed", {{" ", "when"}, {" by ", "by"}, {" to ", "to"}, {", ", "how"}}},
	{"acknowledged", "acknowledged", {{" ", "when"}, {" by ", "by"}}},
	{"limited",
	 "limit",
	 {{" ", "when"}, {" by ", "by"}, {", clause ", "clause"}, {": ", "text"}}},
	{"requests",
	 "request",
	 {{" ", "id"},
	  {" ", "state"},
	  {" of ", "by"},
	  {" to ", "to"},
	  {": ", "what"},
	  {": ", "answer"}}},
	{"conflicts", "in conflict with", {{" ", "instrument"}, {", told as ", "mood"}}},
	{"allegations",
	 "breach",
	 {{" ", "state"},
	  {" ", "when"},
	  {" by ", "by"},
	  {", clause ", "clause"},
	  {": ", "what"},
	  {", ", "id"}}},
	{"cited", "cited", {{" ", "when"}, {" for ", "for"}, {", clause ", "clause"}}},
	{"ended",
	 "ended",
	 {{" ", "when"}, {" by ", "by"}, {": ", "reason"}, {", instead ", "instead"}}},
};

static void put_lines(struct septel_out *out, const json_t *record, const struct line_form *form)
{
	size_t i;
	json_t *part;
	json_array_foreach(json_object_get(record, form->key), i, part)
	{
		put_inner_mark(out, part);
		septel__out_string(out, form->name);
		for (size_t j = 0; j < 6 && form->fields[j].key; j++)
			put_field(out, form->fields[j].before, part, form->fields[j].key);
		if (json_is_true(json_object_get(part, "out_of_scope")))
			septel__out_string(out, ", OUT OF ITS SCOPE");
		put_anchor_end(out, part);
	}
}

static void put(struct septel_out *out, const json_t *record)
{
	desk_mark(out, record);
	septel__out_format(out, "%s  %s since %s  %s to %s", desk_string(record, "id"),
			   desk_string(record, "state"), desk_string(record, "since"),
			   desk_string(record, "giver"), desk_string(record, "recipient"));
	put_field(out, ", given ", record, "given");
	put_anchor_end(out, record);
	put_inner_mark(out, record);
	septel__out_format(out, "form: %s; beneficiaries: ", or_not_stated(record, "form"));
	const json_t *beneficiaries = json_object_get(record, "beneficiaries");
	desk_join(out, beneficiaries, ", ");
	septel__out_string(out, json_array_size(beneficiaries) ? "" : "not-stated");
	put_field(out, "; monitor: ", record, "monitor");
	put_field(out, "; until ", record, "until");
	septel__out_byte(out, '\n');
	put_clauses(out, record);
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++)
		put_lines(out, record, &LINES[i]);
}

/* ---- row ---- */

static const char *const COLUMNS[] = {
	"id",   "state",  "since",         "giver", "recipient", "beneficiaries",
	"form", "limits", "missing_kinds", "flags", "anchors",   NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_ASSURANCE = {
	.name = "case assurance",
	.summary = "Tell who assured whom of what, and what came of it",
	.arguments = "[ID]",
	.about =
		"One assurance, or all: its clauses, the kinds of clauses that are missing, how it "
		"was\n"
		"conveyed, its limits, requests about it, instruments in conflict with it, and "
		"alleged\n"
		"breaches. One that nobody has decided freezes every case that it covers.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case assurance as-0814 -C samples/casebook --on 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
