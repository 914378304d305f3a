/* search.c - see search.h. */
#include "search.h"

#include "columns.h"
#include "evaluate.h"
#include "search_private.h"

#include <stdlib.h>

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

/* Takes out what is not current, and keeps the minutes of the rest. */
static bool keep_alive(struct search *search)
{
	struct column_block *block = septel_arena_alloc(search->arena, sizeof *block);
	struct set *found = &search->found;
	uint32_t loaded = UINT32_MAX;
	search->hits = NULL;
	search->count = septel__set_count(found);
	if (search->count)
		search->hits = malloc(search->count * sizeof *search->hits);
	if (!block || (search->count && !search->hits))
		return septel__archive_fail(search->archive, "out of memory");
	search->count = 0;
	for (uint32_t number = septel__set_next(found, 1); number < found->limit;
	     number = septel__set_next(found, number + 1)) {
		if (number / COLUMNS_ROWS != loaded) {
			loaded = number / COLUMNS_ROWS;
			if (!septel__columns_read(search->archive, number, block))
				return false;
		}
		const struct column_row *row = &block->rows[number % COLUMNS_ROWS];
		if (!row->alive) {
			found->words[number / 64] &= ~((uint64_t)1 << (number % 64));
			continue;
		}
		search->hits[search->count++] = (struct search_hit){
			number, row->minute, search->scores ? search->scores[number] : 0.0f};
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
	free(search->hits);
	free(search->scores);
	septel_arena_free(search->arena);
	free(search);
}

uint32_t septel__search_count(const struct search *search)
{
	return search->count;
}

static int compare_newest(const void *left, const void *right)
{
	const struct search_hit *a = left, *b = right;
	if (a->minute != b->minute)
		return a->minute < b->minute ? 1 : -1;
	return (a->number > b->number) - (a->number < b->number);
}

static int compare_relevance(const void *left, const void *right)
{
	const struct search_hit *a = left, *b = right;
	if (a->score < b->score || a->score > b->score)
		return a->score < b->score ? 1 : -1;
	return compare_newest(left, right);
}

/* The last of the `kept` hits that stand in a heap, the last in order at its root,
 * goes down to its place. */
static void sift(struct search_hit *heap, size_t count, size_t at,
		 int (*compare)(const void *, const void *))
{
	const struct search_hit hit = heap[at];
	for (size_t child; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && compare(&heap[child + 1], &heap[child]) > 0)
			child++;
		if (compare(&hit, &heap[child]) >= 0)
			break;
		heap[at] = heap[child];
	}
	heap[at] = hit;
}

const struct search_hit *septel__search_page(struct search *search, size_t from, size_t limit,
					     size_t *count)
{
	int (*compare)(const void *, const void *) =
		search->order == SEARCH_RELEVANCE ? compare_relevance : compare_newest;
	*count = 0;
	if (from >= search->count || limit == 0)
		return search->hits;
	const size_t wanted = limit < search->count - from ? from + limit : search->count;
	/* Only the first `wanted` are put in order: the best of all, kept in a heap. */
	if (wanted > search->ordered) {
		for (size_t i = wanted / 2; i > 0; i--)
			sift(search->hits, wanted, i - 1, compare);
		for (size_t i = wanted; i < search->count; i++) {
			if (compare(&search->hits[i], &search->hits[0]) >= 0)
				continue;
			const struct search_hit worse = search->hits[0];
			search->hits[0] = search->hits[i];
			search->hits[i] = worse;
			sift(search->hits, wanted, 0, compare);
		}
		qsort(search->hits, wanted, sizeof *search->hits, compare);
		search->ordered = wanted;
	}
	*count = wanted - from;
	return search->hits + from;
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
