/* cmd_graph.c - septel graph: the reference graph of the messages found. */
#include "commands.h"
#include "network_write.h"
#include "query_at.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OPT_TO = GRAPH_OPTIONS };

extern char **environ;

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"to", OPTION_CHOICE, "dot|svg|graphml", "what to print (default: dot)"},
};

struct adding {
	struct graph_session *session;
	struct network network;
};

static bool add(uint32_t number, void *context)
{
	struct adding *adding = context;
	return septel__network_add(&adding->network, &adding->session->graph, number,
				   adding->session->arena);
}

/* Runs graphviz over a file; it writes to our stdout. */
static int run_graphviz(const char *path)
{
	char program[] = "dot", form[] = "-Tsvg", *file = strdup(path);
	char *const words[] = {program, form, file, NULL};
	pid_t child;
	int status = EXIT_INVALID, ended;
	const int error = file ? posix_spawnp(&child, program, NULL, NULL, words, environ) : ENOMEM;
	if (error == ENOENT)
		fprintf(stderr, "septel graph: --to svg needs graphviz, whose program 'dot' is not "
				"installed; --to dot prints what it reads\n");
	else if (error)
		fprintf(stderr, "septel graph: dot: %s\n", strerror(error));
	else if (waitpid(child, &ended, 0) == child && WIFEXITED(ended) && WEXITSTATUS(ended) == 0)
		status = EXIT_DONE;
	else
		fprintf(stderr, "septel graph: dot failed\n");
	free(file);
	return status;
}

/* The graph goes through a file: dot reads it whole before it writes. */
static int print_svg(struct graph_session *session)
{
	char path[] = "/tmp/septel-graph-XXXXXX";
	const int file = mkstemp(path);
	FILE *to = file < 0 ? NULL : fdopen(file, "w");
	int status = EXIT_INVALID;
	if (!to) {
		fprintf(stderr, "septel graph: %s: %s\n", path, strerror(errno));
		return status;
	}
	const bool written =
		fwrite(session->out.data, 1, session->out.length, to) == session->out.length;
	if (fclose(to) != 0 || !written)
		fprintf(stderr, "septel graph: %s: %s\n", path, strerror(errno));
	else
		status = run_graphviz(path);
	unlink(path);
	septel__out_clear(&session->out);
	return status;
}

static int answer(struct graph_session *session)
{
	const char *to = session->invocation->options[OPT_TO].text;
	struct adding adding = {.session = session};
	struct search *search;
	int status = query_search(session, &search);
	if (status != EXIT_DONE)
		return status;
	if (!septel__search_each(search, add, &adding)) {
		septel__search_free(search);
		return graph_failed(session);
	}
	septel__network_finish(&adding.network);
	const bool written = to && strcmp(to, "graphml") == 0
				     ? network_write_graphml(session, &adding.network)
				     : network_write_dot(session, &adding.network);
	septel__search_free(search);
	if (!written)
		return graph_failed(session);
	return to && strcmp(to, "svg") == 0 ? print_svg(session) : EXIT_DONE;
}

static int run_graph(const struct invocation *invocation)
{
	return graph_run(invocation, answer);
}

const struct command COMMAND_GRAPH = {
	.name = "graph",
	.summary = "The reference graph of the messages found",
	.arguments = "QUERY",
	.least = 1,
	.about = "The messages found and what they cite, held or not: for graphviz (dot), as\n"
		 "a picture that graphviz draws (svg), or for other programs (graphml).",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel graph from:baghdad --to graphml",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_graph,
};
