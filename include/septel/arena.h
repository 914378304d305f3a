/* septel/arena.h - memory that is given back all at once.
 *
 * Everything the message library allocates comes from an arena that the caller
 * hands in; nothing is freed singly.  An arena has a limit in bytes: what goes
 * over it fails with NULL, and stays failed until the arena is reset, so that
 * a caller may check once at the end (septel_arena_failed).
 *
 * Threads: one arena, one thread.  Any number of arenas.
 */
#ifndef SEPTEL_ARENA_H
#define SEPTEL_ARENA_H

#include <septel/view.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct septel_arena;

/* A new arena that never holds more than `limit` bytes (0: the default,
 * SEPTEL_ARENA_LIMIT).  NULL when memory is out.  The caller owns it. */
SEPTEL_API struct septel_arena *septel_arena_new(size_t limit) __attribute__((warn_unused_result));

/* Gives everything back.  NULL is allowed. */
SEPTEL_API void septel_arena_free(struct septel_arena *arena);

/* Forgets all that was allocated but keeps the memory for reuse; clears a failure. */
SEPTEL_API void septel_arena_reset(struct septel_arena *arena) __attribute__((nonnull));

/* `size` bytes aligned for any object, not set to anything.  Owned by the
 * arena.  NULL when the limit or the memory is exceeded; a size of 0 gives a
 * pointer that may not be read. */
SEPTEL_API void *septel_arena_alloc(struct septel_arena *arena, size_t size)
	__attribute__((nonnull, warn_unused_result));

/* A copy of `view` with a NUL byte behind it (not counted in its length).
 * Empty when memory is out. */
SEPTEL_API struct septel_view septel_arena_copy(struct septel_arena *arena, struct septel_view view)
	__attribute__((nonnull, warn_unused_result));

/* True when an allocation has failed since the arena was made or reset. */
SEPTEL_API bool septel_arena_failed(const struct septel_arena *arena) __attribute__((nonnull));

/* Bytes handed out since the arena was made or reset. */
SEPTEL_API size_t septel_arena_used(const struct septel_arena *arena) __attribute__((nonnull));

#ifdef __cplusplus
}
#endif

#endif
