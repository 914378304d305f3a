/* query_parse.c - the grammar of a query.
 *
 *     either = all { OR all }            all = single { [AND] single }
 *     single = NOT single | "(" either ")" | term
 */
#include "query_reading.h"

#include "../base/limits.h"
#include "../base/utf8.h"

#include <stdio.h>

/* The parts of an AND or OR, as they come. */
struct part {
	const struct query *query;
	struct part *next;
};

struct parts {
	enum query_kind kind;
	struct part *first, **end;
	size_t count;
};

static const struct query *read_either(struct query_reading *reading);

static unsigned column_of(struct septel_view text, size_t offset)
{
	unsigned column = 1;
	for (size_t at = 0; at < offset && at < text.len; column++) {
		uint32_t code;
		const size_t length = septel__utf8_decode(text, at, &code);
		at += length ? length : 1;
	}
	return column;
}

bool septel__query_fail(struct query_reading *reading, size_t offset, const char *format, ...)
{
	va_list arguments;
	struct query_error *error = reading->error;
	error->offset = offset;
	error->column = column_of(reading->text, offset);
	va_start(arguments, format);
	vsnprintf(error->message, sizeof error->message, format, arguments);
	va_end(arguments);
	return false;
}

static const struct query *fail(struct query_reading *reading, size_t offset, const char *message)
{
	septel__query_fail(reading, offset, "%s", message);
	return NULL;
}

static bool add_one(struct query_reading *reading, struct parts *parts, const struct query *query)
{
	struct part *part = septel_arena_alloc(reading->arena, sizeof *part);
	if (!part)
		return septel__query_fail(reading, reading->token.start, "not enough memory");
	*part = (struct part){query, NULL};
	*parts->end = part;
	parts->end = &part->next;
	parts->count++;
	return true;
}

/* A part of the same kind gives its own parts. */
static bool add(struct query_reading *reading, struct parts *parts, const struct query *query)
{
	if (query->kind != parts->kind)
		return add_one(reading, parts, query);
	for (size_t i = 0; i < query->count; i++)
		if (!add_one(reading, parts, query->parts[i]))
			return false;
	return true;
}

static struct septel_span between(const struct query *first, const struct query *last)
{
	return (struct septel_span){first->at.offset,
				    last->at.offset + last->at.length - first->at.offset};
}

static const struct query *join(struct query_reading *reading, const struct parts *parts)
{
	if (parts->count == 1)
		return parts->first->query;
	struct query *query = septel_arena_alloc(reading->arena, sizeof *query);
	const struct query **list = septel_arena_alloc(reading->arena, parts->count * sizeof *list);
	if (!query || !list)
		return fail(reading, reading->token.start, "not enough memory");
	*query = (struct query){.kind = parts->kind, .parts = list};
	for (const struct part *part = parts->first; part; part = part->next)
		list[query->count++] = part->query;
	query->at = between(list[0], list[query->count - 1]);
	return query;
}

static const struct query *negate(struct query_reading *reading, const struct query *of)
{
	if (of->kind == QUERY_NOT)
		return of->parts[0];
	struct query *query = septel_arena_alloc(reading->arena, sizeof *query);
	const struct query **list = septel_arena_alloc(reading->arena, sizeof *list);
	if (!query || !list)
		return fail(reading, reading->token.start, "not enough memory");
	list[0] = of;
	*query = (struct query){.kind = QUERY_NOT, .at = of->at, .parts = list, .count = 1};
	return query;
}

static bool is_operator(enum query_token_kind kind)
{
	return kind == QUERY_TOKEN_AND || kind == QUERY_TOKEN_OR || kind == QUERY_TOKEN_NOT;
}

/* No term where one must be: `before` is what the last token was. */
static const struct query *fail_missing(struct query_reading *reading, enum query_token_kind before,
					struct septel_view word)
{
	const struct query_token *token = &reading->token;
	if (is_operator(before))
		septel__query_fail(reading, token->start, "expected a term behind %.*s",
				   VIEW_FORMAT(word));
	else if (token->kind == QUERY_TOKEN_AND || token->kind == QUERY_TOKEN_OR)
		septel__query_fail(reading, token->start,
				   "expected a term before %.*s (the word is written small)",
				   VIEW_FORMAT(token->value));
	else if (before == QUERY_TOKEN_OPEN)
		return fail(reading, token->start, "expected a term behind (");
	else if (token->kind == QUERY_TOKEN_CLOSE)
		return fail(reading, token->start, "this ) has no ( before it");
	else
		return fail(reading, token->start, "expected a term, there is no letter or digit");
	return NULL;
}

static bool deeper(struct query_reading *reading)
{
	return ++reading->depth <= QUERY_DEPTH_LIMIT ||
	       septel__query_fail(reading, reading->token.start,
				  "parentheses and NOT go at most %d deep", QUERY_DEPTH_LIMIT);
}

/* Calls itself QUERY_DEPTH_LIMIT deep at most: deeper().
 * NOLINTBEGIN(misc-no-recursion) */

static const struct query *read_parenthesis(struct query_reading *reading)
{
	const size_t open = reading->token.start;
	if (!deeper(reading) || !septel__query_next(reading))
		return NULL;
	if (reading->token.kind == QUERY_TOKEN_CLOSE || reading->token.kind == QUERY_TOKEN_END)
		return fail_missing(reading, QUERY_TOKEN_OPEN, reading->token.value);
	const struct query *query = read_either(reading);
	if (!query)
		return NULL;
	if (reading->token.kind != QUERY_TOKEN_CLOSE)
		return fail(reading, open, "this ( is never closed");
	reading->depth--;
	return septel__query_next(reading) ? query : NULL;
}

/* `before` and `word`: the operator that stands before, for an error. */
static const struct query *read_single(struct query_reading *reading, enum query_token_kind before,
				       struct septel_view word)
{
	const struct query_token token = reading->token;
	const struct query *query;
	switch (token.kind) {
	case QUERY_TOKEN_OPEN:
		return read_parenthesis(reading);
	case QUERY_TOKEN_NOT:
		if (!deeper(reading) || !septel__query_next(reading))
			return NULL;
		query = read_single(reading, QUERY_TOKEN_NOT, token.value);
		reading->depth--;
		return query ? negate(reading, query) : NULL;
	case QUERY_TOKEN_TERM:
		query = septel__query_term(reading);
		return query && septel__query_next(reading) ? query : NULL;
	default:
		return fail_missing(reading, before, word);
	}
}

static const struct query *read_all(struct query_reading *reading, enum query_token_kind before,
				    struct septel_view word)
{
	struct parts parts = {.kind = QUERY_AND};
	parts.end = &parts.first;
	for (;;) {
		const struct query *query = read_single(reading, before, word);
		if (!query || !add(reading, &parts, query))
			return NULL;
		before = reading->token.kind;
		word = reading->token.value;
		if (before == QUERY_TOKEN_AND) {
			if (!septel__query_next(reading))
				return NULL;
		} else if (before == QUERY_TOKEN_OR || before == QUERY_TOKEN_CLOSE ||
			   before == QUERY_TOKEN_END) {
			return join(reading, &parts);
		}
	}
}

static const struct query *read_either(struct query_reading *reading)
{
	struct parts parts = {.kind = QUERY_OR};
	enum query_token_kind before = QUERY_TOKEN_END;
	struct septel_view word = {NULL, 0};
	parts.end = &parts.first;
	for (;;) {
		const struct query *query = read_all(reading, before, word);
		if (!query || !add(reading, &parts, query))
			return NULL;
		if (reading->token.kind != QUERY_TOKEN_OR)
			return join(reading, &parts);
		before = QUERY_TOKEN_OR;
		word = reading->token.value;
		if (!septel__query_next(reading))
			return NULL;
	}
}

/* NOLINTEND(misc-no-recursion) */

static const struct query *read_query(struct query_reading *reading)
{
	static const struct query EVERYTHING = {.kind = QUERY_EVERYTHING};
	if (reading->text.len > QUERY_LIMIT) {
		septel__query_fail(reading, QUERY_LIMIT, "a query has at most %zu bytes",
				   QUERY_LIMIT);
		return NULL;
	}
	if (!septel__query_next(reading))
		return NULL;
	if (reading->token.kind == QUERY_TOKEN_END && !reading->passed_over)
		return &EVERYTHING;
	const struct query *query = read_either(reading);
	if (query && reading->token.kind != QUERY_TOKEN_END)
		return fail(reading, reading->token.start, "this ) has no ( before it");
	return query;
}

bool septel__query_parse(const struct query **out, struct septel_view text,
			 struct septel_arena *arena, struct query_error *error)
{
	struct query_reading reading = {.text = text, .arena = arena, .error = error};
	*out = read_query(&reading);
	if (*out && septel_arena_failed(arena)) {
		septel__query_fail(&reading, 0, "not enough memory");
		*out = NULL;
	}
	return *out != NULL;
}
