/* test_relay_routes.c - tables of routes and collectives: prefixes, every fault, 30,000 routes. */
#include "route_station.h"

#include <time.h>

/* ---- prefixes ------------------------------------------------------------------------------ */

static void takes_the_longest_prefix(void **state)
{
	(void)state;
	static const struct {
		const char *ri, *prefix;
	} cases[] = {
		{"RUEHAM", "RUEH"},
		{"RUEHAMX", "RUEH"},
		{"RUEHGBAA", "RUEHGBA"},
		{"RUEHGB", "RUEHGB"},
		{"RUEG", "RUE"},
		{"RUEIAA", "RUE"},
		{"RUFDAE", "RU"},
		{"RAAA", "*"},
		{"QQQQ", "*"},
		{"RUEHGBB", "RUEHGB"},
		{"RU", "RU"},
		{"RUE", "RUE"},
		{"R", "*"},
		{"RUEHGBAZ", "RUEHGBA"},
	};
	struct route_found found;
	station(HEAD("RAAA") "box B { folder b } circuit W { null }\n",
		"# a comment\n\nRUEH\tW\nRU\tW\nRUEHGB\tW\n*\tB\nRUEHGBA\tW\nRUE\thold\nRX\tW\n",
		"");
	assert_int_equal(septel__routes_count(routes), 7);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(septel__routes_find(routes, septel_view_of(cases[i].ri), &found));
		assert_view(found.prefix, cases[i].prefix);
	}
	assert_true(septel__routes_find(routes, VIEW_LITERAL("RUEZZZ"), &found));
	assert_int_equal(found.outlet_count, 0);
	assert_int_equal(found.line, 8);
	station(HEAD("RAAA") "circuit W { null }\n", "RUEH\tW\n", "");
	assert_false(septel__routes_find(routes, VIEW_LITERAL("RUE"), &found));
	assert_false(septel__routes_find(routes, VIEW_LITERAL("RVEH"), &found));
	assert_false(septel__routes_find(routes, VIEW_LITERAL(""), &found));
	assert_false(septel__routes_find(routes, VIEW_LITERAL("RUEHRUEHR"), &found));
	station(HEAD("RAAA") "circuit W { null }\n", "", "");
	assert_false(septel__routes_find(routes, VIEW_LITERAL("RUEH"), &found));
}

static unsigned next_letter(unsigned *random)
{
	*random = *random * 1103515245u + 12345u;
	return 'A' + (*random >> 16) % 4;
}

static bool is_among(char (*prefixes)[9], size_t count, const char *prefix)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(prefixes[i], prefix) == 0)
			return true;
	return false;
}

static size_t longest(char (*prefixes)[9], size_t count, const char *ri)
{
	size_t best = 0;
	for (size_t i = 0; i < count; i++) {
		const size_t length = strlen(prefixes[i]);
		if (length > best && strncmp(prefixes[i], ri, length) == 0)
			best = length;
	}
	return best;
}

/* Against a search through all prefixes. */
static void agrees_with_a_search(void **state)
{
	(void)state;
	static char table[400000], prefixes[5000][9];
	unsigned random = 12345;
	size_t length = 0, count = 0;
	for (int i = 0; i < 5000; i++) {
		char prefix[9] = "";
		const size_t letters = 1 + next_letter(&random) % 2 * 4 + next_letter(&random) % 4;
		for (size_t j = 0; j < letters; j++)
			prefix[j] = (char)next_letter(&random);
		if (is_among(prefixes, count, prefix))
			continue;
		memcpy(prefixes[count++], prefix, sizeof prefix);
		length +=
			(size_t)snprintf(table + length, sizeof table - length, "%s\tW\n", prefix);
	}
	station(HEAD("RAAA") "circuit W { null }\n", table, "");
	for (int i = 0; i < 20000; i++) {
		char ri[9] = "";
		struct route_found found;
		for (size_t j = 0; j < 4 + (size_t)i % 5; j++)
			ri[j] = (char)next_letter(&random);
		const size_t best = longest(prefixes, count, ri);
		assert_int_equal(septel__routes_find(routes, septel_view_of(ri), &found), best > 0);
		assert_int_equal(found.prefix.len, best);
	}
}

/* ---- faults ------------------------------------------------------------------------------------
 */

static void tells_every_fault(void **state)
{
	(void)state;
	static const struct {
		const char *table, *collectives, *errors;
	} cases[] = {
		{"ru\tW\n", "", "r.tsv:1: a prefix is of 1 to 8 capitals, or '*', not 'ru'\n"},
		{"RUEHGBXXX\tW\n", "",
		 "r.tsv:1: a prefix is of 1 to 8 capitals, or '*', not 'RUEHGBXXX'\n"},
		{"\tW\n", "", "r.tsv:1: a prefix is of 1 to 8 capitals, or '*', not ''\n"},
		{"RU\n", "", "r.tsv:1: no circuit or box is named ''\n"},
		{"RU\tX\n", "", "r.tsv:1: no circuit or box is named 'X'\n"},
		{"RU\tWW\n", "", "r.tsv:1: no circuit or box is named 'WW', did you mean 'W'?\n"},
		{"RU\tW,\n", "", "r.tsv:1: no circuit or box is named ''\n"},
		{"RU\tW,hold\n", "", "r.tsv:1: no circuit or box is named 'hold'\n"},
		{"RU\tW, w\n", "", "r.tsv:1: 'W' stands twice\n"},
		{"RU\tW\tHUSH\tSOON\tLATE\tA\n", "",
		 "r.tsv:1: 'HUSH' is no classification\nr.tsv:1: 'SOON' is no precedence\n"
		 "r.tsv:1: 'LATE' is no precedence\n"
		 "r.tsv:1: release codes are of two letters, not 'A'\n"},
		{"RU\tW\t-\tFLASH\tROUTINE\n", "",
		 "r.tsv:1: nothing can go this way: the lowest precedence is above the highest\n"},
		{"RU\tW\t\t\t\t\t\t\tmore\n", "", "r.tsv:1: 9 columns, 8 at most\n"},
		{"RU\tW\n# RU\nRX\tW\nRU\tB\n", "",
		 "r.tsv:4: the prefix 'RU' stands on line 1 already\n"},
		{"*\tW\n*\tB\n", "", "r.tsv:2: the prefix '*' stands on line 1 already\n"},
		{"RUEHGB\tB,W\n", "", "r.tsv:1: RUEHGB is this station: 'W' is no box\n"},
		/* collectives */
		{"", "RUEHZZ\n", "c.tsv:1: 'RUEHZZ' has no members\n"},
		{"", "RUEHZZ\tRUEHAM r/x y, RUE\n",
		 "c.tsv:1: 'r' is no routing indicator\nc.tsv:1: 'RUE' is no routing indicator\n"},
		{"", "AIG\tRUEHAM\n",
		 "c.tsv:1: 'AIG' is neither a routing indicator nor 'AIG' and a "
		 "number\n"},
		{"", "RUCRAAB\tRUEHAM\n",
		 "c.tsv:1: 'RUCRAAB' marks a copy that has been expanded: it has no members\n"},
		{"", "AIG 7\tRUEHAM\nRUEHZZ\tRUEHAM\nRUEHZZ\tRUEHGB\naig-7\tRUEHAM\n",
		 "c.tsv:3: 'RUEHZZ' stands on line 2 already\nc.tsv:4: 'aig-7' stands on line 1 "
		 "already\n"},
		{"", "RUEHZZ\tRUEHAM\t\t\tmore\n", "c.tsv:1: 5 columns, 4 at most\n"},
		/* both, all of it */
		{"RU\tX\nrx\tW\n", "RUEHZZ\n",
		 "r.tsv:1: no circuit or box is named 'X'\n"
		 "r.tsv:2: a prefix is of 1 to 8 capitals, or '*', not 'rx'\n"
		 "c.tsv:1: 'RUEHZZ' has no members\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set_up(HEAD("RUEHGB") "circuit W { null }\nbox B { folder b }\n", cases[i].table,
		       cases[i].collectives);
		assert_null(routes);
		assert_view(septel__out_written(&errors), cases[i].errors);
	}
}

/* ---- reload */

/* New routes are made beside the old, which serve until they are put in their place; with errors
 * in the new ones nothing has changed. */
static void reloads_beside_the_old(void **state)
{
	(void)state;
	struct septel_arena *next = septel_arena_new(0);
	const struct route_text right = {VIEW_LITERAL("r"), VIEW_LITERAL("RU\tX\nRX\tW\n")};
	const struct route_text wrong = {VIEW_LITERAL("r"), VIEW_LITERAL("RU\tX\nRX\tNONE\n")};
	const struct route_text none = {VIEW_LITERAL("c"), VIEW_LITERAL("")};
	assert_non_null(next);
	station(HEAD("RUEHGB") "circuit W { null }\ncircuit X { null }\n", "RU\tW\n", "");
	message("RUEHC RXAAA", "");
	const struct routes *old = routes;
	assert_null(septel__routes_read(&config, &wrong, &none, next, &errors));
	assert_string_equal(planned(), "W R RUEHC; - R RXAAA HELD no-route: no route for RXAAA");
	septel_arena_reset(next);
	routes = septel__routes_read(&config, &right, &none, next, &errors);
	assert_non_null(routes);
	assert_string_equal(planned(), "X R RUEHC; W R RXAAA");
	routes = old;
	assert_string_equal(planned(), "W R RUEHC; - R RXAAA HELD no-route: no route for RXAAA");
	septel_arena_free(next);
}

/* ---- size and time ------------------------------------------------------------------------------
 */

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

#define MANY    30000u
#define LOOKUPS 1000000u

/* Different for each number below MANY. */
static void name_indicator(unsigned number, char ri[7])
{
	snprintf(ri, 7, "R%c%c%c%c%c", 'A' + number % 26, 'A' + number / 26 % 26,
		 'A' + number / 676 % 26, 'A' + number / 17576 % 26, 'A' + number % 7);
}

static void look_up(void)
{
	size_t outlets = 0;
	for (unsigned i = 0; i < LOOKUPS; i++) {
		static char names[MANY][7];
		const unsigned at = i * 7919u % MANY;
		struct route_found found;
		if (!names[at][0])
			name_indicator(at, names[at]);
		septel__routes_find(routes, (struct septel_view){names[at], 6}, &found);
		outlets += found.outlet_count;
	}
	assert_int_equal(outlets, 2 * LOOKUPS);
}

/* The figures are printed; the bounds are ten times what was measured. */
static void holds_thirty_thousand(void **state)
{
	(void)state;
	static char table[2000000];
	size_t length = 0;
	for (unsigned i = 0; i < MANY; i++) {
		char ri[7];
		name_indicator(i, ri);
		length += (size_t)snprintf(table + length, sizeof table - length,
					   "%s\tW,X\tSECRET\tROUTINE\tFLASH\t-\tPOST %u\n", ri, i);
	}
	set_up(HEAD("RUEHGB") "circuit W { null }\ncircuit X { null }\n", "", "");
	const struct route_text text = {VIEW_LITERAL("r.tsv"), {table, length}};
	const struct route_text none = {VIEW_LITERAL("c.tsv"), {"", 0}};
	const size_t before = septel_arena_used(arena);
	const double start = seconds();
	routes = septel__routes_read(&config, &text, &none, arena, &errors);
	const double built = seconds();
	assert_non_null(routes);
	assert_int_equal(septel__routes_count(routes), MANY);
	const size_t memory = septel_arena_used(arena) - before;
	look_up();
	const double looked = seconds();
	print_message("30,000 routes: read in %.0f ms, %zu bytes each, look-up %.0f ns\n",
		      (built - start) * 1e3, memory / MANY, (looked - built) / LOOKUPS * 1e9);
	assert_true(built - start < 0.5);
	assert_true(looked - built < 5);
	assert_true(memory < (size_t)MANY * 100);
}

static void survives_a_small_memory(void **state)
{
	(void)state;
	size_t made = 0;
	for (size_t limit = 1; limit < 60000; limit += 501) {
		struct septel_arena *small = septel_arena_new(limit);
		struct septel_out told;
		struct plan plan;
		const struct route_text table = {VIEW_LITERAL("r"),
						 VIEW_LITERAL("RU\tW\t\t\t\t\tA\n")};
		const struct route_text collectives = {VIEW_LITERAL("c"),
						       VIEW_LITERAL("RUEHZZ\tRUEHAM RUEHKU\n")};
		station(HEAD("RUAAA") "circuit W { null }\nbox B { folder b }\ncopy to B all\n", "",
			"");
		septel__out_init(&told, NULL, 4096);
		const struct routes *some =
			septel__routes_read(&config, &table, &collectives, small, &told);
		message("RUEHZZ RUFDAE RUAAA RQ", "T RUEHZZ/Z\nX AMEMBASSY ROME\n");
		made += some && septel__plan(&plan, some, &question, small);
		septel__out_release(&told);
		septel_arena_free(small);
	}
	assert_true(made > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_the_longest_prefix),
		cmocka_unit_test(agrees_with_a_search),
		cmocka_unit_test(tells_every_fault),
		cmocka_unit_test(reloads_beside_the_old),
		cmocka_unit_test(holds_thirty_thousand),
		cmocka_unit_test(survives_a_small_memory),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
