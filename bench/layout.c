/* layout.c - line 12 to the signature; see layout.h. */
#include "layout.h"

#include <stdio.h>
#include <string.h>

/* Lines of a section, counted from line 1 (wire-format 7). */
#define SECTION_LINES 110

const char *layout_class_letters(enum made_class class_, bool spaced)
{
	static const char *const SPACED[] = {"UNCLAS", "LIMITED OFFICIAL USE",
					     "C O N F I D E N T I A L", "S E C R E T"};
	static const char *const WORDS[] = {"UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL",
					    "SECRET"};
	return spaced ? SPACED[class_] : WORDS[class_];
}

/* Adds `string` line by line; the later lines are not continuations of the first. */
static void add_block(struct lines *lines, enum line_part part, const char *string, size_t width)
{
	for (const char *end; (end = strchr(string, '\n')); string = end + 1)
		lines_wrap(lines, part, string, (size_t)(end - string), width);
	lines_wrap(lines, part, string, strlen(string), width);
}

static void line_twelve(struct made *made, struct lines *lines)
{
	struct text out;
	text_init(&out);
	text_string(&out, layout_class_letters(made->class_, true));
	for (size_t i = 0; i < made->captions_on_line; i++)
		text_format(&out, " %s", made->captions[i]);
	if (made->sections > 1)
		text_format(&out, " SECTION 01 OF %02d", made->sections);
	text_format(&out, made->profile == MADE_CFPF ? " %s %04d" : " %s %06d", made->station,
		    made->serial);
	lines_add(lines, PART_CLASS, pool_copy(made->pool, out.at, out.length), out.length);
	text_release(&out);
	lines_blank(lines);
}

static void captions(struct made *made, struct lines *lines)
{
	for (size_t i = made->captions_on_line; i < made->captions_count; i++) {
		const char *caption = made->captions[i];
		lines_add(lines, PART_CAPTION, caption, strlen(caption));
		lines_blank(lines);
	}
	if (made->passing) {
		add_block(lines, PART_PASSING, made->passing, 69);
		lines_blank(lines);
	}
}

static void add_field(struct made *made, struct lines *lines, enum line_part part, const char *key,
		      const char *value, size_t width)
{
	const char *field = pool_format(made->pool, "%s%s", key, value);
	lines_wrap(lines, part, field, strlen(field), width);
}

static void tags(struct made *made, struct lines *lines, const struct copy *copy)
{
	struct text out;
	if (made->tags_count == 0)
		return;
	text_init(&out);
	text_string(&out, "TAGS: ");
	for (size_t i = 0; i < made->tags_count; i++) {
		const struct made_tag *tag = &made->tags[i];
		if (i > 0)
			text_string(&out, made->tags_separator);
		if (strcmp(tag->kind, "person") == 0)
			text_format(&out, "(%s)", tag->tag);
		else if (copy->anchors)
			text_format(&out, "[%s](#)", tag->tag);
		else
			text_string(&out, tag->tag);
	}
	lines_wrap(lines, PART_TAGS, pool_copy(made->pool, out.at, out.length), out.length,
		   copy->anchors ? 120 : copy->width);
	text_release(&out);
}

static const char *anchored_references(struct made *made)
{
	/* As the archive did it: the letter at the start of a line becomes an anchor. */
	struct text out;
	text_init(&out);
	const char *at = made->references_printed;
	text_byte(&out, *at);
	for (; *at; at++) {
		const char *letter = at + 1 + strspn(at + 1, " ");
		if (*at == '\n' && letter[0] >= 'A' && letter[0] <= 'Z' && letter[1] == '.') {
			text_format(&out, "[%c](#).", *letter);
			at = letter;
		} else if (at[1]) {
			text_byte(&out, at[1]);
		}
	}
	const char *block = pool_copy(made->pool, out.at, out.length);
	text_release(&out);
	return block;
}

static void references(struct made *made, struct lines *lines, const struct copy *copy)
{
	if (!made->references_printed)
		return;
	const char *block = copy->anchors ? anchored_references(made) : made->references_printed;
	lines_blank(lines);
	add_block(lines, PART_REFERENCE, block, copy->anchors ? 120 : copy->width);
}

static void internal_heading(struct made *made, struct lines *lines, const struct copy *copy)
{
	line_twelve(made, lines);
	captions(made, lines);
	if (made->order)
		add_field(made, lines, PART_ORDER, made->order_printed, made->declassify, 69);
	tags(made, lines, copy);
	add_field(made, lines, PART_SUBJECT, "SUBJECT: ", made->subject, copy->width);
	references(made, lines, copy);
	if (made->classified_by) {
		lines_blank(lines);
		add_block(lines, PART_CLASSIFIED_BY, made->classified_by, copy->width);
	}
	lines_blank(lines);
}

static void rule(struct made *made, struct lines *lines, char sign, size_t length)
{
	char *line = pool_take(made->pool, length);
	memset(line, sign, length);
	lines_add(lines, PART_RULE, line, length);
}

static void heading(struct made *made, struct lines *lines, const struct made_paragraph *paragraph)
{
	const size_t length = strlen(paragraph->heading);
	if (paragraph->heading_style == HEADING_RULED)
		rule(made, lines, paragraph->rule, length < 5 ? 5 : length > 58 ? 58 : length);
	add_block(lines, PART_HEADING, paragraph->heading, 80);
	if (paragraph->heading_style == HEADING_RULED)
		rule(made, lines, paragraph->rule, length < 5 ? 5 : length > 58 ? 58 : length);
	lines_blank(lines);
}

static void label(const struct made *made, const struct made_paragraph *paragraph,
		  const struct copy *copy, struct text *out)
{
	(void)made;
	if (!paragraph->labelled)
		return;
	if (copy->pilcrows)
		text_string(out, "\xC2\xB6");
	if (copy->anchors)
		text_format(out, "[%d](#). ", paragraph->number);
	else
		text_format(out, "%d. ", paragraph->number);
	if (paragraph->marking)
		text_format(out, "(%s) ", paragraph->marking);
}

static void paragraph_lines(struct made *made, struct lines *lines,
			    const struct made_paragraph *paragraph, const struct copy *copy)
{
	struct text out;
	if (paragraph->heading)
		heading(made, lines, paragraph);
	text_init(&out);
	label(made, paragraph, copy, &out);
	for (size_t i = 0; i < paragraph->count; i++) {
		const struct made_sentence *sentence = &made->sentences[paragraph->first + i];
		if (sentence->own_line) {
			lines_wrap(lines, PART_TEXT, pool_copy(made->pool, out.at, out.length),
				   out.length, copy->width);
			text_clear(&out);
		} else if (i > 0) {
			text_string(&out, made->double_spaced ? "  " : " ");
		}
		text_bytes(&out, sentence->at, sentence->length);
	}
	lines_wrap(lines, PART_TEXT, pool_copy(made->pool, out.at, out.length), out.length,
		   copy->width);
	text_release(&out);
}

static void text_lines(struct made *made, struct lines *lines, const struct copy *copy)
{
	for (size_t i = 0; i < made->paragraphs_count; i++) {
		if (i > 0)
			lines_blank(lines);
		paragraph_lines(made, lines, &made->paragraphs[i], copy);
	}
}

int layout_sections(struct made *made)
{
	static const struct copy PLAIN = {.width = 60, .tail = ""};
	size_t bytes = 0;
	for (size_t i = 0; i < made->sentences_count; i++)
		bytes += made->sentences[i].length + 1;
	const size_t count = bytes / (PLAIN.width - 3) + made->paragraphs_count * 2;
	return count <= 95 ? 1 : (int)((count + 88) / 90);
}

void layout_body(struct made *made, const struct copy *copy, struct lines *lines)
{
	lines->count = 0;
	internal_heading(made, lines, copy);
	text_lines(made, lines, copy);
	if (made->signature)
		lines_add(lines, PART_SIGNATURE, made->signature, strlen(made->signature));
}

const char *layout_marker(const struct made *made, int section)
{
	const char *suffix = made->has_first_marker ? ".2" : "";
	return pool_format(made->pool, "%.10s %08d  %03d%s OF %03d", made->station, made->serial,
			   section, suffix, made->sections);
}

/* "12." or "B." or "a)": what begins a line so may begin a paragraph or an item. */
static bool is_label(const struct line *line)
{
	size_t digits = 0;
	if (line->length > 1 && (line->at[1] == '.' || line->at[1] == ')'))
		return true;
	while (digits < line->length && line->at[digits] >= '0' && line->at[digits] <= '9')
		digits++;
	return digits > 0 && digits < line->length && line->at[digits] == '.';
}

bool layout_may_part(const struct lines *lines, size_t index)
{
	if (index == 0 || index + 1 >= lines->count)
		return false;
	const struct line *before = &lines->at[index - 1], *line = &lines->at[index];
	if (line->part != PART_TEXT || !line->continues || line->length == 0 ||
	    before->part != PART_TEXT || before->length == 0 ||
	    lines->at[index + 1].part != PART_TEXT || !lines->at[index + 1].continues)
		return false;
	const char last = before->at[before->length - 1], first = line->at[0];
	const bool ends_open = last == ',' || (last >= 'a' && last <= 'z') ||
			       (last >= 'A' && last <= 'Z') || (last >= '0' && last <= '9');
	const bool begins_open = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
				 (first >= '0' && first <= '9');
	return ends_open && begins_open && !is_label(line);
}

static void insert_marker(struct made *made, struct lines *lines, size_t where, int section)
{
	const char *marker = layout_marker(made, section);
	const bool blank_before = where > 0 && lines->at[where - 1].part == PART_BLANK;
	lines_insert(lines, where, (struct line){"", 0, PART_BLANK, false});
	lines_insert(lines, where, (struct line){marker, strlen(marker), PART_MARKER, false});
	if (!blank_before)
		lines_insert(lines, where, (struct line){"", 0, PART_BLANK, false});
}

/* The first place from `from` on where section `section` may begin; 0 if there is none. */
static size_t next_boundary(const struct lines *lines, size_t from)
{
	for (size_t i = from; i < lines->count; i++) {
		if (layout_may_part(lines, i))
			return i;
		if (i > 0 && lines->at[i - 1].part == PART_BLANK && lines->at[i].part == PART_TEXT)
			return i;
	}
	return 0;
}

void layout_markers(struct made *made, struct lines *lines)
{
	size_t first = 0, text = 0;
	while (first < lines->count && lines->at[first].part < PART_CLASSIFIED_BY)
		first++;
	while (text < lines->count && lines->at[text].part < PART_RULE)
		text++;
	const size_t length = lines->count - text;
	const size_t step = length / (size_t)made->sections;
	size_t places[64] = {0};
	for (int section = 2; section <= made->sections && section < 64; section++)
		places[section] = next_boundary(lines, text + step * (size_t)(section - 1));
	for (int section = made->sections; section >= 2; section--) {
		if (section < 64 && places[section])
			insert_marker(made, lines, places[section], section);
		else
			made->lost |= LOST(FIELD_SECTIONS);
	}
	if (made->has_first_marker)
		insert_marker(made, lines, first, 1);
}

/* D4: what an archive of web pages made of quotation marks. */
static void add_entities(const struct line *line, struct text *out)
{
	static const struct {
		const char *sign, *entity;
	} ENTITIES[] = {{"\xE2\x80\x99", "&#8217;"},
			{"\xE2\x80\x9C", "&#8220;"},
			{"\xE2\x80\x9D", "&#8221;"}};
	for (size_t i = 0; i < line->length; i++) {
		const char *entity = NULL;
		for (size_t k = 0; k < 3 && line->at[i] == '\xE2' && i + 2 < line->length; k++)
			if (memcmp(line->at + i, ENTITIES[k].sign, 3) == 0)
				entity = ENTITIES[k].entity;
		if (entity) {
			text_string(out, entity);
			i += 2;
		} else {
			text_byte(out, line->at[i]);
		}
	}
}

void layout_bytes(const struct lines *lines, const struct copy *copy, struct text *out)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];
		if (copy->entities)
			add_entities(line, out);
		else
			text_bytes(out, line->at, line->length);
		const struct line *next = i + 1 < lines->count ? line + 1 : NULL;
		const bool joins = next && next->continues && line->part == next->part;
		if (joins && copy->reflowed && line->part == PART_TEXT) {
			if (line->length == 0 || line->at[line->length - 1] != '-')
				text_byte(out, ' ');
			continue;
		}
		text_string(out, copy->tail);
		text_byte(out, '\n');
	}
}
