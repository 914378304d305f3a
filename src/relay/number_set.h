/* number_set.h - a set of channel numbers, and steps around their circle.
 *
 * Numbers run from 1 to `wrap` (999 or 9999), and 1 follows `wrap`.
 */
#ifndef SEPTEL_RELAY_NUMBER_SET_H
#define SEPTEL_RELAY_NUMBER_SET_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define CHANNEL_NUMBERS 10000u
#define CHANNEL_WORDS   ((CHANNEL_NUMBERS + 63) / 64)

/* One number by one bit; `count` of them are set. */
struct number_set {
	uint64_t words[CHANNEL_WORDS];
	uint32_t count;
};

static inline bool number_set_has(const struct number_set *set, unsigned number)
{
	return number < CHANNEL_NUMBERS && (set->words[number / 64] >> number % 64 & 1) != 0;
}

static inline void number_set_add(struct number_set *set, unsigned number)
{
	if (number < CHANNEL_NUMBERS && !number_set_has(set, number)) {
		set->words[number / 64] |= (uint64_t)1 << number % 64;
		set->count++;
	}
}

/* False: it was not in the set. */
static inline bool number_set_drop(struct number_set *set, unsigned number)
{
	if (!number_set_has(set, number))
		return false;
	set->words[number / 64] &= ~((uint64_t)1 << number % 64);
	set->count--;
	return true;
}

static inline void number_set_clear(struct number_set *set)
{
	memset(set, 0, sizeof *set);
}

/* The least one above `after`; 0: none. */
static inline unsigned number_set_after(const struct number_set *set, unsigned after)
{
	for (unsigned number = after + 1; set->count && number < CHANNEL_NUMBERS; number++) {
		const uint64_t rest = set->words[number / 64] >> number % 64;
		if (rest)
			return number + (unsigned)__builtin_ctzll(rest);
		number |= 63;
	}
	return 0;
}

static inline unsigned number_next(unsigned number, unsigned wrap)
{
	return number >= wrap ? 1 : number + 1;
}

static inline unsigned number_before(unsigned number, unsigned wrap)
{
	return number <= 1 ? wrap : number - 1;
}

/* Steps from one number on to another. */
static inline unsigned number_steps(unsigned from, unsigned to, unsigned wrap)
{
	return to >= from ? to - from : to + wrap - from;
}

#endif
