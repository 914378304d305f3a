/* convert_md.c - CommonMark that shows the words as they are; septel/convert.h.
 *
 * Every sign that may mean something to a Markdown reader is escaped, so that
 * "*** (C) 1. <A>" comes out as those signs.
 */
#include "converting.h"
#include "printable.h"

/* Signs that mean something wherever they stand. */
static bool is_markup(char c)
{
	return septel__is_one_of(c, "\\`*_[]<>&#|~!$^@");
}

/* At the start of a line also what begins a list, a rule or a heading. */
static void put_line(struct septel_out *out, struct septel_view line, bool at_start)
{
	size_t at = 0;
	if (at_start) {
		line = septel__trim_left(line);
		while (at < line.len && septel__is_digit(line.ptr[at]))
			septel__out_byte(out, line.ptr[at++]);
		if (at < line.len && septel__is_one_of(line.ptr[at], at ? ".)" : "+-="))
			septel__out_byte(out, '\\');
	}
	for (; at < line.len; at++) {
		const char c = line.ptr[at];
		/* "www." and "http:" alone turn into links in some readers. */
		const bool dot =
			c == '.' && at >= 3 &&
			septel__equal_fold(septel__slice(line, at - 3, at), VIEW_LITERAL("www"));
		const bool scheme = c == ':' && at + 1 < line.len && line.ptr[at + 1] == '/';
		if (is_markup(c) || dot || scheme)
			septel__out_byte(out, '\\');
		septel__out_byte(out, c);
	}
}

/* Lines of the words stay lines. */
static void put_words(struct converting *converting, struct septel_view view, bool at_start)
{
	struct septel_view line;
	view = septel__printable(converting->arena, view, true);
	bool first = true;
	while (septel__next_line(&view, &line)) {
		if (!first)
			septel__out_string(converting->out, "\\\n");
		put_line(converting->out, line, !first || at_start);
		first = false;
	}
}

static void put_facts(struct converting *converting)
{
	struct fact facts[FACTS_LIMIT];
	struct septel_out *out = converting->out;
	const size_t count = septel__facts(converting, facts);
	for (size_t i = 0; i < count; i++) {
		septel__out_format(out, "- **%s:**", facts[i].label);
		for (size_t k = 0; k < facts[i].values.count; k++) {
			septel__out_string(out, k == 0 ? " " : "; ");
			put_words(converting, facts[i].values.at[k], false);
		}
		septel__out_byte(out, '\n');
	}
	if (count)
		septel__out_byte(out, '\n');
}

static void put_paragraph(struct converting *converting, const struct septel_paragraph *paragraph)
{
	struct septel_out *out = converting->out;
	if (paragraph->heading.len) {
		septel__out_string(out, "## ");
		put_words(converting, septel__clean(converting, paragraph->heading), true);
		septel__out_string(out, "\n\n");
	}
	bool at_start = true;
	if (paragraph->number > 0) {
		septel__out_format(out, "**%d.** ", paragraph->number);
		at_start = false;
	}
	if (paragraph->marking.len) {
		septel__out_byte(out, '(');
		put_words(converting, paragraph->marking, false);
		septel__out_string(out, ") ");
		at_start = false;
	}
	put_words(converting, paragraph->text, at_start);
	septel__out_string(out, "\n\n");
}

void septel__convert_md(struct converting *converting)
{
	const struct septel_message *message = converting->message;
	struct septel_out *out = converting->out;
	if (message->classification != SEPTEL_CLASS_NONE)
		septel__out_format(out, "**%s**\n\n", septel_class_name(message->classification));
	if (message->subject.len) {
		septel__out_string(out, "# ");
		put_words(converting, septel__clean(converting, message->subject), true);
		septel__out_string(out, "\n\n");
	}
	put_facts(converting);
	for (size_t i = 0; i < message->paragraphs.count; i++)
		put_paragraph(converting, &message->paragraphs.at[i]);
	if (message->signature.len) {
		put_words(converting, message->signature, true);
		septel__out_byte(out, '\n');
	}
}
