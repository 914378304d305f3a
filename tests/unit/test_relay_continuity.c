/* Channel numbers: the cases of wire-format 10.4, and state as text. */
#include "channel_fixture.h"

/* As after numbers 1 to `last` at that time. */
static struct channel received_up_to(unsigned last, unsigned digits, enum number_cycle cycle,
				     moment now)
{
	struct channel channel = channel_of("HPA", "FPA", digits, cycle);
	for (unsigned number = 1; number <= last; number++)
		assert_int_equal(arrive_number(&channel, number, now).notes & ~NOTE_FIRST,
				 NOTE_IN_ORDER);
	return channel;
}

static void identifications_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *text, *letters;
		unsigned number, digits;
	} rows[] = {
		{"HPA063", "HPA", 63, 3},
		{"XRO8111", "XRO", 8111, 4},
		{"VZCZCXRO8111", "XRO", 8111, 4},
		{"ZCZCHPA001", "HPA", 1, 3},
		{"HPA000", NULL, 0, 0},
		{"HPA06", NULL, 0, 0},
		{"HPA06A", NULL, 0, 0},
		{"hpa063", NULL, 0, 0},
		{"HP063", NULL, 0, 0},
		{"HPA00063", NULL, 0, 0},
		{"", NULL, 0, 0},
		{"VZCZC", NULL, 0, 0},
		{"HPA+63", NULL, 0, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct channel_number number;
		char text[IDENTIFICATION_SIZE];
		const bool read =
			septel__channel_number_read(&number, septel_view_of(rows[i].text));
		assert_int_equal(read, rows[i].letters != NULL);
		if (!read)
			continue;
		assert_string_equal(number.letters, rows[i].letters);
		assert_int_equal(number.number, rows[i].number);
		assert_int_equal(number.digits, rows[i].digits);
		septel__channel_number_text(&number, text);
		assert_non_null(strstr(rows[i].text, text));
	}
}

static void numbers_go_out_in_order(void **state)
{
	(void)state;
	struct channel daily = channel_of("HPA", "FPA", 3, NUMBERS_DAILY);
	struct channel cyclic = channel_of("XRO", "XYZ", 4, NUMBERS_CYCLIC);
	char text[IDENTIFICATION_SIZE];
	septel__channel_last_sent(&daily, text);
	assert_string_equal(text, "");
	assert_true(septel__channel_next(&daily, NOON, text));
	assert_string_equal(text, "HPA001");
	assert_true(septel__channel_next(&daily, NOON, text));
	assert_string_equal(text, "HPA002");
	/* A clock put back by a day gives no number twice. */
	assert_true(septel__channel_next(&daily, NOON - DAY, text));
	assert_string_equal(text, "HPA003");
	assert_true(septel__channel_next(&daily, MIDNIGHT + DAY - 1, text));
	assert_string_equal(text, "HPA004");
	assert_true(septel__channel_next(&daily, MIDNIGHT + DAY, text));
	assert_string_equal(text, "HPA001");
	for (unsigned i = 1; i <= 10000; i++)
		assert_true(septel__channel_next(&cyclic, NOON + i * HOUR, text));
	assert_string_equal(text, "XRO0001");
	septel__channel_last_sent(&cyclic, text);
	assert_string_equal(text, "XRO0001");
	struct channel none = channel_of("", "", 3, NUMBERS_DAILY);
	assert_false(septel__channel_next(&none, NOON, text));
	assert_string_equal(text, "");
}

static enum number_use use_of(const struct channel *channel, const char *text)
{
	struct channel_number number;
	assert_true(septel__channel_number_read(&number, septel_view_of(text)));
	return septel__channel_use(channel, &number);
}

static void numbers_given_out_are_known(void **state)
{
	(void)state;
	struct channel channel = channel_of("HPA", "FPA", 3, NUMBERS_DAILY);
	char text[IDENTIFICATION_SIZE];
	assert_int_equal(use_of(&channel, "HPA001"), NUMBER_NOT_GIVEN);
	for (unsigned i = 0; i < 5; i++)
		assert_true(septel__channel_next(&channel, NOON, text));
	assert_int_equal(use_of(&channel, "HPA005"), NUMBER_GIVEN);
	assert_int_equal(use_of(&channel, "HPA006"), NUMBER_NOT_GIVEN);
	assert_int_equal(use_of(&channel, "HPA999"), NUMBER_NOT_GIVEN);
	assert_int_equal(use_of(&channel, "FPA005"), NUMBER_FOREIGN);
	assert_true(septel__channel_void(&channel, 4));
	assert_false(septel__channel_void(&channel, 6));
	assert_int_equal(use_of(&channel, "HPA004"), NUMBER_VOID);
	assert_true(septel__channel_next(&channel, NOON + DAY, text));
	assert_int_equal(use_of(&channel, "HPA001"), NUMBER_GIVEN);
	assert_int_equal(use_of(&channel, "HPA005"), NUMBER_BEFORE);
	assert_int_equal(use_of(&channel, "HPA006"), NUMBER_NOT_GIVEN);
	/* In a cycle the last half is known, no more. */
	struct channel cyclic = channel_of("XRO", "XYZ", 4, NUMBERS_CYCLIC);
	for (unsigned i = 0; i < 12000; i++)
		assert_true(septel__channel_next(&cyclic, NOON, text));
	assert_string_equal(text, "XRO2001");
	assert_int_equal(use_of(&cyclic, "XRO2001"), NUMBER_GIVEN);
	assert_int_equal(use_of(&cyclic, "XRO9999"), NUMBER_GIVEN);
	assert_int_equal(use_of(&cyclic, "XRO2002"), NUMBER_NOT_GIVEN);
}

static bool is_last(const struct channel *channel, const char *text, moment now)
{
	struct channel_number number;
	assert_true(septel__channel_number_read(&number, septel_view_of(text)));
	return septel__channel_is_last(channel, &number, now);
}

static void the_last_one_is_compared(void **state)
{
	(void)state;
	struct channel channel = channel_of("HPA", "FPA", 3, NUMBERS_DAILY);
	char text[IDENTIFICATION_SIZE];
	for (unsigned i = 0; i < 5; i++)
		assert_true(septel__channel_next(&channel, NOON, text));
	assert_true(is_last(&channel, "HPA005", NOON + HOUR));
	assert_false(is_last(&channel, "HPA004", NOON + HOUR));
	assert_false(is_last(&channel, "HPA006", NOON + HOUR));
	/* It may be on its way. */
	assert_true(is_last(&channel, "HPA004", NOON + MINUTE));
	assert_true(septel__channel_next(&channel, NOON + DAY, text));
	assert_true(is_last(&channel, "HPA005", NOON + DAY));
	assert_false(is_last(&channel, "HPA004", NOON + DAY));
	assert_false(is_last(&channel, "FPA005", NOON + DAY));
}

/* Up to `last` have come by noon; then come these. */
static void arrivals_are_accounted_for(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		enum number_cycle cycle;
		unsigned last;
		struct {
			unsigned number;
			moment after; /* noon */
			unsigned notes, from, to, missing;
		} come[6];
	} rows[] = {
		{"in order", NUMBERS_DAILY, 62, {{63, 0, NOTE_IN_ORDER, 0, 0, 0}}},
		{"open number",
		 NUMBERS_DAILY,
		 62,
		 {{64, 0, NOTE_OPEN, 63, 63, 1}, {65, 0, NOTE_IN_ORDER, 0, 0, 0}}},
		{"open numbers, one late",
		 NUMBERS_DAILY,
		 62,
		 {{66, 0, NOTE_OPEN, 63, 65, 3},
		  {64, 0, NOTE_LATE, 0, 0, 0},
		  {64, 0, NOTE_DUPLICATE, 0, 0, 0},
		  {67, 0, NOTE_IN_ORDER, 0, 0, 0}}},
		{"a second gap leaves the first alone",
		 NUMBERS_DAILY,
		 10,
		 {{12, 0, NOTE_OPEN, 11, 11, 1}, {15, 0, NOTE_OPEN, 13, 14, 2}}},
		{"repetition",
		 NUMBERS_DAILY,
		 30,
		 {{30, 0, NOTE_DUPLICATE, 0, 0, 0}, {31, 0, NOTE_IN_ORDER, 0, 0, 0}}},
		{"1 after midnight is no gap",
		 NUMBERS_DAILY,
		 164,
		 {{1, 12 * HOUR + 1, NOTE_DAY_CHANGE | NOTE_IN_ORDER, 0, 0, 0},
		  {2, 12 * HOUR + 2, NOTE_IN_ORDER, 0, 0, 0}}},
		{"their clock is a minute ahead",
		 NUMBERS_DAILY,
		 164,
		 {{1, 12 * HOUR - MINUTE, NOTE_DAY_CHANGE | NOTE_IN_ORDER, 0, 0, 0},
		  {2, 12 * HOUR + MINUTE, NOTE_IN_ORDER, 0, 0, 0},
		  {3, 15 * HOUR, NOTE_IN_ORDER, 0, 0, 0}}},
		{"their clock is a minute behind",
		 NUMBERS_DAILY,
		 164,
		 {{165, 12 * HOUR + MINUTE, NOTE_IN_ORDER, 0, 0, 0},
		  {1, 12 * HOUR + 2 * MINUTE, NOTE_DAY_CHANGE | NOTE_IN_ORDER, 0, 0, 0}}},
		{"the first of the day was lost",
		 NUMBERS_DAILY,
		 164,
		 {{2, 13 * HOUR, NOTE_DAY_CHANGE | NOTE_OPEN, 1, 1, 1},
		  {1, 13 * HOUR, NOTE_LATE, 0, 0, 0}}},
		{"the first of the day was lost, after a quiet day",
		 NUMBERS_DAILY,
		 1,
		 {{2, 20 * HOUR, NOTE_DAY_CHANGE | NOTE_OPEN, 1, 1, 1}}},
		{"a long transmission ends after midnight",
		 NUMBERS_DAILY,
		 164,
		 {{165, 15 * HOUR, NOTE_IN_ORDER, 0, 0, 0},
		  {1, 15 * HOUR + 1, NOTE_DAY_CHANGE | NOTE_IN_ORDER, 0, 0, 0}}},
		{"one of the day before comes late",
		 NUMBERS_DAILY,
		 164,
		 {{167, 0, NOTE_OPEN, 165, 166, 2},
		  {1, 12 * HOUR, NOTE_DAY_CHANGE | NOTE_IN_ORDER, 0, 0, 0},
		  {166, 12 * HOUR + MINUTE, NOTE_LATE, 0, 0, 0},
		  {2, 12 * HOUR + 2 * MINUTE, NOTE_IN_ORDER, 0, 0, 0}}},
		{"a day without traffic",
		 NUMBERS_DAILY,
		 50,
		 {{1, 40 * HOUR, NOTE_DAY_CHANGE | NOTE_IN_ORDER, 0, 0, 0}}},
		{"they count anew within the day",
		 NUMBERS_DAILY,
		 50,
		 {{1, 0, NOTE_DUPLICATE, 0, 0, 0},
		  {2, 0, NOTE_RESTART, 0, 0, 0},
		  {3, 0, NOTE_IN_ORDER, 0, 0, 0},
		  {5, 0, NOTE_OPEN, 4, 4, 1}}},
		{"they sent two again and went on",
		 NUMBERS_DAILY,
		 10,
		 {{9, 0, NOTE_DUPLICATE, 0, 0, 0},
		  {10, 0, NOTE_DUPLICATE, 0, 0, 0},
		  {11, 0, NOTE_IN_ORDER, 0, 0, 0}}},
		{"they sent the first two again and went on",
		 NUMBERS_DAILY,
		 10,
		 {{1, 0, NOTE_DUPLICATE, 0, 0, 0},
		  {2, 0, NOTE_RESTART, 0, 0, 0},
		  {11, 0, NOTE_IN_ORDER | NOTE_RETRACTED, 0, 0, 0},
		  {12, 0, NOTE_IN_ORDER, 0, 0, 0},
		  {10, 0, NOTE_DUPLICATE, 0, 0, 0}}},
		{"they count anew, and the first two of that are lost",
		 NUMBERS_CYCLIC,
		 500,
		 {{3, 0, NOTE_DUPLICATE, 0, 0, 0},
		  {4, 0, NOTE_DUPLICATE, 0, 0, 0},
		  {5, 0, NOTE_DUPLICATE, 0, 0, 0},
		  {6, 0, NOTE_RESTART | NOTE_OPEN, 1, 2, 2},
		  {7, 0, NOTE_IN_ORDER, 0, 0, 0}}},
		{"a garbled number",
		 NUMBERS_DAILY,
		 63,
		 {{964, 0, NOTE_OPEN, 64, 963, 900},
		  {65, 0, NOTE_IN_ORDER | NOTE_RETRACTED, 66, 963, 0},
		  {66, 0, NOTE_IN_ORDER, 0, 0, 0},
		  {64, 0, NOTE_LATE, 0, 0, 0}}},
		{"the circle closes within a day",
		 NUMBERS_DAILY,
		 999,
		 {{1, 0, NOTE_IN_ORDER, 0, 0, 0},
		  {3, 0, NOTE_OPEN, 2, 2, 1},
		  {999, 0, NOTE_DUPLICATE, 0, 0, 0}}},
		{"the circle closes with a gap",
		 NUMBERS_CYCLIC,
		 997,
		 {{2, 0, NOTE_OPEN, 998, 1, 3},
		  {999, 0, NOTE_LATE, 0, 0, 0},
		  {1, 0, NOTE_LATE, 0, 0, 0},
		  {3, 0, NOTE_IN_ORDER, 0, 0, 0}}},
		{"a cycle knows no midnight",
		 NUMBERS_CYCLIC,
		 40,
		 {{41, 13 * HOUR, NOTE_IN_ORDER, 0, 0, 0},
		  {1, 14 * HOUR, NOTE_DUPLICATE, 0, 0, 0}}},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct channel channel = received_up_to(rows[i].last, 3, rows[i].cycle, NOON);
		for (size_t n = 0; n < 6 && rows[i].come[n].number; n++) {
			const struct channel_report report = arrive_number(
				&channel, rows[i].come[n].number, NOON + rows[i].come[n].after);
			if (report.notes != rows[i].come[n].notes ||
			    report.missing_from != rows[i].come[n].from ||
			    report.missing_to != rows[i].come[n].to ||
			    report.missing != rows[i].come[n].missing)
				fail_msg("%s: %u: notes %x, %u to %u, %u", rows[i].name,
					 rows[i].come[n].number, report.notes, report.missing_from,
					 report.missing_to, report.missing);
			assert_int_equal(report.number, rows[i].come[n].number);
		}
	}
}

static void a_day_change_tells_the_last(void **state)
{
	(void)state;
	struct channel channel = received_up_to(136, 3, NUMBERS_DAILY, NOON);
	char text[IDENTIFICATION_SIZE];
	arrive(&channel, "FPA138", NOON);
	const struct channel_report report = arrive(&channel, "FPA001", NOON + 13 * HOUR);
	assert_int_equal(report.last, 138);
	assert_int_equal(septel__channel_open_after(&channel, 0, true), 137);
	assert_int_equal(septel__channel_open_after(&channel, 137, true), 0);
	assert_int_equal(septel__channel_open_after(&channel, 0, false), 0);
	septel__channel_last_received(&channel, text);
	assert_string_equal(text, "FPA001");
	assert_true(septel__channel_close(&channel, 137));
	assert_false(septel__channel_close(&channel, 137));
}

static void a_channel_begins_where_it_is_met(void **state)
{
	(void)state;
	struct channel near = channel_of("HPA", "FPA", 3, NUMBERS_DAILY);
	struct channel_report report = arrive(&near, "FPA003", NOON);
	assert_int_equal(report.notes, NOTE_FIRST | NOTE_OPEN);
	assert_int_equal(report.missing_from, 1);
	assert_int_equal(report.missing_to, 2);
	struct channel far = channel_of("XRO", "XRO", 4, NUMBERS_CYCLIC);
	report = arrive(&far, "XRO8111", NOON);
	assert_int_equal(report.notes, NOTE_FIRST | NOTE_IN_ORDER);
	assert_int_equal(arrive(&far, "XRO8113", NOON).missing_from, 8112);
	assert_int_equal(arrive(&far, "XRO8100", NOON).notes, NOTE_LATE);
}

static void heads_are_told_apart(void **state)
{
	(void)state;
	struct channel channel = received_up_to(115, 3, NUMBERS_DAILY, NOON);
	struct channel_report report;
	const struct septel_view none = {0};
	const struct septel_view two[] = {septel_view_of("FPA116"), septel_view_of("FPA117")};
	septel__channel_arrived(&channel, two, 2, none, NOON, &report);
	assert_int_equal(report.notes, NOTE_TWO_NUMBERS | NOTE_IN_ORDER);
	assert_int_equal(report.number, 116);
	assert_int_equal(report.second, 117);
	/* The other way round, and with one lost before. */
	const struct septel_view turned[] = {septel_view_of("FPA120"), septel_view_of("FPA119")};
	septel__channel_arrived(&channel, turned, 2, none, NOON, &report);
	assert_int_equal(report.notes, NOTE_TWO_NUMBERS | NOTE_OPEN);
	assert_int_equal(report.number, 119);
	assert_int_equal(report.second, 120);
	assert_int_equal(report.missing_from, 118);
	/* An earlier passage by the same circuit is no second number. */
	const struct septel_view again[] = {septel_view_of("FPA121"), septel_view_of("WPB027"),
					    septel_view_of("FPA120")};
	septel__channel_arrived(&channel, again, 3, none, NOON, &report);
	assert_int_equal(report.notes, NOTE_IN_ORDER);
	const struct septel_view seen[] = {septel_view_of("FPA122"), septel_view_of("FPA121")};
	septel__channel_arrived(&channel, seen, 2, none, NOON, &report);
	assert_int_equal(report.notes, NOTE_IN_ORDER);
	/* One inside the body: the next is its own; any other is talk. */
	septel__channel_arrived(&channel, &two[0], 0, none, NOON, &report);
	assert_int_equal(report.notes, NOTE_NO_NUMBER);
	assert_int_equal(report.number, 122);
	const struct septel_view head = septel_view_of("FPA123");
	septel__channel_arrived(&channel, &head, 1, septel_view_of("FPA124"), NOON, &report);
	assert_int_equal(report.notes, NOTE_STRAY | NOTE_IN_ORDER);
	assert_int_equal(report.second, 124);
	const struct septel_view next = septel_view_of("FPA125");
	septel__channel_arrived(&channel, &next, 1, septel_view_of("FPA063"), NOON, &report);
	assert_int_equal(report.notes, NOTE_IN_ORDER);
	assert_int_equal(arrive(&channel, "WPA126", NOON).notes, NOTE_WRONG_LETTERS);
	assert_int_equal(arrive(&channel, "FPA1260", NOON).notes, NOTE_WRONG_LETTERS);
	assert_int_equal(arrive(&channel, "FPA126", NOON).notes, NOTE_IN_ORDER);
	struct channel unnumbered = channel_of("", "", 3, NUMBERS_DAILY);
	assert_int_equal(arrive(&unnumbered, "FPA126", NOON).notes, NOTE_UNNUMBERED);
}

static void silence_is_checked(void **state)
{
	(void)state;
	struct channel channel = channel_of("HPA", "FPA", 3, NUMBERS_DAILY);
	assert_int_equal(septel__channel_check_due(&channel, 0), INT64_MAX);
	arrive(&channel, "FPA001", NOON);
	assert_int_equal(septel__channel_check_due(&channel, 30), NOON + 30 * MINUTE);
	septel__channel_checked(&channel, NOON + 30 * MINUTE);
	assert_int_equal(septel__channel_check_due(&channel, 30), NOON + 60 * MINUTE);
	arrive(&channel, "FPA002", NOON + 40 * MINUTE);
	assert_int_equal(septel__channel_check_due(&channel, 30), NOON + 70 * MINUTE);
}

/* ---- text ------------------------------------------------------------------------------- */

static void assert_text(const struct channel *channel, const char *expected)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	septel__channel_write(channel, &out);
	assert_view(septel__out_written(&out), expected);
	septel__out_release(&out);
}

static void state_is_a_line(void **state)
{
	(void)state;
	struct channel channel = channel_of("HPA", "FPA", 3, NUMBERS_DAILY);
	char text[IDENTIFICATION_SIZE];
	assert_text(&channel, "3 daily out HPA next 1 in FPA expected 1");
	for (unsigned i = 0; i < 20; i++)
		assert_true(septel__channel_next(&channel, NOON, text));
	assert_true(septel__channel_void(&channel, 12));
	for (unsigned i = 15; i < 18; i++)
		assert_true(septel__channel_void(&channel, i));
	arrive(&channel, "FPA001", NOON);
	arrive(&channel, "FPA005", NOON);
	arrive(&channel, "FPA003", NOON);
	assert_text(&channel,
		    "3 daily out HPA next 21 given 20 day 2026-11-24 void 12,15-17 in FPA "
		    "expected 6 first 1 day 2026-11-24 repeated 4 repeats 1 open 2,4");
	assert_comes_back(&channel);
	arrive(&channel, "FPA001", NOON + DAY);
	assert_comes_back(&channel);
	struct channel one_way = channel_of("HPA", "", 4, NUMBERS_CYCLIC);
	assert_text(&one_way, "4 cyclic out HPA next 1 in - expected 1");
	assert_comes_back(&one_way);
}

static void hostile_states_are_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"",
		"3 daily",
		"3 daily out HPA next 1 in FPA expected 1 ",
		" 3 daily out HPA next 1 in FPA expected 1",
		"3 daily out HPA next 1  in FPA expected 1",
		"3 cyclic out HPA next 1 in FPA expected 1",
		"4 daily out HPA next 1 in FPA expected 1",
		"3 daily out WPA next 1 in FPA expected 1",
		"3 daily out HPA in FPA expected 1",
		"3 daily out HPA next 0 in FPA expected 1",
		"3 daily out HPA next 1000 in FPA expected 1",
		"3 daily out HPA next 01 in FPA expected 1",
		"3 daily out HPA next 99999999999999999999 in FPA expected 1",
		"3 daily out HPA next 2 given 1 in FPA expected 1",
		"3 daily out HPA next 2 given 1 day 2026-13-24 in FPA expected 1",
		"3 daily out HPA next 1 in FPA expected 7 first 1 day 2026-11-24 open 4-2",
		"3 daily out HPA next 1 in FPA expected 7 first 1 day 2026-11-24 open 4,2",
		"3 daily out HPA next 1 in FPA expected 7 first 1 day 2026-11-24 open 2,3",
		"3 daily out HPA next 1 in FPA expected 7 first 1 day 2026-11-24 open 2,",
		"3 daily out HPA next 1 in FPA expected 7 first 1 day 2026-11-24 open 7",
		"3 daily out HPA next 1 in FPA expected 7 first 1 day 2026-11-24 open 1000",
		"3 daily out HPA next 1 in FPA expected 7 first 1 day 2026-11-24 open 1-99999",
		"3 daily out HPA next 1 in FPA expected 1 extra",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct channel channel = received_up_to(3, 3, NUMBERS_DAILY, NOON);
		const struct channel before = channel;
		if (septel__channel_read(&channel, septel_view_of(texts[i])))
			fail_msg("taken: %s", texts[i]);
		assert_memory_equal(&channel, &before, sizeof before);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identifications_are_read),
		cmocka_unit_test(numbers_go_out_in_order),
		cmocka_unit_test(numbers_given_out_are_known),
		cmocka_unit_test(the_last_one_is_compared),
		cmocka_unit_test(arrivals_are_accounted_for),
		cmocka_unit_test(a_day_change_tells_the_last),
		cmocka_unit_test(a_channel_begins_where_it_is_met),
		cmocka_unit_test(heads_are_told_apart),
		cmocka_unit_test(silence_is_checked),
		cmocka_unit_test(state_is_a_line),
		cmocka_unit_test(hostile_states_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
