/* query_error.c - a wrong query with a caret under the place. */
#include "query.h"

#include "../base/utf8.h"

#include <utf8proc.h>

/* Columns of a query that are shown, and of those the ones before the place. */
#define WINDOW        100u
#define WINDOW_BEFORE 60u

/* A character as a terminal shows it: nothing that moves the cursor or turns the
 * line around. */
struct shown {
	size_t length; /* bytes of the query */
	unsigned width;
	struct septel_view bytes;
};

static struct shown show(struct septel_view text, size_t at)
{
	uint32_t code = 0;
	const size_t length = septel__utf8_decode(text, at, &code);
	if (length == 0)
		return (struct shown){1, 1, VIEW_LITERAL("?")};
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return (struct shown){length, 1, VIEW_LITERAL(" ")};
	case UTF8PROC_CATEGORY_CF:
		return (struct shown){length, 0, VIEW_LITERAL("")};
	default:
		return (struct shown){length, (unsigned)utf8proc_charwidth((utf8proc_int32_t)code),
				      septel__slice(text, at, at + length)};
	}
}

static unsigned width_between(struct septel_view text, size_t from, size_t to)
{
	unsigned width = 0;
	while (from < to && from < text.len) {
		const struct shown shown = show(text, from);
		width += shown.width;
		from += shown.length;
	}
	return width;
}

/* Where to begin, so that the place is in the window. */
static size_t window_start(struct septel_view text, size_t place)
{
	size_t at = 0;
	if (width_between(text, 0, text.len) <= WINDOW)
		return 0;
	for (unsigned width = width_between(text, 0, place); width > WINDOW_BEFORE;) {
		const struct shown shown = show(text, at);
		width -= shown.width;
		at += shown.length;
	}
	return at;
}

void septel__query_error_print(struct septel_view text, const struct query_error *error,
			       struct septel_out *out)
{
	const size_t start = window_start(text, error->offset);
	size_t at = start;
	if (start > 0)
		septel__out_string(out, "...");
	for (unsigned width = 0; at < text.len && width < WINDOW;) {
		const struct shown shown = show(text, at);
		septel__out_view(out, shown.bytes);
		width += shown.width;
		at += shown.length;
	}
	septel__out_string(out, at < text.len ? "...\n" : "\n");
	septel__out_repeat(out, ' ',
			   (start > 0 ? 3 : 0) + width_between(text, start, error->offset));
	septel__out_string(out, "^\n");
}
