/* snippet.h - the sentence of a message that shows why a query found it.
 *
 * A snippet is "#P.S " and the sentence, or a window of it of SNIPPET_BYTES around the
 * first word that was asked for.  The sentence is the one with most of the query's
 * different words, then the first.  Only portions that the viewer may see are looked at.
 */
#ifndef SEPTEL_ARCHIVE_SNIPPET_H
#define SEPTEL_ARCHIVE_SNIPPET_H

#include "../access/access.h"
#include "query.h"

#define SNIPPET_BYTES 200u

/* Appends the snippet, without anchor or window marks where there is nothing to show.
 * `marks` (may be NULL: none) stand before and behind each word that was asked for. */
void septel__snippet(const struct septel_message *message, const struct query *query,
		     const struct access_viewer *viewer, const char *const marks[2],
		     struct septel_arena *arena, struct septel_out *out);

#endif
