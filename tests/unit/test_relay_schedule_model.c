/* test_relay_schedule_model.c - the scheduler against one that looks at every copy at every pick.
 *
 * Random events, told to both; every pick, alarm and count must be the same, and the wake-up such
 * that nothing happens before it.  The plain one is written from the header and wire-format 3.3,
 * not from the source.  100,000 events; SEPTEL_LONG=yes: 3,000,000.
 */
#include "plain_schedule.h"
#include "unit.h"

#include <string.h>

/* ---- events, told to both ------------------------------------------------------------------- */

static void event_add(struct world *world, struct plain_copy *copy)
{
	if (copy->state != COPY_CANCELLED)
		return;
	*copy = (struct plain_copy){
		.name = {world->last_message + 1 - draw(world, 2), 1 + (uint32_t)draw(world, 4)},
		.outlet = draw(world, OUTLETS),
		.precedence = (enum septel_precedence)(SEPTEL_ROUTINE + draw(world, 5)),
		.accepted = world->now - (moment)draw(world, 700000),
		.length = (uint32_t)draw(world, draw(world, 4) ? 5000 : 200000),
		.attempts = (uint32_t)draw(world, 3),
		.marked = draw(world, 10) == 0,
		.state = draw(world, 10) ? COPY_ACTIVE : COPY_DEFERRED,
	};
	if (draw(world, 4)) /* few are high */
		copy->precedence = SEPTEL_ROUTINE;
	if (copy->state == COPY_DEFERRED) {
		copy->not_before = world->now + (moment)draw(world, 100000);
		copy->failures = copy->attempts;
	}
	struct schedule_copy told = {
		copy->name,       copy->outlet, copy->precedence, copy->state,  copy->accepted,
		copy->not_before, copy->length, copy->attempts,   copy->marked, copy->alarmed};
	if (copy->name.message > world->last_message)
		world->last_message = copy->name.message;
	bool there = false;
	for (size_t i = 0; i < world->high; i++) {
		const struct plain_copy *other = &world->copies[i];
		there |= other != copy && other->state != COPY_CANCELLED &&
			 other->name.message == copy->name.message &&
			 other->name.copy == copy->name.copy;
	}
	assert_int_equal(septel__schedule_add(world->schedule, &told), !there);
	if (there)
		copy->state = COPY_CANCELLED;
}

static void event_finished(struct world *world, struct plain_copy *copy)
{
	struct plain_outlet *outlet = &world->outlets[copy->outlet];
	plain_count_line(world, copy->outlet);
	bool under_way = copy->state == COPY_SENDING;
	assert_int_equal(septel__schedule_finished(world->schedule, copy->name, world->now),
			 under_way);
	if (!under_way)
		return;
	for (unsigned i = copy->precedence; i < PRECEDENCES; i++)
		outlet->pause[i] = outlet->failures[i] = 0;
	outlet->losing = false;
	if (outlet->window < outlet->settings.window)
		outlet->window++;
	copy->state = COPY_CANCELLED;
}

static void event_failed(struct world *world, struct plain_copy *copy, bool lost)
{
	uint32_t chance = (uint32_t)draw(world, UINT64_C(1) << 32);
	plain_count_line(world, copy->outlet);
	bool under_way = copy->state == COPY_SENDING;
	moment not_before = -1, expected = 0;
	bool told = lost ? septel__schedule_lost(world->schedule, copy->name, chance, world->now,
						 &not_before)
			 : septel__schedule_put_off(world->schedule, copy->name, chance, world->now,
						    &not_before);
	assert_int_equal(told, under_way);
	if (!under_way)
		return;
	struct plain_outlet *outlet = &world->outlets[copy->outlet];
	copy->failures++;
	outlet->losing = lost;
	if (copy->failures > 3)
		expected = world->now + septel__backoff(copy->precedence, copy->failures, chance);
	if (lost || copy->failures <= 3)
		plain_fail(world, copy, lost, chance);
	if (!lost && copy->failures <= 3) {
		expected = outlet->pause[copy->precedence];
		expected = expected > world->now ? expected : world->now;
	}
	assert_int_equal(not_before, expected);
	plain_wait(copy, expected);
}

static void event_told(struct world *world, struct plain_copy *copy)
{
	plain_count_line(world, copy->outlet);
	bool under_way = copy->state == COPY_SENDING;
	if (draw(world, 2)) {
		assert_int_equal(septel__schedule_started(world->schedule, copy->name, world->now),
				 under_way);
		copy->left = (int64_t)copy->length * world->outlets[copy->outlet].settings.pace;
		return;
	}
	uint32_t left = draw(world, 2) ? (uint32_t)draw(world, copy->length + 1u) : 0;
	assert_int_equal(septel__schedule_progress(world->schedule, copy->name, left, world->now),
			 under_way);
	copy->left = (int64_t)left * world->outlets[copy->outlet].settings.pace;
	copy->all_out = left == 0;
}

static void event_operated(struct world *world, struct plain_copy *copy)
{
	struct schedule *schedule = world->schedule;
	bool there = copy->state != COPY_CANCELLED;
	plain_count_line(world, copy->outlet);
	size_t outlet = draw(world, OUTLETS);
	moment later = world->now + (moment)draw(world, 50000);
	switch (draw(world, 5)) {
	case 0:
		assert_int_equal(septel__schedule_hold(schedule, copy->name, world->now), there);
		copy->state = there ? COPY_HELD : COPY_CANCELLED;
		break;
	case 1:
		assert_int_equal(septel__schedule_release(schedule, copy->name, world->now), there);
		if (copy->state == COPY_HELD || copy->state == COPY_DEFERRED) {
			copy->state = COPY_ACTIVE;
			copy->failures = 0;
		}
		break;
	case 2:
		there &= copy->state != COPY_SENDING;
		assert_int_equal(septel__schedule_move(schedule, copy->name, outlet, world->now),
				 there);
		if (there) {
			copy->outlet = outlet;
			copy->failures = 0;
			copy->state = copy->state == COPY_HELD ? COPY_HELD : COPY_ACTIVE;
		}
		break;
	case 3:
		assert_int_equal(septel__schedule_defer(schedule, copy->name, later, world->now),
				 there);
		if (there)
			plain_wait(copy, later);
		break;
	default:
		assert_int_equal(septel__schedule_remove(schedule, copy->name, world->now), there);
		copy->state = COPY_CANCELLED;
	}
}

static void event_outlet(struct world *world)
{
	size_t index = draw(world, OUTLETS);
	struct plain_outlet *outlet = &world->outlets[index];
	plain_count_line(world, index);
	uint64_t kind = draw(world, 7);
	if (kind == 0) {
		outlet->suspended = !outlet->suspended;
		septel__schedule_suspend(world->schedule, index, outlet->suspended, world->now);
	} else if (kind == 1) {
		outlet->down = !outlet->down;
		septel__schedule_link(world->schedule, index, !outlet->down, world->now);
		outlet->window = outlet->down ? outlet->window : 1;
	} else if (kind == 2) {
		outlet->minimized = (enum septel_precedence)draw(world, 3);
		septel__schedule_minimize(world->schedule, index, outlet->minimized, world->now);
	} else if (kind == 3) {
		world->minimized = (enum septel_precedence)(draw(world, 4) ? 0 : draw(world, 3));
		septel__schedule_minimize(world->schedule, SCHEDULE_EVERYWHERE, world->minimized,
					  world->now);
	}
	if ((kind == 0 && !outlet->suspended) || (kind == 1 && !outlet->down && !outlet->losing)) {
		memset(outlet->pause, 0, sizeof outlet->pause);
		memset(outlet->failures, 0, sizeof outlet->failures);
	}
}

static void set_outlets(struct world *world)
{
	static const uint32_t paces[] = {0, 133333, 1042, 100};
	for (size_t i = 0; i < OUTLETS; i++) {
		struct plain_outlet *outlet = &world->outlets[i];
		outlet->settings = (struct schedule_outlet){
			.window = (unsigned)(1 + draw(world, 2) * draw(world, 8)),
			.routine_share = (unsigned)(draw(world, 2) * draw(world, 60)),
			.interruptible = draw(world, 3) != 0,
			.pace = paces[draw(world, 4)],
		};
		if (outlet->window > outlet->settings.window)
			outlet->window = outlet->settings.window;
	}
}

/* ---- the same? ------------------------------------------------------------------------------ */

static void same_picks(struct world *world)
{
	for (size_t outlet = 0; outlet < OUTLETS; outlet++) {
		struct schedule_pick own, plain;
		do {
			own = septel__schedule_next(world->schedule, outlet, world->now);
			plain = plain_next(world, outlet);
			assert_int_equal(own.kind, plain.kind);
			if (own.kind == PICK_NOTHING)
				break;
			assert_int_equal(own.name.message, plain.name.message);
			assert_int_equal(own.name.copy, plain.name.copy);
			assert_int_equal(own.precedence, plain.precedence);
			assert_int_equal(own.attempts, plain.attempts);
		} while (own.kind != PICK_NOTHING);
	}
}

static bool is_late(const struct world *world, const struct plain_copy *copy)
{
	return copy->state != COPY_CANCELLED && !copy->alarmed &&
	       copy->accepted + septel__speed_of_service(copy->precedence) <= world->now;
}

static void same_alarms(struct world *world)
{
	struct schedule_alarm alarm;
	size_t late = 0;
	for (size_t i = 0; i < world->high; i++)
		late += is_late(world, &world->copies[i]);
	while (septel__schedule_alarm(world->schedule, world->now, &alarm)) {
		struct plain_copy *found = NULL;
		for (size_t i = 0; i < world->high; i++) {
			struct plain_copy *copy = &world->copies[i];
			if (is_late(world, copy) && copy->name.message == alarm.name.message &&
			    copy->name.copy == alarm.name.copy)
				found = copy;
		}
		if (!found) {
			fail_msg("an alarm of what is not late");
			return;
		}
		assert_int_equal(found->state, alarm.state);
		assert_int_equal(found->outlet, alarm.outlet);
		found->alarmed = true;
		late--;
	}
	assert_int_equal(late, 0);
}

static void same_figures(struct world *world)
{
	size_t counts[OUTLETS][PRECEDENCES][COPY_HELD + 1] = {{{0}}};
	moment oldest[PRECEDENCES];
	for (unsigned i = 0; i < PRECEDENCES; i++)
		oldest[i] = MOMENT_NEVER;
	for (size_t i = 0; i < world->high; i++) {
		const struct plain_copy *copy = &world->copies[i];
		if (copy->state == COPY_CANCELLED)
			continue;
		counts[copy->outlet][copy->precedence][copy->state]++;
		if (copy->accepted < oldest[copy->precedence])
			oldest[copy->precedence] = copy->accepted;
	}
	for (unsigned precedence = SEPTEL_ROUTINE; precedence < PRECEDENCES; precedence++) {
		enum septel_precedence asked = (enum septel_precedence)precedence;
		assert_int_equal(septel__schedule_oldest(world->schedule, asked),
				 oldest[precedence]);
		for (size_t outlet = 0; outlet < OUTLETS; outlet++)
			for (unsigned state = 0; state <= COPY_HELD; state++)
				assert_int_equal(septel__schedule_count(world->schedule, outlet,
									asked,
									(enum copy_state)state),
						 counts[outlet][precedence][state]);
	}
}

/* Nothing is to be done before the wake-up; time goes there, or short of it. */
static void pass_time(struct world *world)
{
	moment due = septel__schedule_wakeup(world->schedule, world->now);
	assert_true(due > world->now);
	if (draw(world, 2) || due == MOMENT_NEVER) {
		world->now += (moment)draw(world, draw(world, 2) ? 100 : 20000);
		return;
	}
	world->now = due - 1;
	for (size_t outlet = 0; outlet < OUTLETS; outlet++)
		assert_int_equal(septel__schedule_next(world->schedule, outlet, world->now).kind,
				 PICK_NOTHING);
	struct schedule_alarm alarm;
	assert_false(septel__schedule_alarm(world->schedule, world->now, &alarm));
	for (size_t outlet = 0; outlet < OUTLETS; outlet++)
		plain_count_line(world, outlet);
	world->now = due;
}

/* A copy at random, of those under way where there are some. */
static struct plain_copy *any_copy(struct world *world, bool under_way)
{
	size_t begin = draw(world, world->high);
	for (size_t i = 0; under_way && i < world->high; i++) {
		struct plain_copy *copy = &world->copies[(begin + i) % world->high];
		if (copy->state == COPY_SENDING)
			return copy;
	}
	struct plain_copy *copy = &world->copies[begin];
	if (copy->state == COPY_CANCELLED)
		copy->name = (struct copy_name){0, 0}; /* another may have that name by now */
	return copy;
}

static void event(struct world *world, uint64_t adding)
{
	uint64_t kind = draw(world, 100);
	if (kind < adding) {
		event_add(world, any_copy(world, false));
	} else if (kind < 65) {
		event_finished(world, any_copy(world, true));
	} else if (kind < 70) {
		struct plain_copy *copy = any_copy(world, true);
		plain_count_line(world, copy->outlet);
		bool under_way = copy->state == COPY_SENDING;
		assert_int_equal(
			septel__schedule_interrupted(world->schedule, copy->name, world->now),
			under_way);
		copy->state = under_way ? COPY_ACTIVE : copy->state;
	} else if (kind < 78) {
		event_failed(world, any_copy(world, true), draw(world, 2));
	} else if (kind < 84) {
		event_told(world, any_copy(world, true));
	} else if (kind < 92) {
		event_operated(world, any_copy(world, draw(world, 4) == 0));
	} else if (kind < 94) {
		event_outlet(world);
	} else {
		pass_time(world);
	}
}

static void run(uint64_t seed, size_t events)
{
	struct world *world = calloc(1, sizeof *world);
	assert_non_null(world);
	world->random = seed;
	world->now = 1000000;
	world->last_message = 1;
	world->high = seed % 4 ? 200 : COPIES;
	for (size_t i = 0; i < COPIES; i++)
		world->copies[i].state = COPY_CANCELLED;
	for (size_t i = 0; i < OUTLETS; i++)
		world->outlets[i] = (struct plain_outlet){.window = 1, .counted = world->now};
	world->schedule = septel__schedule_new(OUTLETS);
	assert_non_null(world->schedule);
	set_outlets(world);
	for (size_t i = 0; i < OUTLETS; i++)
		septel__schedule_outlet(world->schedule, i, &world->outlets[i].settings);
	for (size_t i = 0; i < events; i++) {
		/* It fills, and empties. */
		event(world, i / 5000 % 2 ? 30 : 55);
		same_picks(world);
		same_alarms(world);
		if (i % 64 == 0)
			same_figures(world);
	}
	septel__schedule_free(world->schedule);
	free(world);
}

static void test_model(void **state)
{
	(void)state;
	const char *asked = getenv("SEPTEL_LONG");
	size_t runs = asked && strcmp(asked, "yes") == 0 ? 300 : 10;
	for (size_t i = 1; i <= runs; i++)
		run(i, 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_model)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
