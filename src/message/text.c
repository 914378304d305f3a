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
		if (!septel__is_space(view.ptr[i])) {
			bytes[length++] = view.ptr[i];
			continue;
		}
		bool wraps = false;
		for (; i + 1 < view.len && septel__is_space(view.ptr[i + 1]); i++)
			wraps = wraps || view.ptr[i] == '\n';
		wraps = wraps || view.ptr[i] == '\n';
		/* A word wrapped at its hyphen is one word (P5). */
		if (!wraps || length < 2 || bytes[length - 1] != '-' ||
		    !septel__is_alpha(bytes[length - 2]))
			bytes[length++] = ' ';
	}
	return (struct septel_view){bytes, length};
}
