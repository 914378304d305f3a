/* waiting.c - bytes a copy; how soon a FLASH goes out before a million that wait. */
#include "waiting.h"

#include "../../src/relay/schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define OUTLETS 40
#define SAMPLES 20000

static double microseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

static void print_times(const char *what, double *times, size_t count)
{
	qsort(times, count, sizeof *times, compare);
	printf("%-44s median %6.2f us, 99 %% %6.2f, worst %8.2f\n", what, times[count / 2],
	       times[count * 99 / 100], times[count - 1]);
}

static bool fill(struct schedule *schedule, size_t count, double *worst)
{
	for (size_t i = 0; i < count; i++) {
		struct schedule_copy copy = {.name = {i + 1, 1},
					     .outlet = i % OUTLETS,
					     .precedence = SEPTEL_ROUTINE,
					     .accepted = (moment)i,
					     .length = 4000};
		double begin = microseconds();
		if (!septel__schedule_add(schedule, &copy))
			return false;
		double took = microseconds() - begin;
		*worst = took > *worst ? took : *worst;
	}
	return true;
}

/* A FLASH comes, breaks off what goes out, goes, is done; all of the scheduler's work for it. */
static void flash(struct schedule *schedule, uint64_t number, moment now, double *pick,
		  double *whole)
{
	size_t outlet = number % OUTLETS;
	double begin = microseconds();
	struct schedule_copy copy = {.name = {number, 1},
				     .outlet = outlet,
				     .precedence = SEPTEL_FLASH,
				     .accepted = now,
				     .length = 500};
	if (!septel__schedule_add(schedule, &copy))
		abort();
	double asked = microseconds();
	struct schedule_pick first = septel__schedule_next(schedule, outlet, now);
	*pick = microseconds() - asked;
	if (first.kind == PICK_INTERRUPT) {
		septel__schedule_interrupted(schedule, first.name, now);
		first = septel__schedule_next(schedule, outlet, now);
	}
	if (first.kind != PICK_START || first.precedence != SEPTEL_FLASH)
		abort();
	septel__schedule_finished(schedule, first.name, now);
	*whole = microseconds() - begin;
	/* A ROUTINE goes out until the next comes. */
	if (septel__schedule_next(schedule, outlet, now).kind != PICK_START)
		abort();
}

static bool measure(struct schedule *schedule, size_t count, double *picks, double *wholes)
{
	double worst = 0, begin = microseconds();
	for (size_t i = 0; i < OUTLETS; i++)
		septel__schedule_outlet(
			schedule, i, &(struct schedule_outlet){.window = 1, .interruptible = true});
	size_t empty = septel__schedule_memory(schedule);
	if (!fill(schedule, count, &worst))
		return false;
	printf("%-44s %.2f us on average, worst %.2f\n", "adding one",
	       (microseconds() - begin) / (double)count, worst);
	size_t memory = septel__schedule_memory(schedule) - empty;
	printf("%-44s %.1f bytes, indexes included\n", "each of the copies that wait",
	       (double)memory / (double)count);
	for (size_t i = 0; i < SAMPLES; i++)
		flash(schedule, count + 1 + i, (moment)(count + i), &picks[i], &wholes[i]);
	print_times("FLASH: the pick", picks, SAMPLES);
	print_times("FLASH: come, interruption, pick, done", wholes, SAMPLES);
	for (size_t i = 0; i < SAMPLES; i++) {
		begin = microseconds();
		if (septel__schedule_wakeup(schedule, (moment)(count + i)) == MOMENT_NEVER)
			abort();
		picks[i] = microseconds() - begin;
	}
	print_times("wake-up", picks, SAMPLES);
	return true;
}

bool waiting_measure(size_t count)
{
	double *picks = malloc(SAMPLES * sizeof *picks), *wholes = malloc(SAMPLES * sizeof *wholes);
	struct schedule *schedule = septel__schedule_new(OUTLETS);
	bool done = picks && wholes && schedule;
	if (done) {
		printf("%zu ROUTINE wait on %d outlets\n", count, OUTLETS);
		done = measure(schedule, count, picks, wholes);
	}
	septel__schedule_free(schedule);
	free(picks);
	free(wholes);
	return done;
}
