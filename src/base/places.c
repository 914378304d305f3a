/* places.c - see places.h. */
#include "places.h"

void septel__place_walk_init(struct place_walk *walk, struct septel_view text, uint64_t first_line)
{
	*walk = (struct place_walk){.text = text,
				    .position = {(uint32_t)first_line, 1},
				    .first_line = (uint32_t)first_line};
}

struct septel_position septel__place_walk_to(struct place_walk *walk, size_t offset)
{
	if (offset > walk->text.len)
		offset = walk->text.len;
	if (offset < walk->offset)
		septel__place_walk_init(walk, walk->text, walk->first_line);
	size_t line_start = walk->offset;
	bool moved = false;
	for (;;) {
		const size_t newline = septel__find_byte(walk->text, '\n', line_start);
		if (newline == VIEW_NOT_FOUND || newline >= offset)
			break;
		walk->position.line++;
		line_start = newline + 1;
		moved = true;
	}
	if (moved)
		walk->position.column = 1;
	const struct septel_view part = septel__slice(walk->text, line_start, offset);
	walk->position.column += septel_locate(part, part.len).column - 1;
	walk->offset = offset;
	return walk->position;
}
