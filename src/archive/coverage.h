/* coverage.h - how many messages of each station are held, month by month. */
#ifndef SEPTEL_ARCHIVE_COVERAGE_H
#define SEPTEL_ARCHIVE_COVERAGE_H

#include "graph.h"

/* One station's messages of one year. */
struct coverage_year {
	struct septel_view station; /* of the number; the sender where there is none */
	int year;
	uint32_t months[12];
	uint32_t total;
};

struct coverage {
	struct coverage_year *at; /* by station and year */
	size_t count;
	uint32_t most;    /* messages of one month */
	uint32_t undated; /* messages without a date-time group; in no row */
};

/* Owned by the arena. */
bool septel__coverage_read(struct graph *graph, struct coverage *coverage,
			   struct septel_arena *arena);

#endif
