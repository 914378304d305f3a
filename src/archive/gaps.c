/* gaps.c - see gaps.h. */
#include "gaps.h"

#include "columns.h"
#include "segment.h"
#include "year_inferred.h"

#include <stdlib.h>

struct counting {
	struct graph *graph;
	struct set current; /* messages that are current and known */
	struct gaps *gaps;
	size_t capacity;
	struct septel_arena *arena;
	uint32_t citations, last; /* of the id at hand; the message counted last */
};

static bool out_of_memory(struct counting *counting)
{
	septel__archive_fail(counting->graph->archive, "out of memory");
	return false;
}

static bool read_current(struct counting *counting)
{
	struct archive *archive = counting->graph->archive;
	struct column_reader *columns = septel_arena_alloc(counting->arena, sizeof *columns);
	struct segments segments;
	struct column_row row;
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_LAST_NUMBER);
	if (!columns || !septel__statement_row(archive, statement, &failed))
		return failed ? false : out_of_memory(counting);
	const uint32_t limit = (uint32_t)septel__column_number(statement, 0) + 1;
	septel__statement_end(statement);
	counting->current = septel__set_new(limit, counting->arena);
	if (!counting->current.words)
		return out_of_memory(counting);
	septel__columns_begin(columns, archive);
	if (!septel__segments_read(archive, &segments))
		return false;
	for (uint32_t number = septel__segments_next(&segments, 1); number < limit;
	     number = septel__segments_next(&segments, number + 1)) {
		if (!septel__columns_row(columns, number, &row))
			return false;
		if (row.alive && septel__graph_knows(counting->graph, number))
			septel__set_add(&counting->current, number);
	}
	return true;
}

/* Where the number of the year before is held, some may mean that one. */
static bool count_again(struct counting *counting, struct septel_view id)
{
	char before[SEPTEL_NUMBER_SIZE];
	struct citing_list list;
	uint32_t number;
	if (!septel__number_of_year(id, -1, before))
		return true;
	const enum lookup found =
		septel__graph_find(counting->graph, septel_view_of(before), &number);
	if (found != LOOKUP_FOUND)
		return found == LOOKUP_NONE;
	if (!septel__graph_cited_by(counting->graph, id, &list, counting->arena))
		return false;
	uint32_t citations = 0;
	for (size_t i = 0; i < list.count; i++)
		citations += !list.at[i].in_text;
	counting->gaps->held += counting->citations - citations;
	counting->citations = citations;
	return true;
}

/* All citations of `id` were counted: it is a gap if it is not held. */
static bool close_id(struct counting *counting, struct septel_view id)
{
	struct gaps *gaps = counting->gaps;
	uint32_t number;
	if (counting->citations == 0)
		return true;
	const enum lookup found = septel__graph_find(counting->graph, id, &number);
	if (found == LOOKUP_FOUND)
		gaps->held += counting->citations;
	if (found != LOOKUP_NONE)
		return found == LOOKUP_FOUND;
	if (!count_again(counting, id))
		return false;
	if (counting->citations == 0)
		return true;
	gaps->absent += counting->citations;
	if (gaps->count == counting->capacity) {
		counting->capacity = counting->capacity ? counting->capacity * 2 : 1024;
		struct gap *more =
			septel_arena_alloc(counting->arena, counting->capacity * sizeof *more);
		if (!more)
			return out_of_memory(counting);
		if (gaps->count)
			memcpy(more, gaps->at, gaps->count * sizeof *more);
		gaps->at = more;
	}
	gaps->at[gaps->count++] = (struct gap){id, counting->citations};
	return true;
}

static bool count_citations(struct counting *counting)
{
	struct archive *archive = counting->graph->archive;
	struct septel_view id = {"", 0};
	bool failed = false, done = true;
	struct store_statement *statement = septel__statement(archive, STATEMENT_CITED_IDS);
	while (done && septel__statement_row(archive, statement, &failed)) {
		const struct septel_view next = septel__column_view(statement, 0);
		const uint32_t number = (uint32_t)septel__column_number(statement, 1);
		if (!septel__equal(next, id)) {
			done = close_id(counting, id);
			id = septel_arena_copy(counting->arena, next);
			counting->citations = counting->last = 0;
		}
		if (number == counting->last || !septel__set_has(&counting->current, number) ||
		    !septel__in_sight(&counting->graph->sight,
				      (uint32_t)septel__column_number(statement, 2)))
			continue;
		counting->citations++;
		counting->last = number;
	}
	septel__statement_end(statement);
	return done && !failed && close_id(counting, id);
}

static int compare_gaps(const void *a, const void *b)
{
	const struct gap *one = a, *other = b;
	if (one->citations != other->citations)
		return one->citations > other->citations ? -1 : 1;
	return septel__compare(one->id, other->id);
}

bool septel__gaps_read(struct graph *graph, struct gaps *gaps, struct septel_arena *arena)
{
	struct counting counting = {.graph = graph, .gaps = gaps, .arena = arena};
	*gaps = (struct gaps){.at = NULL};
	if (!read_current(&counting) || !count_citations(&counting))
		return false;
	if (gaps->count)
		qsort(gaps->at, gaps->count, sizeof *gaps->at, compare_gaps);
	return true;
}
