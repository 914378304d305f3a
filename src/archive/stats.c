/* stats.c - see stats.h. */
#include "stats.h"

#include "columns.h"
#include "gaps.h"

static void count_message(struct stats *stats, struct store_statement *statement)
{
	const int profile = septel__column_number(statement, 3);
	const int class_ = septel__column_number(statement, 4);
	if (septel__column_number(statement, 1) != 1) {
		stats->versions++;
		return;
	}
	stats->messages++;
	if (!septel__column_is_null(statement, 2)) {
		const int32_t minute = septel__column_number(statement, 2);
		if (stats->first == COLUMNS_NO_TIME || minute < stats->first)
			stats->first = minute;
		if (minute > stats->last)
			stats->last = minute;
	}
	if (profile >= 0 && profile < STATS_PROFILES)
		stats->profiles[profile]++;
	if (class_ >= 0 && class_ < STATS_CLASSES)
		stats->classes[class_]++;
	stats->numbered += septel__column_number(statement, 5) != 0;
	stats->repaired += septel__column_number(statement, 6) != 0;
	stats->diagnosed += septel__column_number(statement, 7) != 0;
}

static bool count_messages(struct graph *graph, struct stats *stats)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(graph->archive, STATEMENT_STATS);
	while (septel__statement_row(graph->archive, statement, &failed))
		if (septel__graph_knows(graph, (uint32_t)septel__column_number(statement, 0)))
			count_message(stats, statement);
	return !failed;
}

static bool count_rows(struct graph *graph, struct stats *stats)
{
	bool failed = false;
	if (!graph->sight.all)
		return true;
	struct store_statement *statement = septel__statement(graph->archive, STATEMENT_STATS_ROWS);
	if (septel__statement_row(graph->archive, statement, &failed)) {
		stats->receipts = (uint64_t)septel__column_number(statement, 0);
		stats->rejects = (uint64_t)septel__column_number(statement, 1);
		septel__statement_end(statement);
	}
	return !failed;
}

bool septel__stats_read(struct graph *graph, struct stats *stats, struct septel_arena *arena)
{
	struct gaps gaps;
	*stats = (struct stats){.first = COLUMNS_NO_TIME, .last = COLUMNS_NO_TIME};
	if (!count_messages(graph, stats) || !count_rows(graph, stats) ||
	    !septel__gaps_read(graph, &gaps, arena))
		return false;
	stats->cited_held = gaps.held;
	stats->cited_absent = gaps.absent;
	stats->gaps = gaps.count;
	return true;
}
