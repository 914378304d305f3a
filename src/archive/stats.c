/* stats.c - see stats.h. */
#include "stats.h"

#include "columns.h"
#include "gaps.h"

static void count_message(struct stats *stats, sqlite3_stmt *statement)
{
	const int profile = sqlite3_column_int(statement, 3);
	const int class_ = sqlite3_column_int(statement, 4);
	if (sqlite3_column_int(statement, 1) != 1) {
		stats->versions++;
		return;
	}
	stats->messages++;
	if (sqlite3_column_type(statement, 2) != SQLITE_NULL) {
		const int32_t minute = sqlite3_column_int(statement, 2);
		if (stats->first == COLUMNS_NO_TIME || minute < stats->first)
			stats->first = minute;
		if (minute > stats->last)
			stats->last = minute;
	}
	if (profile >= 0 && profile < STATS_PROFILES)
		stats->profiles[profile]++;
	if (class_ >= 0 && class_ < STATS_CLASSES)
		stats->classes[class_]++;
	stats->numbered += sqlite3_column_int(statement, 5) != 0;
	stats->repaired += sqlite3_column_int64(statement, 6) != 0;
	stats->diagnosed += sqlite3_column_int64(statement, 7) != 0;
}

static bool count_messages(struct graph *graph, struct stats *stats)
{
	bool failed = false;
	sqlite3_stmt *statement = septel__statement(graph->archive, STATEMENT_STATS);
	while (septel__statement_row(graph->archive, statement, &failed))
		if (septel__graph_knows(graph, (uint32_t)sqlite3_column_int64(statement, 0)))
			count_message(stats, statement);
	return !failed;
}

static bool count_rows(struct graph *graph, struct stats *stats)
{
	bool failed = false;
	if (!graph->sight.all)
		return true;
	sqlite3_stmt *statement = septel__statement(graph->archive, STATEMENT_STATS_ROWS);
	if (septel__statement_row(graph->archive, statement, &failed)) {
		stats->receipts = (uint64_t)sqlite3_column_int64(statement, 0);
		stats->rejects = (uint64_t)sqlite3_column_int64(statement, 1);
		sqlite3_reset(statement);
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
