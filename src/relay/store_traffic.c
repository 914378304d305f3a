/* store_traffic.c - see store_read.h: what a day brought, and how fast it went. */
#include "store_read.h"

#include "schedule.h"
#include "store_make.h"
#include "store_reading.h"

#include "../base/limits.h"

#include <stdio.h>
#include <stdlib.h>

/* Handling times of one precedence, as they come. */
struct handling {
	moment *at;
	size_t count, capacity;
};

struct counting {
	struct traffic *traffic;
	struct handling handling[TRAFFIC_PRECEDENCES];
	bool failed; /* memory */
};

static size_t precedence_of(const struct store_value *value)
{
	return value->number > 0 && value->number < (int64_t)TRAFFIC_PRECEDENCES
		       ? (size_t)value->number
		       : 0;
}

static struct traffic_circuit *circuit_of(struct counting *counting, struct septel_view outlet)
{
	struct traffic *traffic = counting->traffic;
	for (size_t i = 0; i < traffic->circuit_count; i++)
		if (septel__equal(outlet, septel_view_of(traffic->circuits[i].outlet)))
			return &traffic->circuits[i];
	struct traffic_circuit *more =
		realloc(traffic->circuits, (traffic->circuit_count + 1) * sizeof *more);
	if (!more) {
		counting->failed = true;
		return NULL;
	}
	traffic->circuits = more;
	struct traffic_circuit *circuit = &more[traffic->circuit_count++];
	memset(circuit, 0, sizeof *circuit);
	snprintf(circuit->outlet, sizeof circuit->outlet, "%.*s", VIEW_FORMAT(outlet));
	return circuit;
}

/* arrived, precedence, state, how many, bytes */
static bool count_in(void *context, const struct store_row *row)
{
	struct counting *counting = context;
	struct traffic *traffic = counting->traffic;
	struct traffic_circuit *circuit = circuit_of(counting, row->at[0].view);
	const uint64_t many = (uint64_t)row->at[3].number;
	if (!circuit)
		return false;
	circuit->in[precedence_of(&row->at[1])] += many;
	circuit->bytes_in += (uint64_t)row->at[4].number;
	switch ((enum message_state)row->at[2].number) {
	case MESSAGE_ACCEPTED:
		traffic->accepted += many;
		break;
	case MESSAGE_GARBLED:
		traffic->garbled += many;
		break;
	case MESSAGE_DUPLICATE:
		traffic->duplicates += many;
		break;
	case MESSAGE_CANCELLED:
		traffic->cancelled += many;
		break;
	}
	return true;
}

/* outlet, precedence, handling time, bytes */
static bool count_out(void *context, const struct store_row *row)
{
	struct counting *counting = context;
	const size_t precedence = precedence_of(&row->at[1]);
	struct handling *handling = &counting->handling[precedence];
	struct traffic_circuit *circuit = circuit_of(counting, row->at[0].view);
	if (!circuit)
		return false;
	circuit->out[precedence]++;
	circuit->bytes_out += (uint64_t)row->at[3].number;
	if (handling->count == handling->capacity) {
		const size_t capacity = handling->capacity ? handling->capacity * 2 : 256;
		moment *more = realloc(handling->at, capacity * sizeof *more);
		if (!more) {
			counting->failed = true;
			return false;
		}
		handling->at = more;
		handling->capacity = capacity;
	}
	handling->at[handling->count++] = row->at[2].number;
	return true;
}

/* event, how many */
static bool count_events(void *context, const struct store_row *row)
{
	struct traffic *traffic = ((struct counting *)context)->traffic;
	if (septel__starts(row->at[0].view, "open-number"))
		traffic->open_numbers += (uint64_t)row->at[1].number;
	else if (septel__starts(row->at[0].view, "alarm"))
		traffic->alarms += (uint64_t)row->at[1].number;
	return true;
}

/* state, how many */
static bool count_waiting(void *context, const struct store_row *row)
{
	struct traffic *traffic = ((struct counting *)context)->traffic;
	const uint64_t many = (uint64_t)row->at[1].number;
	if (row->at[0].number == COPY_HELD)
		traffic->held += many;
	else
		traffic->waiting += many;
	return true;
}

static int by_size(const void *one, const void *other)
{
	const moment a = *(const moment *)one, b = *(const moment *)other;
	return (a > b) - (a < b);
}

static void sum_up(struct counting *counting)
{
	for (size_t i = 0; i < TRAFFIC_PRECEDENCES; i++) {
		struct handling *handling = &counting->handling[i];
		struct traffic_times *times = &counting->traffic->times[i];
		const moment limit = septel__speed_of_service((enum septel_precedence)i);
		times->count = handling->count;
		if (handling->count == 0)
			continue;
		qsort(handling->at, handling->count, sizeof *handling->at, by_size);
		times->median = handling->at[(handling->count - 1) / 2];
		times->most95 = handling->at[(handling->count * 95 + 99) / 100 - 1];
		times->worst = handling->at[handling->count - 1];
		for (size_t at = handling->count; limit && at-- > 0 && handling->at[at] > limit;)
			times->late++;
	}
}

static int by_outlet(const void *one, const void *other)
{
	return strcmp(((const struct traffic_circuit *)one)->outlet,
		      ((const struct traffic_circuit *)other)->outlet);
}

static const struct {
	const char *sql;
	bool (*row)(void *context, const struct store_row *row);
	size_t values;
} QUESTIONS[] = {
	/* ?1, ?2: from when, up to when; ?3, ?4: numbers of message and entry to begin with */
	{"SELECT arrived, precedence, state, count(*), CAST(sum(length) AS bigint) FROM message"
	 " WHERE accepted >= ?1 AND accepted < ?2 AND number >= ?3"
	 " GROUP BY arrived, precedence, state",
	 count_in, 3},
	/* A copy that was finished that day has an entry of that day. */
	{"SELECT copy.outlet, copy.precedence, copy.finished - message.accepted, message.length"
	 " FROM (SELECT DISTINCT message, copy FROM entry WHERE at >= ?1 AND at < ?2"
	 " AND number >= ?3 AND copy <> 0) AS moved"
	 " JOIN copy ON copy.message = moved.message AND copy.copy = moved.copy"
	 " JOIN message ON message.number = copy.message"
	 " WHERE copy.state = 4 AND copy.finished >= ?1 AND copy.finished < ?2",
	 count_out, 3},
	{"SELECT event, count(*) FROM entry WHERE at >= ?1 AND at < ?2 AND number >= ?3"
	 " GROUP BY event",
	 count_events, 3},
	{"SELECT state, count(*) FROM copy WHERE state < 4 GROUP BY state", count_waiting, 0},
};

enum store_status septel__read_traffic(struct store *store, moment from, moment to,
				       struct traffic *traffic)
{
	struct counting counting = {.traffic = traffic};
	uint64_t message = 0, entry = 0;
	*traffic = (struct traffic){.from = from, .to = to};
	enum store_status status = septel__reading_message_at(store, from, &message);
	if (status == STORE_OK)
		status = septel__reading_entry_at(store, from, &entry);
	for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS && status == STORE_OK; i++) {
		const struct store_value values[] = {
			septel__value_number(from), septel__value_number(to),
			septel__value_number((int64_t)(i == 0 ? message : entry))};
		status = septel__reading_ask(store, QUESTIONS[i].sql, values, QUESTIONS[i].values,
					     QUESTIONS[i].row, &counting);
	}
	if (status == STORE_OK && counting.failed)
		status = septel__store_fail(store, STORE_FAILED, "out of memory");
	if (status == STORE_OK) {
		sum_up(&counting);
		if (traffic->circuit_count)
			qsort(traffic->circuits, traffic->circuit_count, sizeof *traffic->circuits,
			      by_outlet);
	}
	for (size_t i = 0; i < TRAFFIC_PRECEDENCES; i++)
		free(counting.handling[i].at);
	return status;
}

void septel__traffic_release(struct traffic *traffic)
{
	free(traffic->circuits);
	*traffic = (struct traffic){.from = 0};
}
