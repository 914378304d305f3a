/* text.c - see text.h. */
#include "text.h"

static bool is_one_line(struct septel_view view)
{
	for (size_t i = 0; i < view.len; i++)
		if (septel__is_space(view.ptr[i]) &&
		    (view.ptr[i] != ' ' || (i + 1 < view.len && view.ptr[i + 1] == ' ')))
			return false;
	return true;
}

struct septel_view septel__one_line(struct septel_arena *arena, struct septel_view view)
{
	view = septel__trim(view);
	if (is_one_line(view))
		return view;
	char *bytes = septel_arena_alloc(arena, view.len);
	if (!bytes)
		return (struct septel_view){"", 0};
	size_t length = 0;
	for (size_t i = 0; i < view.len; i++) {
		if (!septel__is_space(view.ptr[i]))
			bytes[length++] = view.ptr[i];
		else if (bytes[length - 1] != ' ')
			bytes[length++] = ' ';
	}
	return (struct septel_view){bytes, length};
}
