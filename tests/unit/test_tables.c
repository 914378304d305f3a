/* Every row of the tables of TAGS, indicators and signals is found by its own key. */
#include "unit.h"

#include "../../src/message/table_rows.h"

#include <septel/tables.h>

static void every_tag_is_found(void **state)
{
	(void)state;
	assert_true(SEPTEL__TAGS_COUNT > 400);
	for (size_t i = 0; i < SEPTEL__TAGS_COUNT; i++) {
		struct septel_view name;
		assert_int_equal(septel_tag_lookup(septel_view_of(SEPTEL__TAGS[i].code), &name),
				 SEPTEL__TAGS[i].kind);
		assert_view(name, SEPTEL__TAGS[i].name);
		assert_true(i == 0 || strcmp(SEPTEL__TAGS[i - 1].code, SEPTEL__TAGS[i].code) < 0);
	}
}

static void every_indicator_is_found_with_all_it_serves(void **state)
{
	(void)state;
	size_t which = 0;
	for (size_t i = 0; i < SEPTEL__ROUTING_COUNT; i++) {
		const struct routing_row *row = &SEPTEL__ROUTING[i];
		const bool again = i > 0 && strcmp(row[-1].indicator, row->indicator) == 0;
		assert_true(i == 0 || strcmp(row[-1].indicator, row->indicator) <= 0);
		which = again ? which + 1 : 0;
		struct septel_view kind, name;
		assert_true(septel_ri_lookup(septel_view_of(row->indicator), which, &kind, &name));
		assert_view(kind, row->kind);
		assert_view(name, row->name);
	}
}

static void indicators(void **state)
{
	(void)state;
	static const struct {
		const char *indicator;
		size_t which;
		const char *kind, *name;
	} CASES[] = {
		{"RUEHGB", 0, "embassy", "AMEMBASSY BAGHDAD"},
		{"ruehgb", 0, "embassy", "AMEMBASSY BAGHDAD"},
		{"RUEHGB", 1, "", ""},
		{"RUEKJCS", 0, "agency", "SECDEF WASHINGTON DC"},
		{"RUEKJCS", 1, "agency", "JOINT STAFF WASHINGTON DC"},
		{"RUEHDIR", 0, "post", "IRAN RPO DUBAI"},
		{"RUEHDIR", 1, "consulate", "AMCONSUL NAGOYA"},
		{"RUEHDIR", 2, "", ""},
		{"RUEHPL", 0, "embassy", "AMEMBASSY PORT LOUIS"},
		{"RUEHZZZ", 0, "", ""},
		{"RUEH", 0, "", ""},
		{"ZZZZZZ", 0, "", ""},
		{"", 0, "", ""},
		{"RUEHGBRUEHGBRUEHGBRUEHGBRUEHGBRUEHGB", 0, "", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_view kind, name;
		const bool found = septel_ri_lookup(septel_view_of(CASES[i].indicator),
						    CASES[i].which, &kind, &name);
		assert_int_equal(found, CASES[i].kind[0] != '\0');
		assert_view(kind, CASES[i].kind);
		assert_view(name, CASES[i].name);
	}
	struct septel_view kind, name;
	assert_false(septel_ri_lookup(septel_view_of("RUEHGB"), (size_t)-1, &kind, &name));
}

static void every_signal_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < SEPTEL__SIGNALS_COUNT; i++) {
		struct septel_view meaning;
		assert_true(
			septel_signal_lookup(septel_view_of(SEPTEL__SIGNALS[i].signal), &meaning));
		assert_view(meaning, SEPTEL__SIGNALS[i].meaning);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_tag_is_found),
		cmocka_unit_test(every_indicator_is_found_with_all_it_serves),
		cmocka_unit_test(indicators),
		cmocka_unit_test(every_signal_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
