/* network_write.c - see network_write.h. */
#include "network_write.h"

#include "../base/date.h"
#include "markup.h"

/* What a node says of its message; empty for one that is not held. */
struct told {
	char time[TIME_TEXT_SIZE];
	struct septel_view subject;
};

static bool tell(struct graph_session *session, const struct network_node *node, struct told *told)
{
	struct message_row row;
	*told = (struct told){.subject = {"", 0}};
	if (!node->number)
		return true;
	if (septel__message_row(session->archive, node->number, &row, session->arena) !=
	    LOOKUP_FOUND)
		return false;
	septel__time_text(row.dtg, told->time);
	told->subject = graph_subject(session, &row);
	return true;
}

bool network_write_dot(struct graph_session *session, const struct network *network)
{
	static const char *const STYLES[] = {
		[CITATION_REFERS] = "",
		[CITATION_CANCELS] = " [label=\"cancels\" style=bold color=\"#a02020\"]",
		[CITATION_SUPERSEDES] = " [label=\"supersedes\" style=bold color=\"#a02020\"]"};
	struct septel_out *out = &session->out;
	struct told told;
	septel__out_string(out, "digraph references {\n\trankdir=LR;\n\tnode [shape=box "
				"fontname=\"sans-serif\" fontsize=10];\n");
	for (size_t i = 0; i < network->node_count; i++) {
		const struct network_node *node = &network->nodes[i];
		if (!tell(session, node, &told))
			return false;
		septel__out_string(out, "\t\"");
		markup_dot(out, node->id);
		septel__out_string(out, "\" [label=\"");
		markup_dot(out, node->id);
		septel__out_format(out, "\\n%s\" tooltip=\"",
				   node->number ? told.time : "not held");
		markup_dot(out, told.subject);
		septel__out_format(out, "\"%s];\n", node->number ? "" : " style=dashed");
	}
	for (size_t i = 0; i < network->edge_count; i++) {
		const struct network_edge *edge = &network->edges[i];
		septel__out_string(out, "\t\"");
		markup_dot(out, edge->from);
		septel__out_string(out, "\" -> \"");
		markup_dot(out, edge->to);
		septel__out_format(out, "\"%s;\n", STYLES[edge->link]);
	}
	septel__out_string(out, "}\n");
	return true;
}

static void write_data(struct septel_out *out, const char *key, struct septel_view value)
{
	if (value.len == 0)
		return;
	septel__out_format(out, "<data key=\"%s\">", key);
	markup_xml(out, value);
	septel__out_string(out, "</data>");
}

bool network_write_graphml(struct graph_session *session, const struct network *network)
{
	struct septel_out *out = &session->out;
	struct told told;
	septel__out_string(
		out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
		"<key id=\"dtg\" for=\"node\" attr.name=\"dtg\" attr.type=\"string\"/>\n"
		"<key id=\"subject\" for=\"node\" attr.name=\"subject\" attr.type=\"string\"/>\n"
		"<key id=\"held\" for=\"node\" attr.name=\"held\" attr.type=\"boolean\"/>\n"
		"<key id=\"link\" for=\"edge\" attr.name=\"link\" attr.type=\"string\"/>\n"
		"<graph id=\"references\" edgedefault=\"directed\">\n");
	for (size_t i = 0; i < network->node_count; i++) {
		const struct network_node *node = &network->nodes[i];
		if (!tell(session, node, &told))
			return false;
		septel__out_string(out, "<node id=\"");
		markup_xml(out, node->id);
		septel__out_string(out, "\">");
		write_data(out, "held", septel_view_of(node->number ? "true" : "false"));
		write_data(out, "dtg", septel_view_of(told.time));
		write_data(out, "subject", told.subject);
		septel__out_string(out, "</node>\n");
	}
	for (size_t i = 0; i < network->edge_count; i++) {
		const struct network_edge *edge = &network->edges[i];
		septel__out_string(out, "<edge source=\"");
		markup_xml(out, edge->from);
		septel__out_string(out, "\" target=\"");
		markup_xml(out, edge->to);
		septel__out_string(out, "\">");
		write_data(out, "link", septel_view_of(septel__link_name(edge->link)));
		septel__out_string(out, "</edge>\n");
	}
	septel__out_string(out, "</graph>\n</graphml>\n");
	return true;
}
