/* coverage.c - see coverage.h. */
#include "coverage.h"

#include "../base/date.h"

/* The row of a station and year, which come in order. */
static struct coverage_year *row_of(struct coverage *coverage, struct septel_view station, int year,
				    size_t *capacity, struct septel_arena *arena)
{
	struct coverage_year *last = coverage->count ? &coverage->at[coverage->count - 1] : NULL;
	if (last && last->year == year && septel__equal(last->station, station))
		return last;
	if (coverage->count == *capacity) {
		*capacity = *capacity ? *capacity * 2 : 256;
		struct coverage_year *more = septel_arena_alloc(arena, *capacity * sizeof *more);
		if (!more)
			return NULL;
		if (coverage->count)
			memcpy(more, coverage->at, coverage->count * sizeof *more);
		coverage->at = more;
	}
	struct coverage_year *row = &coverage->at[coverage->count++];
	*row = (struct coverage_year){.station = septel_arena_copy(arena, station), .year = year};
	return row;
}

bool septel__coverage_read(struct graph *graph, struct coverage *coverage,
			   struct septel_arena *arena)
{
	size_t capacity = 0;
	bool failed = false;
	*coverage = (struct coverage){.at = NULL};
	struct store_statement *statement = septel__statement(graph->archive, STATEMENT_COVERAGE);
	while (septel__statement_row(graph->archive, statement, &failed)) {
		if (!septel__graph_knows(graph, (uint32_t)septel__column_number(statement, 2)))
			continue;
		if (septel__column_is_null(statement, 1)) {
			coverage->undated++;
			continue;
		}
		const struct septel_time time =
			septel__time_of_minute(septel__column_number(statement, 1), false);
		struct coverage_year *row = row_of(coverage, septel__column_view(statement, 0),
						   time.year, &capacity, arena);
		if (!row) {
			septel__statement_end(statement);
			return septel__archive_fail(graph->archive, "out of memory");
		}
		const uint32_t month = ++row->months[time.month - 1];
		row->total++;
		coverage->most = month > coverage->most ? month : coverage->most;
	}
	return !failed;
}
