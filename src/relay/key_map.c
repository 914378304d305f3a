/* key_map.c - open addressing, never more than half full; see key_map.h. */
#include "key_map.h"

#define FIRST_SLOTS 64u

static size_t slot_of(const struct key_map *map, uint64_t key)
{
	size_t at = (size_t)((key * 0x9e3779b97f4a7c15ULL) >> 32) & (map->room - 1);
	while (map->slots[at].value && map->slots[at].key != key)
		at = (at + 1) & (map->room - 1);
	return at;
}

unsigned septel__key_get(const struct key_map *map, uint64_t key)
{
	return map->room ? map->slots[slot_of(map, key)].value : 0;
}

static bool grow(struct key_map *map, struct septel_arena *arena)
{
	struct key_map bigger = {.room = map->room ? map->room * 2 : FIRST_SLOTS,
				 .count = map->count};
	bigger.slots = septel_arena_alloc(arena, bigger.room * sizeof *bigger.slots);
	if (!bigger.slots)
		return false;
	memset(bigger.slots, 0, bigger.room * sizeof *bigger.slots);
	for (size_t i = 0; i < map->room; i++)
		if (map->slots[i].value)
			bigger.slots[slot_of(&bigger, map->slots[i].key)] = map->slots[i];
	*map = bigger;
	return true;
}

bool septel__key_put(struct key_map *map, uint64_t key, unsigned value, struct septel_arena *arena)
{
	if (map->count * 2 >= map->room && !grow(map, arena))
		return false;
	struct key_slot *slot = &map->slots[slot_of(map, key)];
	map->count += slot->value == 0;
	*slot = (struct key_slot){key, value};
	return true;
}
