/* damage_lines.c - damage to the lines of the text; see damage.h. */
#include <ctype.h>
#include <string.h>

#include "damage.h"

static bool has(const struct made *made, int kind)
{
	return (made->damage & DAMAGE(kind)) != 0;
}

static size_t first_of(const struct lines *lines, enum line_part part)
{
	size_t i = 0;
	while (i < lines->count && lines->at[i].part != part)
		i++;
	return i;
}

static void set_line(struct made *made, struct line *line, const char *string)
{
	line->length = strlen(string);
	line->at = pool_copy(made->pool, string, line->length);
}

/* D1: a wrapped line, and after it the letter Q and the line again. */
static void repeat_lines(struct made *made, const struct copy *copy, struct lines *lines)
{
	bool done = false;
	for (int tries = 0; tries < 40 && (!done || random_chance(&made->print, 300)); tries++) {
		const size_t i = 1 + random_below(&made->print, (uint32_t)lines->count - 1);
		const struct line *line = &lines->at[i];
		const bool fits = line->part == PART_TEXT && line->length >= 45 &&
				  i + 1 < lines->count && lines->at[i + 1].continues &&
				  line->at[line->length - 1] != '-' &&
				  (line->continues || !(copy->anchors || copy->pilcrows)) &&
				  line->at[0] != 'Q' && lines->at[i + 1].at[0] != 'Q';
		if (!fits)
			continue;
		char *again = pool_take(made->pool, line->length + 1);
		again[0] = 'Q';
		memcpy(again + 1, line->at, line->length);
		lines_insert(lines, i + 1, (struct line){again, line->length + 1, PART_TEXT, true});
		done = true;
	}
	if (!done)
		made->damage &= ~DAMAGE(1);
}

/* D6: a page mark between the lines of TAGS, SUBJECT or REF. */
static void mark_heading(struct made *made, struct lines *lines)
{
	static const enum line_part PARTS[] = {PART_REFERENCE, PART_SUBJECT, PART_TAGS};
	const uint32_t turn = random_below(&made->print, 3);
	for (uint32_t k = 0; k < 3; k++) {
		const enum line_part part = PARTS[(turn + k) % 3];
		const size_t first = first_of(lines, part);
		if (first + 1 >= lines->count || lines->at[first + 1].part != part)
			continue;
		const char *marker =
			pool_format(made->pool, "%.10s %08d  001.2 OF %03d", made->station,
				    made->serial, made->sections < 2 ? 2 : made->sections);
		lines_insert(lines, first + 1, (struct line){"", 0, PART_BLANK, false});
		lines_insert(lines, first + 1,
			     (struct line){marker, strlen(marker), PART_MARKER, false});
		lines_insert(lines, first + 1, (struct line){"", 0, PART_BLANK, false});
		/* Where no other mark says so, this one may count as section 1 or as damage. */
		made->lost |= LOST(FIELD_SECTIONS);
		return;
	}
	made->damage &= ~DAMAGE(6);
}

/* D7: a blank line where a mark once stood. */
static void part_sentence(struct made *made, struct lines *lines)
{
	for (int tries = 0; tries < 60; tries++) {
		const size_t i = 1 + random_below(&made->print, (uint32_t)lines->count - 1);
		if (!layout_may_part(lines, i) || !made->paragraphs[0].labelled)
			continue;
		lines_insert(lines, i, (struct line){"", 0, PART_BLANK, false});
		return;
	}
	made->damage &= ~DAMAGE(7);
}

static const char *lower_behind_first(const struct made *made, const struct line *line)
{
	char *lower = pool_copy(made->pool, line->at, line->length);
	for (char *c = lower + 1; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return lower;
}

/* D9: the classification misprinted. */
static void spoil_class(struct made *made, struct lines *lines)
{
	struct line *line = &lines->at[first_of(lines, PART_CLASS)];
	const char *spaced = layout_class_letters(made->class_, true);
	const char *rest = line->at + strlen(spaced);
	if (made->class_ == MADE_LIMITED_OFFICIAL_USE) {
		made->damage &= ~DAMAGE(9);
		return;
	}
	const char *unspaced = made->class_ == MADE_UNCLASSIFIED
				       ? "UNCLASSIFIED"
				       : layout_class_letters(made->class_, false);
	switch (random_below(&made->print, 4)) {
	case 0:
		set_line(made, line, pool_format(made->pool, "%c%s%s", *spaced, spaced, rest));
		break;
	case 1:
		set_line(made, line, pool_format(made->pool, "%s%s", unspaced, rest));
		break;
	case 2:
		set_line(made, line, lower_behind_first(made, line));
		break;
	default:
		if (made->class_ == MADE_UNCLASSIFIED)
			set_line(made, line, pool_format(made->pool, "U N C L A S%s", rest));
		else
			set_line(made, line,
				 pool_format(made->pool, "%c %s%s", *unspaced, unspaced + 1, rest));
	}
}

/* D12: the letter O for a zero in a number.  What was meant cannot be proved. */
static void swap_zero(struct made *made, struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->at[i];
		const char *zero =
			line->part == PART_REFERENCE ? memchr(line->at, '0', line->length) : NULL;
		if (!zero)
			continue;
		char *copy = pool_copy(made->pool, line->at, line->length);
		copy[zero - line->at] = 'O';
		line->at = copy;
		made->lost |= LOST(FIELD_REFERENCES);
		return;
	}
	made->damage &= ~DAMAGE(12);
}

/* D13: two TAGS without the blank between them. */
static void fuse_tags(struct made *made, struct lines *lines)
{
	struct line *line = &lines->at[first_of(lines, PART_TAGS)];
	if (line == &lines->at[lines->count] || made->tags_count < 2 ||
	    strcmp(made->tags_separator, " ") != 0) {
		made->damage &= ~DAMAGE(13);
		return;
	}
	const char *first = memchr(line->at, ' ', line->length);
	const char *second = first ? strchr(first + 1, ' ') : NULL;
	if (!second) {
		made->damage &= ~DAMAGE(13);
		return;
	}
	set_line(made, line,
		 pool_format(made->pool, "%.*s%s", (int)(second - line->at), line->at, second + 1));
	made->lost |= LOST(FIELD_TAGS);
}

/* D14: a key with a letter lost or changed. */
static void mistype_key(struct made *made, struct lines *lines)
{
	static const struct {
		enum line_part part;
		const char *key, *typed;
	} TYPOS[] = {{PART_SUBJECT, "SUBJECT:", "SUBJ:"},  {PART_SUBJECT, "SUBJECT:", "UBJECT:"},
		     {PART_TAGS, "TAGS:", "TAG:"},         {PART_TAGS, "TAGS:", "TAGS;"},
		     {PART_TAGS, "TAGS:", "TABS:"},        {PART_ORDER, "E.O. ", "E.O "},
		     {PART_SUBJECT, "SUBJECT:", "SUBECT:"}};
	const size_t turn = random_below(&made->print, sizeof TYPOS / sizeof *TYPOS);
	struct line *line = &lines->at[first_of(lines, TYPOS[turn].part)];
	const size_t length = strlen(TYPOS[turn].key);
	if (line == &lines->at[lines->count] || line->length < length ||
	    memcmp(line->at, TYPOS[turn].key, length) != 0) {
		made->damage &= ~DAMAGE(14);
		return;
	}
	const char *rest = pool_copy(made->pool, line->at + length, line->length - length);
	set_line(made, line, pool_format(made->pool, "%s%s", TYPOS[turn].typed, rest));
}

/* D15: SUBJECT glued to what follows it. */
static void merge_lines(struct made *made, struct lines *lines)
{
	size_t last = first_of(lines, PART_SUBJECT);
	while (last + 1 < lines->count && lines->at[last + 1].part == PART_SUBJECT)
		last++;
	if (last + 2 >= lines->count || lines->at[last + 1].part != PART_BLANK ||
	    (lines->at[last + 2].part != PART_REFERENCE &&
	     lines->at[last + 2].part != PART_CLASSIFIED_BY)) {
		made->damage &= ~DAMAGE(15);
		return;
	}
	const struct line *next = &lines->at[last + 2];
	struct line *line = &lines->at[last];
	set_line(made, line,
		 pool_format(made->pool, "%.*s %.*s", (int)line->length, line->at,
			     (int)next->length, next->at));
	memmove(&lines->at[last + 1], &lines->at[last + 3],
		(lines->count - last - 3) * sizeof *lines->at);
	lines->count -= 2;
}

/* D16: a caption twice. */
static void double_caption(struct made *made, struct lines *lines)
{
	const size_t first = first_of(lines, PART_CAPTION);
	if (first == lines->count) {
		made->damage &= ~DAMAGE(16);
		return;
	}
	const struct line again = lines->at[first];
	lines_insert(lines, first + 1, again);
}

/* D17: a NUL or a bell inside a word. */
static void add_noise(struct made *made, struct lines *lines)
{
	for (int tries = 0; tries < 40; tries++) {
		struct line *line = &lines->at[random_below(&made->print, (uint32_t)lines->count)];
		if (line->part != PART_TEXT || line->length < 30 || !line->continues)
			continue;
		char *noisy = pool_take(made->pool, line->length + 1);
		const size_t place = 10 + random_below(&made->print, 15);
		memcpy(noisy, line->at, place);
		noisy[place] = random_chance(&made->print, 500) ? '\0' : '\a';
		memcpy(noisy + place + 1, line->at + place, line->length - place);
		line->at = noisy;
		line->length++;
		return;
	}
	made->damage &= ~DAMAGE(17);
}

/* Without a signature, a short last line in capitals looks like one. */
static void check_ending(struct made *made, const struct lines *lines)
{
	const struct line *last = &lines->at[lines->count - 1];
	size_t words = 1;
	for (size_t i = 0; i < last->length; i++)
		words += last->at[i] == ' ';
	bool lower = false;
	for (size_t i = 0; i < last->length; i++)
		lower = lower || (last->at[i] >= 'a' && last->at[i] <= 'z');
	if (!lower && words <= 5)
		made->lost |= LOST(FIELD_SIGNATURE) | LOST(FIELD_PARAGRAPHS);
}

void damage_lines(struct made *made, const struct copy *copy, struct lines *lines)
{
	static const struct {
		int kind;
		void (*apply)(struct made *, struct lines *);
	} KINDS[] = {{6, mark_heading}, {7, part_sentence},   {9, spoil_class},
		     {12, swap_zero},   {13, fuse_tags},      {14, mistype_key},
		     {15, merge_lines}, {16, double_caption}, {17, add_noise}};
	if (has(made, 20))
		check_ending(made, lines);
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		if (has(made, KINDS[i].kind))
			KINDS[i].apply(made, lines);
	/* Last, so that nothing comes between a line and its copy. */
	if (has(made, 1))
		repeat_lines(made, copy, lines);
}
