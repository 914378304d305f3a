/* lines.c - see lines.h. */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

void lines_add(struct lines *lines, enum line_part part, const char *string, size_t length)
{
	if (lines->count == LINES_LIMIT)
		abort();
	lines->at[lines->count++] = (struct line){string, length, part, false};
}

void lines_blank(struct lines *lines)
{
	lines_add(lines, PART_BLANK, "", 0);
}

void lines_insert(struct lines *lines, size_t where, struct line line)
{
	if (lines->count == LINES_LIMIT)
		abort();
	memmove(&lines->at[where + 1], &lines->at[where],
		(lines->count - where) * sizeof *lines->at);
	lines->at[where] = line;
	lines->count++;
}

/* Where a line of at most `width` bytes may end: before a blank, or after a hyphen in a word. */
static size_t break_before(const char *at, size_t length, size_t width)
{
	if (length <= width)
		return length;
	for (size_t end = width; end > 0; end--) {
		if (at[end] == ' ')
			return end;
		const bool in_word = end > 20 && at[end - 1] == '-' && at[end] >= 'a' &&
				     at[end] <= 'z' && at[end - 2] >= 'a' && at[end - 2] <= 'z';
		if (in_word)
			return end;
	}
	const char *space = memchr(at + width, ' ', length - width);
	return space ? (size_t)(space - at) : length;
}

void lines_wrap(struct lines *lines, enum line_part part, const char *string, size_t length,
		size_t width)
{
	bool continues = false;
	do {
		const size_t end = break_before(string, length, width);
		lines_add(lines, part, string, end);
		lines->at[lines->count - 1].continues = continues;
		continues = true;
		string += end;
		length -= end;
		while (length > 0 && *string == ' ') {
			string++;
			length--;
		}
	} while (length > 0);
}
