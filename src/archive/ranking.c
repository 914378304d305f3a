/* ranking.c - see ranking.h. */
#include "ranking.h"

#include <stdlib.h>

bool septel__ranking_begin(struct ranking *ranking, size_t room)
{
	septel__ranking_release(ranking);
	/* No room is asked for where nothing was found. */
	ranking->hits = malloc((room ? room : 1) * sizeof *ranking->hits);
	ranking->room = ranking->hits ? room : 0;
	return ranking->hits != NULL;
}

void septel__ranking_release(struct ranking *ranking)
{
	free(ranking->hits);
	*ranking = (struct ranking){0};
}

static void rise(struct search_hit *heap, size_t at, const struct search_hit *hit)
{
	for (size_t parent; at && septel__ranking_before(&heap[parent = (at - 1) / 2], hit);
	     at = parent)
		heap[at] = heap[parent];
	heap[at] = *hit;
}

/* Puts a hit in the place of the root. */
static void sink(struct search_hit *heap, size_t count, const struct search_hit *hit)
{
	size_t at = 0;
	for (size_t child; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && septel__ranking_before(&heap[child], &heap[child + 1]))
			child++;
		if (!septel__ranking_before(hit, &heap[child]))
			break;
		heap[at] = heap[child];
	}
	heap[at] = *hit;
}

void septel__ranking_take(struct ranking *ranking, const struct search_hit *hit)
{
	if (ranking->count < ranking->room)
		rise(ranking->hits, ranking->count++, hit);
	else if (ranking->room)
		sink(ranking->hits, ranking->count, hit);
}

static int compare(const void *left, const void *right)
{
	const struct search_hit *one = left, *other = right;
	return septel__ranking_before(other, one) - septel__ranking_before(one, other);
}

const struct search_hit *septel__ranking_sorted(struct ranking *ranking)
{
	if (!ranking->sorted)
		qsort(ranking->hits, ranking->count, sizeof *ranking->hits, compare);
	ranking->sorted = true;
	return ranking->hits;
}
