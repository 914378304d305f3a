/* test_assurances.c - the machine of assurances, whom they cover and exclude, allegations. */
#include "../../src/casebook/assurances.h"
#include "../../src/casebook/entries.h"
#include "../../src/casebook/parties.h"
#include "arena_fixture.h"

/* A lake, a league of fishermen, and a ministry that assures them of something. */
static const char REGISTRY[] = "party coast state Republic of the Coast\n"
			       "party harbour ministry Ministry of Harbours\n"
			       "party league organisation Fishermen's League\n"
			       "party league-office organisation Office of the League\n"
			       "party crews group Crews of the Lake\n"
			       "party minors class-of-persons\n"
			       "party nina person\n"
			       "party omar person\n"
			       "party league-clerk post\n"
			       "member harbour of coast\n"
			       "member league-office of league\n"
			       "member league-clerk of league\n"
			       "member nina of crews\n"
			       "member nina of league\n"
			       "member crews of league\n"
			       "place quay port\n";

#define MESSAGE "@msg 09MUSCAT9001 dtg=2009-05-04T06:37Z class=C\n"
#define SRC     "    src 1.1 \"so it is\"\n"
#define GIVEN                                                                                      \
	"2009-04-01 assurance.given as\n    by coast\n    to league\n    clause a treatment: x\n"  \
	"    form oral\n" SRC
#define CITED(who)    "2009-04-20 assurance.cited as\n    for " who "\n" SRC
#define LIMITED(line) "2009-04-10 assurance.limited as\n    " line "\n"
#define BREACH        "2009-04-21 assurance.alleged-breach as\n    id al\n    by league\n" SRC

/* Lives in the arena. */
static struct case_log *log_of(const char *claims)
{
	char *text = septel_arena_alloc(arena, sizeof MESSAGE + strlen(claims));
	struct casebook *book = septel_arena_alloc(arena, sizeof *book);
	struct case_log *log = septel_arena_alloc(arena, sizeof *log);
	struct journal *journal = septel_arena_alloc(arena, sizeof *journal);
	const struct journal registry = {.path = septel_view_of("registry"),
					 .text = septel_view_of(REGISTRY)};
	assert_true(text && book && log && journal);
	snprintf(text, sizeof MESSAGE + strlen(claims), "%s%s", MESSAGE, claims);
	*journal = (struct journal){.path = septel_view_of("a.jrn"), .text = septel_view_of(text)};
	septel__casebook_init(book, arena);
	septel__casebook_read(book, &registry, journal, 1);
	if (book->fault_count)
		fail_msg("%.*s in %s", VIEW_FORMAT(book->faults[0].text), claims);
	assert_true(septel__log_open(
		log, book, (struct case_clocks){.on = {.year = 2009, .month = 12, .day = 31}}));
	return log;
}

static const struct thing *named(const struct case_log *log, const char *name, int kind)
{
	const struct thing *thing = septel__casebook_find(log->book, septel_view_of(name), kind);
	assert_non_null(thing);
	return thing;
}

/* ---- the machine ---- */

static void test_steps(void **state)
{
	(void)state;
	size_t count;
	bool reached[ASSURANCE_STATES] = {true};
	const struct assurance_step *steps = septel__assurance_steps(&count);
	for (size_t i = 0; i < count; i++) {
		assert_int_not_equal(steps[i].from, steps[i].to);
		/* Only one that has ended goes back. */
		assert_true(steps[i].to > steps[i].from || steps[i].from == ASSURANCE_ENDED);
		for (size_t j = 0; j < i; j++)
			assert_false(steps[i].from == steps[j].from && steps[i].by == steps[j].by);
		reached[steps[i].to] = true;
	}
	for (int i = 0; i < ASSURANCE_STATES; i++) {
		assert_true(reached[i]);
		assert_non_null(septel__assurance_state_name((enum assurance_state)i));
	}
}

static void test_state(void **state)
{
	(void)state;
#define CONVEYED                                                                                   \
	"2009-04-02 assurance.conveyed as\n    by harbour\n    to crews\n    form written\n" SRC
#define ACKNOWLEDGED "2009-04-03 assurance.acknowledged as\n    by crews\n" SRC
#define ENDED        "2009-04-05 assurance.ended as\n    reason expired\n" SRC
	static const struct {
		const char *claims;
		enum assurance_state state;
	} CASES[] = {
		{"2009-03-01 assurance.sought as\n    to coast\n" SRC, ASSURANCE_SOUGHT},
		{"2009-03-01 assurance.sought as\n    to coast\n" SRC GIVEN, ASSURANCE_GIVEN},
		{GIVEN, ASSURANCE_GIVEN},
		{GIVEN CONVEYED, ASSURANCE_CONVEYED},
		{GIVEN ACKNOWLEDGED, ASSURANCE_ACKNOWLEDGED},
		{GIVEN ACKNOWLEDGED CONVEYED, ASSURANCE_ACKNOWLEDGED},
		{GIVEN ACKNOWLEDGED "2009-04-04 assurance.in-force as\n" SRC, ASSURANCE_IN_FORCE},
		{GIVEN ENDED ACKNOWLEDGED, ASSURANCE_ENDED},
		{GIVEN BREACH, ASSURANCE_GIVEN},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct case_log *log = log_of(CASES[i].claims);
		const struct claim *since;
		const struct thing *as = named(log, "as", THING_ASSURANCE);
		assert_int_equal(septel__assurance_state(log, as, &since), CASES[i].state);
		assert_ptr_equal(since->about, as);
		assert_int_equal(septel__assurances(log).count, 1);
	}
}

/* ---- whom it covers ---- */

static void test_covers(void **state)
{
	(void)state;
#define BENEFICIARIES "    beneficiaries crews minors\n"
	static const struct {
		const char *claims, *party;
		enum assurance_cover how;
	} CASES[] = {
		{GIVEN, "nina", COVER_UNSTATED},
		{GIVEN, "omar", COVER_UNSTATED},
		{GIVEN BENEFICIARIES, "nina", COVER_BENEFICIARY},
		{GIVEN BENEFICIARIES, "omar", COVER_NONE},
		{GIVEN BENEFICIARIES CITED("omar"), "omar", COVER_CITED},
		{GIVEN CITED("crews"), "nina", COVER_CITED},
		{GIVEN CITED("nina"), "omar", COVER_UNSTATED},
		{GIVEN LIMITED("limit not the crews\n    excludes crews\n" SRC), "nina",
		 COVER_NONE},
		{GIVEN LIMITED("limit not the crews\n    excludes crews\n" SRC) CITED("nina"),
		 "nina", COVER_CITED},
		{GIVEN LIMITED("limit not the League\n    excludes league\n" SRC), "nina",
		 COVER_UNSTATED},
		{GIVEN LIMITED("limit individuals only\n" SRC), "nina", COVER_UNSTATED},
		{"2009-03-01 assurance.sought as\n    to coast\n" SRC, "nina", COVER_NONE},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct case_log *log = log_of(CASES[i].claims);
		const struct assurance_coverage cover =
			septel__assurance_covers(log, named(log, "as", THING_ASSURANCE),
						 named(log, CASES[i].party, THING_PARTY));
		if (cover.how != CASES[i].how)
			fail_msg("%s: %d for %s", CASES[i].claims, (int)cover.how, CASES[i].party);
		assert_true((cover.by != NULL) == (cover.how != COVER_NONE));
	}
}

static void test_excludes(void **state)
{
	(void)state;
#define WORDS(text) LIMITED("limit " text "\n" SRC)
	static const struct {
		const char *limit, *party;
		bool excluded;
	} CASES[] = {
		{WORDS("individuals only; not rights of the League"), "league", true},
		{WORDS("individuals only; not rights of the League"), "league-office", true},
		{WORDS("individuals only; not rights of the League"), "nina", false},
		{WORDS("individuals only; not rights of the League"), "crews", false},
		{WORDS("individuals only"), "harbour", true},
		{WORDS("individuals only"), "league-clerk", false},
		{WORDS("not the Fishermen's League"), "league", true},
		{WORDS("not the Fishermen's League"), "harbour", false},
		{WORDS("not the Leagues of old"), "league", false},
		{WORDS("of the League, not only of its crews"), "league", false},
		{WORDS("not only individuals but the League as well"), "league", false},
		{WORDS("does not bind the ministry after June"), "harbour", false},
		{LIMITED("limit see the note\n    src 1.1 \"applied only to individuals\"\n"),
		 "league", true},
		{LIMITED("limit some\n    excludes crews\n" SRC), "nina", true},
		{LIMITED("limit some\n    excludes crews\n" SRC), "omar", false},
		{LIMITED("limit some\n    excludes league\n" SRC), "nina", false},
		{LIMITED("limit some\n    excludes league\n" SRC), "league-office", true},
		{LIMITED("limit some\n    only crews\n" SRC), "omar", true},
		{LIMITED("limit some\n    only crews\n" SRC), "nina", false},
		{LIMITED("limit some\n    only-kinds person class-of-persons\n" SRC), "crews",
		 true},
		{LIMITED("limit some\n    only-kinds person class-of-persons\n" SRC), "omar",
		 false},
		{LIMITED("limit some\n    only-kinds not-stated\n" SRC), "league", false},
		{LIMITED("limit some\n    clause a\n    excludes crews\n" SRC), "crews", false},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char claims[2048];
		snprintf(claims, sizeof claims, "%s%s", GIVEN, CASES[i].limit);
		const struct case_log *log = log_of(claims);
		const struct claim *limit = septel__assurance_excludes(
			log, named(log, "as", THING_ASSURANCE), septel_view_of(""),
			named(log, CASES[i].party, THING_PARTY));
		if ((limit != NULL) != CASES[i].excluded)
			fail_msg("%s: %s", CASES[i].limit, CASES[i].party);
	}
	const struct case_log *log =
		log_of(GIVEN LIMITED("limit some\n    clause a\n    excludes crews\n" SRC));
	const struct thing *as = named(log, "as", THING_ASSURANCE),
			   *crews = named(log, "crews", THING_PARTY);
	assert_non_null(septel__assurance_excludes(log, as, septel_view_of("a"), crews));
	assert_null(septel__assurance_excludes(log, as, septel_view_of("b"), crews));
}

/* ---- allegations ---- */

static void test_allegations(void **state)
{
	(void)state;
#define DECIDED(word) "2009-04-22 assurance." word " as\n    clears al\n" SRC
	static const struct {
		const char *claims;
		enum allegation_state state;
		bool freezes;
	} CASES[] = {
		{BREACH, ALLEGATION_OPEN, true},
		{BREACH DECIDED("unsubstantiated"), ALLEGATION_UNSUBSTANTIATED, false},
		{BREACH DECIDED("substantiated"), ALLEGATION_SUBSTANTIATED, true},
		{BREACH DECIDED("allegation-withdrawn"), ALLEGATION_WITHDRAWN, false},
		{BREACH DECIDED("unsubstantiated") DECIDED("substantiated"),
		 ALLEGATION_SUBSTANTIATED, true},
		{BREACH DECIDED("substantiated") "2009-04-23 assurance.ended as\n    reason it is "
						 "broken\n" SRC,
		 ALLEGATION_SUBSTANTIATED, false},
		{BREACH "2009-04-23 assurance.ended as\n    reason it is broken\n" SRC,
		 ALLEGATION_OPEN, true},
		{BREACH "2009-04-23 comment.assessed cm\n    corrects al\n" SRC, ALLEGATION_OPEN,
		 true},
		{BREACH "2009-04-23 assurance.given as-2\n    by coast\n    to crews\n    clause a "
			"x\n    form oral\n" SRC
			"2009-04-24 assurance.unsubstantiated as-2\n    clears al\n" SRC,
		 ALLEGATION_OPEN, true},
		{GIVEN "    beneficiaries minors\n" BREACH, ALLEGATION_OPEN, false},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char claims[2048];
		snprintf(claims, sizeof claims, "%s%s",
			 strstr(CASES[i].claims, "beneficiaries") ? "" : GIVEN, CASES[i].claims);
		const struct case_log *log = log_of(claims);
		const struct claim *by;
		const struct thing *as = named(log, "as", THING_ASSURANCE);
		const struct claim *breach =
			septel__casebook_find(log->book, septel_view_of("al"), THING_ENTRY)
				->made_by;
		assert_int_equal(septel__allegation_state(log, breach, &by), CASES[i].state);
		assert_true((by != NULL) == (CASES[i].state != ALLEGATION_OPEN));
		const struct claim *freezes =
			septel__assurance_freezes(log, as, named(log, "nina", THING_PARTY));
		if ((freezes == breach) != CASES[i].freezes)
			fail_msg("%s", CASES[i].claims);
	}
}

/* An allegation without an id is referred to by its place in the message. */
static void test_reference(void **state)
{
	(void)state;
	const struct case_log *log = log_of(
		GIVEN "2009-04-21 assurance.alleged-breach as\n" SRC
		      "2009-04-22 assurance.unsubstantiated as\n    clears 09MUSCAT9001:2\n" SRC);
	const struct thing *as = named(log, "as", THING_ASSURANCE);
	const struct claim *breach = septel__log_about(log, as).at[1];
	assert_int_equal(breach->type, CLAIM_ASSURANCE_BREACH);
	assert_int_equal(septel__allegation_state(log, breach, NULL), ALLEGATION_UNSUBSTANTIATED);
	assert_null(septel__entry_find(log->book, septel_view_of("09MUSCAT9001:4")));
	assert_null(septel__entry_find(log->book, septel_view_of("09MUSCAT9001:0")));
	assert_null(septel__entry_find(log->book, septel_view_of("09MUSCAT9001")));
	assert_null(septel__entry_find(log->book, septel_view_of(":1")));
	assert_true(septel__equal(septel__entry_reference(breach, arena),
				  VIEW_LITERAL("09MUSCAT9001:2")));
}

/* ---- kinds of parties ---- */

static void test_kinds(void **state)
{
	(void)state;
	static const struct {
		const char *is;
		enum party_kind kind;
	} CASES[] = {
		{"person; member of the League", PARTY_PERSON},
		{"group of 15 fishermen", PARTY_GROUP},
		{"Coast post; holder not named", PARTY_POST},
		{"exile organization", PARTY_ORGANISATION},
		{"delegate of the ministry", PARTY_UNKNOWN},
		{"not-stated", PARTY_UNKNOWN},
	};
	const struct list_row *kinds = septel__list_row(LIST_PARTY_KIND);
	assert_int_equal(kinds->count, PARTY_KINDS);
	assert_string_equal(kinds->words[PARTY_PERSON], "person");
	assert_string_equal(kinds->words[PARTY_GROUP], "group");
	assert_string_equal(kinds->words[PARTY_POST], "post");
	assert_string_equal(kinds->words[PARTY_STATE], "state");
	assert_string_equal(kinds->words[PARTY_ORGANISATION], "organisation");
	assert_string_equal(kinds->words[PARTY_CLASS_OF_PERSONS], "class-of-persons");
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char claims[256];
		snprintf(claims, sizeof claims, "2009-04-01 party.noted who\n    is %s\n%s",
			 CASES[i].is, SRC);
		const struct case_log *log = log_of(claims);
		assert_int_equal(septel__party_kind(named(log, "who", THING_PARTY)), CASES[i].kind);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_steps, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(test_state, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(test_covers, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(test_excludes, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(test_allegations, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(test_reference, make_arena, free_arena),
		cmocka_unit_test_setup_teardown(test_kinds, make_arena, free_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
