/* compose_lines.c - words into lines that read back as the words; composing.h.
 *
 * A reader joins the lines of a paragraph by one blank, except behind a letter
 * and a hyphen, and takes a line that begins with a label, an item mark or a
 * keyword for the start of something.  So a line is broken only where joining
 * gives the same words, and never in front of what misleads.
 */
#include "body.h"
#include "composing.h"
#include "format_line.h"
#include "keyword.h"
#include "marking.h"
#include "scan.h"

/* "(a)", "b)", "c.", "(1)", "12)", "(iv)" and a blank. */
static bool is_item_mark(struct septel_view words)
{
	struct septel_view rest = words;
	const bool open = scan_byte(&rest, '(');
	size_t length = 0;
	while (length < rest.len && length <= 5 && septel__is_alnum(rest.ptr[length]))
		length++;
	if (length == 0 || length > 4)
		return false;
	if (length > 1 && !septel__is_digit(rest.ptr[0]))
		for (size_t i = 0; i < length; i++)
			if (!septel__is_one_of(rest.ptr[i], "ivxIVX"))
				return false;
	rest = septel__slice(rest, length, rest.len);
	if (!scan_byte(&rest, ')') && (open || !scan_byte(&rest, '.')))
		return false;
	return rest.len == 0 || septel__is_space(rest.ptr[0]);
}

/* Words that only ever begin a line of another kind. */
static bool is_format_word(struct septel_view words)
{
	static const char *const WORDS[] = {"BT", "NNNN", "ZCZC", "DE",  "FM",
					    "TO", "INFO", "XMT",  "PAGE"};
	struct septel_view word, rest = words;
	if (!septel__next_word(&rest, &word) || !septel__is_upper(word.ptr[0]))
		return false;
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__equal(word, septel_view_of(WORDS[i])))
			return true;
	return false;
}

bool septel__misleading_start(struct septel_view words)
{
	struct label label;
	struct keyword keyword;
	struct classification_word class_;
	if (words.len == 0)
		return false;
	if (septel__is_one_of(words.ptr[0], "-*=_#") || (unsigned char)words.ptr[0] >= 0x80)
		return true;
	if (is_item_mark(words) || is_format_word(words))
		return true;
	const struct septel_view line = septel__slice(words, 0, WIRE_LINE_LIMIT);
	return (septel__is_digit(words.ptr[0]) && septel__label(line, &label)) ||
	       septel__keyword(line, &keyword) || septel__navy_keyword(line) ||
	       (septel__is_upper(words.ptr[0]) && septel__classification(line, &class_));
}

/* How good a place the blank at `at` is to end a line. */
enum break_quality {
	BREAK_CHANGES,  /* joined again, other words or other sentences come out */
	BREAK_MISLEADS, /* the next line looks like one of another kind */
	BREAK_GOOD
};

/* Words behind which a line with an item mark begins an item (rule P6). */
static bool ends_clause(struct septel_view words)
{
	while (words.len && septel__is_one_of(words.ptr[words.len - 1], ")]}\"'"))
		words.len--;
	return words.len && (septel__is_one_of(words.ptr[words.len - 1], ".!?:;") ||
			     septel__ends(words, "; and") || septel__ends(words, "; or"));
}

static enum break_quality break_quality(struct septel_view words, size_t at)
{
	const struct septel_view before = septel__slice(words, 0, at);
	const struct septel_view next = septel__slice(words, at + 1, words.len);
	struct label label = {.marking = {"", 0}};
	if (at >= 2 && before.ptr[at - 1] == '-' && septel__is_alpha(before.ptr[at - 2]))
		return BREAK_CHANGES;
	if (!septel__misleading_start(next))
		return BREAK_GOOD;
	const bool numbered = septel__is_digit(next.ptr[0]) &&
			      septel__label(septel__slice(next, 0, WIRE_LINE_LIMIT), &label);
	const bool item = septel__is_one_of(next.ptr[0], "-*=_") || is_item_mark(next) || numbered;
	return (item && ends_clause(before)) || label.marking.len ? BREAK_CHANGES : BREAK_MISLEADS;
}

/* Not inside a character. */
static size_t cut_length(struct septel_view words, size_t length)
{
	while (length > 1 && ((unsigned char)words.ptr[length] & 0xC0) == 0x80)
		length--;
	return length;
}

/* True where the byte at `at` is a blank that ends a line well; of the others the
 * first of each quality is kept in `bad`. */
static bool ends_line_well(struct septel_view words, size_t at, size_t bad[BREAK_GOOD])
{
	if (words.ptr[at] != ' ')
		return false;
	const enum break_quality quality = break_quality(words, at);
	if (quality == BREAK_GOOD)
		return true;
	if (bad[quality] == 0)
		bad[quality] = at;
	return false;
}

/* How many bytes of `words` the next line takes: up to the last good place in
 * `width`, or beyond it as far as `longest`. */
static size_t line_length(struct septel_view words, size_t width, size_t longest)
{
	if (words.len <= width)
		return words.len;
	size_t bad[BREAK_GOOD] = {0};
	for (size_t at = width; at > 0; at--)
		if (ends_line_well(words, at, bad))
			return at;
	if (words.len <= longest)
		return words.len;
	for (size_t at = width + 1; at < words.len && at <= longest; at++)
		if (ends_line_well(words, at, bad))
			return at;
	if (bad[BREAK_MISLEADS] || bad[BREAK_CHANGES])
		return bad[BREAK_MISLEADS] ? bad[BREAK_MISLEADS] : bad[BREAK_CHANGES];
	const size_t blank = septel__find_byte(words, ' ', 0);
	if (blank != VIEW_NOT_FOUND && blank <= longest)
		return blank;
	return cut_length(words, longest);
}

static void write_run(struct composing *composing, size_t indent, struct septel_view words,
		      size_t first_width, size_t width)
{
	bool first = true;
	while (words.len) {
		if (!first)
			septel__out_repeat(composing->out, ' ', indent);
		const size_t room = first ? first_width : width - indent;
		const size_t more = width < WIRE_LINE_LIMIT ? WIRE_LINE_LIMIT - width : 0;
		const size_t length = line_length(words, room, room + more);
		if (length < words.len && words.ptr[length] != ' ')
			septel__find_fault(composing->findings, SEPTEL_WARNING, "draft.long-word",
					   words, "a word of more than %d characters is cut",
					   WIRE_LINE_LIMIT);
		septel__out_view(composing->out, septel__slice(words, 0, length));
		septel__out_byte(composing->out, '\n');
		words = septel__trim_left(septel__slice(words, length, words.len));
		first = false;
	}
	if (first)
		septel__out_byte(composing->out, '\n');
}

/* `view` with every run of blanks one blank; '\n' is kept out by the caller. */
static struct septel_view one_blank(struct septel_arena *arena, struct septel_view view)
{
	view = septel__trim(view);
	char *bytes = septel_arena_alloc(arena, view.len);
	size_t length = 0;
	if (!bytes)
		return (struct septel_view){"", 0};
	for (size_t i = 0; i < view.len; i++)
		if (!septel__is_space(view.ptr[i]))
			bytes[length++] = view.ptr[i];
		else if (length && bytes[length - 1] != ' ')
			bytes[length++] = ' ';
	return (struct septel_view){bytes, length};
}

void septel__write_filled(struct composing *composing, const char *prefix, size_t indent,
			  struct septel_view words, size_t width)
{
	struct septel_view line;
	const size_t taken = strlen(prefix);
	size_t first_width = taken < width ? width - taken : 1;
	/* Nothing follows: no blank at the end of a line. */
	const bool bare = septel__trim(words).len == 0;
	septel__out_view(composing->out, bare ? septel__trim_right(septel_view_of(prefix))
					      : septel_view_of(prefix));
	bool any = false;
	while (septel__next_line(&words, &line)) {
		line = one_blank(composing->arena, line);
		if (any)
			septel__out_byte(composing->out, '\n');
		if (any && indent)
			septel__out_repeat(composing->out, ' ', indent);
		write_run(composing, indent, line, any ? width - indent : first_width, width);
		any = true;
	}
	if (!any)
		septel__out_byte(composing->out, '\n');
}
