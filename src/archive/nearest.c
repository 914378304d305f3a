/* nearest.c - see nearest.h. */
#include "nearest.h"

/* Shorter words are near to too many. */
#define LEAST_LENGTH 3
/* A beginning is nearer than any misspelling but none. */
#define DISTANCE_BEGINNING 1u
/* A distance counts two for each edit, and one for another first letter. */
#define COST_EDIT 2u

static unsigned most_edits(size_t length)
{
	if (length < LEAST_LENGTH)
		return 0;
	return length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

static bool is_beginning(struct septel_view word, struct septel_view of)
{
	return word.len >= LEAST_LENGTH && of.len >= word.len &&
	       septel__same_fold(word.ptr, of.ptr, word.len);
}

/* `worst` and more are all the same. */
static unsigned distance_of(struct septel_view word, struct septel_view entry, unsigned worst)
{
	if (septel__equal_fold(word, entry))
		return 0;
	if (is_beginning(word, entry) || is_beginning(entry, word))
		return DISTANCE_BEGINNING;
	if (word.len == 0 || entry.len == 0)
		return worst;
	const unsigned most = most_edits(word.len);
	const unsigned edits = septel__edit_distance(word, entry, most);
	/* A word of which nothing is left is another word. */
	if (edits > most || edits >= entry.len)
		return worst;
	const bool same_first = septel__upper(word.ptr[0]) == septel__upper(entry.ptr[0]);
	return edits * COST_EDIT + !same_first;
}

size_t septel__nearest(struct septel_view word, struct septel_views list)
{
	size_t nearest = NEAREST_NONE;
	unsigned least = (unsigned)-1;
	for (size_t i = 0; i < list.count && least > 0; i++) {
		const unsigned distance = distance_of(word, list.at[i], least);
		if (distance < least) {
			least = distance;
			nearest = i;
		}
	}
	return nearest;
}
