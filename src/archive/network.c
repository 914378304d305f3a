/* network.c - see network.h. */
#include "network.h"

#include <stdlib.h>

/* Room for one more; false when memory is out. */
static bool reserve(void **at, size_t count, size_t *capacity, size_t size,
		    struct septel_arena *arena)
{
	if (count < *capacity)
		return true;
	*capacity = *capacity ? *capacity * 2 : 256;
	void *more = septel_arena_alloc(arena, *capacity * size);
	if (!more)
		return false;
	if (count)
		memcpy(more, *at, count * size);
	*at = more;
	return true;
}

static bool add_node(struct network *network, struct septel_view id, uint32_t number,
		     struct septel_arena *arena)
{
	void *nodes = network->nodes;
	if (!reserve(&nodes, network->node_count, &network->node_capacity, sizeof *network->nodes,
		     arena))
		return false;
	network->nodes = nodes;
	network->nodes[network->node_count++] = (struct network_node){id, number};
	return true;
}

static bool add_edge(struct network *network, struct network_edge edge, struct septel_arena *arena)
{
	void *edges = network->edges;
	if (!reserve(&edges, network->edge_count, &network->edge_capacity, sizeof *network->edges,
		     arena))
		return false;
	network->edges = edges;
	network->edges[network->edge_count++] = edge;
	return true;
}

bool septel__network_add(struct network *network, struct graph *graph, uint32_t number,
			 struct septel_arena *arena)
{
	struct message_row row;
	struct cited_list cites;
	if (septel__message_row(graph->archive, number, &row, arena) != LOOKUP_FOUND ||
	    !septel__graph_cites(graph, number, &cites, arena))
		return false;
	bool done = add_node(network, row.id, number, arena);
	for (size_t i = 0; done && i < cites.count; i++) {
		const struct cited *cited = &cites.at[i];
		const struct network_edge edge = {row.id, cited->id, cited->citation.link};
		if (cited->id.len)
			done = add_node(network, cited->id, cited->number, arena) &&
			       add_edge(network, edge, arena);
	}
	return done || septel__archive_fail(graph->archive, "out of memory");
}

static int compare_nodes(const void *a, const void *b)
{
	const struct network_node *one = a, *other = b;
	return septel__compare(one->id, other->id);
}

static int compare_edges(const void *a, const void *b)
{
	const struct network_edge *one = a, *other = b;
	int order = septel__compare(one->from, other->from);
	if (!order)
		order = septel__compare(one->to, other->to);
	return order ? order : (one->link > other->link) - (one->link < other->link);
}

/* Sorts and keeps each once; how many are left. */
static size_t unique(void *at, size_t count, size_t size,
		     int (*compare)(const void *, const void *))
{
	char *bytes = at;
	size_t kept = 0;
	if (count)
		qsort(at, count, size, compare);
	for (size_t i = 0; i < count; i++) {
		if (kept && compare(bytes + (kept - 1) * size, bytes + i * size) == 0)
			continue;
		if (kept != i)
			memcpy(bytes + kept * size, bytes + i * size, size);
		kept++;
	}
	return kept;
}

void septel__network_finish(struct network *network)
{
	network->node_count =
		unique(network->nodes, network->node_count, sizeof *network->nodes, compare_nodes);
	network->edge_count =
		unique(network->edges, network->edge_count, sizeof *network->edges, compare_edges);
}
