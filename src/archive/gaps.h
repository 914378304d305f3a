/* gaps.h - messages that are cited and not held. */
#ifndef SEPTEL_ARCHIVE_GAPS_H
#define SEPTEL_ARCHIVE_GAPS_H

#include "graph.h"

struct gap {
	struct septel_view id;
	uint32_t citations; /* messages with a reference to it, each counted once */
};

struct gaps {
	struct gap *at; /* most cited first, equal ones by id */
	size_t count;
	uint64_t held, absent; /* pairs of a message and one that it cites by number */
};

/* Reads them all, by one pass over the index of citations; owned by the arena. */
bool septel__gaps_read(struct graph *graph, struct gaps *gaps, struct septel_arena *arena);

#endif
