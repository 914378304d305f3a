/* sentence.c - see sentence.h.
 *
 * One scan looks only at the bytes that can matter (. ! ? ... ( ) and line
 * feed); the rules are asked where a stop is found.  Every look to the left
 * ends at a space, every look to the right at the first byte that is none of
 * the skipped ones, so that the time is linear in the text whatever it holds.
 */
#include "sentence.h"

#include "../base/utf8.h"
#include "../base/view.h"
#include "list.h"
#include "words.h"

enum scanned { PLAIN, DOT, STOP, ELLIPSIS_LEAD, OPENING, BREAK };

static const unsigned char SCANNED[256] = {
	['.'] = DOT,     ['!'] = STOP,  ['?'] = STOP, [0xE2] = ELLIPSIS_LEAD,
	['('] = OPENING, ['\n'] = BREAK};

#define ELLIPSIS      "\xE2\x80\xA6"
#define ELLIPSIS_SIZE 3

struct splitter {
	struct septel_view text;
	struct septel_arena *arena;
	size_t start;           /* the first character of the current sentence */
	size_t item;            /* behind its leading dashes and bullets (S4) */
	const uint32_t *closes; /* where each "(" is closed, in order; 0: nowhere */
	size_t opened;          /* how many "(" the scan has passed */
	size_t protected_until; /* no boundary up to here (S3) */
	struct septel_view *at; /* the sentences so far */
	size_t count, capacity;
	bool wordless_first; /* the first piece waits for the one after (S9) */
};

/* A run of stops with its closers. */
struct stop {
	size_t start, end; /* the run */
	size_t behind;     /* behind its closers */
	bool one_dot;
	bool ellipsis;
};

static bool is_at(struct septel_view text, size_t at, const char *bytes, size_t length)
{
	return text.len - at >= length && memcmp(text.ptr + at, bytes, length) == 0;
}

/* Bytes of the closer at `at` (S1), 0 where there is none. */
static size_t closer_at(struct septel_view text, size_t at)
{
	switch (text.ptr[at]) {
	case ')':
	case ']':
	case '}':
	case '"':
	case '\'':
		return 1;
	case '\xC2':
		return is_at(text, at, "»", 2) ? 2 : 0;
	case '\xE2':
		return is_at(text, at, "’", 3) || is_at(text, at, "”", 3) ? 3 : 0;
	default:
		return 0;
	}
}

/* Bytes of the dash or bullet at `at`, 0 where there is none. */
static size_t dash_at(struct septel_view text, size_t at)
{
	switch (text.ptr[at]) {
	case '-':
	case '*':
		return 1;
	case '\xE2':
		return is_at(text, at, "–", 3) || is_at(text, at, "—", 3) || is_at(text, at, "•", 3)
			       ? 3
			       : 0;
	default:
		return 0;
	}
}

/* Bytes of what may stand before a start without counting (S2). */
static size_t skipped_at(struct septel_view text, size_t at)
{
	switch (text.ptr[at]) {
	case '(':
	case '[':
	case '{':
	case '"':
	case '\'':
	case '$':
	case '#':
	case ' ':
		return 1;
	case '\xC2':
		return is_at(text, at, "«", 2) || is_at(text, at, "£", 2) || is_at(text, at, "¶", 2)
			       ? 2
			       : 0;
	case '\xE2':
		if (is_at(text, at, "‘", 3) || is_at(text, at, "“", 3) || is_at(text, at, "€", 3))
			return 3;
		return dash_at(text, at);
	default:
		return dash_at(text, at);
	}
}

static size_t skip(struct septel_view text, size_t at)
{
	size_t length;
	while (at < text.len && (length = skipped_at(text, at)) > 0)
		at += length;
	return at;
}

/* S3: where each "(" is closed.  The stack of open ones is kept in the entries
 * that wait for their close: each holds its parent's number, from 1. */
static const uint32_t *match_parentheses(struct septel_view text, struct septel_arena *arena)
{
	const size_t first = septel__find_byte(text, '(', 0);
	if (first == VIEW_NOT_FOUND)
		return NULL;
	size_t count = 0;
	for (size_t at = first; at != VIEW_NOT_FOUND; at = septel__find_byte(text, '(', at + 1))
		count++;
	uint32_t *closes = septel_arena_alloc(arena, count * sizeof *closes);
	if (!closes)
		return NULL;
	uint32_t top = 0, opened = 0;
	for (size_t i = first; i < text.len; i++) {
		if (text.ptr[i] == '(') {
			closes[opened++] = top;
			top = opened;
		} else if (text.ptr[i] == ')' && top) {
			const uint32_t parent = closes[top - 1];
			closes[top - 1] = (uint32_t)i;
			top = parent;
		}
	}
	while (top) {
		const uint32_t parent = closes[top - 1];
		closes[top - 1] = 0;
		top = parent;
	}
	return closes;
}

/* The end of spaced dots ". . ." that begin at `at`; `at` itself if there are
 * not three. */
static size_t spaced_dots_end(struct septel_view text, size_t at)
{
	size_t end = at + 1;
	while (is_at(text, end, " .", 2))
		end += 2;
	return end - at >= sizeof ". . ." - 1 ? end : at;
}

static struct stop stop_at(struct septel_view text, size_t start)
{
	struct stop stop = {.start = start, .end = spaced_dots_end(text, start)};
	size_t dots = stop.end > start ? 3 : 0;
	while (stop.end < text.len) {
		const unsigned char kind = SCANNED[(unsigned char)text.ptr[stop.end]];
		if (kind == DOT) {
			dots++;
			stop.end++;
		} else if (kind == STOP) {
			stop.end++;
		} else if (kind == ELLIPSIS_LEAD &&
			   is_at(text, stop.end, ELLIPSIS, ELLIPSIS_SIZE)) {
			dots += 3;
			stop.end += ELLIPSIS_SIZE;
		} else {
			break;
		}
	}
	stop.one_dot = dots == 1 && stop.end == start + 1;
	stop.ellipsis = dots >= 3;
	size_t length;
	stop.behind = stop.end;
	while (stop.behind < text.len && (length = closer_at(text, stop.behind)) > 0)
		stop.behind += length;
	return stop;
}

/* The length of what an item mark holds: one letter, digits, or i v x. */
static size_t item_length(struct septel_view text, size_t at, size_t most_digits)
{
	size_t digits = 0, roman = 0;
	while (at + digits < text.len && digits <= most_digits &&
	       septel__is_digit(text.ptr[at + digits]))
		digits++;
	if (digits > 0)
		return digits <= most_digits ? digits : 0;
	while (at + roman < text.len && roman <= 4 && text.ptr[at + roman] &&
	       strchr("ivxIVX", text.ptr[at + roman]))
		roman++;
	if (roman > 0 && roman <= 4 &&
	    (at + roman == text.len || !septel__is_alpha(text.ptr[at + roman])))
		return roman;
	return at < text.len && septel__is_alpha(text.ptr[at]) ? 1 : 0;
}

/* S2: an item mark "(a) ", "a) ", "12) ", "(iv) ". */
static bool is_item_mark(struct septel_view text, size_t at)
{
	at += at < text.len && text.ptr[at] == '(';
	const size_t length = item_length(text, at, 2);
	return length > 0 && is_at(text, at + length, ") ", 2);
}

/* S4: the sentence up to the stop is only an item mark. */
static bool is_only_item(const struct splitter *splitter, size_t end)
{
	const struct septel_view text = {splitter->text.ptr, end};
	size_t at = splitter->item;
	if (at >= end)
		return false;
	at += text.ptr[at] == '(';
	const size_t length = item_length(text, at, 3);
	if (length == 0)
		return false;
	at += length;
	at += at < end && text.ptr[at] == ')';
	return at == end;
}

/* The piece between spaces that ends at `end`, not reaching before the
 * sentence, without leading skipped characters. */
static struct septel_view piece_before(const struct splitter *splitter, size_t end)
{
	const char *text = splitter->text.ptr;
	size_t start = end;
	while (start > splitter->start && text[start - 1] != ' ')
		start--;
	const struct septel_view piece = {text + start, end - start};
	const size_t skipped = skip(piece, 0);
	return (struct septel_view){piece.ptr + skipped, piece.len - skipped};
}

/* Single letters with a dot between each: "u.s", "p.m"; one letter alone too. */
static bool is_initials(struct septel_view word)
{
	size_t at = 0;
	while (at < word.len) {
		size_t length;
		if (septel__letter_at(word, at, &length) == LETTER_NONE)
			return false;
		at += length;
		if (at == word.len)
			return true;
		if (word.ptr[at] != '.')
			return false;
		at++;
	}
	return false;
}

static bool is_one_letter(struct septel_view word)
{
	size_t length;
	return word.len > 0 && septel__letter_at(word, 0, &length) != LETTER_NONE &&
	       length == word.len;
}

/* S7: the letter names something: "ref A.", "Annex C." */
static bool is_lettered(const struct splitter *splitter, struct septel_view letter)
{
	size_t end = (size_t)(letter.ptr - splitter->text.ptr);
	while (end > splitter->start && splitter->text.ptr[end - 1] != ' ')
		end--;
	if (end <= splitter->start)
		return false;
	return septel__is_lettered_word(piece_before(splitter, end - 1));
}

/* S8: the text begins with a starter. */
static bool is_starter(struct septel_view text, size_t at)
{
	size_t end = at;
	while (end < text.len && septel__is_alpha(text.ptr[end]))
		end++;
	size_t length;
	if (end < text.len && septel__letter_at(text, end, &length) != LETTER_NONE)
		return false;
	if (end == at + 1 && end < text.len && text.ptr[end] == '.')
		return false;
	return septel__is_starter_word((struct septel_view){text.ptr + at, end - at});
}

/* S4 to S8: one dot ends a word; `next` is what starts behind it. */
static bool ends_a_word_only(const struct splitter *splitter, size_t dot, size_t next)
{
	const struct septel_view text = splitter->text;
	if (is_only_item(splitter, dot))
		return true;
	const struct septel_view word = piece_before(splitter, dot);
	switch (septel__abbreviation(word)) {
	case ABBREVIATION_NEVER_ENDS:
		return true;
	case ABBREVIATION_BEFORE_NUMBER:
		return septel__is_digit(text.ptr[next]);
	case ABBREVIATION_BEFORE_ANY:
		return !is_starter(text, next);
	case ABBREVIATION_NONE:
		break;
	}
	if (!is_initials(word) || (is_one_letter(word) && is_lettered(splitter, word)))
		return false;
	return !is_starter(text, next);
}

/* S2 to S8: does a sentence end behind `stop`? */
static bool is_boundary(const struct splitter *splitter, const struct stop *stop)
{
	const struct septel_view text = splitter->text;
	if (stop->behind >= text.len)
		return true;
	if (text.ptr[stop->behind] != ' ')
		return false;
	if (stop->behind <= splitter->protected_until)
		return false;
	const size_t behind_space = stop->behind + 1;
	const size_t next = skip(text, behind_space);
	if (next >= text.len)
		return false;
	if (!is_item_mark(text, behind_space)) {
		size_t length;
		if (septel__is_digit(text.ptr[next])) {
			if (stop->ellipsis)
				return false;
		} else if (septel__letter_at(text, next, &length) != LETTER_OTHER) {
			return false;
		}
	}
	return !stop->one_dot || !ends_a_word_only(splitter, stop->start, next);
}

static bool has_word(struct septel_view piece)
{
	size_t length;
	for (size_t i = 0; i < piece.len; i += length) {
		length = 1;
		if (septel__is_digit(piece.ptr[i]) ||
		    septel__letter_at(piece, i, &length) != LETTER_NONE)
			return true;
	}
	return false;
}

/* The sentence begins at the first byte from `at` on that is no space. */
static void begin(struct splitter *splitter, size_t at)
{
	const struct septel_view text = splitter->text;
	while (at < text.len && septel__is_space(text.ptr[at]))
		at++;
	splitter->start = splitter->item = at;
	splitter->protected_until = 0;
	size_t length;
	while (at < text.len && (length = text.ptr[at] == ' ' ? 1 : dash_at(text, at)) > 0)
		at += length;
	splitter->item = at;
}

/* Ends the current piece at `end`; S9: one without a word joins a neighbour. */
static void finish(struct splitter *splitter, size_t end)
{
	const struct septel_view piece =
		septel__trim_right(septel__slice(splitter->text, splitter->start, end));
	if (piece.len == 0)
		return;
	const bool wordless = !has_word(piece);
	if (splitter->count > 0 && (wordless || splitter->wordless_first)) {
		struct septel_view *last = &splitter->at[splitter->count - 1];
		last->len = (size_t)(piece.ptr + piece.len - last->ptr);
		splitter->wordless_first = splitter->wordless_first && wordless;
		return;
	}
	struct septel_view *sentence =
		LIST_ADD(splitter->arena, splitter->at, splitter->count, splitter->capacity);
	if (!sentence)
		return;
	*sentence = piece;
	splitter->wordless_first = wordless;
}

static void pass_parenthesis(struct splitter *splitter, size_t at)
{
	const size_t close = splitter->closes ? splitter->closes[splitter->opened++] : 0;
	if (at > splitter->start && close > splitter->protected_until)
		splitter->protected_until = close;
}

/* The first byte from `at` on that can matter.  Eight at a time: their kinds
 * are put together first, so that plain text costs one branch for all. */
static size_t skip_plain(struct septel_view text, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	for (; at + 8 <= text.len; at += 8)
		if (SCANNED[bytes[at]] | SCANNED[bytes[at + 1]] | SCANNED[bytes[at + 2]] |
		    SCANNED[bytes[at + 3]] | SCANNED[bytes[at + 4]] | SCANNED[bytes[at + 5]] |
		    SCANNED[bytes[at + 6]] | SCANNED[bytes[at + 7]])
			break;
	while (at < text.len && SCANNED[bytes[at]] == PLAIN)
		at++;
	return at;
}

struct septel_views septel__sentences(struct septel_view text, struct septel_arena *arena)
{
	struct splitter splitter = {
		.text = text, .arena = arena, .closes = match_parentheses(text, arena)};
	begin(&splitter, 0);
	size_t at = 0;
	while ((at = skip_plain(text, at)) < text.len) {
		const unsigned char kind = SCANNED[(unsigned char)text.ptr[at]];
		if (kind == OPENING) {
			pass_parenthesis(&splitter, at++);
		} else if (kind == BREAK) {
			finish(&splitter, at);
			begin(&splitter, at + 1);
			at = splitter.start;
		} else if (kind == ELLIPSIS_LEAD && !is_at(text, at, ELLIPSIS, ELLIPSIS_SIZE)) {
			at++;
		} else {
			const struct stop stop = stop_at(text, at);
			at = stop.behind;
			if (is_boundary(&splitter, &stop)) {
				finish(&splitter, at);
				begin(&splitter, at);
			}
		}
	}
	finish(&splitter, text.len);
	return (struct septel_views){splitter.at, splitter.count};
}

struct septel_views septel_message_sentences(const struct septel_message *message, size_t index,
					     struct septel_arena *arena)
{
	if (index >= message->paragraphs.count)
		return (struct septel_views){NULL, 0};
	return septel__sentences(message->paragraphs.at[index].text, arena);
}

struct septel_view septel_message_sentence(const struct septel_message *message, int paragraph,
					   int sentence, struct septel_arena *arena)
{
	static const struct septel_view NOTHING = {"", 0};
	if (paragraph == 0 && sentence == 0)
		return message->subject;
	const struct septel_paragraphs paragraphs = message->paragraphs;
	size_t index = 0;
	while (index < paragraphs.count && paragraphs.at[index].number != paragraph)
		index++;
	if (index == paragraphs.count || sentence < 1)
		return NOTHING;
	const struct septel_views sentences = septel__sentences(paragraphs.at[index].text, arena);
	if ((size_t)sentence <= sentences.count)
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): only where the count is 0 */
		return sentences.at[sentence - 1];
	if (index + 1 == paragraphs.count && (size_t)sentence == sentences.count + 1)
		return message->signature;
	return NOTHING;
}
