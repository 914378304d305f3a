/* search.c - see search.h. */
#include "search.h"

#include "evaluate.h"
#include "search_private.h"

#include <stdlib.h>

/* Hits that are ranked while they are counted. */
#define RANKED_AT_ONCE 32u

static bool last_number(struct search *search)
{
	bool failed = false;
	struct store_statement *statement =
		septel__statement(search->archive, STATEMENT_LAST_NUMBER);
	if (!septel__statement_row(search->archive, statement, &failed))
		return false;
	search->limit = (uint32_t)septel__column_number(statement, 0) + 1;
	septel__statement_end(statement);
	return true;
}

static bool begin(struct search *search, const struct access_viewer *viewer)
{
	/* Whoever asks may have begun to read: then the search sees what he sees. */
	if (!septel__store_read(search->archive) || !last_number(search) ||
	    !septel__segments_read(search->archive, &search->segments))
		return false;
	struct labels *labels = septel__labels_read(search->archive);
	if (!labels)
		return false;
	search->sight = septel__sight_of(labels, viewer);
	septel__labels_free(labels);
	return true;
}

static bool evaluate(struct search *search, const struct query *query)
{
	struct evaluation evaluation = {.archive = search->archive,
					.segments = &search->segments,
					.sight = &search->sight,
					.limit = search->limit,
					.arena = search->arena};
	search->found = septel__set_new(search->limit, search->arena);
	if (!search->found.words)
		return septel__archive_fail(search->archive, "out of memory");
	if (search->order == SEARCH_RELEVANCE) {
		search->scores = calloc(search->limit, sizeof *search->scores);
		evaluation.scores = search->scores;
		evaluation.lengths = calloc(search->limit, sizeof *evaluation.lengths);
		if (!evaluation.scores || !evaluation.lengths) {
			free(evaluation.lengths);
			return septel__archive_fail(search->archive, "out of memory");
		}
	}
	const bool done = (!evaluation.lengths || septel__evaluate_lengths(&evaluation)) &&
			  septel__evaluate(&evaluation, query, &search->found);
	free(evaluation.lengths);
	return done;
}

/* Takes out what the viewer may not know of: that of which no word is in sight. */
static bool keep_known(struct search *search)
{
	if (search->sight.all)
		return true;
	struct evaluation evaluation = {.archive = search->archive,
					.segments = &search->segments,
					.sight = &search->sight,
					.limit = search->limit,
					.arena = search->arena};
	struct set known = septel__set_new(search->limit, search->arena);
	if (!known.words)
		return septel__archive_fail(search->archive, "out of memory");
	if (!septel__evaluate_known(&evaluation, &known))
		return false;
	septel__set_and(&search->found, &known);
	return true;
}

static void offer(struct search *search, uint32_t number, const struct column_row *row)
{
	const float score = search->scores ? search->scores[number] : 0.0f;
	const struct search_hit hit = {number, septel__rank(score, row->minute)};
	septel__ranking_offer(&search->ranking, &hit);
}

/* Takes out the numbers between parts, which what is not something is, too. */
static void keep_held(struct search *search)
{
	const struct segments *segments = &search->segments;
	uint32_t from = 0;
	for (size_t i = 0; i < segments->count; i++) {
		septel__set_clear(&search->found, from, segments->at[i].first);
		from = segments->at[i].last + 1;
	}
	septel__set_clear(&search->found, from, search->found.limit);
}

/* Takes out what is not current, and ranks the rest: for a page of usual size that is all. */
static bool keep_alive(struct search *search)
{
	struct set *found = &search->found;
	struct column_row row;
	search->columns = septel_arena_alloc(search->arena, sizeof *search->columns);
	if (!search->columns || !septel__ranking_begin(&search->ranking, RANKED_AT_ONCE))
		return septel__archive_fail(search->archive, "out of memory");
	septel__columns_begin(search->columns, search->archive);
	keep_held(search);
	for (uint32_t number = septel__set_next(found, 1); number < found->limit;
	     number = septel__set_next(found, number + 1)) {
		if (!septel__columns_row(search->columns, number, &row))
			return false;
		if (row.alive) {
			search->count++;
			offer(search, number, &row);
		} else {
			septel__set_remove(found, number);
		}
	}
	return true;
}

/* Ranks anew for a page further down. */
static bool rank(struct search *search, size_t room)
{
	struct column_row row;
	if (!septel__ranking_begin(&search->ranking, room))
		return septel__archive_fail(search->archive, "out of memory");
	for (uint32_t number = septel__set_next(&search->found, 1); number < search->limit;
	     number = septel__set_next(&search->found, number + 1)) {
		if (!septel__columns_row(search->columns, number, &row))
			return false;
		offer(search, number, &row);
	}
	return true;
}

struct search *septel__search_new(struct archive *archive, const struct query *query,
				  const struct access_viewer *viewer, enum search_order order)
{
	struct search *search = calloc(1, sizeof *search);
	if (!search || !(search->arena = septel_arena_new(0))) {
		free(search);
		septel__archive_fail(archive, "out of memory");
		return NULL;
	}
	search->archive = archive;
	search->order = order;
	if (begin(search, viewer) && evaluate(search, query) && keep_known(search) &&
	    keep_alive(search))
		return search;
	septel__search_free(search);
	return NULL;
}

void septel__search_free(struct search *search)
{
	if (!search)
		return;
	septel__store_leave(search->archive);
	septel__ranking_release(&search->ranking);
	free(search->scores);
	septel_arena_free(search->arena);
	free(search);
}

uint32_t septel__search_count(const struct search *search)
{
	return search->count;
}

const struct search_hit *septel__search_page(struct search *search, size_t from, size_t limit,
					     size_t *count)
{
	const size_t begin = from < search->count ? from : search->count;
	const size_t end = limit < search->count - begin ? begin + limit : search->count;
	*count = 0;
	if (end > search->ranking.count && !rank(search, end))
		return NULL;
	*count = end - begin;
	return septel__ranking_sorted(&search->ranking) + begin;
}

bool septel__search_each(struct search *search, bool (*visit)(uint32_t number, void *context),
			 void *context)
{
	for (uint32_t number = septel__set_next(&search->found, 1); number < search->found.limit;
	     number = septel__set_next(&search->found, number + 1))
		if (!visit(number, context))
			return false;
	return true;
}
