/* base/view.h - what every room does with views.
 *
 * ASCII only: letters and digits here are those of ASCII; a byte from 0x80 on
 * is neither letter nor space.  Nothing allocates.  Nothing reads past a view.
 */
#ifndef SEPTEL_BASE_VIEW_H
#define SEPTEL_BASE_VIEW_H

#include <septel/view.h>
#include <stdbool.h>

#define VIEW_LITERAL(string) ((struct septel_view){(string), sizeof(string) - 1})

/* Both arguments of a printf's %.*s. */
#define VIEW_FORMAT(view) (int)(view).len, (view).ptr

static inline bool septel__is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool septel__is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool septel__is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool septel__is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool septel__is_alpha(char c)
{
	return septel__is_upper(c) || septel__is_lower(c);
}

static inline bool septel__is_alnum(char c)
{
	return septel__is_alpha(c) || septel__is_digit(c);
}

static inline char septel__upper(char c)
{
	return septel__is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

static inline char septel__lower(char c)
{
	return septel__is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

/* `c` is one of the characters of `set`; NUL is none of any set (strchr finds it). */
static inline bool septel__is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Bytes `from` up to, not including, `to`; both are cut to the view. */
static inline struct septel_view septel__slice(struct septel_view view, size_t from, size_t to)
{
	if (to > view.len)
		to = view.len;
	if (from > to)
		from = to;
	return (struct septel_view){view.ptr + from, to - from};
}

/* Without white space at the left end, at the right end, at both ends. */
static inline struct septel_view septel__trim_left(struct septel_view view)
{
	while (view.len && septel__is_space(view.ptr[0])) {
		view.ptr++;
		view.len--;
	}
	return view;
}

static inline struct septel_view septel__trim_right(struct septel_view view)
{
	while (view.len && septel__is_space(view.ptr[view.len - 1]))
		view.len--;
	return view;
}

static inline struct septel_view septel__trim(struct septel_view view)
{
	return septel__trim_left(septel__trim_right(view));
}

static inline bool septel__equal(struct septel_view a, struct septel_view b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The same `length` bytes, case aside. */
bool septel__same_fold(const char *a, const char *b, size_t length);

/* Case aside; most words differ in their length or first letter. */
static inline bool septel__equal_fold(struct septel_view a, struct septel_view b)
{
	return a.len == b.len &&
	       (a.len == 0 || (septel__upper(a.ptr[0]) == septel__upper(b.ptr[0]) &&
			       septel__same_fold(a.ptr, b.ptr, a.len)));
}

/* These look at the first byte first: in a row of prefixes it tells most apart. */
static inline bool septel__starts(struct septel_view view, const char *prefix)
{
	if (view.len == 0 || view.ptr[0] != prefix[0])
		return prefix[0] == '\0';
	const size_t length = strlen(prefix);
	return view.len >= length && memcmp(view.ptr, prefix, length) == 0;
}

static inline bool septel__starts_fold(struct septel_view view, const char *prefix)
{
	if (view.len == 0 || septel__upper(view.ptr[0]) != septel__upper(prefix[0]))
		return prefix[0] == '\0';
	const size_t length = strlen(prefix);
	return view.len >= length && septel__same_fold(view.ptr, prefix, length);
}

/* `view` is the word `word`, case aside. */
static inline bool septel__is_word(struct septel_view view, const char *word)
{
	return septel__starts_fold(view, word) && view.len == strlen(word);
}

static inline bool septel__ends(struct septel_view view, const char *suffix)
{
	const size_t length = strlen(suffix);
	return view.len >= length && memcmp(view.ptr + view.len - length, suffix, length) == 0;
}

/* <0, 0, >0 as bytes; a shorter view sorts first. */
int septel__compare(struct septel_view a, struct septel_view b);

#define VIEW_NOT_FOUND SIZE_MAX
/* Offset of the first `c` at or after `from`; VIEW_NOT_FOUND. */
static inline size_t septel__find_byte(struct septel_view view, char c, size_t from)
{
	if (from >= view.len)
		return VIEW_NOT_FOUND;
	const char *found = memchr(view.ptr + from, c, view.len - from);
	return found ? (size_t)(found - view.ptr) : VIEW_NOT_FOUND;
}

/* The same of `needle` (case aside with _fold). */
size_t septel__find(struct septel_view view, const char *needle, size_t from);
size_t septel__find_fold(struct septel_view view, const char *needle, size_t from);

/* Takes the next line off the front of *rest, without its line end (LF, CR LF,
 * CR CR LF).  False when nothing is left. */
bool septel__next_line(struct septel_view *rest, struct septel_view *line);
/* Takes the next word (between white space) off the front of *rest. */
bool septel__next_word(struct septel_view *rest, struct septel_view *word);

/* A decimal number of 1 to 9 digits that fills the whole view; -1 if it is none. */
int septel__number(struct septel_view view);

/* Where the digits begin that end `view`; its length if there are none. */
size_t septel__digits_at_end(struct septel_view view);

/* Damerau-Levenshtein distance (optimal string alignment), case aside, of two
 * views of at most 32 bytes; gives up at `most` and returns most + 1. */
unsigned septel__edit_distance(struct septel_view a, struct septel_view b, unsigned most);

#endif
