/* Views, dates and UTF-8. */
#include "unit.h"

#include "../../src/base/date.h"
#include "../../src/base/out.h"
#include "../../src/base/utf8.h"

static void position_counts_lines_and_characters(void **state)
{
	(void)state;
	const struct septel_view text = septel_view_of("ab\n\xC3\xA9x\n");
	assert_int_equal(septel_locate(text, 0).column, 1);
	assert_int_equal(septel_locate(text, 5).line, 2);
	assert_int_equal(septel_locate(text, 5).column, 2);
	assert_int_equal(septel_locate(text, 99).line, 3);
}

static void edit_distance_knows_four_edits(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		unsigned distance;
	} CASES[] = {{"SUBJECT", "UBJECT", 1}, {"TAGS", "TAGES", 1},   {"MINSK", "LINSK", 1},
		     {"TAIPEI", "TAIPIE", 1},  {"BAKU", "BAKU", 0},    {"baku", "BAKU", 0},
		     {"SUBJECT", "REF", 3},    {"ABCDEF", "BCDEFG", 2}};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_int_equal(septel__edit_distance(septel_view_of(CASES[i].a),
						       septel_view_of(CASES[i].b), 2),
				 CASES[i].distance);
}

static void find_fold_looks_everywhere(void **state)
{
	(void)state;
	char text[1000];
	memset(text, 'm', sizeof text);
	const struct septel_view view = {text, sizeof text};
	for (size_t at = 0; at + 4 <= sizeof text; at += 7) {
		memcpy(text + at, at % 2 ? "mInI" : "MiNi", 4);
		assert_int_equal(septel__find_fold(view, "MINI", 0), at);
		assert_int_equal(septel__find_fold(view, "mini", at), at);
		assert_true(septel__find_fold(view, "mini", at + 1) == VIEW_NOT_FOUND);
		memset(text + at, 'm', 4);
	}
	assert_int_equal(septel__find_fold(view, "", 3), 3);
	assert_int_equal(septel__find_fold(view, "", sizeof text), sizeof text);
	assert_true(septel__find_fold(view, "", sizeof text + 1) == VIEW_NOT_FOUND);
	assert_true(septel__find_fold((struct septel_view){"min", 3}, "mini", 0) == VIEW_NOT_FOUND);
}

static void days_count_over_leap_years(void **state)
{
	(void)state;
	const struct septel_time day = septel__from_day_of_year(2008, 339);
	char text[TIME_TEXT_SIZE];
	assert_string_equal(septel__time_text(day, text), "2008-12-04");
	assert_int_equal(septel__from_day_of_year(2009, 339).day, 5);
	assert_false(septel__has_time(septel__from_day_of_year(2009, 366)));
	for (long days = -40000; days < 40000; days += 13)
		assert_int_equal(septel__day_number(septel__from_day_number(days)), days);
	assert_int_equal(septel__day_of_year(day), 339);
}

static void times_read_as_they_are_written(void **state)
{
	(void)state;
	static const struct {
		const char *text, *again; /* NULL: no time */
	} CASES[] = {
		{"2008-12-04T06:37Z", "2008-12-04T06:37Z"},
		{"2008-12-04 06:37:59Z", "2008-12-04T06:37Z"},
		{"2008-12-04", "2008-12-04"},
		{"2008-02-30", NULL},
		{"2008-12-04T24:00Z", NULL},
		{"2008x12x04T06:37Z", NULL},
		{"2008-12-04T06:37", NULL},
		{"2008-12-04T06:37ZZ", NULL},
		{"2008-12-04T06:37:5Z", NULL},
		{"", NULL},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_time time;
		char again[TIME_TEXT_SIZE];
		const bool is = septel__time_read(septel_view_of(CASES[i].text), &time);
		assert_int_equal(is, CASES[i].again != NULL);
		if (is)
			assert_string_equal(septel__time_text(time, again), CASES[i].again);
	}
}

static void utf8_refuses_what_is_not(void **state)
{
	(void)state;
	assert_true(septel__utf8_valid(septel_view_of("\xC2\xB6 \xE2\x80\x99 \xF0\x9F\x98\x80")));
	static const char *const BAD[] = {"\x92", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80",
					  "\xE2\x80"};
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_false(septel__utf8_valid(septel_view_of(BAD[i])));
	for (uint32_t code = 1; code < 0x110000; code += 97) {
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		char bytes[UTF8_BYTES];
		uint32_t back = 0;
		const size_t length = septel__utf8_encode(code, bytes);
		assert_int_equal(septel__utf8_decode((struct septel_view){bytes, length}, 0, &back),
				 length);
		assert_int_equal(back, code);
	}
}

static void out_fails_once_and_stays_failed(void **state)
{
	(void)state;
	struct septel_out out;
	septel__out_init(&out, NULL, 8);
	septel__out_string(&out, "12345");
	septel__out_string(&out, "6789");
	assert_true(out.failed);
	assert_view(septel__out_written(&out), "12345");
	septel__out_release(&out);
}

static void out_ends_in_a_nul_that_does_not_count(void **state)
{
	(void)state;
	struct septel_out out;
	septel__out_init(&out, NULL, 4);
	assert_string_equal(septel__out_terminated(&out), "");
	septel__out_string(&out, "123");
	assert_string_equal(septel__out_terminated(&out), "123");
	assert_view(septel__out_written(&out), "123");
	septel__out_byte(&out, '4');
	assert_null(septel__out_terminated(&out));
	septel__out_release(&out);
}

static void arena_stays_under_its_limit(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(1024);
	assert_non_null(septel_arena_alloc(arena, 1000));
	assert_null(septel_arena_alloc(arena, 1000));
	assert_true(septel_arena_failed(arena));
	septel_arena_reset(arena);
	assert_false(septel_arena_failed(arena));
	assert_non_null(septel_arena_alloc(arena, 1000));
	septel_arena_free(arena);
	/* Whatever the limit, a size that no object has is refused. */
	arena = septel_arena_new(SIZE_MAX);
	for (size_t less = 0; less < 100; less++) {
		septel_arena_reset(arena);
		assert_null(septel_arena_alloc(arena, SIZE_MAX - less));
	}
	septel_arena_free(arena);
}

static void seconds_are_written(void **state)
{
	(void)state;
	static const struct {
		long long seconds;
		const char *text;
	} CASES[] = {
		{0, "1970-01-01T00:00:00Z"},
		{-1, "1969-12-31T23:59:59Z"},
		{1228372632, "2008-12-04T06:37:12Z"},
		{951782399, "2000-02-28T23:59:59Z"},
		{951782400, "2000-02-29T00:00:00Z"},
		{253402300799, "9999-12-31T23:59:59Z"},
		{-62135596800, "0001-01-01T00:00:00Z"},
		{253402300800, ""},
		{-62135596801, ""},
		{INT64_MAX, ""},
		{INT64_MIN, ""},
	};
	char text[SECONDS_TEXT_SIZE];
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_string_equal(septel__seconds_text(CASES[i].seconds, text), CASES[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(position_counts_lines_and_characters),
		cmocka_unit_test(edit_distance_knows_four_edits),
		cmocka_unit_test(find_fold_looks_everywhere),
		cmocka_unit_test(days_count_over_leap_years),
		cmocka_unit_test(times_read_as_they_are_written),
		cmocka_unit_test(utf8_refuses_what_is_not),
		cmocka_unit_test(out_fails_once_and_stays_failed),
		cmocka_unit_test(out_ends_in_a_nul_that_does_not_count),
		cmocka_unit_test(seconds_are_written),
		cmocka_unit_test(arena_stays_under_its_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
