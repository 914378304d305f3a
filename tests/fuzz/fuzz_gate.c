/* fuzz_gate - whatever a registry and a journal say: cases are shown and gates asked, for the owner
 * and for a reader who may see nothing, and the promises of gates hold.
 *
 * The input is that of fuzz_journal: a registry, a line "---", a journal. */
#include "../../src/casebook/objections.h"
#include "../../src/casebook/tell.h"
#include "promises.h"

#include <limits.h>

/* Cases of one input that are looked at. */
#define CASES_LOOKED_AT 8

static void check_gate(const struct gate *gate)
{
	size_t passed = 0, overridden = 0;
	for (size_t i = 0; i < gate->of; i++) {
		const struct guard_answer *guard = &gate->guards[i];
		require(guard->why.len > 0);
		require(!guard->override || (!guard->pass && guard->row->may_override &&
					     septel__override_is_sound(guard->override)));
		require(!guard->pass || guard->need_count == 0);
		passed += guard->pass;
		overridden += guard->override != NULL;
	}
	require(passed == gate->passed && overridden == gate->overridden);
	require(gate->ready == (passed + overridden == gate->of && gate->frozen.count == 0));
}

static void ask_gates(struct answer *answer, const struct case_rules *rules,
		      const struct thing *person)
{
	for (int option = 0; option < OPTION_WORDS; option++) {
		bool several;
		struct gate gate;
		const int name = septel__gate_of_option(option);
		if (name < 0)
			continue;
		const struct gate_question question = {
			.log = answer->view->log,
			.rules = rules,
			.person = person,
			.gate = (enum gate_name)name,
			.option = option,
			.to = septel__receiving_state(answer->view->log, person, option, &several),
			.day = LONG_MAX};
		septel__gate_ask(&gate, &question);
		if (septel__casebook_failed(answer->view->log->book))
			return;
		check_gate(&gate);
		septel__tell_gate(answer, &question, &gate);
	}
}

static void look(const struct case_log *log, const struct access_viewer *viewer)
{
	size_t count;
	struct case_rules rules;
	struct case_view view;
	struct answer answer;
	septel__rules_read(&rules, log);
	const struct thing **cases = septel__cases(log, &count);
	if (!cases || !septel__view_init(&view, log, viewer, NULL))
		return;
	require(septel__answer_init(&answer, &view));
	for (size_t i = 0; i < count && i < CASES_LOOKED_AT; i++) {
		ask_gates(&answer, &rules, cases[i]);
		(void)septel__tell_case(&answer, &rules, &rules.ledger, cases[i]);
		septel__tell_next(&answer, &rules, cases[i]);
	}
	septel__tell_board(&answer, &rules);
	septel__tell_ledger_board(&answer, &rules.ledger);
	septel__answer_release(&answer);
}

static void look_at(struct casebook *book)
{
	const struct case_clocks clocks = {.on = {.year = 2030, .month = 1, .day = 1}};
	const struct access_viewer owner = septel__viewer_owner();
	const struct access_viewer nobody = septel__viewer_nobody(VIEW_LITERAL("nobody"));
	struct case_log log;
	if (!septel__log_open(&log, book, clocks))
		return;
	look(&log, &owner);
	look(&log, &nobody);
	septel__objections_check(book);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view all = {(const char *)data, size};
	const size_t rule =
		size > FUZZ_INPUT_LIMIT ? VIEW_NOT_FOUND : septel__find(all, "\n---\n", 0);
	struct septel_arena *arena = septel_arena_new(0);
	struct casebook book;
	require(arena != NULL);
	if (rule != VIEW_NOT_FOUND) {
		const struct journal registry = {.path = VIEW_LITERAL("registry"),
						 .text = septel__slice(all, 0, rule)};
		struct journal journal = {.path = VIEW_LITERAL("a.jrn"),
					  .text = septel__slice(all, rule + 5, size)};
		septel__casebook_init(&book, arena);
		septel__casebook_read(&book, &registry, &journal, 1);
		if (!septel__casebook_failed(&book))
			look_at(&book);
	}
	septel_arena_free(arena);
	return 0;
}
