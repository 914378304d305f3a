/* query_at.h - a query over an archive, for commands that answer it with the reference
 * graph. */
#ifndef SEPTEL_CLI_QUERY_AT_H
#define SEPTEL_CLI_QUERY_AT_H

#include "../archive/search.h"
#include "graph_at.h"

/* All that the first argument finds, newest first.  EXIT_DONE: *search is the caller's to
 * free; else told on stderr. */
int query_search(struct graph_session *session, struct search **search);

#endif
