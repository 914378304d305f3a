/* evaluate.h - which messages a query is true of, and how well they match.
 *
 * The answer is a set of message numbers; versions that are not current may be in
 * it, and messages the viewer may not know of, where the query says NOT: whoever asks
 * takes them out (search.h).  No word out of sight is looked at.
 *
 * Order by relevance is BM25 over what is in sight: the words of the query that stand
 * in no NOT, weighed by how few messages in sight have them, how often this one does,
 * and how many words of it are in sight.
 */
#ifndef SEPTEL_ARCHIVE_EVALUATE_H
#define SEPTEL_ARCHIVE_EVALUATE_H

#include "lists.h"
#include "query.h"
#include "set.h"

struct evaluation {
	struct archive *archive;
	const struct segments *segments;
	const struct sight *sight;
	uint32_t limit; /* numbers of messages are below it */
	struct septel_arena *arena;
	/* For relevance: a score and a length in words for each number, both
	 * zeroed by the caller; NULL: not asked for. */
	float *scores;
	float *lengths;
	float mean_length;
};

/* False: the archive's error tells why. */
bool septel__evaluate(struct evaluation *evaluation, const struct query *query, struct set *set);

/* Fills lengths and mean_length. */
bool septel__evaluate_lengths(struct evaluation *evaluation);

/* The messages of which any word is in sight. */
bool septel__evaluate_known(struct evaluation *evaluation, struct set *set);

#endif
