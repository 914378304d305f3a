/* summary.c - see summary.h.
 *
 * Forms: "Summary:", "SUMMARY.", "Begin Summary", "Summary and Comment:",
 * "(C) Summary.", "Executive Summary --", a heading SUMMARY; "End Summary.",
 * "(END SUMMARY)", "End of summary and comment", "Summary ends."
 */
#include "summary.h"

#include "../base/out.h"
#include "../base/view.h"
#include "scan.h"

#define WORD        "summary"
#define WORD_LENGTH (sizeof WORD - 1)

/* How much less than the word's length the search may step on when its last
 * byte falls on this one. */
static const unsigned char STEP_LESS[256] = {
	['s'] = 1, ['u'] = 2, ['m'] = 4, ['a'] = 5, ['r'] = 6,
	['S'] = 1, ['U'] = 2, ['M'] = 4, ['A'] = 5, ['R'] = 6,
};

static size_t find_word(struct septel_view text, size_t from)
{
	for (size_t last = from + WORD_LENGTH - 1; last < text.len;) {
		const unsigned char c = (unsigned char)text.ptr[last];
		if (c == 'y' || c == 'Y') {
			const size_t at = last + 1 - WORD_LENGTH;
			if (septel__equal_fold(septel__slice(text, at, last + 1),
					       VIEW_LITERAL(WORD)))
				return at;
		}
		last += WORD_LENGTH - STEP_LESS[c];
	}
	return VIEW_NOT_FOUND;
}

/* A place in the paragraphs. */
struct place {
	size_t paragraph;
	size_t from, to; /* the words that announce it */
	bool found;
};

/* Steps to the next "summary" as a whole word from `from` on. */
static size_t next_word(struct septel_view text, size_t from)
{
	size_t at;
	while ((at = find_word(text, from)) != VIEW_NOT_FOUND) {
		const bool begins = at == 0 || !septel__is_alnum(text.ptr[at - 1]);
		const bool ends = at + WORD_LENGTH == text.len ||
				  !septel__is_alnum(text.ptr[at + WORD_LENGTH]);
		if (begins && ends)
			return at;
		from = at + 1;
	}
	return VIEW_NOT_FOUND;
}

static void skip_blanks_back(struct septel_view text, size_t *at)
{
	while (*at > 0 && septel__is_space(text.ptr[*at - 1]))
		--*at;
}

/* Steps back over `word` and the blanks before it; false if it is not there. */
static bool word_before(struct septel_view text, size_t *at, const char *word)
{
	size_t end = *at;
	const size_t length = strlen(word);
	skip_blanks_back(text, &end);
	if (end == *at || end < length ||
	    !septel__equal_fold(septel__slice(text, end - length, end), septel_view_of(word)) ||
	    (end > length && septel__is_alnum(text.ptr[end - length - 1])))
		return false;
	*at = end - length;
	return true;
}

/* "Summary ends." */
static bool ends_behind(struct septel_view text, size_t word)
{
	struct septel_view rest = septel__slice(text, word + WORD_LENGTH, text.len);
	return scan_blanks(&rest) && scan_word(&rest, "ends") &&
	       (rest.len == 0 || septel__is_one_of(rest.ptr[0], ".)]"));
}

/* "End Summary", "End of Summary", "Summary ends": where it begins. */
static bool is_end(struct septel_view text, size_t word, size_t *from)
{
	*from = word;
	if (ends_behind(text, word))
		return true;
	word_before(text, from, "of");
	return word_before(text, from, "end");
}

/* Behind "Summary": "and Comment", "/Action Request", "(C)". */
static struct septel_view skip_title(struct septel_view rest)
{
	struct septel_view ahead = rest, word;
	scan_blanks(&ahead);
	if (scan_byte(&ahead, '/') || scan_byte(&ahead, '&') || scan_word(&ahead, "and ")) {
		for (int words = 0; words < 2; words++) {
			scan_blanks(&ahead);
			if (!scan_run(&ahead, septel__is_alpha, 1, 20, &word))
				break;
			rest = ahead;
		}
	}
	ahead = rest;
	scan_blanks(&ahead);
	if (scan_byte(&ahead, '(')) {
		const size_t close = septel__find_byte(septel__slice(ahead, 0, 10), ')', 0);
		if (close != VIEW_NOT_FOUND)
			rest = septel__slice(ahead, close + 1, ahead.len);
	}
	return rest;
}

/* The mark that stands between the title and the text: `: . -`. */
static bool skip_mark(struct septel_view *rest)
{
	struct septel_view ahead = *rest;
	scan_blanks(&ahead);
	if (!scan_byte(&ahead, ':') && !scan_byte(&ahead, '.') && !scan_byte(&ahead, ';') &&
	    !scan_word(&ahead, "–") && !scan_word(&ahead, "—") && !scan_byte(&ahead, '-'))
		return rest->len == 0;
	while (scan_byte(&ahead, '-') || scan_byte(&ahead, '.') || scan_byte(&ahead, ')'))
		;
	scan_blanks(&ahead);
	*rest = ahead;
	return true;
}

/* True where a sentence could begin at `at`. */
static bool at_sentence_start(struct septel_view text, size_t at)
{
	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '"' ||
			  text.ptr[at - 1] == '(' || text.ptr[at - 1] == '-'))
		at--;
	return at == 0 || memchr(".!?:\n)", text.ptr[at - 1], sizeof ".!?:\n)" - 1) != NULL;
}

/* "Summary:" at `word`: where its words begin and where the text behind begins.
 * Without a mark behind it (`bare`) it counts at the start of a paragraph only. */
static bool is_begin(struct septel_view text, size_t word, bool bare, struct place *place)
{
	size_t from = word;
	if (!word_before(text, &from, "begin") && !word_before(text, &from, "start"))
		word_before(text, &from, "executive");
	if (!at_sentence_start(text, from))
		return false;
	struct septel_view rest = skip_title(septel__slice(text, word + WORD_LENGTH, text.len));
	const bool marked = skip_mark(&rest);
	if (!marked && !(bare && from == 0))
		return false;
	place->from = from;
	place->to = (size_t)(rest.ptr - text.ptr);
	return true;
}

static bool is_summary_heading(struct septel_view heading)
{
	const size_t at = heading.len ? next_word(heading, 0) : VIEW_NOT_FOUND;
	size_t from;
	return at != VIEW_NOT_FOUND && !is_end(heading, at, &from);
}

/* What a message says about its summary. */
struct bounds {
	struct place begin, end;
	struct place bare; /* "Summary" without a mark: counts where there is an end */
};

static void note_begin(struct bounds *bounds, size_t paragraph, struct septel_view text,
		       size_t word)
{
	struct place place = {.paragraph = paragraph, .found = true};
	if (!bounds->begin.found && is_begin(text, word, false, &place))
		bounds->begin = place;
	else if (!bounds->bare.found && is_begin(text, word, true, &place))
		bounds->bare = place;
}

static void note_heading(struct bounds *bounds, size_t paragraph, struct septel_view heading)
{
	if (!bounds->begin.found && is_summary_heading(heading))
		bounds->begin = (struct place){.paragraph = paragraph, .found = true};
}

/* Reads up to the first end: what is announced behind it is another summary. */
static struct bounds find_bounds(struct septel_paragraphs paragraphs)
{
	struct bounds bounds = {0};
	for (size_t i = 0; i < paragraphs.count && !bounds.end.found; i++) {
		const struct septel_view text = paragraphs.at[i].text;
		struct place *end = &bounds.end;
		for (size_t at = next_word(text, 0); at != VIEW_NOT_FOUND && !end->found;
		     at = next_word(text, at + 1)) {
			end->found = is_end(text, at, &end->from);
			end->paragraph = i;
			if (!end->found)
				note_begin(&bounds, i, text, at);
		}
		note_heading(&bounds, i, paragraphs.at[i].heading);
	}
	if (bounds.end.found && !bounds.begin.found)
		bounds.begin = bounds.bare;
	return bounds;
}

/* Without what led over to "End Summary": "(", "--". */
static struct septel_view trim_end(struct septel_view text)
{
	text = septel__trim(text);
	while (text.len &&
	       (text.ptr[text.len - 1] == '(' || text.ptr[text.len - 1] == '-' ||
		text.ptr[text.len - 1] == '[' || septel__is_space(text.ptr[text.len - 1])))
		text.len--;
	return text;
}

struct septel_view septel__summary(struct septel_paragraphs paragraphs, struct septel_arena *arena)
{
	const struct bounds bounds = find_bounds(paragraphs);
	const struct place begin = bounds.begin, end = bounds.end;
	if (!begin.found && !end.found)
		return (struct septel_view){"", 0};
	const size_t first = begin.found ? begin.paragraph : end.paragraph;
	const size_t from = begin.found ? begin.to : 0;
	const size_t last = end.found ? end.paragraph : first;
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	for (size_t i = first; i <= last; i++) {
		struct septel_view text = paragraphs.at[i].text;
		if (end.found && i == last)
			text = septel__slice(text, 0, end.from);
		text = septel__slice(text, i == first ? from : 0, text.len);
		text = i == last && end.found ? trim_end(text) : septel__trim(text);
		if (out.length && text.len)
			septel__out_byte(&out, ' ');
		septel__out_view(&out, text);
	}
	for (size_t i = 0; i < out.length; i++)
		if (out.data[i] == '\n')
			out.data[i] = ' ';
	return septel__out_written(&out);
}
