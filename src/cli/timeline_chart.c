/* timeline_chart.c - see timeline_picture.h: days as columns of a terminal. */
#include "safe.h"
#include "timeline_picture.h"

#include "../base/date.h"

#include <stdio.h>
#include <stdlib.h>

/* Columns of a label: a third of the terminal, within bounds. */
enum { LABEL_LEAST = 30, LABEL_MOST = 72, ANCHOR = 18, STRIP_LEAST = 24, STRIP_MOST = 400 };

/* One sign for each column; a later one covers an earlier one. */
struct strip {
	const struct timeline_rows *rows;
	const char *signs[STRIP_MOST];
	size_t width, label;
};

static const char *const SIGNS[TIMELINE_LOOKS] = {
	[LOOK_STAY] = "\u2588",
	[LOOK_MEETING] = "\u25CF",
	[LOOK_MEETING_WITHOUT] = "\u25CB",
	[LOOK_MEETING_PLANNED] = "\u25CC",
	[LOOK_MEETING_CANCELLED] = "\u00D7",
	[LOOK_EVENT] = "\u25C6",
	[LOOK_FEAR] = "!",
	[LOOK_STANDING] = "\u2500",
	[LOOK_CONDITIONAL] = "\u254C",
	[LOOK_NOT_YET_DUE] = "\u2591",
	[LOOK_DUE] = "\u2592",
	[LOOK_OVERDUE] = "\u2592",
	[LOOK_KEPT] = "\u2591",
	[LOOK_KEPT_LATE] = "\u2591",
	[LOOK_BROKEN] = "\u2591",
	[LOOK_OVER] = "\u2591",
	[LOOK_UNKNOWN] = "?",
};

static size_t column_of(const struct strip *strip, long day)
{
	const struct day_span *span = &strip->rows->span;
	const long days = span->to - span->from + 1;
	if (day < span->from)
		day = span->from;
	if (day > span->to)
		day = span->to;
	return (size_t)((day - span->from) * (long)strip->width / days);
}

static void fill(struct strip *strip, struct day_span days, const char *sign)
{
	for (size_t at = column_of(strip, days.from); at <= column_of(strip, days.to); at++)
		strip->signs[at] = sign;
}

static void put_sign(struct strip *strip, long day, const char *sign)
{
	strip->signs[column_of(strip, day)] = sign;
}

static long last_day(const struct strip *strip)
{
	return strip->rows->on < strip->rows->span.to ? strip->rows->on : strip->rows->span.to;
}

static void fill_promise(struct strip *strip, const struct timeline_row *row)
{
	const bool dated = row->due.to != DAY_NONE;
	const char *thread = row->look == LOOK_CONDITIONAL ? "\u254C" : "\u2500";
	const long end =
		dated ? row->due.from : (row->done != DAY_NONE ? row->done : last_day(strip));
	if (end >= row->days.from)
		fill(strip, (struct day_span){row->days.from, end}, thread);
	if (dated && row->look == LOOK_OVERDUE && last_day(strip) > row->due.to)
		fill(strip, (struct day_span){row->due.to, last_day(strip)}, "\u2593");
	if (dated)
		fill(strip, row->due, SIGNS[row->look]);
	if (row->done != DAY_NONE)
		put_sign(strip, row->done,
			 row->look == LOOK_KEPT || row->look == LOOK_KEPT_LATE ? "\u2713"
									       : "\u00D7");
	else if (!dated)
		put_sign(strip, last_day(strip), "\u25B8");
}

static void fill_row(struct strip *strip, const struct timeline_row *row)
{
	const long to = row->days.to == DAY_NONE ? last_day(strip) : row->days.to;
	for (size_t i = 0; i < strip->width; i++)
		strip->signs[i] = " ";
	if (strip->rows->on >= strip->rows->span.from && strip->rows->on <= strip->rows->span.to)
		put_sign(strip, strip->rows->on, "\u2502");
	if (row->lane == LANE_PROMISES) {
		fill_promise(strip, row);
	} else if (row->lane == LANE_STAYS) {
		fill(strip, (struct day_span){row->days.from, to}, SIGNS[row->look]);
		if (row->days.to == DAY_NONE)
			put_sign(strip, to, "\u25B8");
	} else {
		if (to > row->days.from)
			fill(strip, (struct day_span){row->days.from, to}, "\u2500");
		put_sign(strip, row->days.from, SIGNS[row->look]);
	}
}

/* ---- lines ---- */

/* Words cut or filled to so many columns. */
static void put_label(struct septel_out *out, struct septel_view text, size_t columns)
{
	size_t end = 0, taken = 0;
	while (end < text.len) {
		size_t next = end + 1;
		while (next < text.len && ((unsigned char)text.ptr[next] & 0xC0) == 0x80)
			next++;
		const size_t wide = columns_of(septel__slice(text, end, next));
		if (taken + wide > columns - (next < text.len))
			break;
		taken += wide;
		end = next;
	}
	septel__out_view(out, septel__slice(text, 0, end));
	if (end < text.len) {
		septel__out_string(out, "\u2026");
		taken++;
	}
	septel__out_format(out, "%*s", (int)(columns - taken), "");
}

static void put_axis(struct septel_out *out, const struct strip *strip)
{
	const struct day_span *span = &strip->rows->span;
	const struct timeline_ticks ticks = timeline_ticks_of(*span);
	char line[STRIP_MOST + TICK_TEXT_SIZE + 1], text[TICK_TEXT_SIZE];
	size_t free_from = 0;
	memset(line, ' ', sizeof line);
	for (long day = timeline_first_tick(*span, ticks); day <= span->to && day != DAY_NONE;
	     day = septel__day_add(day, ticks.count, ticks.unit)) {
		const size_t at = column_of(strip, day);
		const size_t length = strlen(timeline_tick_text(day, ticks, text));
		if (at < free_from || at + length > strip->width)
			continue;
		memcpy(line + at, text, length);
		free_from = at + length + 1;
	}
	septel__out_format(out, "%*s", (int)strip->label + 6, "");
	septel__out_bytes(out, line, strip->width);
	septel__out_byte(out, '\n');
}

static void put_row(struct septel_out *out, struct strip *strip, const struct timeline_row *row)
{
	const char *id = json_string_value(json_object_get(row->record, "id"));
	const char *kind = json_string_value(json_object_get(row->record, "kind"));
	const char *name = row->lane == LANE_EVENTS ? kind : id;
	struct septel_out label;
	septel__out_init(&label, NULL, 0);
	if (name)
		septel__out_format(&label, "%s  ", name);
	septel__out_string(&label, row->label);
	septel__out_format(out, "(%s)%*s", *row->level ? row->level : "U",
			   (int)(3 - strlen(*row->level ? row->level : "U")), "");
	put_label(out, septel__out_written(&label), strip->label);
	septel__out_release(&label);
	fill_row(strip, row);
	septel__out_byte(out, ' ');
	for (size_t i = 0; i < strip->width; i++)
		septel__out_string(out, strip->signs[i]);
	septel__out_format(out, " %s\n", row->anchor);
}

void timeline_chart(struct septel_out *out, const struct timeline_rows *rows, size_t columns)
{
	const size_t third = columns / 3;
	struct strip strip = {.rows = rows,
			      .width = STRIP_LEAST,
			      .label = third < LABEL_LEAST  ? LABEL_LEAST
				       : third > LABEL_MOST ? LABEL_MOST
							    : third};
	const struct timeline_row *row = rows->at;
	const size_t others = strip.label + 7 + ANCHOR;
	if (columns > others + STRIP_LEAST)
		strip.width = columns - others < STRIP_MOST ? columns - others : STRIP_MOST;
	put_axis(out, &strip);
	for (int lane = 0; lane < TIMELINE_LANES; lane++) {
		if (!rows->in_lane[lane])
			continue;
		septel__out_format(out, "%s\n", timeline_lane_name((enum timeline_lane)lane));
		for (size_t i = 0; i < rows->in_lane[lane]; i++)
			put_row(out, &strip, row++);
	}
	if (rows->on > rows->span.to || rows->on < rows->span.from) {
		char text[TIME_TEXT_SIZE];
		septel__out_format(out, "today is %s\n",
				   septel__time_text(septel__day_time(rows->on), text));
	}
}
