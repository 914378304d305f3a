/* out.h - text that grows up to a limit.
 *
 * Invariants: `data` holds `length` bytes; once `failed` is set every further
 * write does nothing, so a chain of writes needs one check at its end.
 * Memory comes from the arena given, or from malloc where none is (then
 * septel__out_release gives it back).
 */
#ifndef SEPTEL_BASE_OUT_H
#define SEPTEL_BASE_OUT_H

#include "view.h"

#include <septel/arena.h>
#include <stdarg.h>

struct septel_out {
	char *data;
	size_t length, capacity, limit;
	struct septel_arena *arena; /* NULL: malloc */
	bool failed;
};

/* Empty; nothing is allocated yet.  `limit` in bytes; 0: none of its own, so that
 * only memory, or the arena, bounds it (and the arena then tells of the failure). */
void septel__out_init(struct septel_out *out, struct septel_arena *arena, size_t limit);
/* Gives malloc'ed memory back; with an arena it only empties. */
void septel__out_release(struct septel_out *out);
/* Empties but keeps memory; clears a failure. */
void septel__out_clear(struct septel_out *out);

/* Room for `more` bytes behind `length`; false (and failed) when there is none. */
bool septel__out_reserve(struct septel_out *out, size_t more);
void septel__out_bytes(struct septel_out *out, const char *bytes, size_t length);
void septel__out_view(struct septel_out *out, struct septel_view view);
void septel__out_string(struct septel_out *out, const char *string);
void septel__out_byte(struct septel_out *out, char c);
void septel__out_repeat(struct septel_out *out, char c, size_t times);
void septel__out_number(struct septel_out *out, long long number);
/* printf; %.*s takes a view as VIEW_FORMAT(view).  Needs room for a NUL, too. */
void septel__out_format(struct septel_out *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void septel__out_format_list(struct septel_out *out, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

/* What has been written, borrowed from `out` until the next write. */
struct septel_view septel__out_written(const struct septel_out *out);
/* The same as a string: with a NUL behind it, which does not count as written.
 * NULL where `out` has failed. */
const char *septel__out_terminated(struct septel_out *out);

#endif
