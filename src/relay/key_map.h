/* key_map.h - small numbers by 64-bit keys, in an arena; for one plan. */
#ifndef SEPTEL_RELAY_KEY_MAP_H
#define SEPTEL_RELAY_KEY_MAP_H

#include <septel/arena.h>
#include <stdint.h>

struct key_slot {
	uint64_t key;
	unsigned value; /* 0: the slot is empty */
};

/* All zero: empty. */
struct key_map {
	struct key_slot *slots;
	size_t room, count;
};

/* 0: not there. */
unsigned septel__key_get(const struct key_map *map, uint64_t key) __attribute__((nonnull));
/* `value` is not 0.  False: no memory. */
bool septel__key_put(struct key_map *map, uint64_t key, unsigned value, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

#endif
