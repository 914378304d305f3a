/* test_coded.c - what makes a copy for others: pseudonyms, bands, and nobody alone in it. */
#include "../../src/base/date.h"
#include "../../src/casebook/coarse.h"
#include "../../src/casebook/crowd.h"
#include "../../src/casebook/pseudonym.h"
#include "unit.h"

static struct secret secret_of(const char *text)
{
	struct secret secret;
	assert_true(septel__secret_init(&secret, strlen(text) + 1));
	septel__secret_append(&secret, text, strlen(text));
	return secret;
}

static void pseudonym(const char *secret_text, const char *recipient, const char *purpose,
		      const char *id, char text[PSEUDONYM_LETTERS + 1])
{
	struct secret secret = secret_of(secret_text);
	struct pseudonym_key key;
	assert_true(septel__pseudonym_key(&key, &secret, septel_view_of(recipient),
					  septel_view_of(purpose)));
	septel__pseudonym(&key, septel_view_of(id), text);
	septel__pseudonym_release(&key);
	septel__secret_release(&secret);
}

/* Whatever is another makes another; the same makes the same. */
static void test_pseudonyms(void **state)
{
	static const char *const OF[][4] = {
		{"K", "unhcr", "a", "p1"}, {"L", "unhcr", "a", "p1"}, {"K", "icrc", "a", "p1"},
		{"K", "unhcr", "b", "p1"}, {"K", "unhcr", "a", "p2"}, {"K", "unhc", "ra", "p1"},
		{"K", "", "unhcra", "p1"}, {"", "unhcr", "a", "p1"},
	};
	enum { COUNT = sizeof OF / sizeof *OF };
	char made[COUNT][PSEUDONYM_LETTERS + 1], again[PSEUDONYM_LETTERS + 1];
	(void)state;
	for (int i = 0; i < COUNT; i++) {
		pseudonym(OF[i][0], OF[i][1], OF[i][2], OF[i][3], made[i]);
		assert_int_equal(strspn(made[i], "abcdefghijklmnop"), PSEUDONYM_LETTERS);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(made[i], made[j]);
	}
	pseudonym("K", "unhcr", "a", "p1", again);
	assert_string_equal(again, made[0]);
}

static void test_weeks(void **state)
{
	static const struct {
		const char *day, *week;
	} CASES[] = {
		{"2008-11-21", "2008-W47"}, {"2008-11-23", "2008-W47"}, {"2008-11-24", "2008-W48"},
		{"2008-12-29", "2009-W01"}, {"2009-12-31", "2009-W53"}, {"2010-01-03", "2009-W53"},
		{"2010-01-04", "2010-W01"}, {"2005-01-01", "2004-W53"}, {"2007-12-31", "2008-W01"},
		{"1970-01-01", "1970-W01"}, {"1969-12-28", "1969-W52"}, {"1968-12-31", "1969-W01"},
	};
	char text[WEEK_TEXT_SIZE];
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_time day;
		assert_true(septel__time_read(septel_view_of(CASES[i].day), &day));
		assert_string_equal(septel__week_text(day, text), CASES[i].week);
	}
	assert_string_equal(septel__week_text((struct septel_time){0}, text), "");
}

static void test_bands(void **state)
{
	static const struct {
		int age;
		const char *band;
	} AGES[] = {{0, "0-4"},    {4, "0-4"},    {5, "5-11"},   {17, "12-17"}, {18, "18-24"},
		    {24, "18-24"}, {26, "25-49"}, {59, "50-59"}, {60, "60+"},   {999999999, "60+"}};
	(void)state;
	for (size_t i = 0; i < sizeof AGES / sizeof *AGES; i++)
		assert_string_equal(septel__age_band(AGES[i].age), AGES[i].band);
	assert_null(septel__age_band(-1));
	assert_string_equal(septel__count_band(0), "0");
	assert_string_equal(septel__count_band(2), "1-2");
	assert_string_equal(septel__count_band(3), "3-5");
	assert_string_equal(septel__count_band(SIZE_MAX), "6+");
}

/* ---- crowds ---- */

/* A small generator: the same numbers each time. */
static unsigned random_below(uint32_t *seed, unsigned limit)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % limit;
}

/* Counts by looking at all pairs. */
static size_t count_like(const struct crowd *crowd, const struct crowd_row *row)
{
	size_t count = 0;
	for (size_t i = 0; i < crowd->count; i++) {
		bool same = true;
		for (size_t j = 0; j < crowd->columns; j++) {
			const char *a = row->cells[j], *b = crowd->rows[i].cells[j];
			same &= a && b ? strcmp(a, b) == 0 : a == b;
		}
		count += same;
	}
	return count;
}

static void check_crowd(struct crowd *crowd)
{
	size_t left_out = 0, alone = 0;
	assert_true(septel__crowd_choose(crowd));
	for (size_t i = 0; i < crowd->count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		const size_t like = count_like(crowd, row);
		assert_int_equal(row->like, like);
		assert_int_equal(row->told, like >= CROWD_LEAST);
		left_out += !row->told;
		alone += like == 1;
	}
	assert_int_equal(crowd->left_out, left_out);
	assert_int_equal(crowd->alone, alone);
	assert_true(crowd->columns >= crowd->kept);
}

static void test_generated_crowds(void **state)
{
	static const char *const VALUES[] = {NULL, "", "a", "b", "ab", "c", "d", "e", "f"};
	static struct crowd_row rows[400];
	uint32_t seed = 20081204;
	(void)state;
	for (int run = 0; run < 200; run++) {
		const size_t columns = 1 + random_below(&seed, 6);
		struct crowd crowd = {.rows = rows,
				      .count = random_below(&seed, 400),
				      .columns = columns,
				      .kept = random_below(&seed, (unsigned)columns + 1)};
		for (size_t i = 0; i < crowd.count; i++)
			for (size_t j = 0; j < columns; j++)
				rows[i].cells[j] = VALUES[random_below(&seed, 1 + run % 9)];
		check_crowd(&crowd);
		if (crowd.columns < columns)
			assert_true(crowd.left_out < crowd.count);
	}
}

static void test_columns_given_up(void **state)
{
	static char names[50][8];
	struct crowd_row rows[50] = {{{NULL}, false, 0}};
	struct crowd crowd = {.rows = rows, .count = 50, .columns = 3, .kept = 1};
	(void)state;
	for (int i = 0; i < 50; i++) {
		snprintf(names[i], sizeof names[i], "%d", i);
		rows[i].cells[0] = i < 49 ? "many" : "one";
		rows[i].cells[1] = i % 2 ? "odd" : "even";
		rows[i].cells[2] = names[i];
	}
	check_crowd(&crowd);
	assert_int_equal(crowd.columns, 2);
	assert_int_equal(crowd.left_out, 1);
	assert_int_equal(crowd.alone, 1);
	crowd = (struct crowd){.rows = rows, .count = 1, .columns = 3, .kept = 1};
	check_crowd(&crowd);
	assert_int_equal(crowd.columns, 3);
	assert_int_equal(crowd.alone, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pseudonyms),
		cmocka_unit_test(test_weeks),
		cmocka_unit_test(test_bands),
		cmocka_unit_test(test_generated_crowds),
		cmocka_unit_test(test_columns_given_up),
	};
	return cmocka_run_group_tests_name("coded", tests, NULL, NULL);
}
