/* body.c - see body.h.
 *
 * First every line is told apart by its first byte and, where that says it
 * could matter, by more (classify).  Then the ending and the signature are cut
 * off, and the lines between labels, or between blank lines where there is no
 * label, become paragraphs.
 */
#include "body.h"

#include "../base/view.h"
#include "body_lines.h"
#include "ending.h"
#include "headings.h"
#include "list.h"
#include "scan.h"
#include "summary.h"
#include "text.h"

/* Blanks before a label without a portion mark; what stands further in is an
 * item of the paragraph, unless the labels of the message stand there too. */
#define LABEL_INDENT_LIMIT 2

/* What a line that begins with this byte could be besides plain text. */
enum first_byte { ANY_TEXT, MAY_BE_LABEL, MAY_BE_RULE, MAY_BE_ENDING, MAY_BE_SET };

static const unsigned char FIRST_BYTES[256] = {
	['0'] = MAY_BE_LABEL,  ['1'] = MAY_BE_LABEL,  ['2'] = MAY_BE_LABEL,  ['3'] = MAY_BE_LABEL,
	['4'] = MAY_BE_LABEL,  ['5'] = MAY_BE_LABEL,  ['6'] = MAY_BE_LABEL,  ['7'] = MAY_BE_LABEL,
	['8'] = MAY_BE_LABEL,  ['9'] = MAY_BE_LABEL,  [0xC2] = MAY_BE_LABEL, ['-'] = MAY_BE_RULE,
	['='] = MAY_BE_RULE,   ['_'] = MAY_BE_RULE,   ['*'] = MAY_BE_RULE,   ['B'] = MAY_BE_ENDING,
	['N'] = MAY_BE_ENDING, ['<'] = MAY_BE_ENDING, ['M'] = MAY_BE_ENDING, ['R'] = MAY_BE_SET,
	['G'] = MAY_BE_SET,
};

struct paragraph_label {
	size_t line;
	int number;
	struct septel_view marking;
	uint32_t start; /* of the label, in the text */
};

struct body_reader {
	struct body body;
	struct paragraph_label *labels;
	size_t label_count, label_capacity;
	uint32_t label_indent;
	size_t ending; /* the line where the ending may begin; SIZE_MAX */
	bool text_seen;
	bool after_blank;
	struct septel_paragraph *paragraphs;
	size_t paragraph_count, paragraph_capacity;
};

/* ---- the lines told apart --------------------------------------------------- */

/* The name of the set whose text is the body: its length with what divides it
 * from the text, 0 if `line` begins with none. */
static size_t set_name(struct septel_view line)
{
	struct septel_view rest = line;
	if (scan_word(&rest, "GENTEXT/")) {
		while (scan_byte(&rest, '/'))
			;
		if (rest.len == 0)
			return line.len;
	}
	if (!scan_word(&rest, "RMKS/") && !scan_word(&rest, "REMARKS/") &&
	    !scan_word(&rest, "REMARK/"))
		return 0;
	while (scan_byte(&rest, '/'))
		;
	scan_blanks(&rest);
	return line.len - rest.len;
}

static int last_number(const struct body_reader *reader)
{
	return reader->label_count ? reader->labels[reader->label_count - 1].number : 0;
}

/* P2: may the label `label` begin a paragraph where it stands? */
static bool begins_paragraph(const struct body_reader *reader, size_t index,
			     const struct label *label, uint32_t indent)
{
	const int last = last_number(reader);
	if (label->marking.len)
		return label->number > last;
	if (label->number != last + 1)
		return false;
	if (indent > LABEL_INDENT_LIMIT && indent > reader->label_indent && reader->text_seen)
		return false;
	return reader->after_blank || septel__ends_in_stop(body_view(&reader->body, index - 1));
}

static void note_gap(struct body_reader *reader, const struct label *label, struct septel_view line)
{
	const int last = last_number(reader);
	if (label->number > last + 1 && (reader->label_count || !reader->text_seen))
		septel__diagnose(reader->body.reading, SEPTEL_WARNING, "body.number-gap",
				 septel__slice(line, 0, label->text_offset),
				 "paragraph %d follows paragraph %d", label->number, last);
}

/* Takes the label with which line `index` begins, if it is one. */
static bool take_label(struct body_reader *reader, size_t index, uint32_t indent)
{
	struct body_line *line = &reader->body.lines[index];
	const struct septel_view words = body_view(&reader->body, index);
	struct label label;
	if (!septel__label(words, &label) || !begins_paragraph(reader, index, &label, indent))
		return false;
	note_gap(reader, &label, words);
	struct septel_arena *arena = reader->body.reading->arena;
	struct paragraph_label *taken =
		LIST_ADD(arena, reader->labels, reader->label_count, reader->label_capacity);
	if (!taken)
		return false;
	*taken = (struct paragraph_label){index, label.number,
					  septel__one_line(arena, label.marking), line->start};
	line->kind = BODY_LABEL;
	line->start += (uint32_t)label.text_offset;
	line->length -= (uint32_t)label.text_offset;
	reader->label_indent = indent;
	reader->ending = SIZE_MAX;
	return true;
}

/* RMKS/ before the first label is a line start (P2), and no text; alone in its
 * line it is nothing, like a rule. */
static void take_set(struct body_reader *reader, size_t index)
{
	struct body_line *line = &reader->body.lines[index];
	const size_t length = reader->label_count ? 0 : set_name(body_view(&reader->body, index));
	if (length == 0)
		return;
	line->start += (uint32_t)length;
	line->length -= (uint32_t)length;
	reader->after_blank = true;
	if (line->length == 0)
		line->kind = BODY_RULE;
	else
		take_label(reader, index, 0);
}

static void take_ending(struct body_reader *reader, size_t index)
{
	if (septel__ending(body_view(&reader->body, index)) < ENDING_MARK)
		return;
	reader->body.lines[index].kind = BODY_ENDING;
	if (reader->text_seen && reader->ending == SIZE_MAX)
		reader->ending = index;
}

static void tell_apart(struct body_reader *reader, size_t index, uint32_t indent)
{
	struct body_line *line = &reader->body.lines[index];
	const struct septel_view words = body_view(&reader->body, index);
	switch ((enum first_byte)FIRST_BYTES[(unsigned char)words.ptr[0]]) {
	case ANY_TEXT:
		break;
	case MAY_BE_LABEL:
		take_label(reader, index, indent);
		break;
	case MAY_BE_RULE:
		if (septel__is_rule(words))
			line->kind = BODY_RULE;
		else if (words.ptr[0] == '*')
			take_ending(reader, index);
		break;
	case MAY_BE_ENDING:
		take_ending(reader, index);
		break;
	case MAY_BE_SET:
		take_set(reader, index);
		break;
	}
}

/* True behind an archive's end mark: nothing after it is text. */
static bool archive_begins(const struct body_reader *reader, size_t index)
{
	return reader->body.lines[index].kind == BODY_ENDING &&
	       septel__ending(body_view(&reader->body, index)) == ENDING_ARCHIVE;
}

static void classify(struct body_reader *reader)
{
	const struct reading *reading = reader->body.reading;
	const struct line *lines = reading->lines.at + reading->body_first;
	reader->after_blank = true;
	for (size_t i = 0; i < reader->body.count; i++) {
		struct body_line *line = &reader->body.lines[i];
		*line = (struct body_line){lines[i].start + lines[i].indent,
					   lines[i].length - lines[i].indent, BODY_TEXT};
		if (line->length == 0) {
			line->kind = BODY_BLANK;
			reader->after_blank = true;
			continue;
		}
		tell_apart(reader, i, lines[i].indent);
		if (archive_begins(reader, i)) {
			reader->body.count = i;
			break;
		}
		reader->text_seen = reader->text_seen || body_is_text(line);
		reader->after_blank = !body_is_text(line);
	}
}

/* ---- the ending --------------------------------------------------------------- */

static void cut_ending(struct body_reader *reader)
{
	struct body *body = &reader->body;
	size_t end = body->count;
	if (reader->ending < end)
		end = reader->ending;
	while (end > 0) {
		const struct body_line *line = &body->lines[end - 1];
		if (line->kind == BODY_LABEL ||
		    (line->kind == BODY_TEXT && !septel__ending(body_view(body, end - 1))))
			break;
		end--;
	}
	body->count = end;
	if (end > 0)
		body->lines[end - 1].length =
			(uint32_t)septel__without_ending(body_view(body, end - 1)).len;
}

/* P4: after at least one line of its paragraph. */
static void cut_signature(struct body_reader *reader)
{
	struct body *body = &reader->body;
	if (body->count < 2 || body->lines[body->count - 1].kind != BODY_TEXT)
		return;
	const struct septel_view line = body_view(body, body->count - 1);
	size_t before = body->count - 1;
	while (before > 0 && !body_is_text(&body->lines[before - 1]))
		before--;
	if (before == 0 || !septel__is_signature(line))
		return;
	reader->body.reading->message->signature =
		septel__one_line(reader->body.reading->arena, line);
	body->count--;
}

/* ---- paragraphs ----------------------------------------------------------------- */

/* The place of the text lines `first` to `end`, from byte `start` on. */
static struct septel_span span_of(const struct body *body, size_t first, size_t end, uint32_t start)
{
	uint32_t behind = start;
	for (size_t i = end; i > first; i--) {
		const struct body_line *line = &body->lines[i - 1];
		if (!body_is_text(line))
			continue;
		behind = line->start + line->length;
		break;
	}
	return (struct septel_span){start, behind > start ? behind - start : 0};
}

/* Adds the paragraph of the lines `first` to `end`, whose heading begins at
 * line `heading`. */
static struct septel_paragraph *add_paragraph(struct body_reader *reader, int number,
					      size_t heading, size_t first, size_t end)
{
	const struct body *body = &reader->body;
	struct septel_paragraph *paragraph =
		LIST_ADD(body->reading->arena, reader->paragraphs, reader->paragraph_count,
			 reader->paragraph_capacity);
	if (!paragraph)
		return NULL;
	*paragraph = (struct septel_paragraph){
		.number = number,
		.marking = {"", 0},
		.heading = septel__join_heading(body, heading, first),
		.text = septel__join_lines(body, first, end),
		.at = span_of(body, first, end, body->lines[first].start),
	};
	return paragraph;
}

static size_t first_text(const struct body *body, size_t first, size_t end)
{
	while (first < end && !body_is_text(&body->lines[first]))
		first++;
	return first;
}

/* P2: what stands before the first label is paragraph 0. */
static void read_paragraph_zero(struct body_reader *reader, size_t end)
{
	struct body *body = &reader->body;
	const size_t behind = septel__heading_at(body, 0, end);
	const size_t first = first_text(body, behind, end);
	if (first < end)
		add_paragraph(reader, 0, 0, first, end);
}

static void read_labelled(struct body_reader *reader)
{
	struct body *body = &reader->body;
	size_t heading = septel__heading_before(body, 0, reader->labels[0].line);
	read_paragraph_zero(reader, heading);
	for (size_t i = 0; i < reader->label_count; i++) {
		const struct paragraph_label *label = &reader->labels[i];
		const bool is_last = i + 1 == reader->label_count;
		const size_t limit = is_last ? body->count : label[1].line;
		const size_t end =
			is_last ? limit : septel__heading_before(body, label->line + 1, limit);
		struct septel_paragraph *paragraph =
			add_paragraph(reader, label->number, heading, label->line, end);
		if (!paragraph)
			return;
		paragraph->marking = label->marking;
		paragraph->at = span_of(body, label->line, end, label->start);
		heading = end;
	}
}

/* From the last block back, so that a heading stands before a paragraph and
 * not before another heading. */
static void mark_block_headings(struct body *body)
{
	for (size_t at = body->count; at > 0;) {
		if (!body_is_text(&body->lines[at - 1])) {
			at--;
			continue;
		}
		while (at > 0 && body_is_text(&body->lines[at - 1]))
			at--;
		at = septel__heading_before(body, 0, at);
	}
}

/* P2: no label in the whole body. */
static void read_blocks(struct body_reader *reader)
{
	struct body *body = &reader->body;
	int number = 0;
	mark_block_headings(body);
	for (size_t heading = 0; heading < body->count;) {
		const size_t first = first_text(body, heading, body->count);
		size_t end = first;
		while (end < body->count && body_is_text(&body->lines[end]))
			end++;
		if (first < end)
			add_paragraph(reader, ++number, heading, first, end);
		heading = end;
	}
}

/* ---- the whole ------------------------------------------------------------------ */

static void mark_uses(const struct body_reader *reader)
{
	static const unsigned char USES[] = {
		[BODY_BLANK] = LINE_BLANK, [BODY_RULE] = LINE_BODY,    [BODY_TEXT] = LINE_BODY,
		[BODY_LABEL] = LINE_BODY,  [BODY_HEADING] = LINE_BODY, [BODY_ENDING] = LINE_ENDING};
	const struct reading *reading = reader->body.reading;
	const size_t first = reading->body_first;
	for (size_t i = 0; i < reader->body.count; i++)
		reading->uses[first + i] = USES[reader->body.lines[i].kind];
	for (size_t i = first + reader->body.count; i < reading->lines.count; i++)
		reading->uses[i] = line_is_blank(&reading->lines.at[i]) ? LINE_BLANK : LINE_ENDING;
}

void septel__body_read(struct reading *reading)
{
	struct body_reader reader = {.body = {.reading = reading}, .ending = SIZE_MAX};
	if (reading->body_first > reading->lines.count)
		reading->body_first = reading->lines.count;
	reading->body_end = reading->lines.count;
	reader.body.count = reading->lines.count - reading->body_first;
	reader.body.lines = septel_arena_alloc(reading->arena,
					       (reader.body.count + 1) * sizeof *reader.body.lines);
	if (!reader.body.lines)
		return;
	classify(&reader);
	cut_ending(&reader);
	cut_signature(&reader);
	if (reader.label_count)
		read_labelled(&reader);
	else
		read_blocks(&reader);
	mark_uses(&reader);
	reading->body_end = reading->body_first + reader.body.count;
	reading->message->paragraphs =
		(struct septel_paragraphs){reader.paragraphs, reader.paragraph_count};
	reading->message->summary = septel__summary(reading->message->paragraphs, reading->arena);
}
