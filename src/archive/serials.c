/* serials.c - see serials.h. */
#include "serials.h"

bool septel__serials_holes(struct graph *graph,
			   bool (*visit)(const struct serial_hole *hole, void *context),
			   void *context, struct septel_arena *arena)
{
	struct serial_hole hole = {.station = {"", 0}};
	int next = 1;
	bool failed = false;
	struct store_statement *statement = septel__statement(graph->archive, STATEMENT_SERIALS);
	while (septel__statement_row(graph->archive, statement, &failed)) {
		const struct septel_view station = septel__column_view(statement, 0);
		const int year = septel__column_number(statement, 1);
		const int serial = septel__column_number(statement, 2);
		if (!septel__graph_knows(graph, (uint32_t)septel__column_number(statement, 3)))
			continue;
		if (year != hole.year || !septel__equal(station, hole.station)) {
			if (!septel__equal(station, hole.station))
				hole.station = septel_arena_copy(arena, station);
			hole.year = year;
			next = 1;
		}
		hole.first = next;
		hole.last = serial - 1;
		next = serial + 1;
		if (hole.first <= hole.last && !visit(&hole, context))
			break;
	}
	septel__statement_end(statement);
	return !failed;
}
