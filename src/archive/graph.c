/* graph.c - see graph.h. */
#include "graph.h"

#include "../base/date.h"
#include "columns.h"
#include "evaluate.h"
#include "senders.h"
#include "year_inferred.h"

#include <stdlib.h>

/* Messages of one minute that are compared with a reference. */
#define MESSAGES_OF_MINUTE_LIMIT 1000u

static bool out_of_memory(struct graph *graph)
{
	return septel__archive_fail(graph->archive, "out of memory");
}

/* What the viewer may know of, where that is not everything. */
static bool find_known(struct graph *graph, struct septel_arena *arena)
{
	struct segments segments;
	bool failed = false;
	struct store_statement *statement =
		septel__statement(graph->archive, STATEMENT_LAST_NUMBER);
	if (!septel__statement_row(graph->archive, statement, &failed))
		return false;
	graph->known = septel__set_new((uint32_t)septel__column_number(statement, 0) + 1, arena);
	septel__statement_end(statement);
	if (!graph->known.words)
		return out_of_memory(graph);
	struct evaluation evaluation = {.archive = graph->archive,
					.segments = &segments,
					.sight = &graph->sight,
					.limit = graph->known.limit,
					.arena = arena};
	return septel__segments_read(graph->archive, &segments) &&
	       septel__evaluate_known(&evaluation, &graph->known);
}

bool septel__graph_open(struct graph *graph, struct archive *archive,
			const struct access_viewer *viewer, struct septel_arena *arena)
{
	*graph = (struct graph){.archive = archive};
	if (!septel__store_read(archive))
		return false;
	struct labels *labels = septel__labels_read(archive);
	if (!labels)
		return false;
	graph->sight = septel__sight_of(labels, viewer);
	septel__labels_free(labels);
	return graph->sight.all || find_known(graph, arena);
}

enum lookup septel__graph_find(struct graph *graph, struct septel_view id, uint32_t *number)
{
	*number = 0;
	const enum lookup found = septel__message_number(graph->archive, id, number);
	if (found != LOOKUP_FOUND || septel__graph_knows(graph, *number))
		return found;
	*number = 0;
	return LOOKUP_NONE;
}

/* Room for one more of `size` bytes each: lists double from 8. */
static void *grow(void *at, size_t count, size_t size, struct septel_arena *arena)
{
	if (count & (count - 1) || (count && count < 8))
		return at;
	void *more = septel_arena_alloc(arena, (count ? count * 2 : 8) * size);
	if (more && count)
		memcpy(more, at, count * size);
	return more;
}

/* ---- by sender and time ---------------------------------------------------------- */

static struct septel_view copy_column(struct store_statement *statement, int column,
				      struct septel_arena *arena)
{
	return septel_arena_copy(arena, septel__column_view(statement, column));
}

/* The message of a minute that a sender may mean, so far. */
struct choice {
	uint32_t number;
	struct septel_view id;
	bool numbered, several;
};

/* A message with a number of its own goes before one without: that may be a section of
 * the other which has lost its way. */
static void choose(struct choice *choice, struct store_statement *statement,
		   struct septel_arena *arena)
{
	const bool numbered = septel__column_number(statement, 3) != 0;
	if (choice->number && choice->numbered != numbered && !numbered)
		return;
	choice->several = choice->number && choice->numbered == numbered;
	choice->number = (uint32_t)septel__column_number(statement, 0);
	choice->id = copy_column(statement, 1, arena);
	choice->numbered = numbered;
}

bool septel__graph_resolve(struct graph *graph, struct septel_view sender, int32_t minute,
			   uint32_t *number, struct septel_view *id, struct septel_arena *arena)
{
	struct choice choice = {.number = 0};
	bool failed = false;
	unsigned seen = 0;
	*number = 0;
	*id = (struct septel_view){"", 0};
	if (minute == COLUMNS_NO_TIME)
		return true;
	struct store_statement *statement =
		septel__statement(graph->archive, STATEMENT_MESSAGES_AT);
	septel__bind_number(statement, 1, minute);
	while (seen++ < MESSAGES_OF_MINUTE_LIMIT &&
	       septel__statement_row(graph->archive, statement, &failed))
		if (septel__graph_knows(graph, (uint32_t)septel__column_number(statement, 0)) &&
		    septel__same_sender(sender, septel__column_view(statement, 2)))
			choose(&choice, statement, arena);
	septel__statement_end(statement);
	if (choice.number && !choice.several) {
		*number = choice.number;
		*id = choice.id;
	}
	return !failed;
}

/* A link that there is none, in a damaged archive, is a mention. */
static enum citation_link column_link(struct store_statement *statement, int column)
{
	const long long link = septel__column_number(statement, column);
	return link >= CITATION_REFERS && link <= CITATION_OWN_END ? (enum citation_link)link
								   : CITATION_REFERS;
}

/* ---- what a message cites -------------------------------------------------------- */

static bool read_citations(struct graph *graph, uint32_t number, struct cited_list *list,
			   struct septel_arena *arena)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(graph->archive, STATEMENT_CITATIONS);
	septel__bind_number(statement, 1, number);
	while (septel__statement_row(graph->archive, statement, &failed)) {
		const struct citation citation = {
			.letter = copy_column(statement, 0, arena),
			.kind = septel__column_number(statement, 1),
			.link = column_link(statement, 2),
			.id = copy_column(statement, 3, arena),
			.text = copy_column(statement, 4, arena),
			.sender = copy_column(statement, 5, arena),
			.minute = septel__column_is_null(statement, 6)
					  ? COLUMNS_NO_TIME
					  : septel__column_number(statement, 6),
			.label = (uint32_t)septel__column_number(statement, 7),
			.in_text = septel__column_number(statement, 8) != 0};
		if (!septel__in_sight(&graph->sight, citation.label) ||
		    citation.link == CITATION_OWN_END)
			continue;
		list->at = grow(list->at, list->count, sizeof *list->at, arena);
		if (!list->at) {
			septel__statement_end(statement);
			return out_of_memory(graph);
		}
		list->at[list->count++] = (struct cited){.citation = citation, .id = citation.id};
	}
	return !failed;
}

/* Puts the number of the year before in the place of one that cannot have been meant. */
static bool infer_year(struct graph *graph, int32_t minute, struct cited *cited,
		       struct septel_arena *arena)
{
	char other[SEPTEL_NUMBER_SIZE];
	if (!septel__prints_no_year(cited->citation.text, cited->id))
		return true;
	if (!septel__year_is_before(graph->archive, cited->id, minute, &cited->year_inferred))
		return false;
	if (cited->year_inferred && septel__number_of_year(cited->id, -1, other))
		cited->id = septel_arena_copy(arena, septel_view_of(other));
	return true;
}

static bool find_cited(struct graph *graph, uint32_t own, int32_t minute, struct cited *cited,
		       struct septel_arena *arena)
{
	struct septel_view by_time;
	uint32_t number;
	if (!septel__graph_resolve(graph, cited->citation.sender, cited->citation.minute, &number,
				   &by_time, arena))
		return false;
	if (number == own) {
		number = 0;
		by_time = (struct septel_view){"", 0};
	}
	cited->at_time = by_time;
	if (cited->id.len == 0) {
		cited->id = by_time;
		cited->number = number;
		cited->by_time = number != 0;
		return true;
	}
	return infer_year(graph, minute, cited, arena) &&
	       septel__graph_find(graph, cited->id, &cited->number) != LOOKUP_FAILED;
}

/* The minute of a message; COLUMNS_NO_TIME where it has none. */
static bool minute_of(struct graph *graph, uint32_t number, int32_t *minute,
		      struct septel_arena *arena)
{
	struct message_row row;
	*minute = COLUMNS_NO_TIME;
	if (septel__message_row(graph->archive, number, &row, arena) != LOOKUP_FOUND)
		return false;
	if (septel__has_time(row.dtg))
		*minute = (int32_t)septel__minute_number(row.dtg);
	return true;
}

bool septel__graph_cites(struct graph *graph, uint32_t number, struct cited_list *list,
			 struct septel_arena *arena)
{
	*list = (struct cited_list){NULL, 0};
	int32_t minute;
	if (!read_citations(graph, number, list, arena) ||
	    !minute_of(graph, number, &minute, arena))
		return false;
	for (size_t i = 0; i < list->count; i++)
		if (!find_cited(graph, number, minute, &list->at[i], arena))
			return false;
	return true;
}

/* ---- who cites it ---------------------------------------------------------------- */

/* The message that a citation by sender and time is about. */
struct sought {
	uint32_t number;
	int32_t minute;
};

/* True where `statement` stands on a citation that names the message sought. */
static bool names(struct graph *graph, struct store_statement *statement,
		  const struct sought *sought, struct septel_arena *arena)
{
	struct septel_view id;
	uint32_t number;
	return septel__graph_resolve(graph, septel__column_view(statement, 5), sought->minute,
				     &number, &id, arena) &&
	       number == sought->number;
}

/* The minute of the citing message, in a row of CITED_BY or CITED_BY_TIME. */
static int32_t citing_minute(struct store_statement *statement)
{
	return septel__column_is_null(statement, 6) ? COLUMNS_NO_TIME
						    : (int32_t)septel__column_number(statement, 6);
}

/* What rows of CITED_BY are read for. */
struct cited_number {
	struct septel_view id;
	bool before; /* those that mean the number of the year before, or those that do not */
};

/* True where `statement` stands on a citation that means what is sought. */
static bool means(struct graph *graph, struct store_statement *statement,
		  const struct cited_number *cited)
{
	bool before = false;
	const int32_t minute = citing_minute(statement);
	return (!septel__prints_no_year(septel__column_view(statement, 5), cited->id) ||
		septel__year_is_before(graph->archive, cited->id, minute, &before)) &&
	       before == cited->before;
}

/* Reads rows of CITED_BY, or (`sought` is there) of CITED_BY_TIME. */
static bool read_citing(struct graph *graph, struct store_statement *statement,
			struct citing_list *list, const struct cited_number *cited,
			const struct sought *sought, struct septel_arena *arena)
{
	bool failed = false;
	while (septel__statement_row(graph->archive, statement, &failed)) {
		const uint32_t number = (uint32_t)septel__column_number(statement, 0);
		if (!septel__in_sight(&graph->sight,
				      (uint32_t)septel__column_number(statement, 3)) ||
		    !septel__graph_knows(graph, number))
			continue;
		if (cited && !means(graph, statement, cited))
			continue;
		if (sought && (number == sought->number || !names(graph, statement, sought, arena)))
			continue;
		list->at = grow(list->at, list->count, sizeof *list->at, arena);
		if (!list->at) {
			septel__statement_end(statement);
			return out_of_memory(graph);
		}
		list->at[list->count++] =
			(struct citing){.id = copy_column(statement, 4, arena),
					.number = number,
					.link = column_link(statement, 1),
					.in_text = septel__column_number(statement, 2) != 0,
					.minute = citing_minute(statement)};
	}
	return !failed;
}

static int compare_citing(const void *a, const void *b)
{
	const struct citing *one = a, *other = b;
	const int order = septel__compare(one->id, other->id);
	if (order)
		return order;
	if (one->in_text != other->in_text)
		return one->in_text ? 1 : -1;
	return (one->link > other->link) - (one->link < other->link);
}

static void drop_doubles(struct citing_list *list)
{
	size_t kept = 0;
	if (list->count)
		qsort(list->at, list->count, sizeof *list->at, compare_citing);
	for (size_t i = 0; i < list->count; i++)
		if (kept == 0 || compare_citing(&list->at[kept - 1], &list->at[i]) != 0)
			list->at[kept++] = list->at[i];
	list->count = kept;
}

/* Those that name it by sender and time. */
static bool read_citing_by_time(struct graph *graph, uint32_t number, struct citing_list *list,
				struct septel_arena *arena)
{
	struct message_row row;
	if (septel__message_row(graph->archive, number, &row, arena) != LOOKUP_FOUND)
		return false;
	if (!septel__has_time(row.dtg) || row.dtg.hour == SEPTEL_NUMBER_NONE)
		return true;
	const struct sought sought = {number, (int32_t)septel__minute_number(row.dtg)};
	struct store_statement *statement =
		septel__statement(graph->archive, STATEMENT_CITED_BY_TIME);
	septel__bind_number(statement, 1, sought.minute);
	return read_citing(graph, statement, list, NULL, &sought, arena);
}

/* Those that state its number, and those that state that of the year after and mean it. */
static bool read_citing_by_number(struct graph *graph, struct septel_view id,
				  struct citing_list *list, struct septel_arena *arena)
{
	char after[SEPTEL_NUMBER_SIZE];
	const struct cited_number own = {id, false};
	struct store_statement *statement = septel__statement(graph->archive, STATEMENT_CITED_BY);
	septel__bind_view(statement, 1, id);
	if (!read_citing(graph, statement, list, &own, NULL, arena))
		return false;
	if (!septel__number_of_year(id, 1, after))
		return true;
	const struct cited_number next = {septel_view_of(after), true};
	statement = septel__statement(graph->archive, STATEMENT_CITED_BY);
	septel__bind_view(statement, 1, next.id);
	return read_citing(graph, statement, list, &next, NULL, arena);
}

bool septel__graph_cited_by(struct graph *graph, struct septel_view id, struct citing_list *list,
			    struct septel_arena *arena)
{
	uint32_t number;
	*list = (struct citing_list){NULL, 0};
	if (!read_citing_by_number(graph, id, list, arena))
		return false;
	const enum lookup found = septel__graph_find(graph, id, &number);
	if (found == LOOKUP_FAILED ||
	    (found == LOOKUP_FOUND && !read_citing_by_time(graph, number, list, arena)))
		return false;
	drop_doubles(list);
	return true;
}

bool septel__graph_own_end(struct graph *graph, uint32_t number, struct septel_time *day)
{
	int32_t minute = COLUMNS_NO_TIME;
	bool failed = false;
	struct store_statement *statement = septel__statement(graph->archive, STATEMENT_OWN_ENDS);
	septel__bind_number(statement, 1, number);
	while (minute == COLUMNS_NO_TIME &&
	       septel__statement_row(graph->archive, statement, &failed))
		if (septel__in_sight(&graph->sight, (uint32_t)septel__column_number(statement, 1)))
			minute = (int32_t)septel__column_number(statement, 0);
	septel__statement_end(statement);
	*day = septel__time_of_minute(minute, true);
	return !failed;
}

const char *septel__link_name(enum citation_link link)
{
	static const char *const NAMES[] = {[CITATION_REFERS] = "refers",
					    [CITATION_CANCELS] = "cancels",
					    [CITATION_SUPERSEDES] = "supersedes",
					    [CITATION_OWN_END] = "ends"};
	return (size_t)link < sizeof NAMES / sizeof *NAMES ? NAMES[link] : "";
}
