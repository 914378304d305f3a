/* evaluate.c - see evaluate.h. */
#include "evaluate.h"

#include "../base/limits.h"
#include "columns.h"
#include "field_places.h"
#include "phrase.h"

#include <math.h>
#include <stdlib.h>

/* BM25: how soon more of the same word stops to matter; how much length does. */
#define SATURATION  1.2f
#define LENGTH_PART 0.75f

/* One word or phrase of a query on its way through the lists. */
struct term {
	struct evaluation *evaluation;
	struct set *set;
	uint32_t first, last; /* places that count */
	struct list_cursor *cursor;
	/* For the order by relevance: who has it, how often. */
	struct match {
		uint32_t document, times;
	} * matches;
	size_t count, capacity;
};

static bool out_of_memory(const struct evaluation *evaluation)
{
	return septel__archive_fail(evaluation->archive, "out of memory");
}

static bool match(uint32_t document, uint32_t times, void *context)
{
	struct term *term = context;
	septel__set_add(term->set, document);
	if (!term->evaluation->scores)
		return true;
	if (term->count == term->capacity) {
		const size_t capacity = term->capacity ? term->capacity * 2 : 1024;
		struct match *matches = realloc(term->matches, capacity * sizeof *matches);
		if (!matches)
			return out_of_memory(term->evaluation);
		term->matches = matches;
		term->capacity = capacity;
	}
	term->matches[term->count++] = (struct match){document, times};
	return true;
}

/* Whether a place of the message in hand counts; only asked where not all do. */
static bool placed(struct term *term)
{
	struct place_cursor places = septel__places_begin(septel__list_places(term->cursor));
	return septel__places_seek(&places, term->first) && places.place <= term->last;
}

static void match_all(const uint32_t *documents, uint32_t count, void *context)
{
	const struct term *term = context;
	for (uint32_t i = 0; i < count; i++)
		septel__set_add(term->set, documents[i]);
}

static bool match_list(const struct word_list *list, void *context)
{
	struct term *term = context;
	struct list_cursor *cursor = term->cursor;
	const bool counted = term->evaluation->scores != NULL;
	const bool everywhere = term->first == 1 && term->last == UINT32_MAX;
	uint32_t document;
	septel__list_begin(cursor, term->evaluation->archive, list);
	if (everywhere && !counted)
		return septel__list_all(cursor, match_all, term);
	while (septel__list_next(cursor, &document)) {
		if (!everywhere && !placed(term))
			continue;
		if (!match(document, counted ? septel__list_count(cursor) : 1, term))
			return false;
	}
	return !cursor->failed;
}

static void score(struct term *term)
{
	struct evaluation *evaluation = term->evaluation;
	if (!evaluation->scores || term->count == 0)
		return;
	const float all = (float)septel__segments_messages(evaluation->segments);
	const float having = (float)septel__set_count(term->set);
	const float weight = logf(1.0f + (all - having + 0.5f) / (having + 0.5f));
	for (size_t i = 0; i < term->count; i++) {
		const struct match *match = &term->matches[i];
		if (match->document >= evaluation->limit)
			continue;
		const float length = evaluation->lengths[match->document] / evaluation->mean_length;
		const float times = (float)match->times;
		evaluation->scores[match->document] +=
			weight * times * (SATURATION + 1.0f) /
			(times + SATURATION * (1.0f - LENGTH_PART + LENGTH_PART * length));
	}
}

static struct septel_view key_of(struct evaluation *evaluation, enum index_field field,
				 struct septel_view word)
{
	char *key = septel_arena_alloc(evaluation->arena, word.len + 1);
	if (!key)
		return (struct septel_view){"", 0};
	key[0] = (char)field;
	memcpy(key + 1, word.ptr, word.len);
	return (struct septel_view){key, word.len + 1};
}

/* The words that a prefix stands for. */
struct expansion {
	struct evaluation *evaluation;
	struct septel_view keys[PREFIX_OF_PHRASE_LIMIT];
	size_t count;
};

static bool expand(const struct word_list *list, void *context)
{
	struct expansion *expansion = context;
	for (size_t i = 0; i < expansion->count; i++)
		if (septel__equal(expansion->keys[i], list->key))
			return true;
	if (expansion->count == PREFIX_OF_PHRASE_LIMIT)
		return septel__archive_fail(expansion->evaluation->archive,
					    "the prefix at the end of a phrase stands for too many "
					    "words");
	expansion->keys[expansion->count] =
		septel_arena_copy(expansion->evaluation->arena, list->key);
	return expansion->keys[expansion->count++].len != 0;
}

static bool match_phrase_prefix(struct term *term, struct septel_view *keys, size_t count)
{
	struct evaluation *evaluation = term->evaluation;
	struct expansion *expansion = septel_arena_alloc(evaluation->arena, sizeof *expansion);
	if (!expansion)
		return out_of_memory(evaluation);
	expansion->evaluation = evaluation;
	expansion->count = 0;
	for (size_t i = 0; i < evaluation->segments->count; i++)
		if (!septel__lists_visit(evaluation->archive, &evaluation->segments->at[i],
					 keys[count - 1], true, evaluation->sight, expand,
					 expansion))
			return false;
	for (size_t i = 0; i < expansion->count; i++) {
		keys[count - 1] = expansion->keys[i];
		if (!septel__phrase_visit(evaluation, keys, count, term->first, term->last, match,
					  term))
			return false;
	}
	return true;
}

static bool match_words(struct term *term, const struct query *query, enum index_field field)
{
	struct evaluation *evaluation = term->evaluation;
	const size_t count = query->words.count;
	struct septel_view *keys = septel_arena_alloc(evaluation->arena, count * sizeof *keys);
	if (!keys)
		return out_of_memory(evaluation);
	for (size_t i = 0; i < count; i++) {
		keys[i] = key_of(evaluation, field, query->words.at[i]);
		if (keys[i].len == 0)
			return out_of_memory(evaluation);
	}
	if (count > 1 && query->prefix)
		return match_phrase_prefix(term, keys, count);
	if (count > 1)
		return septel__phrase_visit(evaluation, keys, count, term->first, term->last, match,
					    term);
	for (size_t i = 0; i < evaluation->segments->count; i++)
		if (!septel__lists_visit(evaluation->archive, &evaluation->segments->at[i], keys[0],
					 query->prefix, evaluation->sight, match_list, term))
			return false;
	return true;
}

static bool evaluate_words(struct evaluation *evaluation, const struct query *query,
			   struct set *set)
{
	const struct field_place *field = &septel__field_places[query->field];
	struct term term = {.evaluation = evaluation,
			    .set = set,
			    .first = field->first,
			    .last = field->last,
			    .cursor = malloc(sizeof *term.cursor)};
	if (!term.cursor)
		return out_of_memory(evaluation);
	septel__list_cursor_init(term.cursor);
	const bool matched = match_words(&term, query, field->key);
	if (matched)
		score(&term);
	septel__list_cursor_release(term.cursor);
	free(term.cursor);
	free(term.matches);
	return matched;
}

/* Messages by what stands in the columns. */
static bool evaluate_columns(struct evaluation *evaluation, const struct query *query,
			     struct set *set)
{
	struct column_reader *columns = septel_arena_alloc(evaluation->arena, sizeof *columns);
	struct column_row row;
	if (!columns)
		return out_of_memory(evaluation);
	septel__columns_begin(columns, evaluation->archive);
	for (uint32_t number = septel__segments_next(evaluation->segments, 1);
	     number < evaluation->limit;
	     number = septel__segments_next(evaluation->segments, number + 1)) {
		if (!septel__columns_row(columns, number, &row))
			return false;
		const bool holds = query->kind == QUERY_DATE
					   ? row.minute != COLUMNS_NO_TIME &&
						     row.minute >= query->first &&
						     row.minute <= query->last
					   : row.classification != SEPTEL_CLASS_NONE &&
						     row.classification >= query->least &&
						     row.classification <= query->most;
		if (row.alive && holds)
			septel__set_add(set, number);
	}
	return true;
}

static bool evaluate_collection(struct evaluation *evaluation, const struct query *query,
				struct set *set)
{
	bool failed = false;
	struct store_statement *statement =
		septel__statement(evaluation->archive, STATEMENT_COLLECTED);
	septel__bind_view(statement, 1, query->name);
	while (septel__statement_row(evaluation->archive, statement, &failed))
		septel__set_add(set, (uint32_t)septel__column_number(statement, 0));
	return !failed;
}

/* Trees are at most QUERY_DEPTH_LIMIT deep.
 * NOLINTBEGIN(misc-no-recursion) */

static bool evaluate_parts(struct evaluation *evaluation, const struct query *query,
			   struct set *set)
{
	for (size_t i = 0; i < query->count; i++) {
		struct set part = septel__set_new(evaluation->limit, evaluation->arena);
		if (!part.words)
			return out_of_memory(evaluation);
		if (!septel__evaluate(evaluation, query->parts[i], &part))
			return false;
		if (i == 0 || query->kind == QUERY_OR)
			septel__set_or(set, &part);
		else
			septel__set_and(set, &part);
	}
	return true;
}

static bool evaluate_not(struct evaluation *evaluation, const struct query *query, struct set *set)
{
	/* What is not wanted makes nothing more relevant. */
	float *const scores = evaluation->scores;
	evaluation->scores = NULL;
	const bool done = septel__evaluate(evaluation, query->parts[0], set);
	evaluation->scores = scores;
	septel__set_not(set);
	return done;
}

bool septel__evaluate(struct evaluation *evaluation, const struct query *query, struct set *set)
{
	switch (query->kind) {
	case QUERY_EVERYTHING:
		septel__set_not(set);
		return true;
	case QUERY_AND:
	case QUERY_OR:
		return evaluate_parts(evaluation, query, set);
	case QUERY_NOT:
		return evaluate_not(evaluation, query, set);
	case QUERY_WORDS:
		return evaluate_words(evaluation, query, set);
	case QUERY_CLASSIFICATION:
	case QUERY_DATE:
		return evaluate_columns(evaluation, query, set);
	case QUERY_COLLECTION:
		return evaluate_collection(evaluation, query, set);
	}
	return false;
}

/* NOLINTEND(misc-no-recursion) */

bool septel__evaluate_known(struct evaluation *evaluation, struct set *set)
{
	struct term term = {.evaluation = evaluation,
			    .set = set,
			    .first = 1,
			    .last = UINT32_MAX,
			    .cursor = malloc(sizeof *term.cursor)};
	bool done = term.cursor != NULL || out_of_memory(evaluation);
	if (term.cursor)
		septel__list_cursor_init(term.cursor);
	for (size_t i = 0; done && i < evaluation->segments->count; i++)
		done = septel__lists_visit(evaluation->archive, &evaluation->segments->at[i],
					   VIEW_LITERAL("*"), false, evaluation->sight, match_list,
					   &term);
	if (term.cursor)
		septel__list_cursor_release(term.cursor);
	free(term.cursor);
	return done;
}

/* The lengths of messages are the counts of the list of no word. */
struct measuring {
	struct evaluation *evaluation;
	struct list_cursor *cursor;
	double sum;
	uint32_t messages;
};

static bool measure(const struct word_list *list, void *context)
{
	struct measuring *measuring = context;
	uint32_t document;
	septel__list_begin(measuring->cursor, measuring->evaluation->archive, list);
	while (septel__list_next(measuring->cursor, &document)) {
		if (document >= measuring->evaluation->limit)
			continue;
		float *length = &measuring->evaluation->lengths[document];
		const uint32_t count = septel__list_count(measuring->cursor);
		measuring->messages += *length == 0.0f;
		*length += (float)count;
		measuring->sum += count;
	}
	return !measuring->cursor->failed;
}

bool septel__evaluate_lengths(struct evaluation *evaluation)
{
	struct measuring measuring = {.evaluation = evaluation,
				      .cursor = malloc(sizeof *measuring.cursor)};
	bool done = measuring.cursor != NULL || out_of_memory(evaluation);
	if (measuring.cursor)
		septel__list_cursor_init(measuring.cursor);
	for (size_t i = 0; done && i < evaluation->segments->count; i++)
		done = septel__lists_visit(evaluation->archive, &evaluation->segments->at[i],
					   VIEW_LITERAL("*"), false, evaluation->sight, measure,
					   &measuring);
	if (measuring.cursor)
		septel__list_cursor_release(measuring.cursor);
	free(measuring.cursor);
	evaluation->mean_length =
		measuring.messages ? (float)(measuring.sum / measuring.messages) : 1.0f;
	return done;
}
