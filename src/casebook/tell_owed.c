/* tell_owed.c - what is owed: on one case, and over all of them.  See tell.h. */
#include "ledger_records.h"
#include "tell.h"
#include "undertaken.h"

#include <stdlib.h>

/* ---- one case ---- */

/* {"id", "days", "due_before_report"}; nothing of a promise whose state may not be known. */
static json_t *late_record(const struct seen_promise *promise)
{
	const bool before = (promise->whole.flags & PROMISE_DUE_BEFORE_REPORT) != 0;
	return json_pack("{s:o,s:I,s:b}", "id", septel__json_view(promise->thing->name), "days",
			 (json_int_t)promise->whole.days_late, "due_before_report", before);
}

struct owed {
	struct answer *answer;
	const struct ledger *ledger;
	json_t *open, *overdue, *due;
};

static void note_due(const struct owed *owed, const struct thing *thing)
{
	struct seen_promise promise;
	if (!septel__see_promise(owed->answer, owed->ledger, thing, &promise) ||
	    !septel__promise_is_known(owed->answer, &promise))
		return;
	if (promise.whole.state == PROMISE_OVERDUE)
		json_array_append_new(owed->overdue, late_record(&promise));
	else if (promise.whole.state == PROMISE_DUE)
		json_array_append_new(owed->due, septel__json_view(thing->name));
}

json_t *septel__owed_record(struct answer *answer, const struct case_rules *rules,
			    const struct ledger *ledger, const struct thing *person)
{
	struct claim_bag open = {.arena = ledger->log->book->arena};
	const struct owed owed = {answer, ledger, json_array(), json_array(), json_array()};
	septel__undertakings_open(ledger, rules->undertakings, person, &open);
	/* What is told twice is listed once. */
	bool *listed = calloc(ledger->log->book->thing_count + 1, sizeof *listed);
	answer->failed |= !listed;
	septel__record_begin(answer);
	for (size_t i = 0; listed && i < open.count; i++) {
		const struct thing *thing = open.at[i]->about;
		if (!septel__record_rests_on(answer, open.at[i]) || listed[thing->number])
			continue;
		listed[thing->number] = true;
		json_array_append_new(owed.open, septel__json_view(thing->name));
		if (thing->kind == THING_PROMISE)
			note_due(&owed, thing);
	}
	free(listed);
	septel__record_set(answer, "open", owed.open);
	septel__record_set(answer, "overdue", owed.overdue);
	septel__record_set(answer, "due", owed.due);
	return septel__record_end(answer);
}

/* ---- all of them ---- */

struct promise_count {
	size_t count;
	struct access_label label;
	struct septel_time declassify;
};

static void count_claim(struct answer *answer, struct promise_count *count,
			const struct claim *claim)
{
	const struct septel_time day = claim->message->declassify;
	count->label = septel__label_join(count->label, septel__claim_label(answer->view, claim));
	if (septel__time_day(day) != DAY_NONE &&
	    (septel__time_day(count->declassify) == DAY_NONE ||
	     septel__time_day(day) > septel__time_day(count->declassify)))
		count->declassify = day;
}

static void count_promises(struct answer *answer, const struct ledger *ledger,
			   struct promise_count counts[PROMISE_STATES])
{
	const struct claim_things promises = septel__ledger_things(ledger, THING_PROMISE);
	for (size_t i = 0; i < promises.count; i++) {
		struct seen_promise promise;
		if (!septel__see_promise(answer, ledger, promises.at[i], &promise) ||
		    !septel__promise_is_known(answer, &promise))
			continue;
		struct promise_count *count = &counts[promise.whole.state];
		count->count++;
		count_claim(answer, count, promise.seen.made);
		if (promise.whole.moved)
			count_claim(answer, count, promise.whole.moved);
	}
}

void septel__tell_ledger_board(struct answer *answer, const struct ledger *ledger)
{
	const struct claim_things series = septel__ledger_things(ledger, THING_SERIES);
	struct promise_count counts[PROMISE_STATES] = {0};
	count_promises(answer, ledger, counts);
	for (int state = 0; state < PROMISE_STATES; state++) {
		if (!counts[state].count)
			continue;
		septel__record_begin(answer);
		septel__record_set(answer, "group", json_string("promise"));
		septel__record_set(
			answer, "name",
			json_string(septel__promise_state_name((enum promise_state)state)));
		septel__record_set(answer, "count", json_integer((json_int_t)counts[state].count));
		septel__record_join(answer, counts[state].label, counts[state].declassify);
		septel__record_end(answer);
	}
	for (size_t i = 0; i < series.count; i++) {
		struct seen_series seen;
		if (!septel__see_series(answer, ledger, series.at[i], &seen))
			continue;
		septel__record_series(answer, ledger, &seen);
		json_t *record =
			json_array_get(answer->records, json_array_size(answer->records) - 1);
		json_object_set_new(record, "group", json_string("series"));
		json_object_set_new(record, "name", septel__json_view(series.at[i]->name));
	}
}
