/* test_gates.c - the tables of guards and steps, walked; the case machine step
 * by step; and that the order of claims within a day changes no answer. */
#include "../../src/base/date.h"
#include "../../src/casebook/objections.h"
#include "../../src/casebook/standing.h"
#include "arena_fixture.h"

#include <limits.h>

static const char REGISTRY[] = "party norland state\n"
			       "party interior ministry\n"
			       "member interior of norland\n"
			       "party estmark state\n"
			       "party relief organisation\n"
			       "party mediator international\n"
			       "party ilse person\n"
			       "party clerk person\n"
			       "party lawyer person\n"
			       "place camp camp\n"
			       "place house housing\n";

#define HEAD "@msg M1 dtg=2011-06-30T10:00Z class=C\n"

/* What a journal says, on the last day of the world. */
struct world {
	struct casebook book;
	struct case_log log;
	struct case_rules rules;
	const struct thing *ilse, *estmark;
};

static void read_world(struct world *world, const char *text)
{
	const struct case_clocks clocks = {.on = {.year = 2030, .month = 1, .day = 1}};
	const struct journal registry = {.path = VIEW_LITERAL("registry"),
					 .text = VIEW_LITERAL(REGISTRY)};
	struct journal *journal = septel_arena_alloc(arena, sizeof *journal);
	assert_non_null(journal);
	*journal = (struct journal){.path = VIEW_LITERAL("m.jrn"), .text = septel_view_of(text)};
	septel__casebook_init(&world->book, arena);
	septel__casebook_read(&world->book, &registry, journal, 1);
	if (world->book.fault_count)
		fail_msg("%u: %.*s", world->book.faults[0].line,
			 VIEW_FORMAT(world->book.faults[0].text));
	assert_true(septel__log_open(&world->log, &world->book, clocks));
	septel__rules_read(&world->rules, &world->log);
	world->ilse = septel__casebook_find(&world->book, septel_view_of("ilse"), THING_PARTY);
	world->estmark =
		septel__casebook_find(&world->book, septel_view_of("estmark"), THING_PARTY);
}

/* ---- the tables ---- */

static void check_word(enum word_list list, int word, const char *expected)
{
	const struct list_row *row = septel__list_row(list);
	assert_true((size_t)word < row->count);
	assert_string_equal(row->words[word], expected);
}

static void constants_are_the_words_of_the_lists(void **state)
{
	(void)state;
	check_word(LIST_PARTY_KIND, PARTY_PERSON, "person");
	check_word(LIST_PARTY_KIND, PARTY_GROUP, "group");
	check_word(LIST_PARTY_KIND, PARTY_POST, "post");
	check_word(LIST_PARTY_KIND, PARTY_MINISTRY, "ministry");
	check_word(LIST_PARTY_KIND, PARTY_FORCE, "force");
	check_word(LIST_PARTY_KIND, PARTY_STATE, "state");
	check_word(LIST_PARTY_KIND, PARTY_INTERNATIONAL, "international");
	check_word(LIST_PARTY_KIND, PARTY_ORGANISATION, "organisation");
	check_word(LIST_PARTY_KIND, PARTY_CLASS_OF_PERSONS, "class-of-persons");
	check_word(LIST_MOOD, MOOD_ASSERTED, "asserted");
	check_word(LIST_MOOD, MOOD_REPORTED, "reported");
	check_word(LIST_MOOD, MOOD_BELIEVED, "believed");
	check_word(LIST_MOOD, MOOD_STATED_INTENTION, "stated-intention");
	check_word(LIST_MOOD, MOOD_CONDITIONAL, "conditional");
	check_word(LIST_MOOD, MOOD_PREDICTED, "predicted");
	check_word(LIST_MOOD, MOOD_COMMENT, "comment");
	check_word(LIST_MOOD, MOOD_MANUAL, "manual");
	check_word(LIST_OPTION, OPTION_RETURN, "return");
	check_word(LIST_OPTION, OPTION_THIRD_COUNTRY, "third-country");
	check_word(LIST_OPTION, OPTION_ASYLUM, "asylum");
	check_word(LIST_OPTION, OPTION_STAY_IN_GROUP, "stay-in-group");
	check_word(LIST_OPTION, OPTION_UNDECIDED, "undecided");
	assert_int_equal(septel__list_row(LIST_OPTION)->count, OPTION_WORDS);
	check_word(LIST_AVAILABILITY, AVAILABILITY_REFUSED, "refused");
	check_word(LIST_AVAILABILITY, AVAILABILITY_EXHAUSTED, "exhausted");
	check_word(LIST_ANSWER, ANSWER_YES, "yes");
	check_word(LIST_STATUS, STATUS_REFUGEE, "refugee");
	check_word(LIST_STATUS, STATUS_PERMITTED, "permitted");
	check_word(LIST_TRACE_STATE, TRACE_WORD_CONTACT_RESTORED, "contact-restored");
	check_word(LIST_TRACE_STATE, TRACE_WORD_REFUSED, "refused");
	check_word(LIST_TRACE_STATE, TRACE_WORD_UNSAFE, "unsafe");
	check_word(LIST_TRACE_STATE, TRACE_WORD_CLOSED, "closed");
}

static bool is_listed(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

static void every_guard_is_whole(void **state)
{
	static const char *const NEVER_OVERRIDDEN[] = {"G1", "G2", "G4", "R4",
						       "R5", "A1", "A3", NULL};
	(void)state;
	for (int i = 0; i < GUARD_COUNT; i++) {
		const struct guard_row *row = septel__guard_row(i);
		assert_ptr_equal(septel__guard_of(septel_view_of(row->name)), row);
		assert_true(row->types[0] != CLAIM_ANY && *row->asks);
		if (septel__gate_row(row->gate)->option == OPTION_WORDS)
			assert_false(row->may_override);
		else
			assert_int_equal(row->may_override,
					 !is_listed(row->name, NEVER_OVERRIDDEN));
	}
	for (int i = 0; i < WARNING_COUNT; i++)
		assert_true(septel__warning_row(i)->types[0] != CLAIM_ANY);
	assert_int_equal(septel__gate_of_option(OPTION_RETURN), GATE_RETURN);
	assert_int_equal(septel__gate_of_option(OPTION_UNDECIDED), -1);
	assert_int_equal(septel__gate_of_option(OPTION_WORDS), -1);
}

static struct gate ask(const struct world *world, enum gate_name name)
{
	struct gate gate;
	const struct gate_question question = {.log = &world->log,
					       .rules = &world->rules,
					       .person = world->ilse,
					       .gate = name,
					       .option = OPTION_RETURN,
					       .to = world->estmark,
					       .day = LONG_MAX};
	septel__gate_ask(&gate, &question);
	return gate;
}

/* Where nothing is told nothing passes, but for what asks that something is not
 * there. */
static void silence_passes_no_guard(void **state)
{
	static const char *const NOTHING_THERE[] = {"R5", "T3a", "T3b", "T12a", "T12b", NULL};
	struct world world;
	(void)state;
	read_world(&world, HEAD "2011-05-01 position.stated ilse\n what x\n src 1.1 \"x\"\n");
	for (int name = 0; name < GATE_COUNT; name++) {
		const struct gate gate = ask(&world, name);
		for (size_t i = 0; i < gate.of; i++) {
			const struct guard_answer *guard = &gate.guards[i];
			if (guard->pass != is_listed(guard->row->name, NOTHING_THERE))
				fail_msg("%s", guard->row->name);
			assert_true(guard->why.len > 0);
			assert_true(guard->pass || guard->need_count > 0 ||
				    strcmp(guard->row->name, "T7b") == 0);
		}
		assert_int_equal(gate.ready, gate.passed == gate.of);
	}
}

static void every_step_is_whole(void **state)
{
	static const char *const IDS[] = {"T1", "T2", "T3",  "T4",  "T5",  "T6",  "T7",
					  "T8", "T9", "T10", "T11", "T12", "T13", NULL};
	size_t count, found = 0;
	unsigned reached = 1u << STATE_NONE;
	(void)state;
	const struct step_row *rows = septel__step_rows(&count);
	for (size_t i = 0; i < count; i++) {
		assert_true(is_listed(rows[i].id, IDS));
		assert_true(rows[i].from != 0 && rows[i].from < 1u << CASE_STATES);
		/* What must pass a gate has one; what has none is free. */
		assert_int_equal(rows[i].binds == FREELY, rows[i].gate == GATE_COUNT);
		if (rows[i].to != SAME)
			reached |= 1u << rows[i].to;
	}
	assert_int_equal(reached, (1u << CASE_STATES) - 1);
	for (const char *const *id = IDS; *id; id++)
		for (size_t i = 0; i < count; i++)
			if (strcmp(rows[i].id, *id) == 0) {
				found++;
				break;
			}
	assert_int_equal(found, sizeof IDS / sizeof *IDS - 1);
	for (int state_ = STATE_REPORTED; state_ < STATE_CLOSED; state_++)
		assert_true(septel__state_row(state_)->next != GATE_COUNT);
}

/* ---- the machine, claim by claim ---- */

#define SRC(number) "    src " #number ".1 \"x\"\n"

static const struct {
	const char *claim, *state;
} STEPS[] = {
	{"2011-04-30 rule.confirmed ru\n by relief\n when return\n lead mediator\n", "none"},
	{"2011-05-01 person.left ilse\n from camp\n", "reported"},
	{"2011-05-02 custody.open ilse\n holder interior\n place house\n", "in-care"},
	{"2011-05-03 option.open ilse\n option return\n", "in-care"},
	{"2011-05-03 option.open ilse\n option asylum\n", "in-care"},
	{"2011-05-04 encounter.held e1\n who relief ilse\n options return\n "
	 "language es\n",
	 "in-care"},
	{"2011-05-04 pref.declared ilse\n option return\n", "in-care"},
	{"2011-05-05 encounter.held e2\n who relief ilse\n options asylum\n "
	 "language es\n"
	 " private yes\n",
	 "informed"},
	{"2011-05-06 pref.declared ilse\n option return\n", "informed"},
	{"2011-05-07 encounter.held e3\n who relief ilse\n private yes\n", "informed"},
	{"2011-05-07 pref.declared ilse\n option return\n", "declared:return"},
	{"2011-05-07 fear.none ilse\n country estmark\n", "declared:return"},
	{"2011-05-08 track.opened ilse\n option return\n", "declared:return"},
	{"2011-05-08 track.accepted ilse\n by mediator\n option return\n", "declared:return"},
	{"2011-05-09 consent.given ilse\n to mediator\n", "in-track:return"},
	{"2011-05-10 clearance.given ilse\n by clerk\n option return\n to "
	 "estmark\n",
	 "in-track:return"},
	{"2011-05-11 acceptance.given ilse\n by estmark\n", "in-track:return"},
	{"2011-05-12 pref.reconfirmed ilse\n option return\n", "in-track:return"},
	{"2011-05-12 monitor.arranged ilse\n by mediator\n", "in-track:return"},
	{"2011-05-13 clearance.given ilse\n by clerk\n option return\n to "
	 "estmark\n",
	 "cleared:return"},
	{"2011-05-14 case.on-hold ilse\n reason x\n review 2011-06-01\n", "on-hold"},
	{"2011-05-15 case.resumed ilse\n", "cleared:return"},
	{"2011-05-16 person.whereabouts-unknown ilse\n", "whereabouts-unknown"},
	{"2011-05-17 person.found ilse\n", "cleared:return"},
	{"2011-05-18 movement.done ilse\n from norland\n to estmark\n witness "
	 "relief\n",
	 "moved"},
	{"2011-05-19 monitor.visited ilse\n by estmark\n private yes\n", "moved"},
	{"2011-05-20 monitor.visited ilse\n by mediator\n", "moved"},
	{"2011-05-21 monitor.visited ilse\n by mediator\n private yes\n", "monitored"},
	{"2011-05-22 promise.made pr\n by relief\n about ilse\n what x\n", "monitored"},
	{"2011-05-23 case.closed ilse\n reason x\n by clerk\n second clerk\n "
	 "retention 2020-01-01\n",
	 "monitored"},
	{"2011-05-23 promise.kept pr\n", "monitored"},
	{"2011-05-24 case.closed ilse\n reason x\n by clerk\n second lawyer\n "
	 "retention "
	 "2020-01-01\n",
	 "closed"},
	{"2011-05-25 contact.given ilse\n what phone\n", "monitored"},
	{"2011-05-26 person.back-in-group ilse\n", "back-in-group"},
	{"2011-05-27 person.left ilse\n from camp\n", "reported"},
	{"2011-05-28 person.deceased ilse\n", "deceased"},
};

static void the_machine_goes_step_by_step(void **state)
{
	static char text[1 << 14] = HEAD;
	size_t length = strlen(HEAD);
	(void)state;
	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
		struct world world;
		struct standing standing;
		length += (size_t)snprintf(text + length, sizeof text - length,
					   "%s    src %zu.1 \"x\"\n", STEPS[i].claim, i + 1);
		read_world(&world, text);
		septel__standing_read(&standing, &world.log, &world.rules, world.ilse);
		const char *found = septel__standing_text(&standing, arena);
		if (strcmp(found, STEPS[i].state) != 0)
			fail_msg("%zu: '%s' is not '%s' after %s", i, found, STEPS[i].state,
				 STEPS[i].claim);
	}
}

static const struct {
	const char *claims, *state;
} CHANGES[] = {
	/* T8: another choice, in private; and one that is not. */
	{"2011-05-08 encounter.held e9\n who relief ilse\n private yes\n" SRC(
		 90) "2011-05-08 pref.declared ilse\n option asylum\n" SRC(91),
	 "declared:asylum"},
	{"2011-05-08 pref.declared ilse\n option asylum\n" SRC(91), "declared:return"},
	/* T6, also on the day of the declaration. */
	{"2011-05-08 pref.withdrawn ilse\n" SRC(90), "informed"},
	{"2011-05-07 pref.withdrawn ilse\n" SRC(90), "informed"},
	/* T10: the world moves, whatever the gate says. */
	{"2011-05-08 movement.done ilse\n from norland\n to estmark\n" SRC(90), "moved"},
	/* T5 not before officials. */
	{"2011-05-08 pref.withdrawn ilse\n" SRC(
		 90) "2011-05-09 encounter.held e9\n who relief ilse\n present "
		     "interior\n private yes\n" SRC(91) "2011-05-09 pref.declared "
							"ilse\n option "
							"return\n" SRC(92),
	 "informed"},
	/* Found by being in care again. */
	{"2011-05-08 person.whereabouts-unknown ilse\n" SRC(
		 90) "2011-05-09 custody.open ilse\n holder interior\n place "
		     "house\n" SRC(91),
	 "declared:return"},
};

static void other_steps(void **state)
{
	static char text[1 << 14];
	(void)state;
	for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
		struct world world;
		struct standing standing;
		size_t length = (size_t)snprintf(text, sizeof text, "%s", HEAD);
		for (size_t j = 0; j < 11; j++)
			length +=
				(size_t)snprintf(text + length, sizeof text - length,
						 "%s    src %zu.1 \"x\"\n", STEPS[j].claim, j + 1);
		snprintf(text + length, sizeof text - length, "%s", CHANGES[i].claims);
		read_world(&world, text);
		septel__standing_read(&standing, &world.log, &world.rules, world.ilse);
		const char *found = septel__standing_text(&standing, arena);
		if (strcmp(found, CHANGES[i].state) != 0)
			fail_msg("%zu: '%s' is not '%s'", i, found, CHANGES[i].state);
	}
}

/* ---- the order of claims within a day ---- */

static const char *const PIECES[] = {
	"person.left ilse\n from camp\n",
	"custody.open ilse\n holder interior\n place house\n",
	"custody.transfer ilse\n from interior\n to estmark\n",
	"custody.close ilse\n",
	"option.open ilse\n option return\n",
	"option.closed ilse\n option return\n",
	"option.open ilse\n option asylum\n",
	"encounter.held e%d\n who relief ilse\n options return asylum\n language "
	"es\n private yes\n",
	"encounter.held e%d\n who relief ilse\n options return\n language es\n "
	"private yes\n",
	"encounter.held e%d\n who relief ilse\n present interior\n private yes\n",
	"pref.declared ilse\n option return\n",
	"pref.declared ilse\n option asylum\n",
	"pref.withdrawn ilse\n",
	"pref.reconfirmed ilse\n option return\n",
	"fear.none ilse\n country estmark\n",
	"fear.undisclosed ilse\n country estmark\n",
	"fear.expressed ilse\n country estmark\n",
	"acceptance.given ilse\n by estmark\n",
	"acceptance.refused ilse\n by estmark\n",
	"monitor.arranged ilse\n by mediator\n",
	"consent.given ilse\n to estmark\n",
	"consent.withdrawn ilse\n to estmark\n",
	"disclosure.made ilse\n by relief\n to estmark\n",
	"clearance.override ilse\n by clerk\n second lawyer\n guard G7\n reason "
	"x\n",
	"rule.confirmed ru%d\n by relief\n when return\n lead mediator\n",
	"status.decided ilse\n status refugee\n authority x\n appeal-until "
	"2011-05-09\n",
	"status.decided ilse\n status refused\n authority x\n",
	"status.appealed ilse\n",
	"exit.permitted ilse\n by norland\n",
	"exit.refused ilse\n by norland\n",
};

#define PIECE_COUNT (sizeof PIECES / sizeof *PIECES)
#define CLAIMS      24
#define ROUNDS      4000
#define ORDERS      4

static unsigned long long seed = 2008;

static unsigned draw(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((seed >> 33) % below);
}

/* One bit a guard, of the gates of all options; READY is the highest of each.
 */
static unsigned answers(const char *text)
{
	struct world world;
	unsigned bits = 0;
	read_world(&world, text);
	for (int option = 0; option < OPTION_STAY_IN_GROUP; option++) {
		const struct gate gate = ask(&world, septel__gate_of_option(option));
		for (size_t i = 0; i < gate.of; i++)
			bits = bits << 1 | gate.guards[i].pass;
		bits = bits << 1 | gate.ready;
		bits = bits << 1 | (gate.warning_count > 0);
	}
	return bits;
}

static void put_claims(char *text, size_t size, char claims[][200], const size_t *order)
{
	size_t length = (size_t)snprintf(text, size, "%s", HEAD);
	for (size_t i = 0; i < CLAIMS; i++)
		length += (size_t)snprintf(text + length, size - length, "%s", claims[order[i]]);
}

static void make_claims(char claims[][200])
{
	char piece[160];
	for (size_t i = 0; i < CLAIMS; i++) {
		/* half of the time what lets a person go, so that some rounds are READY */
		const unsigned which = draw(PIECE_COUNT);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
		snprintf(piece, sizeof piece, PIECES[which], (int)i);
#pragma GCC diagnostic pop
		snprintf(claims[i], 200, "2011-05-%02u %s    src %zu.1 \"x\"\n", 1 + draw(4), piece,
			 i + 1);
	}
}

static void order_within_a_day_changes_nothing(void **state)
{
	static char text[1 << 13], claims[CLAIMS][200];
	size_t order[CLAIMS];
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		unsigned first = 0;
		make_claims(claims);
		for (int again = 0; again < ORDERS; again++) {
			for (size_t i = 0; i < CLAIMS; i++)
				order[i] = i;
			for (size_t i = CLAIMS - 1; again && i > 0; i--) {
				const size_t other = draw((unsigned)i + 1), kept = order[i];
				order[i] = order[other];
				order[other] = kept;
			}
			septel_arena_reset(arena);
			put_claims(text, sizeof text, claims, order);
			const unsigned found = answers(text);
			if (again && found != first)
				fail_msg("round %d: %x is not %x:\n%s", round, found, first, text);
			first = found;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(constants_are_the_words_of_the_lists, make_arena,
						free_arena),
		cmocka_unit_test_setup_teardown(every_guard_is_whole, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(silence_passes_no_guard, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(every_step_is_whole, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(the_machine_goes_step_by_step, make_arena,
						free_arena),
		cmocka_unit_test_setup_teardown(other_steps, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(order_within_a_day_changes_nothing, make_arena,
						free_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
