/* standing.c - see standing.h. */
#include "standing.h"

#include "../base/date.h"
#include "../base/out.h"
#include "evidence.h"

#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>

/* Gates that are asked for one case: beyond it a step counts as not passed. */
#define GATES_ASKED_LIMIT 2000

/* ---- the table ---- */

const struct state_row *septel__state_row(enum case_state state)
{
	static const struct state_row ROWS[] = {
#define STATE(name, text, has_option, next) {text, has_option, false, next},
#define SIDE(name, text)                    {text, false, true, GATE_COUNT},
#include "machine_rows.h"
	};
	return &ROWS[state];
}

#define IN(name)            (1u << STATE_##name)
#define IN_CHOICE           (IN(DECLARED) | IN(IN_TRACK) | IN(CLEARED))
#define IN_ANY_CARE         (IN(IN_CARE) | IN(INFORMED) | IN_CHOICE)
#define IN_ANY_BEFORE_MOVED (IN(NONE) | IN(REPORTED) | IN_ANY_CARE)
#define IN_ANY              (IN_ANY_BEFORE_MOVED | IN(MOVED) | IN(MONITORED))

const struct step_row *septel__step_rows(size_t *count)
{
	static const struct step_row ROWS[] = {
#define STEP(id, from, type, to, gate, binds) {#id, from, type, to, gate, binds},
#include "machine_rows.h"
	};
	*count = sizeof ROWS / sizeof *ROWS;
	return ROWS;
}

/* The place of the first row of that type; the count of rows: there is none. */
static size_t rank_of(enum claim_type type)
{
	size_t count, at = 0;
	const struct step_row *rows = septel__step_rows(&count);
	while (at < count && rows[at].type != type)
		at++;
	return at;
}

static bool moves(enum claim_type type)
{
	size_t count;
	septel__step_rows(&count);
	return rank_of(type) < count;
}

/* ---- the claims, in the order in which they apply ---- */

struct ranked_claim {
	const struct claim *claim;
	long day;
	size_t rank;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked_claim *one = a, *other = b;
	if (one->day != other->day)
		return one->day < other->day ? -1 : 1;
	if (one->rank != other->rank)
		return one->rank < other->rank ? -1 : 1;
	return (one->claim->entered > other->claim->entered) -
	       (one->claim->entered < other->claim->entered);
}

/* Those about the person, and encounters with it. */
static bool concerns(const struct claim *claim, const struct thing *person)
{
	return moves(claim->type) &&
	       (claim->about == person || claim->type == CLAIM_ENCOUNTER_HELD);
}

static struct ranked_claim *rank_claims(const struct case_log *log, const struct thing *person,
					size_t *count)
{
	const struct claim_list naming = septel__log_naming(log, person);
	struct ranked_claim *ranked =
		septel_arena_alloc(log->book->arena, (naming.count + 1) * sizeof *ranked);
	*count = 0;
	for (size_t i = 0; ranked && i < naming.count; i++)
		if (concerns(naming.at[i], person))
			ranked[(*count)++] =
				(struct ranked_claim){naming.at[i], septel__day_of(naming.at[i]),
						      rank_of(naming.at[i]->type)};
	if (*count)
		qsort(ranked, *count, sizeof *ranked, compare_ranked);
	return ranked;
}

/* ---- the fold ---- */

struct folding {
	struct standing *standing;
	const struct case_log *log;
	const struct case_rules *rules;
	const struct thing *person;
	struct claim_bag rests_on;
	size_t note_room, gates_asked;
	enum case_state before_closing;
	const struct claim *closed;
};

static void note(struct folding *folding, const char *id, const struct claim *claim,
		 struct claim_list evidence, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

static void note(struct folding *folding, const char *id, const struct claim *claim,
		 struct claim_list evidence, const char *format, ...)
{
	struct standing *standing = folding->standing;
	struct septel_arena *arena = folding->log->book->arena;
	struct septel_out out;
	va_list arguments;
	if (standing->note_count == folding->note_room) {
		const size_t room = folding->note_room ? folding->note_room * 2 : 2;
		struct standing_note *notes = septel_arena_alloc(arena, room * sizeof *notes);
		if (!notes)
			return;
		for (size_t i = 0; i < standing->note_count; i++)
			notes[i] = standing->notes[i];
		standing->notes = notes;
		folding->note_room = room;
	}
	septel__out_init(&out, arena, 0);
	va_start(arguments, format);
	septel__out_format_list(&out, format, arguments);
	va_end(arguments);
	standing->notes[standing->note_count++] =
		(struct standing_note){id, claim, septel__out_written(&out), evidence};
}

/* What the gate was answered by, of the guards that failed, or of those that held. */
static struct claim_list evidence_of(const struct folding *folding, const struct gate *gate,
				     bool held)
{
	struct claim_bag bag = {.arena = folding->log->book->arena};
	for (size_t i = 0; i < gate->of; i++) {
		if ((gate->guards[i].pass || gate->guards[i].override) != held)
			continue;
		if (gate->guards[i].override)
			septel__bag_add(&bag, gate->guards[i].override);
		septel__bag_add_all(&bag, gate->guards[i].evidence);
		septel__bag_add_all(&bag, gate->guards[i].rests_on);
	}
	septel__bag_add_all(&bag, gate->frozen);
	return septel__bag_list(&bag);
}

/* The State that a step is about: the one that its claim names, or that the person was moved to,
 * else the one that is told. */
static const struct thing *state_of_step(const struct folding *folding, const struct claim *claim,
					 int option)
{
	static const enum claim_type MOVEMENTS[] = {CLAIM_MOVEMENT_DONE, CLAIM_ANY};
	const struct claim *named = claim;
	bool several;
	if (claim->type == CLAIM_MONITOR_VISITED)
		named = septel__last_of(septel__log_about(folding->log, folding->person),
					MOVEMENTS);
	else if (claim->type != CLAIM_CLEARANCE_GIVEN && claim->type != CLAIM_MOVEMENT_DONE)
		return NULL; /* no other step asks about one */
	const struct thing *to =
		named ? septel__state_of(septel__claim_thing(named, KEY_TO)) : NULL;
	return to ? to : septel__receiving_state(folding->log, folding->person, option, &several);
}

/* The option that a step is about: that of its claim, else that of the state. */
static int option_of_step(const struct folding *folding, const struct claim *claim)
{
	const int word = septel__claim_word(claim, KEY_OPTION);
	return word >= 0 ? word : folding->standing->option;
}

/* The first reason that speaks against it. */
static struct septel_view first_reason(const struct gate *gate)
{
	for (size_t i = 0; i < gate->of; i++)
		if (!gate->guards[i].pass && !gate->guards[i].override)
			return gate->guards[i].why;
	return gate->frozen.count ? septel_view_of("frozen by an open allegation of breach")
				  : (struct septel_view){"", 0};
}

/* A claim that brings an encounter or consent is not made to take a step: that it does not is
 * nothing to tell. */
static bool is_made_for_the_step(enum claim_type type)
{
	return type != CLAIM_ENCOUNTER_HELD && type != CLAIM_CONSENT_GIVEN &&
	       type != CLAIM_TRACK_OPENED;
}

static bool passes(struct folding *folding, const struct step_row *row, const struct claim *claim)
{
	struct gate gate;
	const int option = option_of_step(folding, claim);
	const int name = row->gate == OWN_GATE ? septel__gate_of_option(option) : row->gate;
	struct gate_question question = {.log = folding->log,
					 .rules = folding->rules,
					 .person = folding->person,
					 .gate = name < 0 ? GATE_RETURN : (enum gate_name)name,
					 .option = option,
					 .step = claim,
					 .day = septel__day_of(claim)};
	if (row->gate == GATE_COUNT)
		return true;
	if (name < 0 || folding->gates_asked++ >= GATES_ASKED_LIMIT)
		return false;
	question.to = state_of_step(folding, claim, option);
	septel__gate_ask(&gate, &question);
	if (gate.ready) {
		septel__bag_add_all(&folding->rests_on, evidence_of(folding, &gate, true));
		return true;
	}
	const struct claim_list evidence = evidence_of(folding, &gate, false);
	if (is_made_for_the_step(claim->type)) {
		septel__bag_add_all(&folding->rests_on, evidence);
		note(folding, row->id, claim, evidence, "%s: %.*s",
		     septel__gate_row(question.gate)->name, VIEW_FORMAT(first_reason(&gate)));
	}
	return row->binds == TOLD;
}

static void reach(struct folding *folding, enum case_state state, const struct claim *claim)
{
	struct standing *standing = folding->standing;
	const bool has_option = septel__state_row(state)->has_option;
	const int option = has_option ? option_of_step(folding, claim) : OPTION_WORDS;
	if (state == standing->state && option == standing->option)
		return;
	if (state == STATE_CLOSED) {
		folding->before_closing = standing->state;
		folding->closed = claim;
	}
	standing->state = state;
	standing->option = option;
	standing->since = septel__claim_day(claim);
	standing->moved = claim;
	septel__bag_add(&folding->rests_on, claim);
}

static void set_side(struct folding *folding, enum case_state side, const struct claim *claim)
{
	if (folding->standing->side == side)
		return;
	folding->standing->side = side;
	folding->standing->since = septel__claim_day(claim);
	folding->standing->moved = claim;
	septel__bag_add(&folding->rests_on, claim);
}

static void take(struct folding *folding, const struct step_row *row, const struct claim *claim)
{
	if (row->to == STATE_DECLARED && option_of_step(folding, claim) == OPTION_UNDECIDED)
		reach(folding, STATE_INFORMED, claim);
	else if (row->to != SAME && septel__state_row(row->to)->side)
		set_side(folding, row->to, claim);
	else if (row->to != SAME)
		reach(folding, row->to, claim);
}

/* T8 keeps a track where the same option is declared again; T6, T7 and T9 are about the option of
 * the state, or about none. */
static bool is_about_its_option(const struct folding *folding, const struct step_row *row,
				const struct claim *claim)
{
	const int word = septel__claim_word(claim, KEY_OPTION), option = folding->standing->option;
	if (!septel__state_row(folding->standing->state)->has_option || word < 0)
		return true;
	return row->to == STATE_DECLARED ? word != option : word == option;
}

static void apply(struct folding *folding, const struct claim *claim)
{
	size_t count;
	bool moved = false;
	const struct step_row *rows = septel__step_rows(&count);
	const enum case_state state = folding->standing->state, side = folding->standing->side;
	for (size_t i = rank_of(claim->type); i < count; i++) {
		const struct step_row *row = &rows[i];
		const bool from_side = side != STATE_NONE && (row->from & 1u << side);
		const bool from_state = !moved && (row->from & 1u << state);
		if (row->type != claim->type || (!from_side && !from_state) ||
		    (from_state && !is_about_its_option(folding, row, claim)) ||
		    !passes(folding, row, claim))
			continue;
		if (from_side)
			set_side(folding, STATE_NONE, claim);
		take(folding, row, claim);
		moved = true;
	}
}

/* ---- T14 ---- */

static void reopen(struct folding *folding, const struct claim *claim)
{
	struct standing *standing = folding->standing;
	const struct claim_list one = {0};
	standing->state = folding->before_closing;
	standing->since = septel__claim_day(claim);
	standing->moved = claim;
	septel__bag_add(&folding->rests_on, claim);
	note(folding, "T14", claim, one, "reopened: closed, then new word of the person");
	folding->closed = NULL;
}

/* Word of the person from after the closing, or told after it. */
static bool is_new(const struct claim *claim, const struct claim *closed)
{
	return claim != closed && claim->type != CLAIM_ACCOUNT_PREFERRED &&
	       (septel__day_of(claim) > septel__day_of(closed) ||
		septel__day_number(claim->message->dtg) > septel__day_number(closed->message->dtg));
}

static void reopen_on_news(struct folding *folding)
{
	const struct claim_list naming = septel__log_naming(folding->log, folding->person);
	for (size_t i = 0; folding->closed && i < naming.count; i++)
		if (is_new(naming.at[i], folding->closed))
			reopen(folding, naming.at[i]);
}

/* It rests on what took out a claim that would have moved it, too. */
static void add_corrections(struct folding *folding)
{
	const struct claim_list corrected =
		septel__log_corrected_about(folding->log, folding->person);
	for (size_t i = 0; i < corrected.count; i++)
		if (moves(corrected.at[i]->type))
			septel__bag_add(&folding->rests_on,
					septel__log_corrector(folding->log, corrected.at[i]));
}

void septel__standing_read(struct standing *standing, const struct case_log *log,
			   const struct case_rules *rules, const struct thing *person)
{
	size_t count;
	struct folding folding = {.standing = standing,
				  .log = log,
				  .rules = rules,
				  .person = person,
				  .rests_on = {.arena = log->book->arena}};
	*standing = (struct standing){.option = OPTION_WORDS};
	const struct ranked_claim *ranked = rank_claims(log, person, &count);
	for (size_t i = 0; ranked && i < count; i++) {
		if (folding.closed && is_new(ranked[i].claim, folding.closed))
			reopen(&folding, ranked[i].claim);
		apply(&folding, ranked[i].claim);
	}
	reopen_on_news(&folding);
	add_corrections(&folding);
	standing->rests_on = septel__bag_list(&folding.rests_on);
}

const char *septel__standing_text(const struct standing *standing, struct septel_arena *arena)
{
	const struct state_row *row =
		septel__state_row(standing->side != STATE_NONE ? standing->side : standing->state);
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__out_string(&out, row->name);
	if (row->has_option)
		septel__out_format(&out, ":%s",
				   septel__list_row(LIST_OPTION)->words[standing->option]);
	const char *text = septel__out_terminated(&out);
	return text ? text : "";
}

/* ---- which parties are cases ---- */

bool septel__is_case(const struct case_log *log, const struct thing *party)
{
	const struct claim_list about = septel__log_about(log, party);
	for (size_t i = 0; i < about.count; i++)
		if (moves(about.at[i]->type))
			return true;
	return false;
}

const struct thing **septel__cases(const struct case_log *log, size_t *count)
{
	const size_t things = log->book->thing_count;
	const struct thing **cases =
		septel_arena_alloc(log->book->arena, (things + 1) * sizeof(struct thing *));
	bool *seen = septel_arena_alloc(log->book->arena, things + 1);
	*count = 0;
	if (!cases || !seen)
		return NULL;
	memset(seen, 0, things + 1);
	for (size_t i = 0; i < log->claims.count; i++) {
		const struct claim *claim = log->claims.at[i];
		const struct thing *about = claim->about;
		if (!about || about->kind != THING_PARTY || seen[about->number] ||
		    !moves(claim->type))
			continue;
		seen[about->number] = true;
		cases[(*count)++] = about;
	}
	return cases;
}
