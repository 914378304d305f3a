/* timeline_svg.c - see timeline_picture.h.
 *
 * Rows from top to bottom, days from left to right: what it is in words, its bar or sign, its
 * mark and where it stands. */
#include "markup.h"
#include "timeline_picture.h"

#include "../base/date.h"

#include <stdio.h>

enum {
	WIDTH = 1240,
	LEFT = 388, /* where the days begin */
	RIGHT = 1050,
	AXIS = 92, /* the line below the names of the days */
	ROW = 24,
	HEADING = 34,
	BAR = 14,
	LABEL_CHARACTERS = 58,
	BOTTOM = 108 /* legend and footer */
};

/* Told apart without colours, too: by shape, by outline, and by their words. */
static const struct {
	const char *fill, *stroke;
} PAINT[TIMELINE_LOOKS] = {
	[LOOK_STAY] = {"#3d6a94", "#27496a"},
	[LOOK_MEETING] = {"#1b3a57", "#1b3a57"},
	[LOOK_MEETING_WITHOUT] = {"#ffffff", "#1b3a57"},
	[LOOK_MEETING_PLANNED] = {"#ffffff", "#7d8ea0"},
	[LOOK_MEETING_CANCELLED] = {"#ffffff", "#a33a2a"},
	[LOOK_EVENT] = {"#6b4f9e", "#4d3877"},
	[LOOK_FEAR] = {"#c0392b", "#7f2218"},
	[LOOK_STANDING] = {"#e3e9ef", "#9aa9b8"},
	[LOOK_CONDITIONAL] = {"#ffffff", "#9aa9b8"},
	[LOOK_NOT_YET_DUE] = {"#a9c9e6", "#4f83b3"},
	[LOOK_DUE] = {"#f4c04e", "#b27d0b"},
	[LOOK_OVERDUE] = {"#e08b7c", "#a33a2a"},
	[LOOK_KEPT] = {"#9ccc9c", "#3d7f3d"},
	[LOOK_KEPT_LATE] = {"#d5dd8f", "#7c8a1c"},
	[LOOK_BROKEN] = {"#d9c3bf", "#a33a2a"},
	[LOOK_OVER] = {"#e6e6e6", "#8a8a8a"},
	[LOOK_UNKNOWN] = {"#ffffff", "#8a8a8a"},
};

/* Holders one after the other are told apart by their shade. */
static const char *const STAYS[] = {"#3d6a94", "#5c8a6b", "#8a6d9c", "#9a7b4f", "#4f8f96"};

struct drawing {
	struct septel_out *out;
	const struct timeline_rows *rows;
	int y; /* of the row in hand */
	size_t stays;
};

/* In tenths of a unit: the left edge of a day. */
static long x_of(const struct drawing *drawing, long day)
{
	const struct day_span *span = &drawing->rows->span;
	const long days = span->to - span->from + 1;
	if (day < span->from)
		day = span->from;
	if (day > span->to + 1)
		day = span->to + 1;
	return LEFT * 10L + (day - span->from) * (RIGHT - LEFT) * 10L / days;
}

#define TENTHS       "%ld.%ld"
#define TENTHS_OF(x) (x) / 10, (x) % 10

static long middle_of(const struct drawing *drawing, long day)
{
	return (x_of(drawing, day) + x_of(drawing, day + 1)) / 2;
}

static void words(const struct drawing *drawing, const char *text)
{
	markup_xml(drawing->out, septel_view_of(text));
}

/* So many characters of a text, and a sign where there are more. */
static void shortened(const struct drawing *drawing, const char *text, size_t most)
{
	const struct septel_view whole = septel_view_of(text);
	size_t end = 0, characters = 0;
	while (end < whole.len && characters < most) {
		end++;
		while (end < whole.len && ((unsigned char)whole.ptr[end] & 0xC0) == 0x80)
			end++;
		characters++;
	}
	markup_xml(drawing->out, septel__slice(whole, 0, end));
	if (end < whole.len)
		septel__out_string(drawing->out, "\u2026");
}

/* ---- the frame ---- */

static const char STYLE[] =
	"<style>"
	"text{font-family:'Helvetica Neue',Helvetica,Arial,'DejaVu Sans',sans-serif;"
	"font-size:12px;fill:#22303c}"
	".banner{font-size:14px;font-weight:bold;letter-spacing:2px;fill:#8c1d18}"
	".title{font-size:20px;font-weight:bold}"
	".lane{font-size:13px;font-weight:bold;fill:#27496a}"
	".small{font-size:10.5px;fill:#5d6b78}"
	".held{font-size:11px;font-weight:bold;fill:#ffffff}"
	"</style>\n";

static int height_of(const struct timeline_rows *rows)
{
	int height = AXIS + BOTTOM + (int)rows->count * ROW;
	for (int lane = 0; lane < TIMELINE_LANES; lane++)
		height += rows->in_lane[lane] ? HEADING : 0;
	return height;
}

static void draw_head(const struct drawing *drawing, const struct timeline_frame *frame, int height)
{
	struct septel_out *out = drawing->out;
	septel__out_format(out,
			   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
			   "viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title "
			   "description\">\n<title id=\"title\">Timeline of ",
			   WIDTH, height, WIDTH, height);
	markup_xml(out, frame->person);
	septel__out_string(out, "</title>\n<desc id=\"description\">");
	markup_xml(out, frame->footer);
	septel__out_string(out, "</desc>\n");
	septel__out_string(out, STYLE);
	septel__out_format(out, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", WIDTH,
			   height);
	septel__out_format(out,
			   "<text class=\"banner\" x=\"%d\" y=\"22\" "
			   "text-anchor=\"middle\">%s</text>\n",
			   WIDTH / 2, frame->level);
	septel__out_string(out, "<text class=\"title\" x=\"20\" y=\"52\">");
	markup_xml(out, frame->person);
	septel__out_string(out, "</text>\n");
}

static void draw_ticks(const struct drawing *drawing, int bottom)
{
	const struct day_span *span = &drawing->rows->span;
	const struct timeline_ticks ticks = timeline_ticks_of(*span);
	char text[TICK_TEXT_SIZE];
	for (long day = timeline_first_tick(*span, ticks); day <= span->to && day != DAY_NONE;
	     day = septel__day_add(day, ticks.count, ticks.unit)) {
		const long x = x_of(drawing, day);
		septel__out_format(drawing->out,
				   "<line x1=\"" TENTHS "\" y1=\"%d\" x2=\"" TENTHS
				   "\" y2=\"%d\" stroke=\"#e1e6eb\"/>"
				   "<text class=\"small\" x=\"" TENTHS
				   "\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
				   TENTHS_OF(x), AXIS, TENTHS_OF(x), bottom, TENTHS_OF(x), AXIS - 6,
				   timeline_tick_text(day, ticks, text));
	}
	septel__out_format(drawing->out,
			   "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#9aa9b8\"/>\n",
			   LEFT, AXIS, RIGHT, AXIS);
}

/* A line for today, or a word at the edge where it lies further on. */
static void draw_today(const struct drawing *drawing, int bottom)
{
	char text[TIME_TEXT_SIZE];
	const struct timeline_rows *rows = drawing->rows;
	const bool inside = rows->on >= rows->span.from && rows->on <= rows->span.to;
	const long x = inside ? x_of(drawing, rows->on + 1) : RIGHT * 10L;
	septel__time_text(septel__day_time(rows->on), text);
	if (inside)
		septel__out_format(drawing->out,
				   "<line x1=\"" TENTHS "\" y1=\"%d\" x2=\"" TENTHS
				   "\" y2=\"%d\" stroke=\"#8c1d18\" stroke-width=\"1.5\" "
				   "stroke-dasharray=\"5 3\"/>\n",
				   TENTHS_OF(x), AXIS - 22, TENTHS_OF(x), bottom);
	septel__out_format(
		drawing->out,
		"<text class=\"small\" x=\"" TENTHS
		"\" y=\"%d\" text-anchor=\"end\" style=\"fill:#8c1d18\">today %s%s</text>\n",
		TENTHS_OF(x - 40), AXIS - 22, text, inside ? "" : " \u2192");
}

/* ---- shapes ---- */

static void rectangle(const struct drawing *drawing, struct day_span days, const char *fill,
		      const char *stroke, const char *more)
{
	const long from = x_of(drawing, days.from), to = x_of(drawing, days.to + 1);
	septel__out_format(drawing->out,
			   "<rect x=\"" TENTHS "\" y=\"%d\" width=\"" TENTHS
			   "\" height=\"%d\" rx=\"3\" fill=\"%s\" stroke=\"%s\"%s/>",
			   TENTHS_OF(from), drawing->y + (ROW - BAR) / 2,
			   TENTHS_OF(to - from > 30 ? to - from : 30), BAR, fill, stroke, more);
}

static void line(const struct drawing *drawing, long from, long to, const char *stroke,
		 const char *more)
{
	septel__out_format(drawing->out,
			   "<line x1=\"" TENTHS "\" y1=\"%d\" x2=\"" TENTHS
			   "\" y2=\"%d\" stroke=\"%s\"%s/>",
			   TENTHS_OF(from), drawing->y + ROW / 2, TENTHS_OF(to),
			   drawing->y + ROW / 2, stroke, more);
}

/* An arrow head at the right edge of what lasts. */
static void arrow(const struct drawing *drawing, long x, const char *fill)
{
	const int y = drawing->y + ROW / 2;
	septel__out_format(drawing->out, "<path d=\"M" TENTHS " %d l8 5 l-8 5 z\" fill=\"%s\"/>",
			   TENTHS_OF(x), y - 5, fill);
}

static void circle(const struct drawing *drawing, long day, enum timeline_look look)
{
	septel__out_format(drawing->out,
			   "<circle cx=\"" TENTHS "\" cy=\"%d\" r=\"5.5\" fill=\"%s\" "
			   "stroke=\"%s\" stroke-width=\"1.6\"%s/>",
			   TENTHS_OF(middle_of(drawing, day)), drawing->y + ROW / 2,
			   PAINT[look].fill, PAINT[look].stroke,
			   look == LOOK_MEETING_PLANNED ? " stroke-dasharray=\"2 2\"" : "");
}

static void cross(const struct drawing *drawing, long day, const char *stroke)
{
	septel__out_format(drawing->out,
			   "<path d=\"M" TENTHS " %d m-4 -4 l8 8 m0 -8 l-8 8\" stroke=\"%s\" "
			   "stroke-width=\"2\" fill=\"none\"/>",
			   TENTHS_OF(middle_of(drawing, day)), drawing->y + ROW / 2, stroke);
}

static void tick_mark(const struct drawing *drawing, long day, const char *stroke)
{
	septel__out_format(drawing->out,
			   "<path d=\"M" TENTHS " %d m-5 0 l4 4 l7 -9\" stroke=\"%s\" "
			   "stroke-width=\"2.4\" fill=\"none\"/>",
			   TENTHS_OF(middle_of(drawing, day)), drawing->y + ROW / 2, stroke);
}

static void diamond(const struct drawing *drawing, long day, enum timeline_look look)
{
	septel__out_format(drawing->out,
			   "<path d=\"M" TENTHS " %d l6 6 l-6 6 l-6 -6 z\" fill=\"%s\" "
			   "stroke=\"%s\"/>",
			   TENTHS_OF(middle_of(drawing, day)), drawing->y + ROW / 2 - 6,
			   PAINT[look].fill, PAINT[look].stroke);
}

/* ---- rows ---- */

static long right_edge(const struct drawing *drawing)
{
	const struct timeline_rows *rows = drawing->rows;
	return x_of(drawing, rows->on < rows->span.to ? rows->on + 1 : rows->span.to + 1);
}

static void draw_stay(struct drawing *drawing, const struct timeline_row *row)
{
	const char *fill = STAYS[drawing->stays++ % (sizeof STAYS / sizeof *STAYS)];
	const char *holder = json_string_value(json_object_get(row->record, "holder"));
	const bool lasts = row->days.to == DAY_NONE;
	const long to = lasts ? drawing->rows->span.to : row->days.to;
	const struct day_span days = {row->days.from,
				      lasts && drawing->rows->on < to ? drawing->rows->on : to};
	rectangle(drawing, days, fill, fill, "");
	if (lasts)
		arrow(drawing, x_of(drawing, days.to + 1), fill);
	const long from = x_of(drawing, days.from), width = x_of(drawing, days.to + 1) - from;
	if (holder && width > (long)strlen(holder) * 75 + 80) {
		septel__out_format(drawing->out, "<text class=\"held\" x=\"" TENTHS "\" y=\"%d\">",
				   TENTHS_OF(from + 60), drawing->y + 16);
		words(drawing, holder);
		septel__out_string(drawing->out, "</text>");
	}
}

/* From the day it was made to the day it is due, over, or today. */
static void draw_promise(const struct drawing *drawing, const struct timeline_row *row)
{
	const char *fill = PAINT[row->look].fill, *stroke = PAINT[row->look].stroke;
	const bool dated = row->due.to != DAY_NONE;
	const long made = middle_of(drawing, row->days.from);
	const long end = dated                   ? x_of(drawing, row->due.from)
			 : row->done != DAY_NONE ? middle_of(drawing, row->done)
						 : right_edge(drawing);
	if (end > made)
		line(drawing, made, end, stroke,
		     row->look == LOOK_CONDITIONAL ? " stroke-width=\"2\" stroke-dasharray=\"4 4\""
						   : " stroke-width=\"2\"");
	if (!dated && row->done == DAY_NONE)
		arrow(drawing, end, stroke);
	septel__out_format(drawing->out,
			   "<circle cx=\"" TENTHS "\" cy=\"%d\" r=\"3\" fill=\"%s\"/>",
			   TENTHS_OF(made), drawing->y + ROW / 2, stroke);
	for (size_t i = 0; i < row->other_count; i++)
		rectangle(drawing, row->others[i], "none", stroke, " stroke-dasharray=\"3 2\"");
	if (dated && row->look == LOOK_OVERDUE && drawing->rows->on > row->due.to)
		line(drawing, x_of(drawing, row->due.to + 1), right_edge(drawing), stroke,
		     " stroke-width=\"5\" stroke-dasharray=\"2 2\"");
	if (dated)
		rectangle(drawing, row->due, fill, stroke, "");
	if (row->done != DAY_NONE && (row->look == LOOK_KEPT || row->look == LOOK_KEPT_LATE))
		tick_mark(drawing, row->done, stroke);
	else if (row->done != DAY_NONE)
		cross(drawing, row->done, stroke);
}

static void draw_shape(struct drawing *drawing, const struct timeline_row *row)
{
	switch (row->lane) {
	case LANE_STAYS:
		draw_stay(drawing, row);
		break;
	case LANE_MEETINGS:
		circle(drawing, row->days.from, row->look);
		if (row->look == LOOK_MEETING_CANCELLED)
			cross(drawing, row->days.from, PAINT[row->look].stroke);
		break;
	case LANE_EVENTS:
		if (row->days.to != row->days.from)
			line(drawing, middle_of(drawing, row->days.from),
			     row->days.to == DAY_NONE ? right_edge(drawing)
						      : middle_of(drawing, row->days.to),
			     PAINT[row->look].stroke, " stroke-width=\"2\"");
		diamond(drawing, row->days.from, row->look);
		break;
	default:
		draw_promise(drawing, row);
	}
}

/* What stands before the words: the name of a meeting or promise, else the kind. */
static const char *name_of(const struct timeline_row *row)
{
	const char *id = json_string_value(json_object_get(row->record, "id"));
	const char *kind = json_string_value(json_object_get(row->record, "kind"));
	if (row->lane == LANE_EVENTS)
		return kind ? kind : "";
	return id ? id : "";
}

/* What one is told who points at it. */
static void draw_told(const struct drawing *drawing, const struct timeline_row *row)
{
	struct septel_out *out = drawing->out;
	const char *occurred = json_string_value(json_object_get(row->record, "occurred"));
	const char *due = json_string_value(json_object_get(row->record, "due_by"));
	septel__out_format(out, "<title>(%s) ", *row->level ? row->level : "U");
	words(drawing, name_of(row));
	septel__out_string(out, " ");
	words(drawing, row->label);
	septel__out_format(out, "; %s", timeline_look_name(row->look));
	if (occurred)
		septel__out_format(out, "; %s", occurred);
	if (due)
		septel__out_format(out, "; due by %s", due);
	septel__out_string(out, "; ");
	words(drawing, row->anchor);
	septel__out_string(out, "</title>");
}

static void draw_row(struct drawing *drawing, const struct timeline_row *row)
{
	struct septel_out *out = drawing->out;
	const char *name = name_of(row);
	const size_t taken = *name ? strlen(name) + 2 : 0;
	septel__out_string(out, "<g>");
	draw_told(drawing, row);
	septel__out_format(out, "<text x=\"20\" y=\"%d\">", drawing->y + 16);
	if (*name) {
		septel__out_string(out, "<tspan font-weight=\"bold\">");
		shortened(drawing, name, 28);
		septel__out_string(out, "</tspan>  ");
	}
	shortened(drawing, row->label, LABEL_CHARACTERS - (taken < 30 ? taken : 30));
	septel__out_string(out, "</text>");
	draw_shape(drawing, row);
	septel__out_format(out, "<text class=\"small\" x=\"%d\" y=\"%d\">(%s) ", RIGHT + 14,
			   drawing->y + 16, *row->level ? row->level : "U");
	shortened(drawing, row->anchor, 26);
	septel__out_string(out, "</text></g>\n");
	drawing->y += ROW;
}

static void draw_rows(struct drawing *drawing)
{
	const struct timeline_row *row = drawing->rows->at;
	for (int lane = 0; lane < TIMELINE_LANES; lane++) {
		if (!drawing->rows->in_lane[lane])
			continue;
		septel__out_format(
			drawing->out,
			"<rect x=\"12\" y=\"%d\" width=\"%d\" height=\"22\" "
			"fill=\"#eef2f6\"/><text class=\"lane\" x=\"20\" y=\"%d\">%s</text>\n",
			drawing->y + 8, WIDTH - 24, drawing->y + 24,
			timeline_lane_name((enum timeline_lane)lane));
		drawing->y += HEADING;
		for (size_t i = 0; i < drawing->rows->in_lane[lane]; i++)
			draw_row(drawing, row++);
	}
}

/* ---- below ---- */

static void draw_key(const struct drawing *drawing, int *x, const char *name, const char *shape)
{
	septel__out_format(drawing->out,
			   "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" %s/>"
			   "<text class=\"small\" x=\"%d\" y=\"%d\">%s</text>\n",
			   *x, drawing->y + 18, shape, *x + 17, drawing->y + 28, name);
	*x += 36 + (int)strlen(name) * 6;
}

/* A key for each look that is there. */
static void draw_legend(const struct drawing *drawing)
{
	bool there[TIMELINE_LOOKS] = {false}, readings = false;
	char shape[96];
	int x = 20;
	for (size_t i = 0; i < drawing->rows->count; i++) {
		there[drawing->rows->at[i].look] = true;
		readings = readings || drawing->rows->at[i].other_count;
	}
	for (int look = LOOK_MEETING; look < TIMELINE_LOOKS; look++) {
		const bool dashed = look == LOOK_CONDITIONAL || look == LOOK_MEETING_PLANNED;
		snprintf(shape, sizeof shape, "rx=\"%d\" fill=\"%s\" stroke=\"%s\"%s",
			 look <= LOOK_MEETING_CANCELLED ? 6 : 2, PAINT[look].fill,
			 PAINT[look].stroke, dashed ? " stroke-dasharray=\"2 2\"" : "");
		if (there[look])
			draw_key(drawing, &x, timeline_look_name((enum timeline_look)look), shape);
	}
	if (readings)
		draw_key(drawing, &x, "due in another reading",
			 "rx=\"2\" fill=\"none\" stroke=\"#a33a2a\" stroke-dasharray=\"3 2\"");
}

void timeline_svg(struct septel_out *out, const struct timeline_rows *rows,
		  const struct timeline_frame *frame)
{
	struct drawing drawing = {.out = out, .rows = rows, .y = AXIS};
	const int height = height_of(rows), bottom = height - BOTTOM + 4;
	draw_head(&drawing, frame, height);
	draw_ticks(&drawing, bottom);
	draw_rows(&drawing);
	draw_today(&drawing, bottom);
	draw_legend(&drawing);
	septel__out_format(out, "<text class=\"small\" x=\"20\" y=\"%d\">", height - 46);
	markup_xml(out, frame->footer);
	septel__out_format(out,
			   "</text>\n<text class=\"banner\" x=\"%d\" y=\"%d\" "
			   "text-anchor=\"middle\">%s</text>\n</svg>\n",
			   WIDTH / 2, height - 16, frame->level);
}
