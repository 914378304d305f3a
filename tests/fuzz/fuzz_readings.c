/* fuzz_readings - whatever words are written for when something is due: the promises of their
 * readings hold.
 *
 * The first four bytes move the days to look from.  The words are read as they are and in capital
 * letters: case tells nothing.  Every reading lies in the calendar and ends no sooner than it
 * begins; one is chosen; where there is none a note says why. */
#include "../../src/base/date.h"
#include "../../src/casebook/readings.h"
#include "promises.h"

/* 1968 to 2057. */
#define FIRST_REPORT (-700L)
#define DAYS_STEP    128L

static struct reading_anchors anchors_of(const uint8_t bytes[4])
{
	const long report = FIRST_REPORT + bytes[0] * DAYS_STEP + bytes[1] % DAYS_STEP;
	struct reading_anchors anchors = {DAY_NONE, DAY_NONE, DAY_NONE, report,
					  bytes[2] & 1 ? WEEK_FROM_SUNDAY : WEEK_FROM_MONDAY};
	if (bytes[2] & 2)
		anchors.event = report - bytes[3];
	if (bytes[2] & 4) {
		anchors.text_last = report - bytes[3] % 8;
		anchors.text_first = anchors.text_last - bytes[2] / 8;
	}
	return anchors;
}

static void check(const struct day_readings *readings)
{
	require(readings->count <= READINGS_LIMIT && readings->rule < DATE_RULES);
	require(readings->count == 0 || readings->chosen < readings->count);
	require(readings->count > 0 || readings->note[0] != '\0');
	require(!readings->ambiguous || readings->count > 1);
	for (size_t i = 0; i < readings->count; i++) {
		const struct day_span days = readings->at[i].days;
		require(days.to == DAY_NONE || days.from == DAY_NONE || days.from <= days.to);
		require(days.from == DAY_NONE || septel__time_valid(septel__day_time(days.from)));
		require(days.to == DAY_NONE || septel__time_valid(septel__day_time(days.to)));
		require(i == 0 || readings->at[i].rule >= readings->at[i - 1].rule);
	}
	const struct day_span last = septel__readings_last(readings);
	require(last.from == DAY_NONE || last.from <= last.to);
}

static bool same(const struct day_readings *a, const struct day_readings *b)
{
	if (a->rule != b->rule || a->count != b->count || a->chosen != b->chosen)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->at[i].days.from != b->at[i].days.from ||
		    a->at[i].days.to != b->at[i].days.to)
			return false;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 4 || size > FUZZ_INPUT_LIMIT)
		return 0;
	const struct reading_anchors anchors = anchors_of(data);
	const struct septel_view words = {(const char *)data + 4, size - 4};
	struct day_readings readings, again;
	struct claim_every every;
	char *capitals = malloc(size);
	require(capitals != NULL);
	for (size_t i = 0; i < words.len; i++)
		capitals[i] = septel__upper(words.ptr[i]);
	septel__readings_of_words(words, &anchors, &readings);
	check(&readings);
	septel__readings_of_words((struct septel_view){capitals, words.len}, &anchors, &again);
	require(same(&readings, &again));
	const struct claim_due due = {.words = words};
	septel__readings_of_due(&due, &anchors, &readings);
	check(&readings);
	if (septel__every_words(words, &every))
		require(every.times > 0 && every.period > 0 &&
			septel__is_one_of(every.unit, "dwmqyhb"));
	free(capitals);
	return 0;
}
