/* What a misspelt word was meant for. */
#include "unit.h"

#include "../../src/archive/nearest.h"

static void nearest(void **state)
{
	(void)state;
	const struct septel_view STATIONS[] = {
		VIEW_LITERAL("BAGHDAD"), VIEW_LITERAL("TEL AVIV"), VIEW_LITERAL("CAIRO"),
		VIEW_LITERAL("PARIS"),   VIEW_LITERAL("BASRAH"),   VIEW_LITERAL("ROME"),
		VIEW_LITERAL("LOME"),    VIEW_LITERAL("IZ"),       VIEW_LITERAL("PARISH")};
	static const struct {
		const char *word, *right;
	} CASES[] = {
		{"BAGHDAD", "BAGHDAD"},
		{"bagdad", "BAGHDAD"},
		{"BAHGDAD", "BAGHDAD"},
		{"telaviv", "TEL AVIV"},
		{"Ciaro", "CAIRO"},
		{"PARIS", "PARIS"},
		{"PARSI", "PARIS"},
		{"BAS", "BASRAH"},
		{"LOMME", "LOME"},
		{"RAME", "ROME"},
		{"DOME", "ROME"},
		{"IX", NULL},
		{"IZ", "IZ"},
		{"", NULL},
		{"LONDON", NULL},
		{"XYZ", NULL},
		{"BAGHDADI", "BAGHDAD"},
	};
	const struct septel_views list = {STATIONS, sizeof STATIONS / sizeof *STATIONS};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const size_t found = septel__nearest(septel_view_of(CASES[i].word), list);
		const char *right = CASES[i].right;
		if (right ? found == NEAREST_NONE ||
				    !septel__equal(STATIONS[found], septel_view_of(right))
			  : found != NEAREST_NONE)
			fail_msg("'%s' gives %zu", CASES[i].word, found);
	}
	assert_int_equal(septel__nearest(septel_view_of("x"), (struct septel_views){NULL, 0}),
			 NEAREST_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearest),
	};
	return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}
