/* suggest.h - "did you mean", for names of fields that no message in sight has.
 *
 * Only words of lists in sight are offered: a suggestion tells of nothing else.
 */
#ifndef SEPTEL_ARCHIVE_SUGGEST_H
#define SEPTEL_ARCHIVE_SUGGEST_H

#include "search.h"

struct suggestion {
	const struct query *term;   /* the part of the query that nothing has */
	struct septel_view nearest; /* the word that was meant, perhaps */
};

/* Looks at the words of from:, to:, info: and tag: (no prefixes, no phrases) in the query's
 * order for the first that stands in no message and is near to one that does.  False: there is
 * none, or the search's archive failed.  The suggestion is owned by the search. */
bool septel__search_suggest(struct search *search, const struct query *query,
			    struct suggestion *suggestion);

#endif
