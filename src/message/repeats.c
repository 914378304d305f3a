/* repeats.c - repeated runs after Q; see repair.h.
 *
 * Some relays repeated a wrapped line: the line L is followed by Q and an
 * exact copy of L, on a line of its own or, where an archive has joined the
 * lines, in the midst of a paragraph.  The copy is exact and long, so that
 * deleting Q and copy is certain.
 */
#include "repair.h"

/* Source: wire-format 11, D1 (45 to 61 characters as a rule, never under 20). */
#define REPEAT_LEAST 20
#define REPEAT_MOST  200

/* A line was repeated: neither end of the run lies inside a word. */
static bool whole_words(struct septel_view text, size_t q, size_t apart, size_t length)
{
	const size_t start = q - apart - length, behind = q + 1 + length;
	if (start > 0 && septel__is_alnum(text.ptr[start - 1]) && septel__is_alnum(text.ptr[start]))
		return false;
	return behind >= text.len || !septel__is_alnum(text.ptr[behind]) ||
	       !septel__is_alnum(text.ptr[behind - 1]);
}

/* The longest run that stands both right behind the Q at `q` and right before
 * it (`apart` bytes before it); 0 if there is none. */
static size_t repeat_length(struct septel_view text, size_t q, size_t apart)
{
	if (q < apart + REPEAT_LEAST || text.len - q - 1 < REPEAT_LEAST)
		return 0;
	const char *copy = text.ptr + q + 1;
	const char *end = text.ptr + q - apart;
	size_t most = text.len - q - 1;
	if (most > q - apart)
		most = q - apart;
	if (most > REPEAT_MOST)
		most = REPEAT_MOST;
	for (size_t length = most; length >= REPEAT_LEAST; length--)
		if (end[-(ptrdiff_t)length] == copy[0] && memcmp(end - length, copy, length) == 0 &&
		    whole_words(text, q, apart, length))
			return length;
	return 0;
}

void septel__repeats_repair(struct edits *edits, struct septel_view text)
{
	for (size_t q = septel__find_byte(text, 'Q', REPEAT_LEAST); q != VIEW_NOT_FOUND;
	     q = septel__find_byte(text, 'Q', q)) {
		/* No line begins with two of them: a run of Q is noise. */
		if (q + 1 < text.len && text.ptr[q + 1] == 'Q') {
			q++;
			continue;
		}
		size_t apart = 0;
		size_t length = repeat_length(text, q, 0);
		/* A copy whose line end became a blank differs in that one byte. */
		if (length == 0 && septel__is_space(text.ptr[q - 1])) {
			apart = 1;
			length = repeat_length(text, q, 1);
		}
		if (length == 0) {
			q++;
			continue;
		}
		septel__edit(edits, "repeated-line", text,
			     septel__slice(text, q - apart, q + 1 + length), VIEW_LITERAL(""));
		q += 1 + length;
	}
}

/* "doesnQt", "GOIQs": an apostrophe; any other Q between small letters is only
 * flagged.  Likely, not provable: never applied. */
void septel__repeats_suggest(struct reading *reading)
{
	const struct septel_view text = reading->text;
	for (size_t q = septel__find_byte(text, 'Q', 1); q != VIEW_NOT_FOUND;
	     q = septel__find_byte(text, 'Q', q + 1)) {
		if (q + 1 >= text.len || !septel__is_lower(text.ptr[q - 1]) ||
		    !septel__is_lower(text.ptr[q + 1]))
			continue;
		const struct septel_view sign = septel__slice(text, q, q + 1);
		const bool ends = q + 2 >= text.len || !septel__is_alpha(text.ptr[q + 2]);
		if (ends && septel__is_one_of(text.ptr[q + 1], "tsdm"))
			septel__suggest(reading, SEPTEL_NOTE, "text.q", sign, VIEW_LITERAL("'"),
					"'Q' stands where an apostrophe may have been");
		else
			septel__diagnose(reading, SEPTEL_NOTE, "text.q", sign,
					 "'Q' inside a word: a lost character");
	}
}
