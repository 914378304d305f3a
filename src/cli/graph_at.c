/* graph_at.c - see graph_at.h. */
#include "graph_at.h"

#include <stdio.h>

int graph_failed(const struct graph_session *session)
{
	archive_tell(session->invocation, session->archive);
	return EXIT_INVALID;
}

struct septel_view graph_id(struct graph_session *session, const char *argument)
{
	return septel__message_id(septel__trim(septel_view_of(argument)), session->arena);
}

struct septel_view graph_subject(const struct graph_session *session, const struct message_row *row)
{
	return septel__in_sight(&session->graph.sight, row->subject_label) ? row->subject
									   : VIEW_LITERAL("");
}

static int run(struct graph_session *session, int (*answer)(struct graph_session *session))
{
	const struct invocation *invocation = session->invocation;
	const char *asked = invocation->count ? invocation->arguments[0] : "";
	int status = archive_session_open(&session->reading, invocation,
					  &invocation->options[GRAPH_OPTION_ARCHIVE],
					  &invocation->options[GRAPH_OPTION_AS]);
	session->archive = session->reading.archive;
	if (status != EXIT_DONE)
		return status;
	if (!archive_session_log(&session->reading, invocation->command->name,
				 septel_view_of(asked), ACCESS_FULL,
				 (struct access_label){SEPTEL_CLASS_NONE, 0}))
		return EXIT_INVALID;
	if (!septel__graph_open(&session->graph, session->archive, &session->reading.viewer,
				session->arena))
		return graph_failed(session);
	status = answer(session);
	if (session->out.failed) {
		fprintf(stderr, "septel %s: out of memory\n", invocation->command->name);
		return EXIT_INVALID;
	}
	(void)fwrite(session->out.data, 1, session->out.length, stdout);
	return status;
}

int graph_run(const struct invocation *invocation, int (*answer)(struct graph_session *session))
{
	struct graph_session session = {.invocation = invocation, .arena = septel_arena_new(0)};
	int status = EXIT_INVALID;
	septel__out_init(&session.out, NULL, 0);
	if (session.arena)
		status = run(&session, answer);
	archive_session_close(&session.reading);
	septel__out_release(&session.out);
	septel_arena_free(session.arena);
	return status;
}
