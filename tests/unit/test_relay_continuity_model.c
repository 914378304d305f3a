/* Channel numbers against a model of their sender: losses, repetitions, what is found late,
 * restarts, days and cycles.  What is reported open is what was lost. */
#include "channel_fixture.h"

/* A small generator: the same run every time. */
static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

#define MODEL_STEPS 4000

struct model {
	struct channel sender, receiver;
	uint32_t first_seed, seed;
	moment now;
	enum number_cycle cycle;
	unsigned sent, lost, reported_open, closed_late, false_open;
	bool lost_now[CHANNEL_NUMBERS]; /* given out since the account began, and lost */
	bool unheard;                   /* the sender began anew, and nothing of that has come */
};

/* Every open number was sent and lost; every lost one before `expected` is open. */
static void assert_accounted(const struct model *model)
{
	for (unsigned number = 1; number < model->receiver.expected; number++)
		if (number_set_has(&model->receiver.open, number) != model->lost_now[number])
			fail_msg("seed %u, %lld minutes after a midnight: %u of %u is %s",
				 model->first_seed, (long long)(model->now % DAY / MINUTE), number,
				 model->receiver.expected,
				 model->lost_now[number] ? "not open" : "open");
}

static void model_transmits(struct model *model, bool lose)
{
	char text[IDENTIFICATION_SIZE];
	struct channel_number number;
	const unsigned before = model->sender.next;
	assert_true(septel__channel_next(&model->sender, model->now, text));
	assert_true(septel__channel_number_read(&number, septel_view_of(text)));
	if (number.number != before) {
		memset(model->lost_now, 0, sizeof model->lost_now);
		model->unheard = true;
	}
	model->sent++;
	model->lost_now[number.number] = lose;
	if (lose) {
		model->lost++;
		return;
	}
	model->unheard = false;
	const struct channel_report report =
		arrive(&model->receiver, text, model->now + draw(&model->seed, 5000));
	assert_int_equal(report.notes & (NOTE_DUPLICATE | NOTE_RESTART | NOTE_LATE), 0);
	for (unsigned n = report.missing_from, i = 0; i < report.missing; i++) {
		assert_true(model->lost_now[n]);
		n = number_next(n, 999);
		model->reported_open++;
	}
	assert_accounted(model);
}

/* One that was lost comes by another way after all. */
static void model_finds(struct model *model)
{
	const unsigned open = septel__channel_open_after(&model->receiver, 0, false);
	/* After midnight a low number is the new day's. */
	if (open == 0 || model->unheard || model->sender.out_day != model->now / DAY)
		return;
	assert_int_equal(arrive_number(&model->receiver, open, model->now).notes, NOTE_LATE);
	model->lost_now[open] = false;
	model->closed_late++;
	assert_accounted(model);
}

static void model_repeats(struct model *model)
{
	char text[IDENTIFICATION_SIZE];
	const unsigned last = number_before(model->receiver.expected, 999);
	if (model->receiver.expected == 1 || model->receiver.repeated || model->unheard)
		return;
	septel__channel_in_text(&model->receiver, last, text);
	assert_int_equal(arrive(&model->receiver, text, model->now).notes, NOTE_DUPLICATE);
	assert_accounted(model);
}

/* The sender loses its count and begins at 1 again; with the second number that was not open that
 * is known. */
static void model_resets(struct model *model)
{
	char text[IDENTIFICATION_SIZE];
	unsigned notes = 0;
	if (model->receiver.expected < 30 || model->unheard ||
	    model->sender.out_day != model->now / DAY || model->now % DAY > 20 * HOUR)
		return;
	model->sender = channel_of("FPA", "HPA", 3, model->cycle);
	for (unsigned i = 0; i < 30 && !(notes & NOTE_RESTART); i++) {
		assert_true(septel__channel_next(&model->sender, model->now, text));
		notes |= arrive(&model->receiver, text, model->now).notes;
	}
	if ((notes & (NOTE_RESTART | NOTE_OPEN)) != NOTE_RESTART)
		fail_msg("seed %u: notes %x", model->first_seed, notes);
	memset(model->lost_now, 0, sizeof model->lost_now);
	assert_int_equal(model->receiver.expected, model->sender.next);
	assert_accounted(model);
}

static void model_runs(uint32_t seed, enum number_cycle cycle)
{
	struct model *model = calloc(1, sizeof *model);
	assert_non_null(model);
	model->first_seed = model->seed = seed;
	model->now = NOON;
	model->cycle = cycle;
	model->sender = channel_of("FPA", "HPA", 3, cycle);
	model->receiver = channel_of("HPA", "FPA", 3, cycle);
	unsigned losing = 0;
	for (unsigned step = 0; step < MODEL_STEPS; step++) {
		model->now += draw(&model->seed, (uint32_t)(4 * MINUTE));
		/* Not in the seconds around midnight: what they cost is told by the table above. */
		if (model->now % DAY > DAY - 10000)
			model->now += 20000;
		const unsigned what = draw(&model->seed, 100);
		if (losing == 0 && what < 4)
			losing = 1 + draw(&model->seed, 8);
		if (what < 90) {
			model_transmits(model, losing > 0);
			losing -= losing > 0;
		} else if (what < 95) {
			model_finds(model);
		} else if (model->now % DAY > HOUR && what < 99) {
			model_repeats(model);
		} else if (model->now % DAY > HOUR && losing == 0) {
			model_resets(model);
		}
		if (step % 97 == 0)
			assert_comes_back(&model->receiver);
		/* A cycle ends before its numbers mean two things to this model. */
		if (cycle == NUMBERS_CYCLIC && model->sender.next > 900)
			break;
	}
	assert_true(model->lost > 20 && model->reported_open > 10 && model->closed_late > 5);
	free(model);
}

static void every_number_is_accounted_for(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 200; seed++) {
		model_runs(seed, NUMBERS_DAILY);
		model_runs(seed, NUMBERS_CYCLIC);
	}
}

/* Several cycles with losses: what was reported is what was lost. */
static void cycles_follow_one_another(void **state)
{
	(void)state;
	struct channel sender = channel_of("FPA", "HPA", 3, NUMBERS_CYCLIC);
	struct channel receiver = channel_of("HPA", "FPA", 3, NUMBERS_CYCLIC);
	uint32_t seed = 7;
	unsigned lost = 0, reported = 0;
	char text[IDENTIFICATION_SIZE];
	for (unsigned i = 0; i < 20000; i++) {
		assert_true(septel__channel_next(&sender, NOON + i, text));
		if (i < 19999 && draw(&seed, 20) == 0) {
			lost++;
			continue;
		}
		const struct channel_report report = arrive(&receiver, text, NOON + i);
		assert_int_equal(report.notes & ~(NOTE_IN_ORDER | NOTE_OPEN | NOTE_FIRST), 0);
		reported += report.missing;
	}
	assert_int_equal(reported, lost);
	/* What is half a cycle old is no more looked for. */
	assert_true(receiver.open.count < 60);
	assert_comes_back(&receiver);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_is_accounted_for),
		cmocka_unit_test(cycles_follow_one_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
