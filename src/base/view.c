/* view.c - see view.h. */
#include "view.h"

#include "limits.h"

struct septel_position septel_locate(struct septel_view text, size_t offset)
{
	struct septel_position position = {1, 1};
	if (offset > text.len)
		offset = text.len;
	size_t line_start = 0;
	while (line_start < offset) {
		const char *newline = memchr(text.ptr + line_start, '\n', offset - line_start);
		if (!newline)
			break;
		position.line++;
		line_start = (size_t)(newline - text.ptr) + 1;
	}
	for (size_t i = line_start; i < offset; i++) {
		const unsigned char c = (unsigned char)text.ptr[i];
		const bool continues = (c & 0xC0) == 0x80 && i > line_start &&
				       (unsigned char)text.ptr[i - 1] >= 0x80;
		if (!continues)
			position.column++;
	}
	return position;
}

bool septel__same_fold(const char *a, const char *b, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (septel__upper(a[i]) != septel__upper(b[i]))
			return false;
	return true;
}

int septel__compare(struct septel_view a, struct septel_view b)
{
	const size_t shorter = a.len < b.len ? a.len : b.len;
	const int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* By memchr for the needle's first sign that is no blank: on text that is
 * several times as fast as memmem. */
size_t septel__find(struct septel_view view, const char *needle, size_t from)
{
	const size_t length = strlen(needle);
	size_t anchor = 0;
	while (anchor + 1 < length && needle[anchor] == ' ')
		anchor++;
	if (length == 0 || from > view.len)
		return length == 0 && from <= view.len ? from : VIEW_NOT_FOUND;
	for (size_t at = septel__find_byte(view, needle[anchor], from + anchor);
	     at != VIEW_NOT_FOUND; at = septel__find_byte(view, needle[anchor], at + 1)) {
		if (view.len - (at - anchor) < length)
			return VIEW_NOT_FOUND;
		if (memcmp(view.ptr + at - anchor, needle, length) == 0)
			return at - anchor;
	}
	return VIEW_NOT_FOUND;
}

/* Bytes that are looked through at a time. */
#define FOLD_PIECE ((size_t)128)

/* Where the first of the bytes `one` and `other` is in [from, end); `end`: in neither place.  Piece
 * by piece, so that it is never far to a byte that is not used. */
static size_t find_either(struct septel_view view, size_t from, size_t end, char one, char other)
{
	while (from < end) {
		const size_t piece = end - from < FOLD_PIECE ? end - from : FOLD_PIECE;
		const char *start = view.ptr + from;
		const char *first = memchr(start, one, piece);
		const char *second = memchr(start, other, first ? (size_t)(first - start) : piece);
		if (second || first)
			return (size_t)((second ? second : first) - view.ptr);
		from += piece;
	}
	return end;
}

size_t septel__find_fold(struct septel_view view, const char *needle, size_t from)
{
	const size_t length = strlen(needle);
	if (view.len < length)
		return VIEW_NOT_FOUND;
	const size_t end = view.len - length + 1;
	if (length == 0)
		return from < end ? from : VIEW_NOT_FOUND;
	const char upper = septel__upper(needle[0]), lower = septel__lower(needle[0]);
	for (from = from < end ? find_either(view, from, end, upper, lower) : end; from < end;
	     from = find_either(view, from + 1, end, upper, lower))
		if (septel__same_fold(view.ptr + from, needle, length))
			return from;
	return VIEW_NOT_FOUND;
}

bool septel__next_line(struct septel_view *rest, struct septel_view *line)
{
	if (rest->len == 0)
		return false;
	const size_t newline = septel__find_byte(*rest, '\n', 0);
	const size_t end = newline == VIEW_NOT_FOUND ? rest->len : newline;
	*line = septel__slice(*rest, 0, end);
	while (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	*rest = septel__slice(*rest, newline == VIEW_NOT_FOUND ? end : end + 1, rest->len);
	return true;
}

bool septel__next_word(struct septel_view *rest, struct septel_view *word)
{
	*rest = septel__trim_left(*rest);
	size_t end = 0;
	while (end < rest->len && !septel__is_space(rest->ptr[end]))
		end++;
	*word = septel__slice(*rest, 0, end);
	*rest = septel__slice(*rest, end, rest->len);
	return end > 0;
}

int septel__number(struct septel_view view)
{
	if (view.len == 0 || view.len > 9)
		return -1;
	int value = 0;
	for (size_t i = 0; i < view.len; i++) {
		if (!septel__is_digit(view.ptr[i]))
			return -1;
		value = value * 10 + (view.ptr[i] - '0');
	}
	return value;
}

size_t septel__digits_at_end(struct septel_view view)
{
	size_t start = view.len;
	while (start > 0 && septel__is_digit(view.ptr[start - 1]))
		start--;
	return start;
}

unsigned septel__edit_distance(struct septel_view a, struct septel_view b, unsigned most)
{
	unsigned rows[3][EDIT_LENGTH_LIMIT + 1];
	if (a.len > EDIT_LENGTH_LIMIT || b.len > EDIT_LENGTH_LIMIT)
		return most + 1;
	if ((a.len > b.len ? a.len - b.len : b.len - a.len) > most)
		return most + 1;
	for (unsigned j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= a.len; i++) {
		unsigned *row = rows[i % 3];
		const unsigned *above = rows[(i - 1) % 3];
		const unsigned *two_above = rows[(i + 1) % 3];
		const char c = septel__upper(a.ptr[i - 1]);
		unsigned least = row[0] = i;
		for (unsigned j = 1; j <= b.len; j++) {
			const char d = septel__upper(b.ptr[j - 1]);
			unsigned best = above[j - 1] + (c != d);
			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && c == septel__upper(b.ptr[j - 2]) &&
			    septel__upper(a.ptr[i - 2]) == d && two_above[j - 2] + 1 < best)
				best = two_above[j - 2] + 1;
			row[j] = best;
			if (best < least)
				least = best;
		}
		if (least > most)
			return most + 1;
	}
	const unsigned distance = rows[a.len % 3][b.len];
	return distance > most ? most + 1 : distance;
}
