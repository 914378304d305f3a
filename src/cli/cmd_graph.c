/* cmd_graph.c - septel graph: the reference graph of the messages found. */
#include "commands.h"
#include "drawing.h"
#include "network_write.h"
#include "query_at.h"

#include <string.h>

enum { OPT_TO = GRAPH_OPTIONS };

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

static int print_svg(struct graph_session *session, const struct network *network)
{
	int status = drawing_check(network->node_count, network->edge_count);
	if (status != EXIT_DONE)
		return status;
	if (!network_write_dot(session, network))
		return graph_failed(session);
	if (session->out.failed)
		return EXIT_DONE; /* graph_run tells */
	status = drawing_print(septel__out_written(&session->out));
	septel__out_clear(&session->out);
	return status;
}

static int print_graph(struct graph_session *session, const struct network *network)
{
	const char *to = session->invocation->options[OPT_TO].text;
	if (to && strcmp(to, "svg") == 0)
		return print_svg(session, network);
	const bool written = to && strcmp(to, "graphml") == 0
				     ? network_write_graphml(session, network)
				     : network_write_dot(session, network);
	return written ? EXIT_DONE : graph_failed(session);
}

static int answer(struct graph_session *session)
{
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
	status = print_graph(session, &adding.network);
	septel__search_free(search);
	return status;
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
		 "a picture that graphviz draws (svg), or for other programs (graphml).\n"
		 "A picture has 5000 messages and 5000 citations at most, and dot has a minute\n"
		 "for it; sfdp, of graphviz too, draws larger graphs from what --to dot prints.",
	.refused = "the graph is too large for a picture",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel graph from:baghdad --to graphml",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_graph,
};
