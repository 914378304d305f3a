/* short.h - what is done to every word that comes by: a hash, a look whether two are the
 * same, a copy.  Words are short: a call, or a loop of bytes, would cost more than the work.
 *
 * The hash serves tables within a process.  It is of no use on disk, since it depends on the
 * machine's order of bytes, and is no signature.
 */
#ifndef SEPTEL_ARCHIVE_SHORT_H
#define SEPTEL_ARCHIVE_SHORT_H

#include "../base/view.h"

static inline uint64_t septel__eight_bytes(const char *at)
{
	uint64_t eight;
	memcpy(&eight, at, sizeof eight);
	return eight;
}

static inline uint32_t septel__four_bytes(const char *at)
{
	uint32_t four;
	memcpy(&four, at, sizeof four);
	return four;
}

/* At most eight bytes as one number: of the same length, other bytes are another number. */
static inline uint64_t septel__few_bytes(const char *at, size_t length)
{
	if (length >= 4)
		return (uint64_t)septel__four_bytes(at) << 32 | septel__four_bytes(at + length - 4);
	if (length == 0)
		return 0;
	return (uint64_t)(unsigned char)at[0] << 16 | (uint64_t)(unsigned char)at[length / 2] << 8 |
	       (unsigned char)at[length - 1];
}

static inline uint64_t septel__short_mix(uint64_t bits)
{
	bits *= 0x9e3779b97f4a7c15ULL;
	return bits ^ (bits >> 32);
}

static inline uint32_t septel__short_hash(uint32_t seed, struct septel_view view)
{
	const char *at = view.ptr;
	size_t left = view.len;
	uint64_t hash = septel__short_mix((uint64_t)view.len << 32 | seed);
	for (; left > 8; left -= 8, at += 8)
		hash = septel__short_mix(hash ^ septel__eight_bytes(at));
	hash = septel__short_mix(hash ^ septel__few_bytes(at, left));
	return (uint32_t)septel__short_mix(hash);
}

/* Both are `length` bytes. */
static inline bool septel__short_same(const char *a, const char *b, size_t length)
{
	for (; length > 8; length -= 8, a += 8, b += 8)
		if (septel__eight_bytes(a) != septel__eight_bytes(b))
			return false;
	return septel__few_bytes(a, length) == septel__few_bytes(b, length);
}

/* They do not overlap. */
static inline void septel__short_copy(char *to, const char *from, size_t length)
{
	for (; length >= 16; length -= 16, to += 16, from += 16)
		memcpy(to, from, 16);
	if (length >= 8) {
		const uint64_t last = septel__eight_bytes(from + length - 8);
		memcpy(to, from, 8);
		memcpy(to + length - 8, &last, 8);
	} else if (length >= 4) {
		const uint32_t last = septel__four_bytes(from + length - 4);
		memcpy(to, from, 4);
		memcpy(to + length - 4, &last, 4);
	} else {
		for (size_t i = 0; i < length; i++)
			to[i] = from[i];
	}
}

#endif
