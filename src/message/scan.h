/* scan.h - reading words, digits and tokens off the front of a view.
 *
 * Each function moves the front of *rest only on success, so that a grammar is
 * a chain of calls.  ASCII; nothing allocates.
 */
#ifndef SEPTEL_MESSAGE_SCAN_H
#define SEPTEL_MESSAGE_SCAN_H

#include "../base/view.h"

/* Skips blanks (space, tab, CR; not LF); gives how many. */
static inline size_t scan_blanks(struct septel_view *rest)
{
	size_t count = 0;
	while (count < rest->len && rest->ptr[count] != '\n' && septel__is_space(rest->ptr[count]))
		count++;
	rest->ptr += count;
	rest->len -= count;
	return count;
}

/* Skips white space of any kind, line ends included. */
static inline void scan_space(struct septel_view *rest)
{
	*rest = septel__trim_left(*rest);
}

static inline bool scan_byte(struct septel_view *rest, char c)
{
	if (rest->len == 0 || rest->ptr[0] != c)
		return false;
	rest->ptr++;
	rest->len--;
	return true;
}

/* A literal, case aside. */
static inline bool scan_word(struct septel_view *rest, const char *word)
{
	const size_t length = strlen(word);
	if (!septel__starts_fold(*rest, word))
		return false;
	rest->ptr += length;
	rest->len -= length;
	return true;
}

/* From `least` to `most` bytes for which `is` holds, as many as there are; no
 * success if more follow. */
static inline bool scan_run(struct septel_view *rest, bool (*is)(char), size_t least, size_t most,
			    struct septel_view *run)
{
	size_t count = 0;
	while (count < rest->len && count <= most && is(rest->ptr[count]))
		count++;
	if (count < least || count > most)
		return false;
	*run = (struct septel_view){rest->ptr, count};
	rest->ptr += count;
	rest->len -= count;
	return true;
}

static inline bool scan_digits(struct septel_view *rest, size_t least, size_t most,
			       struct septel_view *digits)
{
	return scan_run(rest, septel__is_digit, least, most, digits);
}

static inline bool scan_capitals(struct septel_view *rest, size_t least, size_t most,
				 struct septel_view *capitals)
{
	return scan_run(rest, septel__is_upper, least, most, capitals);
}

/* True where a word could end: nothing left, or neither letter nor digit. */
static inline bool scan_at_word_end(struct septel_view rest)
{
	return rest.len == 0 || !septel__is_alnum(rest.ptr[0]);
}

#endif
