/* query_at.c - see query_at.h. */
#include "query_at.h"

#include <stdio.h>

int query_search(struct graph_session *session, struct search **search)
{
	const struct septel_view text = septel_view_of(session->invocation->arguments[0]);
	const struct query *query;
	struct query_error error;
	*search = NULL;
	if (!septel__query_parse(&query, text, session->arena, &error)) {
		struct septel_out told;
		septel__out_init(&told, session->arena, 0);
		septel__query_error_print(text, &error, &told);
		fprintf(stderr, "septel %s: %s\n%.*s", session->invocation->command->name,
			error.message, VIEW_FORMAT(septel__out_written(&told)));
		return EXIT_INVALID;
	}
	*search = septel__search_new(session->archive, query, &session->reading.viewer,
				     SEARCH_NEWEST);
	return *search ? EXIT_DONE : graph_failed(session);
}
