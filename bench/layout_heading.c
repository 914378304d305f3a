/* layout_heading.c - format lines 1 to 9; see layout.h. */
#include <string.h>

#include "layout.h"
#include "moment.h"

static void routing_line(const struct made *made, struct text *out)
{
	size_t column = 2;
	text_byte(out, made->action);
	text_byte(out, made->action);
	for (size_t i = 0; i < made->routing_count; i++) {
		const size_t length = strlen(made->routing[i]);
		if (column + 1 + length > 69) {
			text_byte(out, '\n');
			column = 0;
		} else {
			text_byte(out, ' ');
			column++;
		}
		text_string(out, made->routing[i]);
		column += length;
	}
	text_byte(out, '\n');
	if (strcmp(made->circuit, "XYZ") == 0)
		text_byte(out, '\n');
}

static void calling_line(const struct made *made, struct text *out)
{
	text_format(out, "DE %s #%04d", made->origin_ri, made->serial % 10000);
	if (made->has_section_suffix)
		text_string(out, "/01");
	text_format(out, " %03d%02d%02d\n", moment_day_of_year(made->filed), made->filed.hour,
		    made->filed.minute);
}

static void security_line(const struct made *made, struct text *out)
{
	static const char LETTERS[] = {'U', 'U', 'C', 'S'};
	const char letter = LETTERS[made->class_];
	text_string(out, letter == 'U' ? "ZNR " : "ZNY ");
	text_repeat(out, letter, 5);
	for (size_t i = 0; i + made->preamble_signals < made->signals_count; i++)
		text_format(out, " %s", made->signals[i]);
	text_byte(out, '\n');
}

static void preamble(const struct made *made, struct text *out)
{
	text_byte(out, made->action);
	if (made->info != made->action)
		text_format(out, " %c", made->info);
	text_format(out, " %02d%02d%02dZ %s %02d", made->dtg.day, made->dtg.hour, made->dtg.minute,
		    moment_month(made->dtg.month), made->dtg.year % 100);
	for (size_t i = made->signals_count - made->preamble_signals; i < made->signals_count; i++)
		text_format(out, " %s", made->signals[i]);
	text_byte(out, '\n');
}

static void address_lines(const char *key, const struct made_address *at, size_t count,
			  struct text *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			text_format(out, "%s ", key);
		if (at[i].ri)
			text_format(out, "%s/", at[i].ri);
		text_string(out, at[i].name);
		if (at[i].precedence)
			text_format(out, " %s", at[i].precedence);
		if (at[i].mcn)
			text_format(out, " %s", at[i].mcn);
		text_byte(out, '\n');
	}
}

void layout_heading(const struct made *made, struct text *out)
{
	if (made->partial)
		return;
	if (!made->short_heading && made->profile == MADE_STATE) {
		text_format(out, "VZCZC%s%04d\n", made->circuit, made->channel);
		routing_line(made, out);
		calling_line(made, out);
		security_line(made, out);
	}
	preamble(made, out);
	text_format(out, "FM %s\n", made->from.name);
	address_lines("TO", made->to, made->to_count, out);
	address_lines("INFO", made->copies, made->copies_count, out);
	for (size_t i = 0; i < made->exempt_count; i++)
		text_format(out, "XMT %s\n", made->exempt[i]);
}
