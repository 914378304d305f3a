/* headings.c - see headings.h. */
#include "headings.h"

#include "../base/view.h"
#include "words.h"

/* Lines of a heading between rules, characters of one without. */
#define RULED_LINES        3
#define HEADING_CHARACTERS 80

static bool is_gap(const struct body_line *line)
{
	return line->kind == BODY_BLANK || line->kind == BODY_RULE;
}

/* A line of capitals that could be a heading by itself. */
static bool is_capital_line(struct septel_view line)
{
	size_t characters = 0;
	size_t length;
	if (line.len == 0 || line.len > (size_t)HEADING_CHARACTERS * 4 ||
	    septel__is_one_of(line.ptr[line.len - 1], ".!?"))
		return false;
	for (size_t i = 0; i < line.len; i += length) {
		if (septel__letter_at(line, i, &length) == LETTER_LOWER ||
		    ++characters > HEADING_CHARACTERS)
			return false;
	}
	return true;
}

/* The last line before `end` that is not blank, `SIZE_MAX if none. */
static size_t last_line(const struct body *body, size_t first, size_t end)
{
	while (end > first)
		if (body->lines[--end].kind != BODY_BLANK)
			return end;
	return SIZE_MAX;
}

/* The rule above the 1 to 3 lines over the rule `below`; SIZE_MAX if none. */
static size_t rule_above(const struct body *body, size_t first, size_t below)
{
	size_t lines = 0;
	for (size_t i = below; i > first; i--) {
		const struct body_line *line = &body->lines[i - 1];
		if (line->kind == BODY_RULE)
			return lines > 0 ? i - 1 : SIZE_MAX;
		if (line->kind == BODY_BLANK)
			continue;
		if (line->kind != BODY_TEXT || ++lines > RULED_LINES)
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

static void mark_heading(struct body *body, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (body->lines[i].kind == BODY_TEXT)
			body->lines[i].kind = BODY_HEADING;
}

/* True where a blank line, or no text at all, stands before line `index`; rule
 * lines are nothing. */
static bool is_after_blank(const struct body *body, size_t index)
{
	while (index > 0 && body->lines[index - 1].kind == BODY_RULE)
		index--;
	return index == 0 || !body_is_text(&body->lines[index - 1]);
}

/* A line of capitals alone between blank lines (a rule below it counts as one)
 * that is the last text before `end`; SIZE_MAX if none. */
static size_t capital_line_before(const struct body *body, size_t first, size_t end)
{
	size_t i = end;
	while (i > first && is_gap(&body->lines[i - 1]))
		i--;
	if (i == end || i == first)
		return SIZE_MAX;
	i--;
	if (body->lines[i].kind != BODY_TEXT || !is_after_blank(body, i))
		return SIZE_MAX;
	return is_capital_line(body_view(body, i)) ? i : SIZE_MAX;
}

size_t septel__heading_before(struct body *body, size_t first, size_t end)
{
	size_t start = end;
	for (;;) {
		const size_t last = last_line(body, first, start);
		if (last == SIZE_MAX || body->lines[last].kind != BODY_RULE)
			break;
		const size_t above = rule_above(body, first, last);
		if (above == SIZE_MAX)
			break;
		mark_heading(body, above, last);
		start = above;
	}
	if (start != end)
		return start;
	const size_t capitals = capital_line_before(body, first, end);
	if (capitals == SIZE_MAX)
		return end;
	mark_heading(body, capitals, capitals + 1);
	return capitals;
}

/* The first line from `first` on that is of `kind` or text; `end` if none. */
static size_t next_line_of(const struct body *body, size_t first, size_t end, enum body_kind kind)
{
	while (first < end && body->lines[first].kind != kind && !body_is_text(&body->lines[first]))
		first++;
	return first;
}

size_t septel__heading_at(struct body *body, size_t first, size_t end)
{
	const size_t top = next_line_of(body, first, end, BODY_RULE);
	const size_t line = next_line_of(body, top, end, BODY_TEXT);
	if (line == end)
		return first;
	size_t below = line;
	while (below < end && body_is_text(&body->lines[below]))
		below++;
	const bool is_text_behind = next_line_of(body, below, end, BODY_TEXT) < end;
	if (!is_text_behind)
		return first;
	const size_t rule = next_line_of(body, below, end, BODY_RULE);
	const bool is_ruled =
		top < line && body->lines[rule].kind == BODY_RULE && below - line <= RULED_LINES;
	if (!is_ruled && (below - line > 1 || !is_capital_line(body_view(body, line))))
		return first;
	mark_heading(body, line, below);
	return below;
}
