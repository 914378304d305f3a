/* sections_split.c - a long message into sections; septel/sections.h.
 *
 * Sizes (wire-format 7): H lines of heading, B lines of the block that every
 * section repeats; section 1 takes 110 - H - B lines of text, a later one
 * 111 - H - B, for it drops the blank lines of the block and has one behind it.
 * Station serial: State keeps it and counts /nn; ACP 127 and JANAP 128 give
 * each section its own.
 */
#include "../base/out.h"
#include "composing.h"
#include "format_line.h"
#include "layout.h"
#include "marking.h"
#include "scan.h"

#include <septel/sections.h>

/* Text lines that a section must have room for. */
#define SECTION_TEXT_LEAST 10

struct split {
	struct layout layout;
	struct septel_out *out;
	size_t heading; /* H */
	size_t block;   /* B */
	size_t repeats; /* lines of a later section before its text, heading aside */
	int total;
	bool slash; /* format line 3 counts sections: /01 */
};

/* The number that `digits` are, higher by `more`, in as many digits: behind 9999
 * (of three, 999) comes 1, for 0000 is no number. */
static void put_number(struct septel_out *out, struct septel_view digits, int more)
{
	int modulus = 1000;
	for (size_t length = 3; length < digits.len; length++)
		modulus *= 10;
	int number = septel__number(digits) + more;
	if (number >= modulus)
		number = number % modulus + 1;
	septel__out_format(out, "%0*d", (int)digits.len, number);
}

/* Format line 1: each transmission has the next channel number. */
static bool put_transmission(struct septel_out *out, struct septel_view line, int more)
{
	struct transmission_line transmission;
	if (!septel__transmission_line(line, &transmission))
		return false;
	const char *after = transmission.circuit.ptr + transmission.circuit.len;
	struct septel_view rest = {after, (size_t)(line.ptr + line.len - after)}, digits;
	scan_blanks(&rest);
	if (!scan_digits(&rest, 3, 4, &digits))
		return false;
	septel__out_bytes(out, line.ptr, (size_t)(digits.ptr - line.ptr));
	put_number(out, digits, more);
	septel__out_view(out, rest);
	return true;
}

/* Format line 3. */
static bool put_calling(const struct split *split, struct septel_view line, int section)
{
	struct calling_line calling;
	if (!septel__calling_line(line, &calling) || calling.serial == SEPTEL_NUMBER_NONE)
		return false;
	struct septel_view rest = {calling.ri.ptr + calling.ri.len, 0}, digits;
	rest.len = (size_t)(line.ptr + line.len - rest.ptr);
	scan_blanks(&rest);
	const bool hash = scan_byte(&rest, '#');
	if (!scan_digits(&rest, 1, 6, &digits))
		return false;
	septel__out_bytes(split->out, line.ptr, (size_t)(digits.ptr - line.ptr));
	if (hash || split->slash) {
		septel__out_format(split->out, "%.*s/%02d", VIEW_FORMAT(digits), section);
		struct septel_view old;
		if (scan_byte(&rest, '/'))
			scan_digits(&rest, 1, 3, &old);
	} else {
		put_number(split->out, digits, section - 1);
	}
	septel__out_view(split->out, rest);
	return true;
}

static bool put_janap(struct septel_out *out, struct septel_view line, int more)
{
	struct janap_line janap;
	if (!septel__janap_line(line, &janap))
		return false;
	septel__out_bytes(out, line.ptr, (size_t)(janap.serial.ptr - line.ptr));
	put_number(out, janap.serial, more);
	const char *rest = janap.serial.ptr + janap.serial.len;
	septel__out_bytes(out, rest, (size_t)(line.ptr + line.len - rest));
	return true;
}

/* An address line: its continuity number is the section's. */
static void put_address(struct septel_out *out, struct septel_view line, int more)
{
	const struct reading nothing = {.text = line};
	const struct septel_addressee address = septel__address(&nothing, line);
	if (address.mcn.len == 0) {
		septel__out_view(out, line);
		return;
	}
	septel__out_bytes(out, line.ptr, (size_t)(address.mcn.ptr - line.ptr));
	put_number(out, septel__slice(address.mcn, 0, 4), more);
}

static void put_heading(const struct split *split, int section)
{
	bool addresses = false;
	for (size_t i = 0; i < split->layout.twelve; i++) {
		const struct septel_view line = septel__layout_line(&split->layout, i);
		struct septel_view rest;
		if (line.len == 0 && section > 1)
			continue;
		const enum address_keyword keyword = septel__address_keyword(line, &rest);
		if (keyword != ADDRESS_NONE)
			addresses = keyword != ADDRESS_FROM;
		if (addresses)
			put_address(split->out, line, section - 1);
		else if (!put_transmission(split->out, line, section - 1) &&
			 !put_calling(split, line, section) &&
			 !put_janap(split->out, line, section - 1))
			septel__out_view(split->out, line);
		septel__out_byte(split->out, '\n');
	}
}

/* The class and the captions that follow it on line 12. */
static size_t class_and_captions(struct septel_view line)
{
	struct classification_word word;
	struct septel_view canonical;
	size_t at = septel__classification(line, &word) ? word.length : 0;
	for (;;) {
		size_t next = at, length;
		while (next < line.len && line.ptr[next] == ' ')
			next++;
		if (!septel__caption(septel__slice(line, next, line.len), &canonical, &length))
			return at;
		at = next + length;
	}
}

/* Line 12 with its section number, before station and serial. */
static void put_line_twelve(const struct split *split, int section)
{
	const struct septel_view line = septel__layout_line(&split->layout, split->layout.twelve);
	const size_t at = class_and_captions(line);
	septel__out_bytes(split->out, line.ptr, at);
	if (split->slash || section < split->total || split->total > 99)
		septel__out_format(split->out,
				   split->slash ? " SECTION %02d OF %02d" : " SECTION %d OF %d",
				   section, split->total);
	else
		septel__out_format(split->out, " FINAL SECTION OF %d", split->total);
	septel__out_view(split->out, septel__slice(line, at, line.len));
	septel__out_byte(split->out, '\n');
}

/* The lines of the block behind line 12, without their blank ones. */
static void put_repeated_block(const struct split *split)
{
	for (size_t i = split->layout.twelve + 1; i < split->layout.text; i++)
		if (!line_is_blank(&split->layout.lines.at[i]))
			septel__layout_write(split->out, &split->layout, i, i + 1);
}

static void put_ending(const struct split *split, int section)
{
	for (size_t i = split->layout.ending; i < split->layout.lines.count; i++) {
		const struct septel_view line = septel__layout_line(&split->layout, i);
		struct septel_view rest = line, digits;
		if (!split->slash && scan_byte(&rest, '#') && scan_digits(&rest, 4, 4, &digits)) {
			septel__out_byte(split->out, '#');
			put_number(split->out, digits, section - 1);
			septel__out_byte(split->out, '\n');
			continue;
		}
		septel__out_view(split->out, line);
		septel__out_byte(split->out, '\n');
	}
}

static size_t capacity(const struct split *split, int section)
{
	if (section == 1)
		return SEPTEL_SECTION_LINES - split->heading - split->block;
	const size_t later = SEPTEL_SECTION_LINES + 1 - split->heading - split->block;
	const size_t room = SEPTEL_SECTION_LINES - split->heading - split->repeats;
	return later < room ? later : room;
}

static void put_section(const struct split *split, int section, size_t from, size_t to)
{
	put_heading(split, section);
	put_line_twelve(split, section);
	if (section == 1) {
		septel__layout_write(split->out, &split->layout, split->layout.twelve + 1,
				     split->layout.text);
	} else {
		put_repeated_block(split);
		septel__out_byte(split->out, '\n');
	}
	septel__layout_write(split->out, &split->layout, from, to);
	put_ending(split, section);
}

/* Counts H, B and what a later section repeats; the BT of format line 11 is
 * no line of either. */
static void measure(struct split *split)
{
	const struct layout *layout = &split->layout;
	struct calling_line calling;
	for (size_t i = 0; i < layout->twelve; i++) {
		const struct septel_view line = septel__layout_line(layout, i);
		if (line.len == 0 || septel__equal(line, VIEW_LITERAL("BT")))
			continue;
		split->heading++;
		if (septel__calling_line(line, &calling))
			split->slash = line.ptr[0] == 'D' &&
				       septel__find_byte(line, '#', 0) != VIEW_NOT_FOUND;
	}
	split->block = layout->text - layout->twelve;
	split->repeats = 1; /* the blank line behind the block */
	for (size_t i = layout->twelve; i < layout->text; i++)
		split->repeats += !line_is_blank(&layout->lines.at[i]);
}

static void put_sections(const struct split *split)
{
	size_t from = split->layout.text;
	for (int section = 1; section <= split->total; section++) {
		size_t to = from + capacity(split, section);
		if (to > split->layout.ending)
			to = split->layout.ending;
		put_section(split, section, from, to);
		from = to;
	}
}

static int refuse(struct septel_diagnostics *diagnostics, struct septel_view message,
		  struct septel_arena *arena, const char *code, const char *why)
{
	struct findings findings = {.arena = arena, .source = message};
	septel__find_fault(&findings, SEPTEL_ERROR, code, septel__slice(message, 0, 0), "%s", why);
	*diagnostics = septel__diagnostics_of(&findings.list);
	return SEPTEL_EREFUSED;
}

int septel__split_wire(struct septel_view *out, struct septel_diagnostics *diagnostics,
		       struct septel_view message, struct septel_arena *arena)
{
	struct septel_out text;
	struct split split = {.out = &text};
	*out = (struct septel_view){"", 0};
	*diagnostics = (struct septel_diagnostics){NULL, 0, 0};
	if (message.len > SEPTEL_MESSAGE_LIMIT)
		return SEPTEL_ETOOBIG;
	if (!septel__layout(&split.layout, message, arena))
		return septel_arena_failed(arena)
			       ? SEPTEL_ENOMEM
			       : refuse(diagnostics, message, arena, "split.line-twelve",
					"no line 12 with a classification behind a heading");
	measure(&split);
	const size_t lines = split.layout.ending - split.layout.text;
	const size_t used = split.heading + split.block;
	if (split.layout.total > 0 || used + lines <= SEPTEL_SECTION_LINES) {
		*out = message;
		return SEPTEL_OK;
	}
	if (used + SECTION_TEXT_LEAST > SEPTEL_SECTION_LINES)
		return refuse(diagnostics, message, arena, "split.heading",
			      "heading and subject leave no room for text in a section");
	const size_t first = capacity(&split, 1), later = capacity(&split, 2);
	const size_t total = 1 + (lines - first + later - 1) / later;
	if (total > SEPTEL_SECTIONS_LIMIT)
		return refuse(diagnostics, message, arena, "split.sections",
			      "the text takes more than 999 sections");
	split.total = (int)total;
	septel__out_init(&text, arena, 0);
	put_sections(&split);
	if (text.failed)
		return SEPTEL_ENOMEM;
	*out = septel__out_written(&text);
	return SEPTEL_OK;
}

/* ---- any message ------------------------------------------------------------ */

/* True for what stands as a circuit carries it: BT around the text, no line too
 * long, and no archive's copy of several sections in one. */
static bool is_wire_form(const struct layout *layout, const struct septel_message *message)
{
	bool before = false;
	for (size_t i = 0; i < layout->lines.count; i++) {
		if (layout->lines.at[i].length > WIRE_LINE_LIMIT)
			return false;
		if (i < layout->twelve &&
		    septel__equal(septel__layout_line(layout, i), VIEW_LITERAL("BT")))
			before = true;
	}
	return before && message->sections.present_count <= 1 &&
	       septel__equal(septel__layout_line(layout, layout->ending), VIEW_LITERAL("BT"));
}

int septel_split(struct septel_view *out, struct septel_diagnostics *diagnostics,
		 struct septel_view message, struct septel_arena *arena)
{
	const struct septel_message *read;
	struct septel_draft draft;
	struct layout layout;
	*out = (struct septel_view){"", 0};
	*diagnostics = (struct septel_diagnostics){NULL, 0, 0};
	int status = septel_message_parse(&read, message, NULL, arena);
	if (status != SEPTEL_OK)
		return status;
	if (septel__layout(&layout, message, arena) && is_wire_form(&layout, read))
		return septel__split_wire(out, diagnostics, message, arena);
	status = septel_draft_of_message(&draft, read, arena);
	if (status != SEPTEL_OK)
		return status;
	return septel_compose(out, diagnostics, &draft, NULL, arena);
}
