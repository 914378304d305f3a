/* test_ledger.c - promises over generated logs: what must hold of every state, whatever is told. */
#include "../../src/base/date.h"
#include "../../src/casebook/undertakings.h"
#include "unit.h"

#define LOGS     400
#define PROMISES 6
#define CLAIMS   40
#define DAYS     90
#define TEXT     (CLAIMS * 200 + 1000)

static const char REGISTRY[] = "party icrc international\nparty mod ministry\nparty leyla person\n";

/* The same numbers on every machine. */
static uint32_t chance(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static const char *const DUE[] = {"2009-02-10",
				  "2009-02",
				  "2009-02-10/..",
				  "../2009-02-10",
				  "\"next week\"",
				  "\"within ten days\"",
				  "\"in the next few days\" event 2009-01-05",
				  "\"by Friday\"",
				  "\"soon\"",
				  "\"after the vote\"",
				  "\"NLT 15 FEB 09\"",
				  "not-stated"};
static const char *const TYPES[] = {
	"promise.made",       "promise.made",          "promise.proposed", "promise.kept",
	"promise.on-behalf",  "promise.declined",      "promise.broken",   "promise.waived",
	"promise.superseded", "promise.condition-met", "promise.reading",  "encounter.held"};

/* One claim on a promise that is known, with what its type must have. */
static size_t put_claim(char *text, size_t at, uint32_t *seed, uint32_t place)
{
	const uint32_t type = place < PROMISES ? 0 : chance(seed, sizeof TYPES / sizeof *TYPES);
	const uint32_t name = place < PROMISES ? place : chance(seed, PROMISES);
	const struct septel_time day = septel__from_day_number(14245 + chance(seed, DAYS));
	char when[TIME_TEXT_SIZE];
	const bool makes = type < 3;
	at += (size_t)snprintf(text + at, TEXT - at, "%s %s %s-%u\n", septel__time_text(day, when),
			       TYPES[type], type == 11 ? "enc" : "pr", (unsigned)name);
	if (type == 11)
		at += (size_t)snprintf(text + at, TEXT - at, "    who icrc leyla\n");
	if (type == 10)
		at += (size_t)snprintf(text + at, TEXT - at, "    reading %s\n",
				       chance(seed, 2) ? "report" : "event");
	if (makes || type == 4 || type == 7)
		at += (size_t)snprintf(text + at, TEXT - at, "    by icrc\n");
	if (makes)
		at += (size_t)snprintf(text + at, TEXT - at, "    what see to it\n");
	if (makes && chance(seed, 4))
		at += (size_t)snprintf(text + at, TEXT - at, "    due %s\n",
				       DUE[chance(seed, sizeof DUE / sizeof *DUE)]);
	if (makes && chance(seed, 5) == 0)
		at += (size_t)snprintf(text + at, TEXT - at, "    if she asks\n");
	return at + (size_t)snprintf(text + at, TEXT - at, "    src %u.1 \"x\"\n",
				     (unsigned)chance(seed, 3) + 1);
}

static struct casebook *make_book(struct septel_arena *arena, uint32_t seed)
{
	struct casebook *book = septel_arena_alloc(arena, sizeof *book);
	struct journal *journal = septel_arena_alloc(arena, sizeof *journal);
	char *text = septel_arena_alloc(arena, TEXT);
	const struct journal registry = {.path = septel_view_of("registry"),
					 .text = septel_view_of(REGISTRY)};
	size_t at = (size_t)snprintf(text, TEXT, "@msg SYN0001 dtg=2009-02-%02uT12:00Z class=U\n",
				     (unsigned)chance(&seed, 28) + 1);
	for (uint32_t i = 0; i < CLAIMS; i++)
		at = put_claim(text, at, &seed, i);
	*journal = (struct journal){.path = septel_view_of("a.jrn"), .text = {text, at}};
	septel__casebook_init(book, arena);
	septel__casebook_read(book, &registry, journal, 1);
	assert_false(septel__casebook_failed(book));
	if (book->fault_count)
		fail_msg("%.*s", VIEW_FORMAT(book->faults[0].text));
	return book;
}

/* What must hold of one promise on one day. */
static void check_promise(const struct ledger *ledger, const struct promise *promise)
{
	const struct day_readings *readings = &promise->due.readings;
	const bool dated = promise->due_by && readings->count;
	const long last = dated ? readings->at[readings->chosen].days.to : DAY_NONE;
	assert_true(!dated || readings->chosen < readings->count);
	if (promise->state == PROMISE_OVERDUE)
		assert_true(dated && ledger->on > last && promise->days_late == ledger->on - last);
	if (promise->state == PROMISE_DUE || promise->state == PROMISE_NOT_YET_DUE)
		assert_true(dated && promise->days_late == 0 &&
			    (last == DAY_NONE || ledger->on <= last));
	if (promise->state == PROMISE_CONDITIONAL)
		assert_null(promise->met);
	if (promise->state == PROMISE_KEPT_LATE)
		assert_true(dated && promise->days_late > 0);
	assert_true(septel__promise_is_over(promise) == (promise->state >= PROMISE_KEPT));
	if (dated && promise->preferred)
		assert_int_equal((int)readings->at[readings->chosen].rule,
				 septel__claim_word(promise->preferred, KEY_READING));
}

/* As days go by: what is over stays over; what is overdue stays so until a claim moves it. */
static void check_days(struct casebook *book)
{
	enum promise_stage before[PROMISES] = {0};
	for (long day = 14245; day <= 14245 + DAYS; day += 3) {
		struct case_log log;
		struct ledger ledger;
		const struct case_clocks clocks = {.on = septel__from_day_number(day)};
		assert_true(septel__log_open(&log, book, clocks));
		assert_true(septel__ledger_open(&ledger, &log, WEEK_FROM_MONDAY));
		const struct claim_things things = septel__ledger_things(&ledger, THING_PROMISE);
		for (size_t i = 0; i < things.count; i++) {
			struct promise promise;
			const size_t number = (size_t)(things.at[i]->name.ptr[3] - '0');
			septel__promise_fold(&ledger, septel__log_about(&log, things.at[i]),
					     &promise);
			check_promise(&ledger, &promise);
			if (before[number] > STAGE_MADE)
				assert_true(promise.stage > STAGE_MADE);
			before[number] = promise.stage;
		}
	}
}

static void test_generated(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= LOGS; seed++) {
		struct septel_arena *arena = septel_arena_new(0);
		assert_non_null(arena);
		check_days(make_book(arena, seed));
		septel_arena_free(arena);
	}
}

/* No row of the machine leads from an end back to what is open; each claim has its rows. */
static void test_steps(void **state)
{
	size_t count;
	const struct promise_step *steps = septel__promise_steps(&count);
	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_true(steps[i].first <= steps[i].last);
		if (steps[i].last > STAGE_MADE)
			assert_true(steps[i].to > STAGE_MADE);
		for (size_t j = 0; j < i; j++)
			assert_true(steps[j].by != steps[i].by || steps[j].last < steps[i].first ||
				    steps[i].last < steps[j].first);
	}
	for (int each = 0; each < PROMISE_STATES; each++) {
		const char *name = septel__promise_state_name((enum promise_state)each);
		assert_int_equal((int)septel__promise_state_of(septel_view_of(name)), each);
	}
	assert_int_equal((int)septel__promise_state_of(septel_view_of("late")), PROMISE_STATES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_generated),
		cmocka_unit_test(test_steps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
