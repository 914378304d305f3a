/* compose_body.c - paragraphs, typed or read; see compose_body.h.
 *
 * A typed text is blocks between blank lines.  A block whose lines all fit
 * stays as it was typed; one with a longer line is filled anew, a line with an
 * item mark or an indent beginning a line of its own.  Where no block has a
 * number and there are several, they get numbers.
 */
#include "compose_body.h"

#include "body.h"
#include "marking.h"
#include "scan.h"

/* Narrowest column tried so that the last line of a text in capitals is not
 * taken for a signature. */
#define NARROWEST_WIDTH 40

/* ---- typed text ------------------------------------------------------------- */

static bool next_block(struct septel_view *rest, struct septel_view *block)
{
	struct septel_view line, after = *rest;
	while (septel__next_line(&after, &line) && septel__trim(line).len == 0)
		*rest = after;
	if (septel__trim(*rest).len == 0)
		return false;
	const char *start = rest->ptr, *end = start;
	after = *rest;
	while (septel__next_line(&after, &line) && septel__trim(line).len) {
		end = line.ptr + line.len;
		*rest = after;
	}
	*block = (struct septel_view){start, (size_t)(end - start)};
	return true;
}

static struct septel_view first_line(struct septel_view block)
{
	struct septel_view line = {"", 0};
	septel__next_line(&block, &line);
	return line;
}

static bool begins_numbered(struct septel_view block)
{
	struct label label;
	const struct septel_view line = septel__trim_left(first_line(block));
	return line.len && septel__is_digit(line.ptr[0]) && septel__label(line, &label);
}

/* One line without a small letter, or a rule: what stands over a paragraph. */
static bool is_heading_block(struct septel_view block)
{
	if (septel__is_rule(septel__trim(first_line(block))))
		return true;
	if (septel__find_byte(block, '\n', 0) != VIEW_NOT_FOUND || block.len > 80)
		return false;
	bool letters = false;
	for (size_t i = 0; i < block.len; i++) {
		if (septel__is_lower(block.ptr[i]))
			return false;
		letters = letters || septel__is_upper(block.ptr[i]);
	}
	return letters && !septel__is_one_of(block.ptr[block.len - 1], ".!?") &&
	       block.ptr[0] != '(';
}

static bool begins_marked(struct septel_view block)
{
	const size_t close = septel__find_byte(block, ')', 0);
	return block.ptr[0] == '(' && close != VIEW_NOT_FOUND &&
	       septel__is_portion_mark(septel__slice(block, 1, close));
}

/* An item of a list, or a line set off: it belongs to the paragraph above. */
static bool is_item_block(struct septel_view block)
{
	if (begins_marked(block))
		return false;
	return block.ptr[0] == ' ' || septel__misleading_start(septel__trim(block));
}

static bool wants_numbers(struct septel_view text)
{
	struct septel_view block;
	size_t count = 0;
	while (next_block(&text, &block)) {
		if (begins_numbered(block))
			return false;
		if (!is_heading_block(block) && !is_item_block(block))
			count++;
	}
	return count > 1;
}

static bool lines_fit(struct septel_view block, size_t width, size_t taken)
{
	struct septel_view line;
	while (septel__next_line(&block, &line)) {
		if (septel__trim_right(line).len + taken > width)
			return false;
		taken = 0;
	}
	return true;
}

/* A line that goes on with the line above it when a block is filled anew. */
static bool goes_on(struct septel_view line, struct septel_view above)
{
	return !septel__is_rule(above) && !septel__is_rule(septel__trim(line)) &&
	       line.ptr[0] != ' ' && !septel__misleading_start(line);
}

/* The lines of `run` as one, joined as a reader joins them (rule P5). */
static struct septel_view joined(struct composing *composing, struct septel_view run)
{
	struct septel_out out;
	struct septel_view line;
	septel__out_init(&out, composing->arena, 0);
	while (septel__next_line(&run, &line)) {
		const bool hyphen = out.length >= 2 && out.data[out.length - 1] == '-' &&
				    septel__is_alpha(out.data[out.length - 2]);
		if (out.length && !hyphen)
			septel__out_byte(&out, ' ');
		septel__out_view(&out, septel__trim(line));
	}
	return septel__out_written(&out);
}

static void write_block_filled(struct composing *composing, const char *prefix,
			       struct septel_view block, size_t width)
{
	struct septel_view line, run = {"", 0}, above = {"", 0};
	while (septel__next_line(&block, &line)) {
		if (run.len && line.len && goes_on(line, septel__trim(above))) {
			run.len = (size_t)(line.ptr + line.len - run.ptr);
		} else {
			if (run.len) {
				septel__write_filled(composing, prefix, 0, joined(composing, run),
						     width);
				prefix = "";
			}
			run = line;
		}
		above = line;
	}
	septel__write_filled(composing, prefix, 0, joined(composing, run), width);
}

static void write_block(struct composing *composing, const char *prefix, struct septel_view block)
{
	struct septel_view line;
	if (!lines_fit(block, composing->width, strlen(prefix))) {
		write_block_filled(composing, prefix, block, composing->width);
		return;
	}
	septel__out_string(composing->out, prefix);
	while (septel__next_line(&block, &line)) {
		septel__out_view(composing->out, septel__trim_right(line));
		septel__out_byte(composing->out, '\n');
	}
}

static void write_typed(struct composing *composing, const char *prefix)
{
	struct septel_view text = septel__signs(composing, composing->draft->text);
	struct septel_view block;
	const bool numbered = wants_numbers(text);
	int number = 0;
	bool first = true;
	while (next_block(&text, &block)) {
		struct septel_out label;
		septel__out_init(&label, composing->arena, 0);
		if (!first)
			septel__out_byte(composing->out, '\n');
		septel__out_string(&label, first ? prefix : "");
		if (numbered && !is_heading_block(block) && !is_item_block(block))
			septel__out_format(&label, "%d. ", ++number);
		const char *opening = septel__out_terminated(&label);
		if (opening)
			write_block(composing, opening, block);
		first = false;
	}
}

/* ---- paragraphs ------------------------------------------------------------- */

static void write_heading_lines(struct composing *composing, struct septel_view heading)
{
	struct septel_out lines;
	struct composing aside = *composing;
	septel__out_init(&lines, composing->arena, 0);
	aside.out = &lines;
	septel__write_filled(&aside, "", 0, septel__signs(composing, heading), composing->width);
	size_t longest = 3;
	struct septel_view rest = septel__out_written(&lines), line;
	while (septel__next_line(&rest, &line))
		longest = line.len > longest ? line.len : longest;
	septel__out_repeat(composing->out, '-', longest);
	septel__out_byte(composing->out, '\n');
	septel__out_view(composing->out, septel__out_written(&lines));
	septel__out_repeat(composing->out, '-', longest);
	septel__out_string(composing->out, "\n\n");
}

/* What rule P4 takes for a signature (split=1). */
static bool like_a_signature(struct septel_view line)
{
	size_t words = 0;
	struct septel_view rest = line, word;
	for (size_t i = 0; i < line.len; i++)
		if (!septel__is_upper(line.ptr[i]) && !septel__is_one_of(line.ptr[i], " .'-"))
			return false;
	while (septel__next_word(&rest, &word))
		words++;
	return words > 0 && words <= 4;
}

static struct septel_view last_line(struct septel_view text)
{
	text = septel__trim_right(text);
	size_t start = text.len;
	while (start > 0 && text.ptr[start - 1] != '\n')
		start--;
	return septel__slice(text, start, text.len);
}

/* The last paragraph of an unsigned message: its last line must not look like a
 * signature, so that the width gives way. */
static void write_last(struct composing *composing, const char *label, struct septel_view words)
{
	for (size_t width = composing->width; width >= NARROWEST_WIDTH; width--) {
		struct septel_out lines;
		struct composing aside = *composing;
		septel__out_init(&lines, composing->arena, 0);
		aside.out = &lines;
		septel__write_filled(&aside, label, 0, words, width);
		const struct septel_view written = septel__out_written(&lines);
		const bool alone =
			septel__find_byte(septel__trim_right(written), '\n', 0) == VIEW_NOT_FOUND;
		if (alone || !like_a_signature(last_line(written)) || width == NARROWEST_WIDTH) {
			septel__out_view(composing->out, written);
			return;
		}
	}
}

/* True where the one paragraph needs no number: it is the whole text. */
static bool stands_alone(const struct septel_paragraphs *paragraphs)
{
	const struct septel_paragraph *only = &paragraphs->at[0];
	return paragraphs->count == 1 && only->marking.len == 0 && only->number <= 1 &&
	       only->heading.len == 0 && septel__find_byte(only->text, '\n', 0) == VIEW_NOT_FOUND;
}

static void write_paragraph(struct composing *composing, const char *prefix, size_t index)
{
	const struct septel_paragraphs *paragraphs = &composing->draft->paragraphs;
	const struct septel_paragraph *paragraph = &paragraphs->at[index];
	const struct septel_view words = septel__signs(composing, paragraph->text);
	struct septel_out label;
	septel__out_init(&label, composing->arena, 0);
	if (paragraph->heading.len)
		write_heading_lines(composing, paragraph->heading);
	septel__out_string(&label, prefix);
	if (paragraph->number > 0 && !stands_alone(paragraphs))
		septel__out_format(&label, "%d. ", paragraph->number);
	if (paragraph->marking.len)
		septel__out_format(&label, "(%.*s) ", VIEW_FORMAT(paragraph->marking));
	const char *opening = septel__out_terminated(&label);
	if (!opening)
		return;
	const bool last = index + 1 == paragraphs->count && !composing->draft->signature.len;
	if (last)
		write_last(composing, opening, words);
	else
		septel__write_filled(composing, opening, 0, words, composing->width);
}

static void write_paragraphs(struct composing *composing, const char *prefix)
{
	for (size_t i = 0; i < composing->draft->paragraphs.count; i++) {
		if (i > 0)
			septel__out_byte(composing->out, '\n');
		write_paragraph(composing, i == 0 ? prefix : "", i);
	}
}

void septel__write_body(struct composing *composing, const char *prefix)
{
	const struct septel_draft *draft = composing->draft;
	if (draft->text.len)
		write_typed(composing, prefix);
	else
		write_paragraphs(composing, prefix);
	/* The last set of a general message ends in a double oblique. */
	if (prefix[0] && composing->out->length &&
	    !septel__ends(septel__trim_right(septel__out_written(composing->out)), "//")) {
		composing->out->length--;
		septel__out_string(composing->out, "//\n");
	}
	if (draft->signature.len)
		septel__out_format(composing->out, "%.*s\n",
				   VIEW_FORMAT(septel__signs(composing, draft->signature)));
}
