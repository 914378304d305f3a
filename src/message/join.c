/* join.c - lines into text: rules P5 and P6 of split=1; see body_lines.h. */
#include "../base/view.h"
#include "body_lines.h"
#include "scan.h"
#include "text.h"

/* Most letters of a Roman item mark, most digits of a numbered one. */
#define ROMAN_LIMIT 4
#define ITEM_DIGITS 2

static bool is_roman(char c)
{
	return c == 'i' || c == 'v' || c == 'x' || c == 'I' || c == 'V' || c == 'X';
}

/* The item itself: one letter, 1 or 2 digits, or up to 4 of i v x. */
static bool scan_item(struct septel_view *rest)
{
	struct septel_view item;
	if (scan_digits(rest, 1, ITEM_DIGITS, &item))
		return true;
	if (scan_run(rest, is_roman, 1, ROMAN_LIMIT, &item))
		return true;
	return scan_run(rest, septel__is_alpha, 1, 1, &item);
}

static bool blank_follows(struct septel_view rest)
{
	return rest.len == 0 || septel__is_space(rest.ptr[0]);
}

bool septel__begins_item(struct septel_view text)
{
	struct septel_view rest = text;
	if (rest.len == 0)
		return false;
	if (scan_byte(&rest, '*') || scan_word(&rest, "•") || scan_word(&rest, "--") ||
	    scan_byte(&rest, '-'))
		return blank_follows(rest);
	if (scan_byte(&rest, '('))
		return scan_item(&rest) && scan_byte(&rest, ')') && blank_follows(rest);
	if (rest.len > 1 && septel__is_alpha(rest.ptr[0]) && rest.ptr[1] == '.')
		return blank_follows(septel__slice(rest, 2, rest.len));
	return scan_item(&rest) && scan_byte(&rest, ')') && blank_follows(rest);
}

/* Without the closers of S1 at its end. */
static struct septel_view without_closers(struct septel_view text)
{
	for (;;) {
		if (text.len == 0)
			return text;
		switch (text.ptr[text.len - 1]) {
		case ')':
		case ']':
		case '}':
		case '"':
		case '\'':
			text.len--;
			continue;
		default:
			break;
		}
		if (septel__ends(text, "’") || septel__ends(text, "”"))
			text.len -= strlen("’");
		else if (septel__ends(text, "»"))
			text.len -= strlen("»");
		else
			return text;
	}
}

static bool ends_in(struct septel_view text, const char *stops)
{
	text = without_closers(text);
	if (text.len == 0)
		return false;
	const char last = text.ptr[text.len - 1];
	return septel__is_one_of(last, stops) || septel__ends(text, "…");
}

bool septel__ends_in_stop(struct septel_view text)
{
	return ends_in(text, ".!?");
}

/* The text that grows.  `line` is where its last line begins: closers are
 * looked for in that line only, so that the look back stays short. */
struct joiner {
	char *bytes;
	size_t length, line;
};

/* P6: does a hard break stand before `next`? */
static bool is_hard_break(const struct joiner *joiner, bool after_blank, struct septel_view next)
{
	const struct septel_view all = {joiner->bytes, joiner->length};
	const struct septel_view line = septel__slice(all, joiner->line, all.len);
	if (septel__begins_item(next) && (after_blank || ends_in(line, ".!?:;") ||
					  septel__ends(all, "; and") || septel__ends(all, "; or")))
		return true;
	return after_blank && !septel__is_lower(next.ptr[0]) &&
	       (septel__ends_in_stop(line) || septel__ends(line, ":"));
}

/* Appends `text`, every white space run one space. */
static void append(struct joiner *joiner, struct septel_view text)
{
	joiner->line = joiner->length;
	if (septel__is_one_line(text)) {
		memcpy(joiner->bytes + joiner->length, text.ptr, text.len);
		joiner->length += text.len;
		return;
	}
	bool space = false;
	for (size_t i = 0; i < text.len; i++) {
		const bool is_space = septel__is_space(text.ptr[i]);
		if (!is_space || !space)
			joiner->bytes[joiner->length++] = is_space ? ' ' : text.ptr[i];
		space = is_space;
	}
}

/* P5: what stands between two lines. */
static void separate(struct joiner *joiner, bool after_blank, struct septel_view next)
{
	const char *end = joiner->bytes + joiner->length;
	if (is_hard_break(joiner, after_blank, next))
		joiner->bytes[joiner->length++] = '\n';
	else if (after_blank || joiner->length < 2 || end[-1] != '-' || !septel__is_alpha(end[-2]))
		joiner->bytes[joiner->length++] = ' ';
}

static bool gives_text(const struct body_line *line)
{
	return body_is_text(line) && line->length > 0;
}

struct septel_view septel__join_lines(const struct body *body, size_t first, size_t end)
{
	while (first < end && !gives_text(&body->lines[first]))
		first++;
	while (end > first && !gives_text(&body->lines[end - 1]))
		end--;
	if (first == end)
		return (struct septel_view){"", 0};
	const struct septel_view opening = body_view(body, first);
	if (end - first == 1)
		return septel__one_line(body->reading->arena, opening);
	/* A line end takes at least the byte of what replaces it. */
	const struct body_line *last = &body->lines[end - 1];
	const size_t most = last->start + last->length - body->lines[first].start;
	struct joiner joiner = {.bytes = septel_arena_alloc(body->reading->arena, most)};
	if (!joiner.bytes)
		return (struct septel_view){"", 0};
	append(&joiner, opening);
	bool after_blank = false;
	for (size_t i = first + 1; i < end; i++) {
		if (!gives_text(&body->lines[i])) {
			after_blank = after_blank || body->lines[i].kind != BODY_RULE;
			continue;
		}
		const struct septel_view line = body_view(body, i);
		separate(&joiner, after_blank, line);
		append(&joiner, line);
		after_blank = false;
	}
	return (struct septel_view){joiner.bytes, joiner.length};
}

struct septel_view septel__join_heading(const struct body *body, size_t first, size_t end)
{
	size_t most = 0;
	for (size_t i = first; i < end; i++)
		if (body->lines[i].kind == BODY_HEADING)
			most += body->lines[i].length + 1;
	struct joiner joiner = {.bytes = most ? septel_arena_alloc(body->reading->arena, most)
					      : NULL};
	if (!joiner.bytes)
		return (struct septel_view){"", 0};
	for (size_t i = first; i < end; i++) {
		if (body->lines[i].kind != BODY_HEADING)
			continue;
		if (joiner.length)
			joiner.bytes[joiner.length++] = ' ';
		append(&joiner, body_view(body, i));
	}
	return (struct septel_view){joiner.bytes, joiner.length};
}
