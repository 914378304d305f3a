/* search.h - asking an archive: hits in order, counts, facets.
 *
 * A search sees the archive as it was when it began.  Messages that are not current,
 * and those of which the viewer may not know, are in no answer.
 */
#ifndef SEPTEL_ARCHIVE_SEARCH_H
#define SEPTEL_ARCHIVE_SEARCH_H

#include "../access/access.h"
#include "archive.h"
#include "query.h"

enum search_order { SEARCH_NEWEST, SEARCH_RELEVANCE };

struct search_hit {
	uint32_t number;
	uint64_t rank; /* the higher, the sooner it stands */
};

struct search;

/* Answers `query` for `viewer`; NULL: the archive's error tells why. */
struct search *septel__search_new(struct archive *archive, const struct query *query,
				  const struct access_viewer *viewer, enum search_order order)
	__attribute__((warn_unused_result));
void septel__search_free(struct search *search);

/* How many messages it found. */
uint32_t septel__search_count(const struct search *search);
/* The hits from the `from`-th on (from 0), at most `limit`, in order: newest first (none
 * without a date-time group before one with), or most relevant first; equal ones by
 * number.  *count is how many.  Owned by the search; NULL: see the archive's error. */
const struct search_hit *septel__search_page(struct search *search, size_t from, size_t limit,
					     size_t *count);
/* Calls `visit` with each number found, rising. */
bool septel__search_each(struct search *search, bool (*visit)(uint32_t number, void *context),
			 void *context);

enum facet { FACET_FROM, FACET_TAG, FACET_YEAR, FACET_MONTH, FACET_CLASSIFICATION };

struct facet_value {
	struct septel_view value;
	uint32_t count;
};

/* The values of a facet among what was found, most frequent first, equal ones by value.
 * Owned by the search; NULL: see the archive's error. */
const struct facet_value *septel__search_facet(struct search *search, enum facet facet,
					       size_t *count);

#endif
