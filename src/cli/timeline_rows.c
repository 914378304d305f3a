/* timeline_rows.c - see timeline_rows.h. */
#include "timeline_rows.h"

#include "../base/date.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- what a record is drawn as ---- */

static const struct {
	const char *kind, *state;
	enum timeline_look look;
} LOOKS[] = {
	{"custody", NULL, LOOK_STAY},
	{"encounter", "held", LOOK_MEETING},
	{"encounter", "planned", LOOK_MEETING_PLANNED},
	{"encounter", "cancelled", LOOK_MEETING_CANCELLED},
	{"encounter", NULL, LOOK_MEETING},
	{"promise", "standing", LOOK_STANDING},
	{"promise", "proposed", LOOK_CONDITIONAL},
	{"promise", "conditional", LOOK_CONDITIONAL},
	{"promise", "not-yet-due", LOOK_NOT_YET_DUE},
	{"promise", "due", LOOK_DUE},
	{"promise", "overdue", LOOK_OVERDUE},
	{"promise", "kept", LOOK_KEPT},
	{"promise", "kept-late", LOOK_KEPT_LATE},
	{"promise", "on-behalf", LOOK_KEPT},
	{"promise", "broken", LOOK_BROKEN},
	{"promise", "declined", LOOK_BROKEN},
	{"promise", "waived", LOOK_OVER},
	{"promise", "superseded", LOOK_OVER},
	{"promise", NULL, LOOK_UNKNOWN},
	{NULL, NULL, LOOK_EVENT},
};

static const char *const LOOK_NAMES[TIMELINE_LOOKS] = {
	[LOOK_STAY] = "held by",
	[LOOK_MEETING] = "met the person",
	[LOOK_MEETING_WITHOUT] = "met about the case",
	[LOOK_MEETING_PLANNED] = "planned",
	[LOOK_MEETING_CANCELLED] = "cancelled",
	[LOOK_EVENT] = "said or done",
	[LOOK_FEAR] = "fear told",
	[LOOK_STANDING] = "standing",
	[LOOK_CONDITIONAL] = "conditional",
	[LOOK_NOT_YET_DUE] = "not yet due",
	[LOOK_DUE] = "due",
	[LOOK_OVERDUE] = "overdue",
	[LOOK_KEPT] = "kept",
	[LOOK_KEPT_LATE] = "kept late",
	[LOOK_BROKEN] = "broken or declined",
	[LOOK_OVER] = "waived or superseded",
	[LOOK_UNKNOWN] = "not shown",
};

const char *timeline_look_name(enum timeline_look look)
{
	return LOOK_NAMES[look];
}

const char *timeline_lane_name(enum timeline_lane lane)
{
	static const char *const NAMES[TIMELINE_LANES] = {
		[LANE_STAYS] = "Custody",
		[LANE_MEETINGS] = "Encounters",
		[LANE_EVENTS] = "Said and decided",
		[LANE_PROMISES] = "Promises and when they are due",
	};
	return NAMES[lane];
}

static const char *string_of(const json_t *record, const char *key)
{
	const char *text = json_string_value(json_object_get(record, key));
	return text ? text : "";
}

static enum timeline_look look_of(const json_t *record)
{
	const char *kind = string_of(record, "kind"), *state = string_of(record, "state");
	size_t i = 0;
	while (LOOKS[i].kind && (strcmp(LOOKS[i].kind, kind) != 0 ||
				 (LOOKS[i].state && strcmp(LOOKS[i].state, state) != 0)))
		i++;
	if (strcmp(string_of(record, "type"), "fear.expressed") == 0)
		return LOOK_FEAR;
	if (LOOKS[i].look == LOOK_MEETING && json_is_false(json_object_get(record, "with_person")))
		return LOOK_MEETING_WITHOUT;
	return LOOKS[i].look;
}

static enum timeline_lane lane_of(enum timeline_look look)
{
	if (look == LOOK_STAY)
		return LANE_STAYS;
	if (look <= LOOK_MEETING_CANCELLED)
		return LANE_MEETINGS;
	return look <= LOOK_FEAR ? LANE_EVENTS : LANE_PROMISES;
}

/* ---- its days ---- */

static long day_behind(const json_t *record, const char *key)
{
	struct days days;
	const char *text = string_of(record, key);
	return *text && septel__days_read(septel_view_of(text), &days) ? septel__time_day(days.from)
								       : DAY_NONE;
}

static void read_readings(struct timeline_row *row)
{
	size_t i;
	json_t *reading;
	json_array_foreach(json_object_get(row->record, "readings"), i, reading)
	{
		const struct day_span days = {day_behind(reading, "from"),
					      day_behind(reading, "by")};
		if (row->other_count < TIMELINE_READINGS && days.to != DAY_NONE &&
		    !json_is_true(json_object_get(reading, "chosen")) &&
		    (days.from != row->due.from || days.to != row->due.to))
			row->others[row->other_count++] = days;
	}
}

static bool is_over(enum timeline_look look)
{
	return look >= LOOK_KEPT && look <= LOOK_OVER;
}

static struct timeline_row read_row(const json_t *record)
{
	struct timeline_row row = {.record = record, .look = look_of(record), .done = DAY_NONE};
	const char *anchor =
		json_string_value(json_array_get(json_object_get(record, "anchors"), 0));
	row.lane = lane_of(row.look);
	row.label = string_of(record, "text");
	row.level = string_of(record, "class");
	row.anchor = anchor ? anchor : "";
	row.days = (struct day_span){day_behind(record, "occurred"), day_behind(record, "until")};
	if (row.days.to == DAY_NONE && !json_is_true(json_object_get(record, "lasts")))
		row.days.to = row.days.from;
	row.due = (struct day_span){day_behind(record, "due_from"), day_behind(record, "due_by")};
	if (row.due.from == DAY_NONE)
		row.due.from = row.due.to == DAY_NONE ? DAY_NONE : row.days.from;
	if (row.lane == LANE_PROMISES) {
		read_readings(&row);
		row.done = is_over(row.look) ? day_behind(record, "since") : DAY_NONE;
	}
	return row;
}

/* ---- all of them ---- */

static void take_in(struct day_span *span, long day)
{
	if (day == DAY_NONE)
		return;
	span->from = span->from == DAY_NONE || day < span->from ? day : span->from;
	span->to = span->to == DAY_NONE || day > span->to ? day : span->to;
}

static void widen(struct timeline_rows *rows)
{
	struct day_span *span = &rows->span;
	*span = (struct day_span){DAY_NONE, DAY_NONE};
	for (size_t i = 0; i < rows->count; i++) {
		const struct timeline_row *row = &rows->at[i];
		take_in(span, row->days.from);
		take_in(span, row->days.to);
		take_in(span, row->due.from);
		take_in(span, row->due.to);
		take_in(span, row->done);
		take_in(span, day_behind(row->record, "reported"));
		for (size_t j = 0; j < row->other_count; j++)
			take_in(span, row->others[j].to);
	}
	if (span->from == DAY_NONE)
		*span = (struct day_span){rows->on, rows->on};
	/* Today belongs to it unless that would squeeze everything into a corner. */
	const long length = span->to - span->from + 1;
	if (rows->on > span->to && rows->on - span->to <= length / 2 + 7)
		span->to = rows->on;
	const long margin = (span->to - span->from) / 40 + 1;
	span->from -= margin;
	span->to += margin;
}

bool timeline_rows_read(struct timeline_rows *rows, const struct answer *answer, long on)
{
	const size_t count = json_array_size(answer->records);
	*rows = (struct timeline_rows){.at = calloc(count + 1, sizeof *rows->at), .on = on};
	if (!rows->at)
		return false;
	for (int lane = 0; lane < TIMELINE_LANES; lane++) {
		for (size_t i = 0; i < count; i++) {
			const struct timeline_row row =
				read_row(json_array_get(answer->records, i));
			if (row.lane != (enum timeline_lane)lane || row.days.from == DAY_NONE)
				continue;
			rows->at[rows->count++] = row;
			rows->in_lane[lane]++;
		}
	}
	widen(rows);
	return true;
}

/* ---- ticks ---- */

struct timeline_ticks timeline_ticks_of(struct day_span span)
{
	static const struct {
		long days;
		struct timeline_ticks ticks;
	} STEPS[] = {{16, {'d', 2}},   {100, {'w', 1}},  {200, {'w', 2}},  {750, {'m', 1}},
		     {2400, {'q', 1}}, {7400, {'y', 1}}, {36600, {'y', 5}}};
	size_t i = 0;
	while (i + 1 < sizeof STEPS / sizeof *STEPS && span.to - span.from > STEPS[i].days)
		i++;
	return STEPS[i].ticks;
}

long timeline_first_tick(struct day_span span, struct timeline_ticks ticks)
{
	if (ticks.unit == 'd')
		return span.from;
	const struct day_span unit =
		septel__unit_around(span.from, ticks.unit, 0, WEEK_FROM_MONDAY);
	return unit.from == span.from ? unit.from : unit.to + 1;
}

const char *timeline_tick_text(long day, struct timeline_ticks ticks, char text[TICK_TEXT_SIZE])
{
	const struct septel_time time = septel__day_time(day);
	const char *month = septel__month_name(time.month);
	if (ticks.unit == 'y')
		snprintf(text, TICK_TEXT_SIZE, "%d", (int)time.year);
	else if (ticks.unit == 'm' || ticks.unit == 'q')
		snprintf(text, TICK_TEXT_SIZE, "%.3s %d", month, (int)time.year);
	else
		snprintf(text, TICK_TEXT_SIZE, "%d %.3s", (int)time.day, month);
	return text;
}
