/* What became of a message with each addressee: steps, times, answers. */
#include "../../src/relay/tracking.h"
#include "unit.h"

#define MINUTE ((moment)60 * 1000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
/* 2026-11-24T00:00Z */
#define MIDNIGHT ((moment)20781 * DAY)

static struct tracked action_addressee(void)
{
	return (struct tracked){.message = 7,
				.designator = VIEW_LITERAL("SECSTATE WASHDC"),
				.indicator = VIEW_LITERAL("RUEHC"),
				.role = ROLE_ACTION};
}

static void times_follow_precedence(void **state)
{
	(void)state;
	static const struct {
		enum septel_precedence precedence;
		moment at, due;
	} rows[] = {
		{SEPTEL_FLASH, 10 * HOUR, 10 * HOUR + 30 * MINUTE},
		{SEPTEL_EMERGENCY, 10 * HOUR, 10 * HOUR + 30 * MINUTE},
		{SEPTEL_IMMEDIATE, 10 * HOUR, DAY},
		{SEPTEL_IMMEDIATE, 22 * HOUR, DAY},
		{SEPTEL_IMMEDIATE, 23 * HOUR, 2 * DAY},
		{SEPTEL_PRIORITY, 10 * HOUR, 2 * DAY},
		{SEPTEL_ROUTINE, 10 * HOUR, 4 * DAY},
		{SEPTEL_PRECEDENCE_NONE, 10 * HOUR, -MIDNIGHT},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tracked tracked = action_addressee();
		struct change change;
		assert_true(septel__tracked_delivered(&tracked, septel__action_times(),
						      rows[i].precedence, MIDNIGHT + rows[i].at,
						      &change));
		assert_int_equal(tracked.due, MIDNIGHT + rows[i].due);
		tracked = action_addressee();
		tracked.role = ROLE_INFORMATION;
		assert_true(septel__tracked_delivered(&tracked, septel__action_times(),
						      rows[i].precedence, MIDNIGHT, &change));
		assert_int_equal(tracked.due, 0);
	}
}

static void times_are_text(void **state)
{
	(void)state;
	static const char *const refused[] = {"",        "Z",      "Z 30",  "Z 0m",     "X 30m",
					      "Z 30m O", "Z 30y",  "Z -5m", "Z +day",   "Z 9999d",
					      "Z 30m30", "ZO 30m", "- 30m", "Z 30m O x"};
	struct action_times times = *septel__action_times();
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	septel__action_times_write(&times, &out);
	assert_view(septel__out_written(&out), "Y 30m Z 30m O 2h+day P 1d+day R 3d+day");
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		if (septel__action_times_read(&times, septel_view_of(refused[i])))
			fail_msg("taken: %s", refused[i]);
		assert_memory_equal(&times, septel__action_times(), sizeof times);
	}
	assert_true(septel__action_times_read(&times, VIEW_LITERAL("Z 15m R none O 90m")));
	septel__out_clear(&out);
	septel__action_times_write(&times, &out);
	assert_view(septel__out_written(&out), "Y 30m Z 15m O 90m P 1d+day R none");
	struct action_times again = {{{0, false}}};
	assert_true(septel__action_times_read(&again, septel__out_written(&out)));
	for (size_t i = 0; i <= SEPTEL_EMERGENCY; i++) {
		assert_int_equal(again.of[i].minutes, times.of[i].minutes);
		assert_int_equal(again.of[i].to_midnight, times.of[i].to_midnight);
	}
	septel__out_release(&out);
}

static void steps_come_once_and_in_order(void **state)
{
	(void)state;
	struct tracked tracked = action_addressee();
	struct change change;
	const moment now = MIDNIGHT + 10 * HOUR;
	assert_int_equal(septel__action_state(&tracked, now), ACTION_NONE);
	assert_true(septel__tracked_delivered(&tracked, septel__action_times(), SEPTEL_FLASH, now,
					      &change));
	assert_int_equal(change.kind, CHANGE_ADDRESSEE);
	assert_int_equal(change.name.message, 7);
	assert_view(change.event, "addressee-has");
	assert_view(change.from, "SECSTATE WASHDC");
	assert_view(change.routing, "RUEHC");
	assert_int_equal(change.delivered, now);
	assert_int_equal(change.due, now + 30 * MINUTE);
	assert_int_equal(change.read, 0);
	assert_false(septel__tracked_delivered(&tracked, septel__action_times(), SEPTEL_FLASH,
					       now + 1, &change));
	assert_int_equal(septel__action_state(&tracked, now + 29 * MINUTE), ACTION_WAITS);
	assert_int_equal(septel__action_state(&tracked, now + 30 * MINUTE), ACTION_OVERDUE);
	assert_true(septel__tracked_read(&tracked, READ_BY_MDN, now + MINUTE, &change));
	assert_view(change.event, "addressee-read-mdn");
	assert_int_equal(change.read, now + MINUTE);
	assert_false(septel__tracked_read(&tracked, READ_BY_OPERATOR, now + 2 * MINUTE, &change));
	assert_int_equal(septel__action_state(&tracked, now + HOUR), ACTION_OVERDUE);
	assert_false(septel__tracked_answered(&tracked, 7, now + HOUR, &change));
	assert_true(septel__tracked_answered(&tracked, 9, now + HOUR, &change));
	assert_view(change.event, "addressee-answered");
	assert_int_equal(change.answer, 9);
	assert_int_equal(change.read, now + MINUTE);
	assert_int_equal(septel__action_state(&tracked, now + HOUR), ACTION_DONE);
	assert_false(septel__tracked_answered(&tracked, 10, now + HOUR, &change));
	/* An answer without the rest implies it. */
	tracked = action_addressee();
	assert_true(septel__tracked_answered(&tracked, 9, now, &change));
	assert_int_equal(change.delivered, now);
	assert_int_equal(change.read, now);
	assert_int_equal(septel__action_state(&tracked, now), ACTION_DONE);
	/* Delivered after that: no more to act. */
	tracked.delivered = 0;
	assert_true(septel__tracked_delivered(&tracked, septel__action_times(), SEPTEL_FLASH, now,
					      &change));
	assert_int_equal(tracked.due, 0);
}

static void who_is_followed(void **state)
{
	(void)state;
	const struct envelope_addressee addressees[] = {
		{.role = ROLE_ACTION,
		 .ri = VIEW_LITERAL("RUEHC"),
		 .name = VIEW_LITERAL("SECSTATE WASHDC")},
		{.role = ROLE_INFORMATION,
		 .name = VIEW_LITERAL("AMEMBASSY PARIS"),
		 .by_other_means = true},
		{.role = ROLE_EXEMPT, .name = VIEW_LITERAL("AMEMBASSY ROME")},
		{.role = ROLE_INFORMATION, .name = VIEW_LITERAL("IRAN COLLECTIVE")},
	};
	const struct envelope envelope = {.addressees = addressees, .addressee_count = 4};
	static const bool followed[] = {true, false, false, true};
	for (size_t i = 0; i < 4; i++) {
		struct tracked tracked;
		assert_int_equal(septel__tracked_begin(&tracked, 3, &envelope, i), followed[i]);
		if (followed[i])
			assert_true(septel__equal(tracked.designator, addressees[i].name));
	}
}

static void references_mean_messages(void **state)
{
	(void)state;
	const struct message_name message = {.number = VIEW_LITERAL("08BAGHDAD3796"),
					     .from = VIEW_LITERAL("AMEMBASSY BAGHDAD"),
					     .dtg = {2008, 12, 4, 6, 37}};
	const struct septel_time other = {2008, 12, 4, 6, 38}, day = {2008, 12, 4, -1, -1};
	static const struct {
		const char *number;
		bool means;
	} rows[] = {
		{"08BAGHDAD3796", true},
		{"08 BAGHDAD 003796", true},
		{"08baghdad3796", true},
		{"08BAGHDAD37960", false},
		{"09BAGHDAD3796", false},
		{"08BAGHDAD379", false},
		{"", false},
		{"8BAGHDAD3796", false},
		{"08BAGHDAD30796", false},
	};
	const struct septel_view nobody = VIEW_LITERAL("");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (septel__reference_means(&message, septel_view_of(rows[i].number), nobody,
					    other) != rows[i].means)
			fail_msg("%s", rows[i].number);
	const struct septel_view from = VIEW_LITERAL("AMEMBASSY  BAGHDAD");
	assert_true(septel__reference_means(&message, nobody, from, message.dtg));
	assert_false(septel__reference_means(&message, nobody, from, other));
	assert_false(septel__reference_means(&message, nobody, from, day));
	assert_false(septel__reference_means(&message, nobody, nobody, message.dtg));
}

static void only_he_answers(void **state)
{
	(void)state;
	const struct tracked tracked = action_addressee();
	const struct message_name message = {.number = VIEW_LITERAL("08BAGHDAD3796")};
	const struct septel_view references[] = {VIEW_LITERAL("08BAGHDAD2658"),
						 VIEW_LITERAL("08BAGHDAD3796")};
	struct envelope later = {.from = VIEW_LITERAL("SECSTATE WASHDC"),
				 .references = {references, 2}};
	assert_true(septel__is_answer(&tracked, &message, &later));
	later.references.count = 1;
	assert_false(septel__is_answer(&tracked, &message, &later));
	later.references.count = 2;
	later.from = VIEW_LITERAL("AMEMBASSY PARIS");
	assert_false(septel__is_answer(&tracked, &message, &later));
	later.from_ri = VIEW_LITERAL("RUEHC");
	assert_true(septel__is_answer(&tracked, &message, &later));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_follow_precedence),      cmocka_unit_test(times_are_text),
		cmocka_unit_test(steps_come_once_and_in_order), cmocka_unit_test(who_is_followed),
		cmocka_unit_test(references_mean_messages),     cmocka_unit_test(only_he_answers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
