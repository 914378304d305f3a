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

/* Whether a hit stands before another: by score, then by time, then by number. */
static inline bool septel__ranking_before(const struct search_hit *hit,
					  const struct search_hit *other)
{
	if (hit->score < other->score || hit->score > other->score)
		return hit->score > other->score;
	if (hit->minute != other->minute)
		return hit->minute > other->minute;
	return hit->number < other->number;
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
