/* objections.c - see objections.h. */
#include "objections.h"

#include "../base/date.h"
#include "../base/out.h"
#include "evidence.h"
#include "objection_checks.h"

#include <limits.h>
#include <stdarg.h>

/* Objections that are kept; one that refuses is always among them. */
#define OBJECTIONS_LIMIT 1000

/* Claims that are looked through for all objections: behind it nothing more is looked at, and of
 * an addition what could be refused is. */
#define WORK_LIMIT 20000000u

/* ---- keeping them ---- */

static struct septel_arena *arena_of(const struct objections *objections)
{
	return objections->log->book->arena;
}

static bool make_room(struct objections *objections)
{
	if (objections->count < objections->room)
		return true;
	const size_t room = objections->room ? objections->room * 2 : 8;
	struct objection *at = septel_arena_alloc(arena_of(objections), room * sizeof *at);
	if (!at)
		return false;
	for (size_t i = 0; i < objections->count; i++)
		at[i] = objections->at[i];
	objections->at = at;
	objections->room = room;
	return true;
}

static void keep(struct objections *objections, struct objection objection, const char *format,
		 va_list arguments)
{
	struct septel_out out;
	objections->refused += objection.refused;
	if ((objections->count >= OBJECTIONS_LIMIT &&
	     !(objection.refused && objections->refused == 1)) ||
	    !make_room(objections))
		return;
	septel__out_init(&out, arena_of(objections), 0);
	septel__out_format_list(&out, format, arguments);
	objection.text = septel__out_written(&out);
	objections->at[objections->count++] = objection;
}

void septel__refuse(struct objections *objections, const struct claim *claim, const char *id,
		    const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	keep(objections, (struct objection){claim, true, id, {"", 0}}, format, arguments);
	va_end(arguments);
}

void septel__warn(struct objections *objections, const struct claim *claim, const char *id,
		  const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	keep(objections, (struct objection){claim, false, id, {"", 0}}, format, arguments);
	va_end(arguments);
}

/* ---- anchors ---- */

static const char *anchor_text(const struct objections *objections,
			       const struct claim_anchor *anchor)
{
	struct septel_out out;
	septel__out_init(&out, arena_of(objections), 0);
	if (anchor->officer.len)
		septel__out_format(&out, "manual %.*s", VIEW_FORMAT(anchor->officer));
	else
		septel__out_format(&out, "#%d.%d", anchor->paragraph, anchor->sentence);
	const char *text = septel__out_terminated(&out);
	return text ? text : "";
}

const char *septel__first_anchor(const struct objections *objections, const struct claim *claim)
{
	const struct claim_value *src = septel__claim_value(claim, KEY_SRC);
	return src ? anchor_text(objections, &src->is.anchor) : "";
}

/* An officer's own entry: no message tells of it. */
static bool is_our_own(const struct claim *claim)
{
	for (size_t i = 0; i < claim->value_count; i++)
		if (claim->values[i].row->key == KEY_SRC && !claim->values[i].is.anchor.officer.len)
			return false;
	return true;
}

/* ---- gates as of a claim ---- */

static void ask(const struct objections *objections, const struct claim *claim, int gate,
		int option, const struct thing *to, struct gate *answer)
{
	const struct gate_question question = {.log = objections->log,
					       .rules = objections->rules,
					       .person = claim->about,
					       .gate = (enum gate_name)gate,
					       .option = option,
					       .to = to,
					       .step = claim,
					       .day = septel__day_of(claim)};
	septel__gate_ask(answer, &question);
}

static const struct thing *receiving_state(const struct objections *objections,
					   const struct claim *claim, int option)
{
	bool several;
	const struct thing *to = septel__state_of(septel__claim_thing(claim, KEY_TO));
	return to ? to : septel__receiving_state(objections->log, claim->about, option, &several);
}

/* Tells each guard that fails: refused, or as a warning. */
static void tell_failed(struct objections *objections, const struct claim *claim,
			const struct gate *gate, bool refused, const char *id)
{
	for (size_t i = 0; i < gate->of; i++) {
		const struct guard_answer *guard = &gate->guards[i];
		if (guard->pass || guard->override)
			continue;
		(refused ? septel__refuse : septel__warn)(
			objections, claim, id ? id : guard->row->name, "wanted: %s; %.*s%s%s",
			guard->row->asks, VIEW_FORMAT(guard->why),
			guard->evidence.count ? ", " : "",
			guard->evidence.count
				? septel__first_anchor(objections, guard->evidence.at[0])
				: "");
	}
}

/* ---- the checks ---- */

static void check_voice(struct objections *objections, const struct claim *claim)
{
	const struct claim *account = septel__foreign_voice(objections->log, claim);
	if (!account)
		return;
	const struct claim_anchor *shared =
		account == claim ? NULL : septel__shared_sentence(claim, account);
	const struct thing *speaker = septel__speaker(account);
	const bool believed = septel__claim_word(account, KEY_MOOD) == MOOD_BELIEVED;
	septel__refuse(objections, claim, "T5", "%s is a %s%s%.*s; a declaration needs voice self",
		       shared ? anchor_text(objections, shared)
			      : septel__first_anchor(objections, claim),
		       believed ? "belief" : "report", speaker ? " of " : "",
		       speaker ? (int)speaker->name.len : 0, speaker ? speaker->name.ptr : "");
}

static void check_declared(struct objections *objections, const struct claim *claim)
{
	struct gate gate;
	if (septel__foreign_voice(objections->log, claim))
		return;
	ask(objections, claim, GATE_DECLARED, septel__claim_word(claim, KEY_OPTION), NULL, &gate);
	tell_failed(objections, claim, &gate, false, "W-T5");
}

/* A report on the sentence of a declaration makes it a report. */
static void check_reported(struct objections *objections, const struct claim *claim)
{
	const struct claim_list about = septel__log_about(objections->log, claim->about);
	for (size_t i = 0; i < about.count; i++)
		if (about.at[i]->type == CLAIM_PREF_DECLARED &&
		    septel__shared_sentence(claim, about.at[i])) {
			septel__warn(objections, claim, "W-VOICE",
				     "the declaration on this sentence is no more the person's own "
				     "voice");
			return;
		}
}

static void check_override(struct objections *objections, const struct claim *claim)
{
	const struct septel_view name = septel__claim_text(claim, KEY_GUARD);
	const struct guard_row *row = septel__guard_of(name);
	if (septel__override_is_sound(claim))
		return;
	if (!row)
		septel__refuse(objections, claim, "T9", "%.*s: no such safeguard",
			       VIEW_FORMAT(name));
	else if (!row->may_override)
		septel__refuse(objections, claim, row->name, "%s has no override (%s)", row->name,
			       row->asks);
	else if (!septel__claim_text(claim, KEY_REASON).len)
		septel__refuse(objections, claim, row->name, "an override needs a reason");
	else
		septel__refuse(objections, claim, row->name,
			       "an override needs two different officers (by, second)");
}

/* Tells where the machine does not take the step, for the case stands elsewhere. */
static void check_moves(struct objections *objections, const struct claim *claim, const char *id,
			bool refused)
{
	struct standing standing;
	septel__standing_read(&standing, objections->log, objections->rules, claim->about);
	for (size_t i = 0; i < standing.rests_on.count; i++)
		if (standing.rests_on.at[i] == claim)
			return;
	(refused ? septel__refuse
		 : septel__warn)(objections, claim, id, "it moves nothing: the case is %s",
				 septel__standing_text(&standing, arena_of(objections)));
}

static void check_clearance(struct objections *objections, const struct claim *claim)
{
	struct gate gate;
	const int option = septel__claim_word(claim, KEY_OPTION);
	const int name = septel__gate_of_option(option);
	if (name < 0) {
		septel__refuse(objections, claim, "T9", "no gate stands before %.*s",
			       VIEW_FORMAT(septel__claim_text(claim, KEY_OPTION)));
		return;
	}
	ask(objections, claim, name, option, receiving_state(objections, claim, option), &gate);
	if (gate.ready) {
		check_moves(objections, claim, "W-T9", false);
		return;
	}
	septel__refuse(objections, claim, "T9", "the gate is BLOCKED %zu of %zu%s", gate.passed,
		       gate.of,
		       gate.frozen.count ? ", frozen by an open allegation of breach" : "");
	tell_failed(objections, claim, &gate, true, NULL);
}

static void check_closing(struct objections *objections, const struct claim *claim)
{
	struct gate gate;
	ask(objections, claim, GATE_CLOSED, OPTION_WORDS, NULL, &gate);
	if (gate.ready)
		check_moves(objections, claim, "T12", true);
	tell_failed(objections, claim, &gate, true, NULL);
}

/* What a message tells has happened; what an officer enters by hand is our own office's act. */
static void check_movement(struct objections *objections, const struct claim *claim)
{
	struct gate gate;
	const struct claim *declared;
	const int option = septel__choice(objections->log, claim->about, &declared);
	const bool refused = is_our_own(claim);
	ask(objections, claim, GATE_MOVED, option, receiving_state(objections, claim, option),
	    &gate);
	tell_failed(objections, claim, &gate, refused, refused ? NULL : "W-T10");
}

static void check_track(struct objections *objections, const struct claim *claim)
{
	struct gate gate;
	ask(objections, claim, GATE_TRACK, septel__claim_word(claim, KEY_OPTION), NULL, &gate);
	tell_failed(objections, claim, &gate, false, "W-T7");
}

static void check_back(struct objections *objections, const struct claim *claim)
{
	struct gate gate;
	ask(objections, claim, GATE_BACK, OPTION_STAY_IN_GROUP, NULL, &gate);
	tell_failed(objections, claim, &gate, false, "W-T13");
}

/* The episode that the claim begins has a gap before it. */
static bool opens_a_gap(struct objections *objections, const struct claim *claim)
{
	const struct custody *custody = &objections->custody;
	if (objections->held != claim->about)
		septel__custody_read(&objections->custody, objections->log, claim->about);
	objections->held = claim->about;
	for (size_t i = 0; i < custody->count; i++)
		if (custody->episodes[i].gap && custody->episodes[i].claims.count &&
		    custody->episodes[i].claims.at[0] == claim)
			return true;
	return false;
}

static void check_custody(struct objections *objections, const struct claim *claim)
{
	struct gate gate;
	const struct claim *rule = septel__custody_undesignated(objections->log, claim);
	if (rule)
		septel__warn(objections, claim, "W-PLACE",
			     "not designated by %.*s, who decides it (%.*s%s)",
			     VIEW_FORMAT(septel__claim_thing(rule, KEY_BY)->name),
			     VIEW_FORMAT(rule->message->id),
			     septel__first_anchor(objections, rule));
	if (opens_a_gap(objections, claim))
		septel__warn(objections, claim, "W-GAP",
			     "nobody tells who held the person until then, or of a hand-over");
	ask(objections, claim, GATE_PLACE, OPTION_WORDS, NULL, &gate);
	for (size_t i = 0; i < gate.of; i++)
		if (gate.guards[i].row == septel__guard_row(GUARD_T3b) && !gate.guards[i].pass)
			septel__warn(objections, claim, "W-T9",
				     "%.*s: the gate of return comes first",
				     VIEW_FORMAT(gate.guards[i].why));
}

/* Telling a State of the person before the person agreed. */
static void check_disclosure(struct objections *objections, const struct claim *claim)
{
	struct gate gate;
	const struct thing *to = septel__state_of(septel__claim_thing(claim, KEY_TO));
	if (!to || !objections->adding)
		return;
	ask(objections, claim, GATE_RETURN, OPTION_RETURN, to, &gate);
	for (size_t i = 0; i < gate.warning_count; i++)
		if (gate.warnings[i].row == septel__warning_row(WARNING_W1))
			for (size_t j = 0; j < gate.warnings[i].evidence.count; j++)
				if (gate.warnings[i].evidence.at[j] == claim)
					septel__warn(objections, claim, "W1",
						     "%.*s is told of the person without earlier "
						     "consent",
						     VIEW_FORMAT(to->name));
}

static const struct {
	enum claim_type type;
	bool refuses; /* else it only warns */
	void (*check)(struct objections *objections, const struct claim *claim);
} CHECKS[] = {
	{CLAIM_PREF_DECLARED, true, check_voice},
	{CLAIM_PREF_DECLARED, false, check_declared},
	{CLAIM_PREF_RECONFIRMED, true, check_voice},
	{CLAIM_PREF_REPORTED, false, check_reported},
	{CLAIM_CLEARANCE_OVERRIDE, true, check_override},
	{CLAIM_CLEARANCE_GIVEN, true, check_clearance},
	{CLAIM_CASE_CLOSED, true, check_closing},
	{CLAIM_MOVEMENT_DONE, true, check_movement},
	{CLAIM_TRACK_OPENED, false, check_track},
	{CLAIM_PERSON_BACK, false, check_back},
	{CLAIM_CUSTODY_OPEN, false, check_custody},
	{CLAIM_CUSTODY_TRANSFER, false, check_custody},
	{CLAIM_CUSTODY_MOVE, false, check_custody},
	{CLAIM_DISCLOSURE_MADE, false, check_disclosure},
	{CLAIM_ASSURANCE_CITED, true, septel__check_citing},
	{CLAIM_ASSURANCE_SUBSTANTIATED, true, septel__check_decision},
	{CLAIM_ASSURANCE_UNSUBSTANTIATED, true, septel__check_decision},
	{CLAIM_ASSURANCE_ALLEGATION_WITHDRAWN, true, septel__check_decision},
	{CLAIM_TRACE_OPENED, false, septel__check_trace},
	{CLAIM_TRACE_STATE, false, septel__check_trace},
	{CLAIM_VISIT_HELD, false, septel__check_visit},
};

/* False: so much was looked through that nothing more is. */
static bool may_look(struct objections *objections, const struct claim *claim, bool refuses)
{
	if (objections->work <= WORK_LIMIT)
		objections->work += septel__log_naming(objections->log, claim->about).count;
	if (objections->work <= WORK_LIMIT)
		return true;
	if (objections->adding && refuses)
		septel__refuse(objections, claim, "T0",
			       "too many claims to look at: add them in parts");
	return false;
}

static void check_claim(struct objections *objections, const struct claim *claim)
{
	for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS; i++)
		if (CHECKS[i].type == claim->type && may_look(objections, claim, CHECKS[i].refuses))
			CHECKS[i].check(objections, claim);
}

/* ---- all of them ---- */

/* Everything counts: a claim of tomorrow is looked at as well. */
static const struct case_clocks NO_CLOCKS = {.on = {.year = 9999, .month = 12, .day = 31}};

void septel__objections_read(struct objections *objections, struct casebook *book,
			     const struct journal *only)
{
	struct case_log *log = septel_arena_alloc(book->arena, sizeof *log);
	struct case_rules *rules = septel_arena_alloc(book->arena, sizeof *rules);
	*objections = (struct objections){.log = log, .rules = rules, .adding = only != NULL};
	if (!log || !rules || !septel__log_open(log, book, NO_CLOCKS))
		return;
	septel__rules_read(rules, log);
	for (size_t i = 0; i < book->claim_count; i++)
		if (!only || book->claims[i]->message->journal == only)
			check_claim(objections, book->claims[i]);
}

void septel__objections_check(struct casebook *book)
{
	struct objections *objections = septel_arena_alloc(book->arena, sizeof *objections);
	if (objections)
		septel__objections_read(objections, book, NULL);
	book->objections = objections;
}
