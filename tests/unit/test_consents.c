/* test_consents.c - who may know what for: each claim moves what it names, and no more. */
#include "../../src/base/out.h"
#include "../../src/casebook/consents.h"
#include "arena_fixture.h"

static const char REGISTRY[] = "party p1 person\nparty p2 person\nparty goi state\n"
			       "party mod ministry\nparty iran state\nparty icrc international\n"
			       "member mod of goi\n";

#define MESSAGE                "@msg SYN0001 dtg=2009-01-01T00:00Z class=C\n"
#define SRC                    "    src 1.1 \"x\"\n"
#define CLAIM(day, type, rest) "2008-12-" day " " type " p1\n" rest SRC
#define GIVEN(day, rest)       CLAIM(day, "consent.given", rest)
#define REFUSED(day, rest)     CLAIM(day, "consent.refused", rest)
#define WITHDRAWN(day, rest)   CLAIM(day, "consent.withdrawn", rest)
#define TOLD(day, rest)        CLAIM(day, "disclosure.made", rest "    by icrc\n")
#define TO_GOI                 "    to goi\n"
#define TO_MOD                 "    to mod\n"
#define TO_IRAN                "    to iran\n"
#define FOR(purpose)           "    purpose " purpose "\n"

/* "iran any given [27-]; ": recipient, purpose, state, and its disclosures: the day with + for
 * consent before, - for none, = for another basis. */
static struct septel_view consents_of(const char *text)
{
	struct casebook *book = septel_arena_alloc(arena, sizeof *book);
	struct journal *journal = septel_arena_alloc(arena, sizeof *journal);
	struct case_log log;
	struct septel_out out;
	const struct journal registry = {.path = VIEW_LITERAL("registry"),
					 .text = VIEW_LITERAL(REGISTRY)};
	const struct case_clocks clocks = {.on = {.year = 2009, .month = 2, .day = 1}};
	*journal = (struct journal){.path = VIEW_LITERAL("a.jrn"), .text = septel_view_of(text)};
	septel__casebook_init(book, arena);
	septel__casebook_read(book, &registry, journal, 1);
	for (size_t i = 0; i < book->fault_count; i++)
		fail_msg("%.*s", VIEW_FORMAT(book->faults[i].text));
	assert_true(septel__log_open(&log, book, clocks));
	septel__out_init(&out, arena, 0);
	septel__out_string(&out, "");
	const struct thing *person = septel__casebook_find(book, VIEW_LITERAL("p1"), THING_PARTY);
	for (const struct consent *at = septel__consents(&log, person); at; at = at->next) {
		septel__out_format(&out, "%.*s %.*s %s", VIEW_FORMAT(at->recipient->name),
				   at->purpose.len ? (int)at->purpose.len : 3,
				   at->purpose.len ? at->purpose.ptr : "any",
				   septel__consent_state_name(at->state));
		for (const struct disclosure *told = at->disclosures; told; told = told->next)
			septel__out_format(&out, " %d%c", septel__claim_day(told->claim).day,
					   told->consent       ? '+'
					   : told->other_basis ? '='
							       : '-');
		septel__out_string(&out, "; ");
	}
	return septel__out_written(&out);
}

static void test_consents(void **state)
{
	static const struct {
		const char *text, *expected;
	} CASES[] = {
		{GIVEN("09", TO_IRAN), "iran any given; "},
		{TOLD("01", TO_IRAN) GIVEN("09", TO_IRAN) TOLD("11", TO_IRAN),
		 "iran any given 1- 11+; "},
		/* What is entered late counts on its day. */
		{TOLD("11", TO_IRAN) TOLD("01", TO_IRAN) GIVEN("09", TO_IRAN),
		 "iran any given 1- 11+; "},
		{GIVEN("09", TO_IRAN) TOLD("09", TO_IRAN), "iran any given 9+; "},
		/* A part of the recipient may know, the whole of a part may not. */
		{GIVEN("01", TO_GOI) TOLD("02", TO_MOD), "goi any given; mod any not-asked 2+; "},
		{GIVEN("01", TO_MOD) TOLD("02", TO_GOI), "mod any given; goi any not-asked 2-; "},
		/* Purposes. */
		{GIVEN("01", TO_GOI FOR("return")) TOLD("02", TO_GOI FOR("return"))
			 TOLD("03", TO_GOI FOR("press")),
		 "goi return given 2+; goi press not-asked 3-; "},
		{GIVEN("01", TO_GOI FOR("return")) TOLD("02", TO_GOI),
		 "goi return given; goi any not-asked 2-; "},
		{GIVEN("01", TO_GOI) TOLD("02", TO_GOI FOR("return")), "goi any given 2+; "},
		{GIVEN("01", TO_GOI FOR("Return")) WITHDRAWN("02", TO_GOI FOR("return")),
		 "goi Return withdrawn; "},
		/* A purpose is taken out of a consent for any. */
		{GIVEN("01", TO_GOI) WITHDRAWN("02", TO_GOI FOR("press"))
			 TOLD("03", TO_GOI FOR("press")) TOLD("04", TO_GOI FOR("return")),
		 "goi any given 4+; goi press withdrawn 3-; "},
		{GIVEN("01", TO_GOI) WITHDRAWN("02", FOR("press")) TOLD("03", TO_MOD FOR("press")),
		 "goi any given; goi press withdrawn; mod press not-asked 3-; "},
		/* Taken back. */
		{GIVEN("01", TO_GOI) WITHDRAWN("05", TO_GOI) TOLD("06", TO_GOI),
		 "goi any withdrawn 6-; "},
		{GIVEN("01", TO_GOI) GIVEN("01", TO_IRAN) WITHDRAWN("05", ""),
		 "goi any withdrawn; iran any withdrawn; "},
		{GIVEN("01", TO_MOD) GIVEN("01", TO_IRAN) WITHDRAWN("05", TO_GOI),
		 "mod any withdrawn; iran any given; goi any withdrawn; "},
		{GIVEN("01", TO_GOI) REFUSED("05", TO_GOI), "goi any refused; "},
		{WITHDRAWN("05", TO_GOI), "goi any withdrawn; "},
		{WITHDRAWN("05", ""), ""},
		{GIVEN("01", TO_GOI) WITHDRAWN("05", TO_GOI) GIVEN("07", TO_GOI) TOLD("08", TO_GOI),
		 "goi any given 8+; "},
		/* Another basis. */
		{TOLD("02", TO_GOI "    basis vital-interest\n"), "goi any not-asked 2=; "},
		{TOLD("02", TO_GOI "    basis consent\n"), "goi any not-asked 2-; "},
		{TOLD("02", TO_GOI "    basis not-stated\n"), "goi any not-asked 2-; "},
		/* Of another person. */
		{"2008-12-01 consent.given p2\n" TO_GOI SRC TOLD("02", TO_GOI),
		 "goi any not-asked 2-; "},
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char text[2048];
		snprintf(text, sizeof text, MESSAGE "%s", CASES[i].text);
		assert_view(consents_of(text), CASES[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_consents)};
	return cmocka_run_group_tests_name("consents", tests, make_arena, free_arena);
}
