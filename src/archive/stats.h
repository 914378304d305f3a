/* stats.h - what an archive holds, in numbers. */
#ifndef SEPTEL_ARCHIVE_STATS_H
#define SEPTEL_ARCHIVE_STATS_H

#include "graph.h"

/* Values of the enumerations of septel/message.h. */
#define STATS_PROFILES (SEPTEL_PROFILE_ACP127 + 1)
#define STATS_CLASSES  (SEPTEL_TOP_SECRET + 1)

struct stats {
	uint64_t messages;                      /* current ones */
	uint64_t versions;                      /* before them */
	uint64_t receipts, rejects;             /* 0 for who may not see everything */
	int32_t first, last;                    /* minutes; COLUMNS_NO_TIME: none has one */
	uint64_t numbered, repaired, diagnosed; /* messages */
	uint64_t profiles[STATS_PROFILES];
	uint64_t classes[STATS_CLASSES];
	uint64_t cited_held, cited_absent; /* pairs of a message and one that it cites by number */
	uint64_t gaps;
};

bool septel__stats_read(struct graph *graph, struct stats *stats, struct septel_arena *arena);

#endif
