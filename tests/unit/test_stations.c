/* Stations under all their names, cut short and misprinted: over the whole table. */
#include "unit.h"

#include "../../src/message/table_rows.h"

#include <septel/tables.h>

static struct septel_view lookup(const char *text, bool repair)
{
	return septel_station_lookup(septel_view_of(text), repair);
}

/* Whether a name stands in the table as it is. */
static bool is_listed(const char *text)
{
	for (size_t i = 0; i < SEPTEL__STATIONS_COUNT; i++)
		if (strcmp(SEPTEL__STATIONS[i].key, text) == 0)
			return true;
	return false;
}

static void every_station_is_found_under_each_name(void **state)
{
	(void)state;
	assert_true(SEPTEL__STATIONS_COUNT > 450);
	for (size_t i = 0; i < SEPTEL__STATIONS_COUNT; i++) {
		const struct station_row *row = &SEPTEL__STATIONS[i];
		assert_view(lookup(row->key, false), row->canonical);
		assert_view(lookup(row->key, true), row->canonical);
		assert_view(lookup(row->canonical, true), row->canonical);
		assert_true(i == 0 || strcmp(row[-1].key, row->key) < 0);
	}
}

/* The station of all names that begin with so many letters of this one, NULL
 * where they are several. */
static const char *station_of_cut(const char *cut, size_t length)
{
	const char *only = NULL;
	for (size_t i = 0; i < SEPTEL__STATIONS_COUNT; i++) {
		const struct station_row *row = &SEPTEL__STATIONS[i];
		if (strlen(row->key) <= length || strncmp(row->key, cut, length) != 0)
			continue;
		if (only && strcmp(only, row->canonical) != 0)
			return NULL;
		only = row->canonical;
	}
	return only;
}

static void a_cut_name_is_its_station_or_stays(void **state)
{
	(void)state;
	static const size_t LENGTHS[] = {6, 10};
	size_t found = 0;
	for (size_t i = 0; i < SEPTEL__STATIONS_COUNT; i++)
		for (size_t j = 0; j < sizeof LENGTHS / sizeof *LENGTHS; j++) {
			const struct station_row *row = &SEPTEL__STATIONS[i];
			char cut[11] = "";
			if (strlen(row->key) <= LENGTHS[j])
				continue;
			memcpy(cut, row->key, LENGTHS[j]);
			const struct septel_view station = lookup(cut, false);
			if (is_listed(cut))
				continue; /* held by the test above */
			const char *only = station_of_cut(cut, LENGTHS[j]);
			if (station.len)
				assert_view(station, row->canonical);
			else
				assert_true(only == NULL || strcmp(only, row->canonical) == 0);
			found += station.len > 0;
		}
	assert_true(found > 400);
}

static void every_cut_in_the_table_is_one_of_a_name(void **state)
{
	(void)state;
	assert_true(SEPTEL__STATION_CUTS_COUNT > 400);
	for (size_t i = 0; i < SEPTEL__STATION_CUTS_COUNT; i++) {
		const struct cut_row *row = &SEPTEL__STATION_CUTS[i];
		assert_true(i == 0 || strcmp(row[-1].key, row->key) < 0);
		assert_true(strlen(row->key) >= 4 && strlen(row->key) <= 10);
		assert_false(is_listed(row->key));
		assert_view(lookup(row->key, false), row->canonical);
		bool begins = false;
		for (size_t j = 0; j < SEPTEL__STATIONS_COUNT; j++)
			begins |=
				strncmp(SEPTEL__STATIONS[j].key, row->key, strlen(row->key)) == 0 &&
				strcmp(SEPTEL__STATIONS[j].canonical, row->canonical) == 0;
		assert_true(begins);
	}
}

static void no_place_is_mended_into_a_station(void **state)
{
	(void)state;
	assert_true(SEPTEL__PLACES_COUNT > 500);
	for (size_t i = 0; i < SEPTEL__PLACES_COUNT; i++) {
		assert_true(i == 0 || strcmp(SEPTEL__PLACES[i - 1], SEPTEL__PLACES[i]) < 0);
		assert_view(lookup(SEPTEL__PLACES[i], false), "");
		assert_view(lookup(SEPTEL__PLACES[i], true), "");
	}
}

/* Each letter of each name lost, doubled, and taken for another: what is still
 * a listed name is that name, the rest its own station or none or another that
 * is as near. */
static void a_misprint_never_leads_away_from_a_listed_name(void **state)
{
	(void)state;
	size_t mended = 0, away = 0;
	for (size_t i = 0; i < SEPTEL__STATIONS_COUNT; i++) {
		const struct station_row *row = &SEPTEL__STATIONS[i];
		const size_t length = strlen(row->key);
		if (length < 6)
			continue;
		for (size_t at = 1; at < length; at++) {
			char text[40];
			memcpy(text, row->key, at);
			memcpy(text + at, row->key + at + 1, length - at);
			const struct septel_view found = lookup(text, true);
			const struct septel_view plain = lookup(text, false);
			if (plain.len) {
				assert_int_equal(found.len, plain.len);
				assert_memory_equal(found.ptr, plain.ptr, plain.len);
				continue;
			}
			const bool own = found.len == strlen(row->canonical) &&
					 memcmp(found.ptr, row->canonical, found.len) == 0;
			mended += own;
			away += found.len > 0 && !own;
		}
	}
	assert_true(mended > 2000);
	assert_true(away == 0);
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
		{"AMCONGEN HAMBURG", "HAMBURG", "HAMBURG"},
		{"USINT HAVANA", "HAVANA", "HAVANA"},
		{"USINT ALGIERS", "ALGIERS", "ALGIERS"},
		{"US MISSION GENEVA", "GENEVA", "GENEVA"},
		{"USDEL MTN GENEVA", "MTNGENEVA", "MTNGENEVA"},
		{"USLO PEKING", "PEKING", "PEKING"},
		{"SECSTATE WASHDC", "STATE", "STATE"},
		{"SECSTATE WASHINGTON DC", "STATE", "STATE"},
		/* central files: 6 printed characters */
		{"PRETOR", "PRETORIA", "PRETORIA"},
		{"NEWDE", "NEWDELHI", "NEWDELHI"},
		{"NEW DE", "NEWDELHI", "NEWDELHI"},
		{"NEWDEL", "NEWDELHI", "NEWDELHI"},
		{"CAPET", "CAPETOWN", "CAPETOWN"},
		{"BUENOS", "BUENOSAIRES", "BUENOSAIRES"},
		{"KUALA", "KUALALUMPUR", "KUALALUMPUR"},
		{"PHNOM", "PHNOMPENH", "PHNOMPENH"},
		{"LOUREN", "LOURENCOMARQUES", "LOURENCOMARQUES"},
		{"TANANA", "TANANARIVE", "TANANARIVE"},
		{"ANTANA", "ANTANANARIVO", "ANTANANARIVO"},
		{"USUNN", "USUNNEWYORK", "USUNNEWYORK"},
		{"MBFRV", "MBFRVIENNA", "MBFRVIENNA"},
		{"PORTL", "PORTLOUIS", "PORTLOUIS"},
		/* PORTO ALEGRE and PORT OF SPAIN */
		{"PORTO", "", ""},
		/* one of them is listed */
		{"MEXICO", "MEXICOCITY", "MEXICOCITY"},
		{"SANSA", "SANSALVADOR", "SANSALVADOR"},
		/* section markers: 10 printed characters */
		{"PORT AU PR", "PORTAUPRINCE", "PORTAUPRINCE"},
		{"ADDIS ABAB", "ADDISABABA", "ADDISABABA"},
		{"KUALA LUMP", "KUALALUMPUR", "KUALALUMPUR"},
		{"UNVIE VIEN", "UNVIEVIENNA", "UNVIEVIENNA"},
		/* no length that anything cuts at */
		{"BAGHD", "", ""},
		{"RANGO", "", ""},
		{"BRAZZAV", "", "BRAZZAVILLE"},
		/* misprints */
		{"SAO PAUO", "", "SAOPAULO"},
		{"SANTIAG0", "", "SANTIAGO"},
		{"LINSK", "", "MINSK"},
		{"BAU", "", "BAKU"},
		{"BAKKU", "", "BAKU"},
		{"BADHGAD", "", ""},
		{"BAHGDAD", "", "BAGHDAD"},
		{"C0TON0U", "", "COTONOU"},
		/* other places than the stations they resemble */
		{"OSLO'S", "", "OSLO"},
		{"ROMEO", "", ""},
		{"IRAN", "", ""},
		{"CUBA", "", ""},
		{"KIEL", "", ""},
		{"SANTOS", "", ""},
		{"PINSK", "", ""},
		{"GUINEA", "", ""},
		{"CALL", "", ""},
		{"ROSE", "", ""},
		/* posts that once were missing, beside posts that they resemble */
		{"BISSAU", "BISSAU", "BISSAU"},
		{"NASSAU", "NASSAU", "NASSAU"},
		{"PENANG", "PENANG", "PENANG"},
		{"DANANG", "DANANG", "DANANG"},
		{"VENICE", "VENICE", "VENICE"},
		{"TAIZ", "TAIZ", "TAIZ"},
		{"GENOA", "GENOA", "GENOA"},
		{"USCINCSOC", "USCINCSOC", "USCINCSOC"},
		{"AMEMBASSY", "", ""},
		{"NOWHERE AT ALL", "", ""},
		{"", "", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		assert_view(lookup(CASES[i].printed, false), CASES[i].plain);
		assert_view(lookup(CASES[i].printed, true), CASES[i].repaired);
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
		{"USUN New York 1", "USUNNEWYORK", 13},
		{"AMEMBASSY CAIRO 5", "CAIRO", 15},
		{"Amcongen Hamburg 5", "HAMBURG", 16},
		{"USINT HAVANA 5", "HAVANA", 12},
		{"USLO PEKING 5", "PEKING", 11},
		{"US MISSION GENEVA 5", "GENEVA", 17},
		{"US MISSION USNATO 5", "USNATO", 17},
		{"EMBASSY 5", "", 0},
		{"AMEMBASSYCAIRO 5", "", 0},
		{"", "", 0},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_view canonical;
		size_t length;
		septel_station_match(septel_view_of(CASES[i].text), &canonical, &length);
		assert_view(canonical, CASES[i].canonical);
		assert_int_equal(length, CASES[i].length);
	}
}

static void stations_that_are_words_too(void **state)
{
	(void)state;
	assert_true(septel__station_is_word(septel_view_of("NATO")));
	assert_true(septel__station_is_word(septel_view_of("Dept")));
	assert_true(septel__station_is_word(septel_view_of("White House")));
	assert_false(septel__station_is_word(septel_view_of("USNATO")));
	assert_false(septel__station_is_word(septel_view_of("STATE")));
	assert_false(septel__station_is_word(septel_view_of("NOWHERE")));
	assert_false(septel__station_is_word(septel_view_of("")));
	for (size_t i = 0; i < SEPTEL__STATIONS_COUNT; i++)
		assert_false(SEPTEL__STATIONS[i].is_word && SEPTEL__STATIONS[i].is_canonical);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_station_is_found_under_each_name),
		cmocka_unit_test(a_cut_name_is_its_station_or_stays),
		cmocka_unit_test(every_cut_in_the_table_is_one_of_a_name),
		cmocka_unit_test(no_place_is_mended_into_a_station),
		cmocka_unit_test(a_misprint_never_leads_away_from_a_listed_name),
		cmocka_unit_test(printed_stations),
		cmocka_unit_test(longest_station_at_the_start),
		cmocka_unit_test(stations_that_are_words_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
