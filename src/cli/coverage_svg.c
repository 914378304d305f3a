/* coverage_svg.c - see coverage_svg.h. */
#include "coverage_svg.h"

#include "../base/date.h"
#include "markup.h"

enum { CELL = 18, ROW = 20, TOP = 48, LEFT = 220, TOTAL = 80, SHADES = 5 };

/* From nothing to the most, told apart without colours, too: light to dark. */
static const char *const FILLS[SHADES + 1] = {"#f4f4f4", "#c9dcee", "#8fb8dc",
					      "#5590c2", "#2a679e", "#0b3c66"};

static int shade_of(uint32_t count, uint32_t most)
{
	return count == 0 ? 0 : 1 + (int)((uint64_t)(count - 1) * SHADES / (most ? most : 1));
}

static void draw_heading(struct septel_out *out, const struct coverage *coverage)
{
	const size_t height = TOP + coverage->count * ROW + 12;
	septel__out_format(out,
			   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%zu\" "
			   "role=\"img\" aria-labelledby=\"title description\" "
			   "font-family=\"sans-serif\" font-size=\"12\">\n"
			   "<title id=\"title\">Messages held by station and month</title>\n"
			   "<desc id=\"description\">One row a station and year, one cell a month, "
			   "darker where more messages are held; the most in one month is %u."
			   "</desc>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n",
			   LEFT + 12 * CELL + TOTAL, height, coverage->most);
	for (int month = 1; month <= 12; month++)
		septel__out_format(out,
				   "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%c</text>\n",
				   LEFT + (month - 1) * CELL + CELL / 2, TOP - 8,
				   septel__month_name(month)[0]);
}

static void draw_row(struct septel_out *out, const struct coverage *coverage, size_t index)
{
	const struct coverage_year *row = &coverage->at[index];
	const size_t y = TOP + index * ROW;
	septel__out_format(out, "<text x=\"8\" y=\"%zu\">", y + 14);
	markup_xml(out, row->station);
	septel__out_format(out, " %d</text>\n", row->year);
	for (int month = 0; month < 12; month++) {
		septel__out_format(out,
				   "<rect x=\"%d\" y=\"%zu\" width=\"%d\" height=\"%d\" "
				   "fill=\"%s\" stroke=\"#888888\"><title>",
				   LEFT + month * CELL, y, CELL - 2, ROW - 4,
				   FILLS[shade_of(row->months[month], coverage->most)]);
		markup_xml(out, row->station);
		septel__out_format(out, ", %s %d: %u</title></rect>\n",
				   septel__month_name(month + 1), row->year, row->months[month]);
	}
	septel__out_format(out, "<text x=\"%d\" y=\"%zu\">%u</text>\n", LEFT + 12 * CELL + 8,
			   y + 14, row->total);
}

void coverage_svg(struct septel_out *out, const struct coverage *coverage)
{
	draw_heading(out, coverage);
	for (size_t i = 0; i < coverage->count; i++)
		draw_row(out, coverage, i);
	septel__out_string(out, "</svg>\n");
}
