/* lines.c - see lines.h.  One pass; the count is found by doubling. */
#include "lines.h"

#include "list.h"

static struct line line_of(struct septel_view text, size_t start, size_t end, size_t next)
{
	size_t indent = 0;
	while (end > start && septel__is_space(text.ptr[end - 1]))
		end--;
	while (start + indent < end && septel__is_space(text.ptr[start + indent]))
		indent++;
	return (struct line){(uint32_t)start, (uint32_t)next, (uint32_t)(end - start),
			     (uint32_t)indent};
}

bool septel__lines_split(struct lines *out, struct septel_view text, struct septel_arena *arena)
{
	/* Never NULL: a pointer that offsets may be added to, even without lines. */
	static const struct line NO_LINES[1];
	struct line *at = NULL;
	size_t count = 0, capacity = 0;
	for (size_t start = 0; start < text.len;) {
		const size_t newline = septel__find_byte(text, '\n', start);
		const size_t end = newline == VIEW_NOT_FOUND ? text.len : newline;
		const size_t next = newline == VIEW_NOT_FOUND ? text.len : newline + 1;
		struct line *line = LIST_ADD(arena, at, count, capacity);
		if (!line) {
			*out = (struct lines){NO_LINES, 0};
			return false;
		}
		*line = line_of(text, start, end, next);
		start = next;
	}
	*out = (struct lines){at ? at : NO_LINES, count};
	return true;
}
