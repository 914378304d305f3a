/* list.h - arrays that grow inside an arena.
 *
 * A list is a pointer, a count and a capacity; growing copies into a block
 * twice as large and leaves the old one to the arena.  Usage:
 *
 *     struct septel_tag *at = NULL; size_t count = 0, capacity = 0;
 *     struct septel_tag *tag = LIST_ADD(arena, at, count, capacity);
 *     if (tag) *tag = (struct septel_tag){...};
 */
#ifndef SEPTEL_MESSAGE_LIST_H
#define SEPTEL_MESSAGE_LIST_H

#include <septel/arena.h>
#include <stdint.h>

#define LIST_FIRST_CAPACITY 8

static inline void *septel__list_grown(struct septel_arena *arena, void *at, size_t count,
				       size_t *capacity, size_t size)
{
	if (count < *capacity)
		return at;
	const size_t wanted = *capacity ? *capacity * 2 : LIST_FIRST_CAPACITY;
	if (wanted > SIZE_MAX / size)
		return NULL;
	void *grown = septel_arena_alloc(arena, wanted * size);
	if (!grown)
		return NULL;
	if (count)
		memcpy(grown, at, count * size);
	*capacity = wanted;
	return grown;
}

/* A pointer to a new, unset element at the end, or NULL when memory is out
 * (the list is then unchanged). */
#define LIST_ADD(arena, at, count, capacity)                                                       \
	(septel__list_room((void **)&(at),                                                         \
			   septel__list_grown((arena), (at), (count), &(capacity), sizeof *(at)))  \
		 ? &(at)[(count)++]                                                                \
		 : NULL)

static inline bool septel__list_room(void **at, void *grown)
{
	if (!grown)
		return false;
	memcpy(at, &grown, sizeof grown);
	return true;
}

#endif
