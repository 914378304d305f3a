/* request.h - what a browser asked for: a path and parameters, decoded.
 *
 * Pure: the target of a request line as it came (any bytes) becomes views in an arena.  What
 * is no target is refused, never mended: a byte that is written %XX wrongly, a NUL, a path
 * that does not begin with a slash.
 */
#ifndef SEPTEL_WEB_REQUEST_H
#define SEPTEL_WEB_REQUEST_H

#include "../base/view.h"

#include <septel/arena.h>

/* Bytes of a target, and parameters in it. */
#define REQUEST_TARGET_LIMIT     ((size_t)16 * 1024)
#define REQUEST_PARAMETERS_LIMIT 32u

struct request_parameter {
	struct septel_view name, value;
};

struct request {
	struct septel_view path;
	struct request_parameter parameters[REQUEST_PARAMETERS_LIMIT];
	size_t count;
};

enum request_status { REQUEST_READ, REQUEST_MALFORMED, REQUEST_TOO_LONG };

enum request_status septel__request_read(struct request *request, struct septel_view target,
					 struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));
/* The first parameter of that name; empty where there is none. */
struct septel_view septel__request_value(const struct request *request, const char *name)
	__attribute__((nonnull));
/* The same as a number; 0 where it is none, or above `most`. */
size_t septel__request_number(const struct request *request, const char *name, size_t most)
	__attribute__((nonnull));

#endif
