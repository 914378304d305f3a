/* graph_at.h - what the commands about references have in common: an archive, its
 * reference graph as the viewer may know it, and what they print. */
#ifndef SEPTEL_CLI_GRAPH_AT_H
#define SEPTEL_CLI_GRAPH_AT_H

#include "../archive/graph.h"
#include "archive_session.h"
#include "printer.h"

struct graph_session {
	const struct invocation *invocation;
	struct archive_session reading;
	struct archive *archive; /* of reading */
	struct septel_arena *arena;
	struct graph graph;
	struct septel_out out;
};

/* The first two options of such a command. */
enum { GRAPH_OPTION_ARCHIVE, GRAPH_OPTION_AS, GRAPH_OPTIONS };

/* Opens the archive and runs `answer`, which gives the exit code; what it wrote to `out` is
 * printed.  Else the code with which the command ends, told on stderr. */
int graph_run(const struct invocation *invocation, int (*answer)(struct graph_session *session));

/* Tells the archive's reason on stderr: EXIT_INVALID. */
int graph_failed(const struct graph_session *session);

/* The id that an argument stands for. */
struct septel_view graph_id(struct graph_session *session, const char *argument);

/* The subject of a message, and "" where the viewer may not see it. */
struct septel_view graph_subject(const struct graph_session *session,
				 const struct message_row *row);

#endif
