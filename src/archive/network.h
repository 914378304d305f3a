/* network.h - the messages of a set and what they cite, as nodes and edges. */
#ifndef SEPTEL_ARCHIVE_NETWORK_H
#define SEPTEL_ARCHIVE_NETWORK_H

#include "graph.h"

struct network_node {
	struct septel_view id;
	uint32_t number; /* 0: not held */
};

struct network_edge {
	struct septel_view from, to; /* ids of nodes */
	enum citation_link link;
};

struct network {
	struct network_node *nodes; /* by id, each once */
	size_t node_count;
	struct network_edge *edges; /* by from, to and link, each once */
	size_t edge_count;
	size_t node_capacity, edge_capacity;
};

/* Adds message `number` and all that it cites; the arena keeps what is added. */
bool septel__network_add(struct network *network, struct graph *graph, uint32_t number,
			 struct septel_arena *arena);
/* Brings nodes and edges in order: after the last was added. */
void septel__network_finish(struct network *network);

#endif
