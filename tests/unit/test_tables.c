/* Every row of every table is found by its own key; numbers in all forms. */
#include "unit.h"

#include "../../src/message/table_rows.h"

#include <septel/number.h>
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

static void every_station_is_found_under_each_name(void **state)
{
	(void)state;
	assert_true(SEPTEL__STATIONS_COUNT > 300);
	for (size_t i = 0; i < SEPTEL__STATIONS_COUNT; i++) {
		const struct septel_view key = septel_view_of(SEPTEL__STATIONS[i].key);
		assert_view(septel_station_lookup(key, false), SEPTEL__STATIONS[i].canonical);
		assert_true(i == 0 ||
			    strcmp(SEPTEL__STATIONS[i - 1].key, SEPTEL__STATIONS[i].key) < 0);
	}
}

static void every_indicator_and_signal_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < SEPTEL__ROUTING_COUNT; i++) {
		struct septel_view kind, name;
		assert_true(septel_ri_lookup(septel_view_of(SEPTEL__ROUTING[i].indicator), &kind,
					     &name));
		assert_true(kind.len > 0 && name.len > 0);
	}
	for (size_t i = 0; i < SEPTEL__SIGNALS_COUNT; i++) {
		struct septel_view meaning;
		assert_true(
			septel_signal_lookup(septel_view_of(SEPTEL__SIGNALS[i].signal), &meaning));
		assert_view(meaning, SEPTEL__SIGNALS[i].meaning);
	}
}

static void printed_stations(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *plain, *repaired;
	} CASES[] = {
		{"ST. PETERSBURG", "STPETERSBURG", "STPETERSBURG"},
		{"PORT-OF-SPAIN", "PORTOFSPAIN", "PORTOFSPAIN"},
		{"Rio de Jan", "RIODEJANEIRO", "RIODEJANEIRO"},
		{"AMEMBASSY BAGHDAD", "BAGHDAD", "BAGHDAD"},
		{"SECSTATE WASHDC", "STATE", "STATE"},
		{"PORT AU PR", "PORTAUPRINCE", "PORTAUPRINCE"},
		{"PRETOR", "PRETORIA", "PRETORIA"},
		{"SAO PAUO", "", "SAOPAULO"},
		{"SANTIAG0", "", "SANTIAGO"},
		{"LINSK", "", "MINSK"},
		{"NOWHERE AT ALL", "", ""},
		{"", "", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_view printed = septel_view_of(CASES[i].printed);
		assert_view(septel_station_lookup(printed, false), CASES[i].plain);
		assert_view(septel_station_lookup(printed, true), CASES[i].repaired);
	}
}

static void longest_station_at_the_start(void **state)
{
	(void)state;
	static const struct {
		const char *text, *canonical;
		size_t length;
	} CASES[] = {
		{"BAGHDAD 2658", "BAGHDAD", 7},
		{"PANAMA2342", "PANAMA", 6},
		{"HK05511", "HONGKONG", 2},
		{"Rio de\nJaneiro 12", "RIODEJANEIRO", 14},
		{"RIO 329", "RIODEJANEIRO", 3},
		{"New Delhi 4", "NEWDELHI", 9},
		{"PARISIAN LIFE", "", 0},
		{"PARIS POINTS", "PARIS", 5},
		{"STATE CA-3400", "STATE", 5},
		{"", "", 0},
		{"USUN New York 1", "USUNNEWYORK", 13},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_view canonical;
		size_t length;
		septel_station_match(septel_view_of(CASES[i].text), &canonical, &length);
		assert_view(canonical, CASES[i].canonical);
		assert_int_equal(length, CASES[i].length);
	}
}

static void numbers_in_all_forms(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *canonical;
	} CASES[] = {
		{"08 BAGHDAD 002658", "08BAGHDAD2658"},
		{"'08 Baghdad 2658", "08BAGHDAD2658"},
		{"2008BAGHDAD2658", "08BAGHDAD2658"},
		{"1976PRETOR04668", "76PRETORIA4668"},
		{"1974NEWDE00015", "74NEWDELHI15"},
		{"094QUITO841", "94QUITO841"},
		{"7575LIBREVILLE1895", "75LIBREVILLE1895"},
		{"08SECTION01OF02MANAMA492", "08MANAMA492"},
		{"08SCTION02OF04NAIROBI1373", "08NAIROBI1373"},
		{"06EFTOANKARA5010", "06ANKARA5010"},
		{"09AMEMBASSYHANOI903", "09HANOI903"},
		{"08MADRID000762ZFR763", "08MADRID762"},
		{"90STATE255291TOSEC140303", "90STATE255291"},
		{"08ACCRA001382SUSPECTEDDUPLICATE1392", "08ACCRA1382"},
		{"85NOFORNMOGADISHU1643", "85MOGADISHU1643"},
		{"07PORT-AU-PRINCE12", "07PORTAUPRINCE12"},
		{"09TILISI1526", "09TBILISI1526"},
		{"02USEUBRUSSELS12", "02USEUBRUSSELS12"},
		{"02BRUSSELS12", "02BRUSSELS12"},
		{"NAVADMIN 004/2013", "NAVADMIN4/13"},
		{"NAVADMIN100/10", "NAVADMIN100/10"},
		{"alnav 017/09", "ALNAV17/09"},
		{"BAGHDAD 2658", ""},
		{"BAGHDAD 12/08", ""},
		{"MARSEILLE 12/08", ""},
		{"SECTION 1/02", ""},
		{"08BAGHDAD", ""},
		{"08BAGHDAD000", ""},
		{"08 2658", ""},
		{"08BAGHDAD2658XYZ12", ""},
		{"", ""},
		{"NAVADMIN 000/10", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char number[SEPTEL_NUMBER_SIZE];
		const bool is = septel_number_canonical(septel_view_of(CASES[i].printed), number);
		assert_int_equal(is, CASES[i].canonical[0] != '\0');
		assert_string_equal(number, CASES[i].canonical);
		char again[SEPTEL_NUMBER_SIZE];
		if (is) {
			assert_true(septel_number_canonical(septel_view_of(number), again));
			assert_string_equal(again, number);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_tag_is_found),
		cmocka_unit_test(every_station_is_found_under_each_name),
		cmocka_unit_test(every_indicator_and_signal_is_found),
		cmocka_unit_test(printed_stations),
		cmocka_unit_test(longest_station_at_the_start),
		cmocka_unit_test(numbers_in_all_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
