/* arena.c - chunks handed out from front to back.
 *
 * States: fresh, in use, failed (over its limit or out of memory; stays so
 * until reset).  With SEPTEL_ARENA_DEBUG each allocation gets a chunk of its
 * own, so that a sanitizer sees an overrun by one byte.
 */
#include "limits.h"

#include <septel/arena.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

struct chunk {
	struct chunk *next;
	size_t size; /* usable bytes behind this header */
	size_t used;
};

struct septel_arena {
	struct chunk *first, *current;
	size_t limit;
	size_t used;
	size_t reserved; /* bytes of all chunks */
	bool failed;
};

#define ALIGNMENT sizeof(max_align_t)
/* Chunks from which on large pages are asked for; what rounds up to any page but those. */
#define LARGE_PAGES_LEAST ((size_t)4 << 20)
#define PAGE_ROUNDING     ((size_t)64 * 1024 - 1)
/* No object is larger; rounded up and with a header it still has a size. */
#define SIZE_LIMIT (SIZE_MAX / 2)

static char *chunk_bytes(struct chunk *chunk)
{
	const size_t header = (sizeof *chunk + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	return (char *)chunk + header;
}

/* A large chunk will be filled: in large pages, where the system has them, that takes it a
 * few hundred faults less a megabyte.  Nothing depends on it. */
static void ask_for_large_pages(struct chunk *chunk, size_t size)
{
#ifdef MADV_HUGEPAGE
	const uintptr_t first = ((uintptr_t)chunk + PAGE_ROUNDING) & ~(uintptr_t)PAGE_ROUNDING;
	const uintptr_t end = (uintptr_t)chunk + size;
	if (size >= LARGE_PAGES_LEAST && first < end)
		(void)madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
	(void)chunk;
	(void)size;
#endif
}

static struct chunk *chunk_new(size_t size)
{
	const size_t header = (sizeof(struct chunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct chunk *chunk = malloc(header + size);
	if (chunk) {
		ask_for_large_pages(chunk, header + size);
		chunk->next = NULL;
		chunk->size = size;
		chunk->used = 0;
	}
	return chunk;
}

struct septel_arena *septel_arena_new(size_t limit)
{
	struct septel_arena *arena = calloc(1, sizeof *arena);
	if (arena)
		arena->limit = limit ? limit : SEPTEL_ARENA_LIMIT;
	return arena;
}

static void chunks_free(struct chunk *chunk)
{
	while (chunk) {
		struct chunk *next = chunk->next;
		free(chunk);
		chunk = next;
	}
}

void septel_arena_free(struct septel_arena *arena)
{
	if (!arena)
		return;
	chunks_free(arena->first);
	free(arena);
}

void septel_arena_reset(struct septel_arena *arena)
{
#ifdef SEPTEL_ARENA_DEBUG
	chunks_free(arena->first);
	arena->first = NULL;
	arena->reserved = 0;
#else
	for (struct chunk *chunk = arena->first; chunk; chunk = chunk->next)
		chunk->used = 0;
#endif
	arena->current = arena->first;
	arena->used = 0;
	arena->failed = false;
}

/* A chunk with room for `size`: a later one kept from before, or a new one. */
static struct chunk *chunk_with_room(struct septel_arena *arena, size_t size)
{
	/* A large arena grows in large steps, up to a quarter of what it has. */
	const size_t step =
		arena->reserved / 4 < SEPTEL_ARENA_STEP ? arena->reserved / 4 : SEPTEL_ARENA_STEP;
	const size_t least = step > SEPTEL_ARENA_CHUNK ? step : SEPTEL_ARENA_CHUNK;
	size_t wanted = size > least ? size : least;
#ifdef SEPTEL_ARENA_DEBUG
	wanted = size;
#else
	while (arena->current && arena->current->next) {
		arena->current = arena->current->next;
		if (arena->current->size - arena->current->used >= size)
			return arena->current;
	}
#endif
	if (wanted > arena->limit - arena->reserved)
		wanted = size;
	if (wanted > arena->limit - arena->reserved)
		return NULL;
	struct chunk *chunk = chunk_new(wanted);
	if (!chunk)
		return NULL;
	arena->reserved += wanted;
	if (arena->current)
		arena->current->next = chunk;
	else
		arena->first = chunk;
	arena->current = chunk;
	return chunk;
}

void *septel_arena_alloc(struct septel_arena *arena, size_t size)
{
	if (arena->failed || size > SIZE_LIMIT) {
		arena->failed = true;
		return NULL;
	}
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct chunk *chunk = arena->current;
	if (!chunk || chunk->size - chunk->used < size)
		chunk = chunk_with_room(arena, size);
	if (!chunk) {
		arena->failed = true;
		return NULL;
	}
	char *bytes = chunk_bytes(chunk) + chunk->used;
	chunk->used += size;
	arena->used += size;
	return bytes;
}

struct septel_view septel_arena_copy(struct septel_arena *arena, struct septel_view view)
{
	struct septel_view copy = {"", 0};
	char *bytes = septel_arena_alloc(arena, view.len + 1);
	if (!bytes)
		return copy;
	if (view.len)
		memcpy(bytes, view.ptr, view.len);
	bytes[view.len] = '\0';
	copy.ptr = bytes;
	copy.len = view.len;
	return copy;
}

bool septel_arena_failed(const struct septel_arena *arena)
{
	return arena->failed;
}

size_t septel_arena_used(const struct septel_arena *arena)
{
	return arena->used;
}
