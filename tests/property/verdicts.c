/* verdicts.c - every gate and state is the same for every reader.
 *
 * Each answer is made for the owner and for each reader; what is not masked has to be equal,
 * what is masked null, and more clearance shows no less. */
#include "../../src/casebook/tell.h"
#include "../../src/cli/case_viewer.h"
#include "casebook_generated.h"
#include "views.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct trial {
	uint64_t seed;
	size_t reader;
	struct casebook *book;
	const struct thing *person;
	struct case_log whole;
	struct case_view view;
	json_t *gates, *cases; /* of the owner */
};

static struct septel_arena *arena, *message_arena;
static struct access_users users;

/* ---- comparing ---- */

static bool lists(const json_t *list, const char *word)
{
	size_t i;
	const json_t *item;
	json_array_foreach(list, i,
			   item) if (strcmp(json_string_value(item), word) == 0) return true;
	return false;
}

/* Every key that is told to be masked is null. */
static void check_masks(const struct trial *trial, const json_t *value)
{
	size_t i;
	const char *key;
	json_t *item;
	json_array_foreach(value, i, item) check_masks(trial, item);
	json_object_foreach((json_t *)value, key, item)
	{
		if (lists(json_object_get(value, "masked"), key) && !json_is_null(item))
			found(trial->seed, trial->reader, "%s is masked and not null", key);
		check_masks(trial, item);
	}
}

static void same(const struct trial *trial, const json_t *own, const json_t *shown, const char *key)
{
	if (!json_equal(json_object_get(own, key), json_object_get(shown, key)))
		found(trial->seed, trial->reader, "%s differs", key);
}

static void check_gate(const struct trial *trial, const json_t *own, const json_t *shown)
{
	size_t i;
	json_t *guard;
	static const char *const LISTS[] = {"guards", "warnings"};
	same(trial, own, shown, "verdict");
	same(trial, own, shown, "passed");
	same(trial, own, shown, "of");
	same(trial, own, shown, "overridden");
	for (size_t list = 0; list < 2; list++) {
		const json_t *owns = json_object_get(own, LISTS[list]);
		const json_t *shows = json_object_get(shown, LISTS[list]);
		if (json_array_size(owns) != json_array_size(shows))
			found(trial->seed, trial->reader, "%s differ in number", LISTS[list]);
		json_array_foreach(owns, i, guard)
		{
			same(trial, guard, json_array_get(shows, i), "id");
			same(trial, guard, json_array_get(shows, i), "pass");
			same(trial, guard, json_array_get(shows, i), "overridden");
		}
	}
}

/* The state, the holder, the wish: as the owner sees them, or masked. */
static void check_case(const struct trial *trial, const json_t *own, const json_t *shown)
{
	static const char *const KEYS[] = {"state", "state_since", "holder", "since", "place"};
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		if (!lists(json_object_get(shown, "masked"), KEYS[i]))
			same(trial, own, shown, KEYS[i]);
}

/* ---- asking ---- */

static void ask_gates(struct trial *trial, struct answer *answer, const struct case_rules *rules)
{
	static const struct {
		const char *option, *to;
	} GATES[] = {{"return", "iran"}, {"third-country", "farland"}, {"asylum", NULL}};
	for (size_t i = 0; i < sizeof GATES / sizeof *GATES; i++) {
		struct gate gate;
		struct gate_question question = {.log = trial->view.log,
						 .rules = rules,
						 .person = trial->person,
						 .day = LONG_MAX};
		question.option = septel__word_of(LIST_OPTION, septel_view_of(GATES[i].option));
		question.gate = (enum gate_name)septel__gate_of_option(question.option);
		if (GATES[i].to)
			question.to = septel__casebook_find(
				trial->book, septel_view_of(GATES[i].to), THING_PARTY);
		septel__gate_ask(&gate, &question);
		septel__tell_gate(answer, &question, &gate);
	}
}

/* The records of all answers, the caller's. */
static json_t *ask(struct trial *trial, bool gates)
{
	struct answer answer;
	struct case_rules rules;
	struct ledger ledger;
	if (!septel__answer_init(&answer, &trial->view))
		abort();
	septel__rules_read(&rules, trial->view.log);
	if (gates)
		ask_gates(trial, &answer, &rules);
	else if (septel__ledger_open(&ledger, trial->view.shown, WEEK_FROM_MONDAY))
		(void)septel__tell_case(&answer, &rules, &ledger, trial->person);
	json_t *records = json_incref(answer.records);
	check_masks(trial, records);
	septel__answer_release(&answer);
	return records;
}

static void look(struct trial *trial, const struct message_source *source)
{
	struct access_viewer viewer;
	struct access_error error;
	const struct reader *reader = &READERS[trial->reader];
	const struct septel_view name = septel_view_of(reader->as ? reader->as : "");
	enum septel_class level = SEPTEL_TOP_SECRET;
	if (!reader->as || !septel__users_find(&users, name, &viewer)) {
		if (case_viewer_read(&viewer, "/nowhere", reader->as, reader->clear, arena,
				     &error) != ACCESS_OK)
			abort();
	} else if (viewer.clearance > level) {
		viewer.clearance = level;
	}
	if (!septel__view_init(&trial->view, &trial->whole, &viewer, source))
		abort();
	json_t *gates = ask(trial, true), *cases = ask(trial, false);
	if (trial->reader == 0) {
		for (size_t i = 0; i < json_array_size(gates); i++)
			gates_ready += strcmp(json_string_value(json_object_get(
						      json_array_get(gates, i), "verdict")),
					      "READY") == 0;
		trial->gates = gates;
		trial->cases = cases;
		return;
	}
	for (size_t i = 0; i < json_array_size(gates); i++)
		check_gate(trial, json_array_get(trial->gates, i), json_array_get(gates, i));
	answers_masked += json_array_size(json_object_get(json_array_get(cases, 0), "masked")) > 0;
	check_case(trial, json_array_get(trial->cases, 0), json_array_get(cases, 0));
	json_decref(gates);
	json_decref(cases);
}

/* Whoever may see a claim may see it with a higher clearance. */
static void check_more_shows_more(struct trial *trial, const struct message_source *source)
{
	struct case_view views[5];
	for (int level = 0; level < 5; level++) {
		const enum septel_class levels[] = {SEPTEL_UNCLASSIFIED, SEPTEL_RESTRICTED,
						    SEPTEL_CONFIDENTIAL, SEPTEL_SECRET,
						    SEPTEL_TOP_SECRET};
		struct access_viewer viewer = septel__viewer_at_level(levels[level]);
		if (!septel__view_init(&views[level], &trial->whole, &viewer, source))
			abort();
	}
	for (size_t i = 0; i < trial->book->claim_count; i++)
		for (int level = 1; level < 5; level++)
			if (septel__view_sight(&views[level - 1], trial->book->claims[i]) ==
				    SIGHT_FULL &&
			    septel__view_sight(&views[level], trial->book->claims[i]) != SIGHT_FULL)
				found(trial->seed, 0, "claim %zu is seen with less", i + 1);
}

void try_verdicts(uint64_t seed)
{
	struct generated made;
	struct casebook book;
	struct access_error error;
	const struct case_clocks clocks = {.on = {.year = 2009, .month = 1, .day = 15}};
	struct trial trial = {.seed = seed, .book = &book};
	if (!arena)
		arena = septel_arena_new(0), message_arena = septel_arena_new(0);
	septel_arena_reset(arena);
	if (septel__users_read(&users, septel_view_of(READER_USERS), "users", arena, &error) !=
	    ACCESS_OK)
		abort();
	generate_casebook(&made, seed);
	generated_read(&made, &book, arena);
	struct generated_source held = {&made, message_arena};
	const struct message_source source = generated_source(&held);
	trial.person = septel__casebook_find(&book, VIEW_LITERAL("p1"), THING_PARTY);
	if (!septel__log_open(&trial.whole, &book, clocks))
		abort();
	for (trial.reader = 0; trial.reader < READER_COUNT; trial.reader++)
		look(&trial, &source);
	check_more_shows_more(&trial, &source);
	json_decref(trial.gates);
	json_decref(trial.cases);
	generated_release(&made);
}
