/* septel/view.h - a run of bytes that somebody else owns.
 *
 * Invariants: a view with length 0 is empty, whatever its pointer; a view is
 * never NUL-terminated by contract.  A view owns nothing: it is valid as long
 * as what it points into (an input text or an arena).  Plain value, any thread.
 */
#ifndef SEPTEL_VIEW_H
#define SEPTEL_VIEW_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SEPTEL_API __attribute__((visibility("default")))
#else
#define SEPTEL_API
#endif

struct septel_view {
	const char *ptr;
	size_t len; /* bytes */
};

/* Where something stands: bytes, from 0.  Line and column are worked out on
 * demand by septel_locate, since most spans are never printed. */
struct septel_span {
	uint32_t offset;
	uint32_t length;
};

/* Line and column of a byte, both from 1; a column counts UTF-8 characters,
 * a byte that is no UTF-8 counting as one. */
struct septel_position {
	uint32_t line;
	uint32_t column;
};

/* The position of byte `offset` of `text`; an offset past the end gives the end. */
SEPTEL_API struct septel_position septel_locate(struct septel_view text, size_t offset);

/* A view of a NUL-terminated string, borrowed from it. */
static inline struct septel_view septel_view_of(const char *string)
{
	struct septel_view view = {string, strlen(string)};
	return view;
}

#ifdef __cplusplus
}
#endif

#endif
