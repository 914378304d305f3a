/* layout.c - see layout.h. */
#include "layout.h"

#include "body.h"
#include "format_line.h"
#include "keyword.h"
#include "line_twelve.h"
#include "lines.h"
#include "marking.h"
#include "scan.h"

/* Lines from line 12 within which the block's keywords stand. */
#define BLOCK_LINES_LIMIT 60

struct septel_view septel__layout_line(const struct layout *layout, size_t index)
{
	if (index >= layout->lines.count)
		return (struct septel_view){"", 0};
	const struct line *line = &layout->lines.at[index];
	return (struct septel_view){layout->bytes.ptr + line->start + line->indent,
				    line->length - line->indent};
}

struct septel_view septel__layout_lines(const struct layout *layout, size_t from, size_t to)
{
	const size_t first =
		from < layout->lines.count ? layout->lines.at[from].start : layout->bytes.len;
	const size_t end =
		to < layout->lines.count ? layout->lines.at[to].start : layout->bytes.len;
	return septel__slice(layout->bytes, first, end);
}

void septel__layout_write(struct septel_out *out, const struct layout *layout, size_t from,
			  size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct line *line = &layout->lines.at[i];
		septel__out_bytes(out, layout->bytes.ptr + line->start, line->length);
		septel__out_byte(out, '\n');
	}
}

/* The classification line behind the preamble (or behind BT). */
static size_t find_line_twelve(const struct layout *layout)
{
	bool heading = false;
	for (size_t i = 0; i < layout->lines.count && i < SEPTEL_HEADING_LINES_LIMIT; i++) {
		const struct septel_view line = septel__layout_line(layout, i);
		struct classification_word word;
		struct preamble_line preamble;
		struct septel_view rest;
		if (line.len == 0)
			continue;
		if (septel__preamble_line(line, &preamble) ||
		    septel__address_keyword(line, &rest) == ADDRESS_FROM ||
		    septel__equal(line, VIEW_LITERAL("BT")))
			heading = true;
		else if (heading && septel__classification(line, &word))
			return i;
	}
	return layout->lines.count;
}

/* Where "SECTION 01 OF 03 " stands on line 12, or just before it on a line of
 * its own: some stations write it under the class. */
static void find_section_number(struct layout *layout)
{
	const struct septel_view line = septel__layout_line(layout, layout->twelve);
	for (size_t at = 0; at < line.len; at++) {
		if (line.ptr[at] != 'S' && line.ptr[at] != 'F')
			continue;
		struct septel_view rest = septel__slice(line, at, line.len);
		const struct septel_view start = rest;
		if ((at > 0 && septel__is_alnum(line.ptr[at - 1])) ||
		    !septel__scan_section(&rest, &layout->section, &layout->total))
			continue;
		const size_t base = (size_t)(start.ptr - layout->bytes.ptr);
		layout->number_from = base;
		layout->number_to = base + (start.len - rest.len);
		/* The blank before it goes with it. */
		if (at > 0)
			layout->number_from--;
		return;
	}
}

/* One past the last line of SUBJECT (or TAGS, E.O. without one); Navy: of SUBJ. */
static size_t find_block_end(const struct layout *layout)
{
	size_t end = layout->twelve + 1;
	for (size_t i = layout->twelve + 1;
	     i < layout->ending && i < layout->twelve + BLOCK_LINES_LIMIT; i++) {
		const struct septel_view line = septel__layout_line(layout, i);
		struct keyword keyword;
		struct label label;
		if (line.len == 0)
			continue;
		if (septel__equal(line, VIEW_LITERAL("BT")) ||
		    (septel__is_digit(line.ptr[0]) && septel__label(line, &label)))
			break;
		if (septel__starts(line, "SUBJ/")) {
			while (i < layout->ending &&
			       !septel__ends(septel__layout_line(layout, i), "//"))
				i++;
			return i < layout->ending ? i + 1 : end;
		}
		if (!septel__keyword(line, &keyword))
			continue;
		if (keyword.kind == KEYWORD_REF || keyword.kind == KEYWORD_CLASSIFIED_BY)
			break;
		const bool subject = keyword.kind == KEYWORD_SUBJECT;
		/* Its wrapped lines. */
		while (i + 1 < layout->ending && septel__layout_line(layout, i + 1).len &&
		       !septel__keyword(septel__layout_line(layout, i + 1), &keyword))
			i++;
		end = i + 1;
		if (subject)
			break; /* what follows is text, whatever words it begins with */
	}
	return end;
}

static size_t find_ending(const struct layout *layout)
{
	size_t end = layout->lines.count;
	for (size_t i = layout->lines.count; i > layout->twelve + 1; i--) {
		const struct septel_view line = septel__layout_line(layout, i - 1);
		struct septel_view rest = line, digits;
		if (septel__equal(line, VIEW_LITERAL("BT")))
			return i - 1;
		const bool confirmation =
			scan_byte(&rest, '#') && scan_digits(&rest, 4, 4, &digits) && rest.len == 0;
		const bool mark = septel__equal(line, VIEW_LITERAL("NNNN")) || confirmation;
		if (mark)
			end = i - 1;
		else if (line.len)
			break;
	}
	return end;
}

bool septel__layout(struct layout *out, struct septel_view bytes, struct septel_arena *arena)
{
	*out = (struct layout){.bytes = bytes};
	if (!septel__lines_split(&out->lines, bytes, arena))
		return false;
	out->twelve = find_line_twelve(out);
	if (out->twelve == out->lines.count)
		return false;
	find_section_number(out);
	out->ending = find_ending(out);
	out->text = find_block_end(out);
	return true;
}
