/* ranking.h - the first hits in order, of a number that come in any order.
 *
 * They stand in a heap, the last in order at its root: a hit behind that one, as most are,
 * costs a comparison and is forgotten.
 */
#ifndef SEPTEL_ARCHIVE_RANKING_H
#define SEPTEL_ARCHIVE_RANKING_H

#include "search.h"

struct ranking {
	struct search_hit *hits;
	size_t count, room;
	bool sorted;
};

/* Keeps the first `room`; false when memory is out.  Nothing was offered yet. */
bool septel__ranking_begin(struct ranking *ranking, size_t room);
void septel__ranking_release(struct ranking *ranking);

/* The more relevant the sooner, and of equal ones the newer.  A score is no less than 0: its
 * bits have the order of its value. */
static inline uint64_t septel__rank(float score, int32_t minute)
{
	uint32_t bits;
	memcpy(&bits, &score, sizeof bits);
	return (uint64_t)bits << 32 | ((uint32_t)minute ^ UINT32_C(0x80000000));
}

/* Whether a hit stands before another; of equal ones the lower number does. */
static inline bool septel__ranking_before(const struct search_hit *hit,
					  const struct search_hit *other)
{
	return hit->rank != other->rank ? hit->rank > other->rank : hit->number < other->number;
}

/* Takes a hit in that stands before one of those kept, or while there is room. */
void septel__ranking_take(struct ranking *ranking, const struct search_hit *hit);

static inline void septel__ranking_offer(struct ranking *ranking, const struct search_hit *hit)
{
	if (ranking->count < ranking->room || septel__ranking_before(hit, ranking->hits))
		septel__ranking_take(ranking, hit);
}

/* Those kept, in order.  No more are offered. */
const struct search_hit *septel__ranking_sorted(struct ranking *ranking);

#endif
