/* set.h - a set of messages by number, a bit each. */
#ifndef SEPTEL_ARCHIVE_SET_H
#define SEPTEL_ARCHIVE_SET_H

#include <septel/arena.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct set {
	uint64_t *words;
	uint32_t limit; /* numbers are below it */
};

static inline size_t septel__set_words(const struct set *set)
{
	return ((size_t)set->limit + 63) / 64;
}

/* An empty set; words NULL when memory is out. */
static inline struct set septel__set_new(uint32_t limit, struct septel_arena *arena)
{
	struct set set = {NULL, limit};
	const size_t size = (septel__set_words(&set) + 1) * sizeof *set.words;
	set.words = septel_arena_alloc(arena, size);
	if (set.words)
		memset(set.words, 0, size);
	return set;
}

static inline bool septel__set_has(const struct set *set, uint32_t number)
{
	return number < set->limit && (set->words[number / 64] >> (number % 64) & 1);
}

/* A number beyond the limit is passed over: it came after the question. */
static inline void septel__set_add(struct set *set, uint32_t number)
{
	if (number < set->limit)
		set->words[number / 64] |= (uint64_t)1 << (number % 64);
}

static inline void septel__set_remove(struct set *set, uint32_t number)
{
	if (number < set->limit)
		set->words[number / 64] &= ~((uint64_t)1 << (number % 64));
}

/* Takes out all from `from` on, below `end`. */
static inline void septel__set_clear(struct set *set, uint32_t from, uint32_t end)
{
	end = end < set->limit ? end : set->limit;
	for (; from < end && from % 64; from++)
		septel__set_remove(set, from);
	for (; from < end && end % 64; end--)
		septel__set_remove(set, end - 1);
	if (from < end)
		memset(set->words + from / 64, 0, (end - from) / 8);
}

static inline void septel__set_and(struct set *set, const struct set *other)
{
	for (size_t i = 0; i < septel__set_words(set); i++)
		set->words[i] &= other->words[i];
}

static inline void septel__set_or(struct set *set, const struct set *other)
{
	for (size_t i = 0; i < septel__set_words(set); i++)
		set->words[i] |= other->words[i];
}

/* All numbers from 1 that were not in it. */
static inline void septel__set_not(struct set *set)
{
	const size_t count = septel__set_words(set);
	for (size_t i = 0; i < count; i++)
		set->words[i] = ~set->words[i];
	if (count)
		set->words[0] &= ~(uint64_t)1;
	if (set->limit % 64)
		set->words[count - 1] &= ((uint64_t)1 << (set->limit % 64)) - 1;
}

static inline uint32_t septel__set_count(const struct set *set)
{
	uint32_t count = 0;
	for (size_t i = 0; i < septel__set_words(set); i++)
		count += (uint32_t)__builtin_popcountll(set->words[i]);
	return count;
}

/* The first number of the set from `from` on; `limit` where there is none. */
static inline uint32_t septel__set_next(const struct set *set, uint32_t from)
{
	while (from < set->limit) {
		const uint64_t rest = set->words[from / 64] >> (from % 64);
		if (rest) {
			const uint32_t number = from + (uint32_t)__builtin_ctzll(rest);
			return number < set->limit ? number : set->limit;
		}
		from = (from / 64 + 1) * 64;
	}
	return set->limit;
}

#endif
