/* gate.c - see gate.h: asking the guards of a gate, overrides, what freezes it. */
#include "../base/date.h"
#include "../base/out.h"
#include "assurances.h"
#include "guard_checks.h"

#include <limits.h>

/* ---- the table ---- */

const struct gate_row *septel__gate_row(enum gate_name gate)
{
	static const struct gate_row ROWS[] = {
#define GATE(name, text, option) {text, option},
#include "guards_rows.h"
	};
	return &ROWS[gate];
}

#define GUARD(name, gate, override, check, asks, ...)                                              \
	static const enum claim_type name##_READS[] = {__VA_ARGS__, CLAIM_ANY};
#define WARNING(name, gate, check, asks, ...)                                                      \
	static const enum claim_type name##_READS[] = {__VA_ARGS__, CLAIM_ANY};
#include "guards_rows.h"

enum { NEVER, MAY_OVERRIDE };

const struct guard_row *septel__guard_row(enum guard_name guard)
{
	static const struct guard_row ROWS[] = {
#define GUARD(name, gate, override, check, asks, ...)                                              \
	{#name, GATE_##gate, override, asks, septel__check_##check, name##_READS},
#include "guards_rows.h"
	};
	return &ROWS[guard];
}

const struct guard_row *septel__warning_row(enum warning_name warning)
{
	static const struct guard_row ROWS[] = {
#define WARNING(name, gate, check, asks, ...)                                                      \
	{#name, GATE_##gate, false, asks, septel__check_##check, name##_READS},
#include "guards_rows.h"
	};
	return &ROWS[warning];
}

const struct guard_row *septel__guard_of(struct septel_view name)
{
	for (int i = 0; i < GUARD_COUNT; i++)
		if (septel__equal(name, septel_view_of(septel__guard_row(i)->name)))
			return septel__guard_row(i);
	return NULL;
}

int septel__gate_of_option(int option)
{
	for (int i = 0; i < GATE_COUNT && option != OPTION_WORDS; i++)
		if (septel__gate_row(i)->option == option)
			return i;
	return -1;
}

/* ---- what checks say ---- */

static struct septel_view write_text(const struct guard_asking *asking, const char *format,
				     va_list arguments)
{
	struct septel_out out;
	septel__out_init(&out, septel__asking_arena(asking), 0);
	septel__out_format_list(&out, format, arguments);
	return septel__out_written(&out);
}

void septel__guard_pass(struct guard_asking *asking, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	asking->answer->why = write_text(asking, format, arguments);
	asking->answer->pass = true;
	va_end(arguments);
}

void septel__guard_fail(struct guard_asking *asking, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	asking->answer->why = write_text(asking, format, arguments);
	asking->answer->pass = false;
	va_end(arguments);
}

void septel__guard_need(struct guard_asking *asking, const struct claim *claim, const char *format,
			...)
{
	va_list arguments;
	struct guard_answer *answer = asking->answer;
	if (answer->need_count == asking->need_room) {
		const size_t room = asking->need_room ? asking->need_room * 2 : 2;
		struct guard_need *needs =
			septel_arena_alloc(septel__asking_arena(asking), room * sizeof *needs);
		if (!needs)
			return;
		for (size_t i = 0; i < answer->need_count; i++)
			needs[i] = answer->needs[i];
		answer->needs = needs;
		asking->need_room = room;
	}
	va_start(arguments, format);
	answer->needs[answer->need_count++] =
		(struct guard_need){write_text(asking, format, arguments), claim};
	va_end(arguments);
}

void septel__guard_cite(struct guard_asking *asking, const struct claim *claim)
{
	septel__bag_add(&asking->evidence, claim);
}

void septel__guard_note(struct guard_asking *asking, const struct claim *claim)
{
	septel__bag_add(&asking->rests_on, claim);
}

const char *septel__day_text(const struct guard_asking *asking, const struct claim *claim)
{
	char *text = septel_arena_alloc(septel__asking_arena(asking), TIME_TEXT_SIZE);
	struct septel_time day = septel__claim_day(claim);
	day.hour = SEPTEL_NUMBER_NONE;
	return text ? septel__time_text(day, text) : "";
}

struct septel_view septel__guard_state_name(const struct guard_asking *asking)
{
	const struct gate_question *question = asking->question;
	if (!question->to)
		return (struct septel_view){"", 0};
	return question->to_is_hidden ? VIEW_LITERAL("the receiving State") : question->to->name;
}

const char *septel__option_name(int option)
{
	const struct list_row *row = septel__list_row(LIST_OPTION);
	return option >= 0 && (size_t)option < row->count ? row->words[option] : "the option";
}

/* ---- overrides ---- */

/* A post and who holds it are one officer. */
static bool is_one_officer(const struct thing *a, const struct thing *b)
{
	if (a == b)
		return true;
	for (const struct membership *at = a->memberships; at; at = at->next)
		if (at->post && at->of == b)
			return true;
	for (const struct membership *at = b->memberships; at; at = at->next)
		if (at->post && at->of == a)
			return true;
	return false;
}

bool septel__override_is_sound(const struct claim *override)
{
	const struct guard_row *row = septel__guard_of(septel__claim_text(override, KEY_GUARD));
	const struct thing *by = septel__claim_thing(override, KEY_BY);
	const struct thing *second = septel__claim_thing(override, KEY_SECOND);
	return row && row->may_override && by && second && !is_one_officer(by, second) &&
	       septel__claim_text(override, KEY_REASON).len > 0;
}

/* It counts for the declaration that stood when it was made, and for no later one. */
static bool counts(const struct claim *override, const struct declaration *declared)
{
	return septel__override_is_sound(override) && declared->first &&
	       septel__earliest_day(override) >= septel__earliest_day(declared->first);
}

static void read_overrides(struct gate *gate, struct guard_asking *asking)
{
	struct claim_bag all = {.arena = septel__asking_arena(asking)};
	struct claim_bag counting = {.arena = septel__asking_arena(asking)};
	const struct declaration declared =
		septel__declaration(asking->question->log, asking->about, asking->option);
	for (size_t i = 0; i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		if (claim->type != CLAIM_CLEARANCE_OVERRIDE)
			continue;
		septel__bag_add(&all, claim);
		if (counts(claim, &declared))
			septel__bag_add(&counting, claim);
	}
	gate->overrides = septel__bag_list(&all);
	asking->overrides = septel__bag_list(&counting);
}

static const struct claim *override_of(const struct guard_asking *asking,
				       const struct guard_row *row)
{
	for (size_t i = asking->overrides.count; i > 0; i--)
		if (septel__equal(septel__claim_text(asking->overrides.at[i - 1], KEY_GUARD),
				  septel_view_of(row->name)))
			return asking->overrides.at[i - 1];
	return NULL;
}

/* ---- asking ---- */

static void ask_one(struct guard_asking *asking, const struct guard_row *row,
		    struct guard_answer *answer)
{
	*answer = (struct guard_answer){.row = row};
	asking->answer = answer;
	asking->need_room = 0;
	asking->evidence = asking->rests_on =
		(struct claim_bag){.arena = septel__asking_arena(asking)};
	row->check(asking);
	answer->evidence = septel__bag_list(&asking->evidence);
	answer->rests_on = septel__bag_list(&asking->rests_on);
	if (answer->pass)
		answer->need_count = 0;
}

static void ask_guards(struct gate *gate, struct guard_asking *asking)
{
	for (int i = 0; i < GUARD_COUNT; i++) {
		const struct guard_row *row = septel__guard_row(i);
		if (row->gate != asking->question->gate)
			continue;
		struct guard_answer *answer = &gate->guards[gate->of++];
		ask_one(asking, row, answer);
		if (!answer->pass && row->may_override)
			answer->override = override_of(asking, row);
		gate->passed += answer->pass;
		gate->overridden += answer->override != NULL;
	}
}

static void ask_warnings(struct gate *gate, struct guard_asking *asking)
{
	for (int i = 0; i < WARNING_COUNT; i++) {
		const struct guard_row *row = septel__warning_row(i);
		if (row->gate != asking->question->gate)
			continue;
		struct guard_answer *answer = &gate->warnings[gate->warning_count];
		ask_one(asking, row, answer);
		gate->warning_count += !answer->pass;
	}
}

static size_t count_guards(enum gate_name gate)
{
	size_t count = 0;
	for (int i = 0; i < GUARD_COUNT; i++)
		count += septel__guard_row(i)->gate == gate;
	return count;
}

/* Adds the allegation that stands against the assurance by that day and covers the person. */
static void add_freezing(const struct gate_question *question, const struct thing *assurance,
			 struct claim_bag *open)
{
	const struct claim *found =
		septel__assurance_freezes(question->log, assurance, question->person);
	if (found && septel__day_of(found) <= question->day)
		septel__bag_add(open, found);
}

/* Each assurance is asked about once, however often it is said to be broken. */
static struct claim_list freezing(const struct gate_question *question)
{
	const struct claim_list breaches =
		septel__claims_until(question->rules->breaches, question->day);
	const size_t things = question->log->book->thing_count;
	struct claim_bag open = {.arena = question->log->book->arena};
	bool *asked = breaches.count ? septel_arena_alloc(open.arena, things + 1) : NULL;
	if (asked)
		memset(asked, 0, things + 1);
	for (size_t i = 0; asked && i < breaches.count; i++) {
		const struct thing *assurance = breaches.at[i]->about;
		if (!asked[assurance->number])
			add_freezing(question, assurance, &open);
		asked[assurance->number] = true;
	}
	return septel__bag_list(&open);
}

void septel__gate_ask(struct gate *gate, const struct gate_question *question)
{
	const struct case_log *log = question->log;
	struct septel_arena *arena = log->book->arena;
	const int own = septel__gate_row(question->gate)->option;
	struct guard_asking asking = {
		.question = question,
		.option = own == OPTION_WORDS ? question->option : own,
		.about = septel__claims_until(septel__log_about(log, question->person),
					      question->day),
		.naming = septel__claims_until(septel__log_naming(log, question->person),
					       question->day)};
	const size_t of = count_guards(question->gate);
	*gate = (struct gate){
		.guards = septel_arena_alloc(arena, of * sizeof *gate->guards),
		.warnings = septel_arena_alloc(arena, WARNING_COUNT * sizeof *gate->warnings)};
	if (!gate->guards || !gate->warnings)
		return;
	read_overrides(gate, &asking);
	ask_guards(gate, &asking);
	ask_warnings(gate, &asking);
	if (own != OPTION_WORDS)
		gate->frozen = freezing(question);
	gate->ready = gate->passed + gate->overridden == gate->of && gate->frozen.count == 0;
}

/* ---- the receiving State ---- */

const struct thing *septel__state_of(const struct thing *party)
{
	if (!party)
		return NULL;
	const struct wholes wholes = septel__wholes(party, NULL);
	for (size_t i = 0; i < wholes.count; i++)
		if (wholes.at[i]->party_kind == PARTY_STATE)
			return wholes.at[i];
	return NULL;
}

static const struct thing *state_told(const struct claim *claim, const struct thing *person,
				      int option)
{
	const struct thing *for_ = septel__claim_thing(claim, KEY_FOR);
	const int word = septel__claim_word(claim, KEY_OPTION);
	switch (claim->type) {
	case CLAIM_ACCEPTANCE_GIVEN:
	case CLAIM_ACCEPTANCE_REFUSED:
	case CLAIM_ACCEPTANCE_WITHDRAWN:
		return word == option || (word < 0 && option == OPTION_RETURN)
			       ? septel__claim_thing(claim, KEY_BY)
			       : NULL;
	case CLAIM_OPTION_AVAILABILITY:
		return claim->word == option && (!for_ || septel__is_part_of(person, for_))
			       ? septel__claim_thing(claim, KEY_BY)
			       : NULL;
	case CLAIM_FEAR_EXPRESSED:
	case CLAIM_FEAR_NONE:
	case CLAIM_FEAR_UNDISCLOSED:
		return option == OPTION_RETURN ? septel__claim_thing(claim, KEY_COUNTRY) : NULL;
	default:
		return NULL;
	}
}

struct states_told {
	const struct thing *state;
	bool several;
};

static void take_state(struct states_told *told, const struct claim *claim,
		       const struct thing *person, int option)
{
	const struct thing *state = septel__state_of(state_told(claim, person, option));
	told->several |= state && told->state && state != told->state;
	if (state && !told->state)
		told->state = state;
}

static bool is_seen(struct case_view *view, const struct claim *claim)
{
	return !view || septel__view_sight(view, claim) == SIGHT_FULL;
}

/* What is told of the person goes before what is told of the option in general.  To a viewer
 * only what he may see is told; NULL: all is. */
static struct states_told states_told(const struct gate_question *question, struct case_view *view)
{
	struct states_told told = {0};
	const struct case_log *log = question->log;
	const struct claim_list about = septel__log_about(log, question->person);
	for (size_t i = 0; i < about.count; i++)
		if (is_seen(view, about.at[i]))
			take_state(&told, about.at[i], question->person, question->option);
	const bool from_person = told.state != NULL;
	for (size_t i = 0; !from_person && i < log->claims.count; i++)
		if (log->claims.at[i]->type == CLAIM_OPTION_AVAILABILITY &&
		    is_seen(view, log->claims.at[i]))
			take_state(&told, log->claims.at[i], question->person, question->option);
	return told;
}

const struct thing *septel__receiving_state(const struct case_log *log, const struct thing *person,
					    int option, bool *several)
{
	const struct gate_question question = {.log = log, .person = person, .option = option};
	const struct states_told told = states_told(&question, NULL);
	*several = told.several;
	return told.several ? NULL : told.state;
}

void septel__ask_about_state_told(struct gate_question *question, struct case_view *view,
				  bool *several)
{
	question->to =
		septel__receiving_state(question->log, question->person, question->option, several);
	question->to_is_hidden = question->to && states_told(question, view).state != question->to;
}
