/* search_fill.c - the search page: what a query finds, and how to go on from there. */
#include "search_page.h"

#include "../access/level.h"
#include "../archive/messages.h"
#include "../archive/search.h"
#include "../archive/snippet.h"
#include "../archive/suggest.h"

#include <stdlib.h>

/* Stand around words that were asked for until the snippet is taken apart; no byte of UTF-8. */
#define MARK_BEGIN '\xFE'
#define MARK_END   '\xFF'

struct asking {
	struct page_call *call;
	struct model *model;
	const struct query *query;
	struct search *search;
	struct septel_view canonical; /* as a part of another query: in parentheses if need be */
};

/* ---- a query that is none ---------------------------------------------------------- */

static enum page_status fill_error(struct asking *asking, struct septel_view text,
				   const struct query_error *error)
{
	struct septel_out shown;
	struct model *model = septel__model_map(asking->model, "error");
	septel__out_init(&shown, asking->call->arena, 0);
	septel__query_error_print(text, error, &shown);
	septel__model_string(model, "message", septel_view_of(error->message));
	septel__model_number(model, "offset", (long long)error->offset);
	septel__model_number(model, "column", error->column);
	septel__model_string(model, "place", septel__out_written(&shown));
	return PAGE_BAD;
}

/* ---- results ----------------------------------------------------------------------- */

/* "#7.4 words, some of them marked" as an address and parts. */
static void fill_snippet(struct model *result, struct septel_view snippet)
{
	const size_t space = septel__find_byte(snippet, ' ', 0);
	struct septel_view rest = snippet;
	if (septel__starts(snippet, "#") && space != VIEW_NOT_FOUND) {
		septel__model_string(result, "sentence", septel__slice(snippet, 1, space));
		rest = septel__slice(snippet, space + 1, snippet.len);
	} else {
		septel__model_null(result, "sentence");
	}
	struct model *parts = septel__model_list(result, "snippet");
	bool marked = false;
	while (rest.len) {
		size_t end = 0;
		while (end < rest.len && rest.ptr[end] != MARK_BEGIN && rest.ptr[end] != MARK_END)
			end++;
		if (end) {
			struct model *part = septel__model_map(parts, NULL);
			septel__model_words(part, "text", septel__slice(rest, 0, end));
			septel__model_bool(part, "found", marked);
		}
		marked = end < rest.len && rest.ptr[end] == MARK_BEGIN;
		rest = septel__slice(rest, end + 1, rest.len);
	}
}

static bool fill_result(struct asking *asking, struct model *results, uint32_t number)
{
	static const char *const MARKS[] = {"\xFE", "\xFF"};
	const struct page_call *call = asking->call;
	const struct access_viewer *viewer = &call->room->viewer;
	const struct septel_message *message;
	struct message_row row;
	struct receipt receipt;
	struct septel_out snippet;
	septel_arena_reset(call->scratch);
	if (septel__message_row(call->archive, number, &row, call->scratch) != LOOKUP_FOUND ||
	    septel__message_read(call->archive, number, &message, &receipt, call->scratch) !=
		    LOOKUP_FOUND)
		return false;
	septel__out_init(&snippet, call->scratch, 0);
	septel__snippet(message, asking->query, viewer, MARKS, call->scratch, &snippet);
	const bool seen = septel__access_portion(viewer, message, septel__label_of_message(message),
						 (struct access_portion){PORTION_SUBJECT, 0})
				  .outcome == ACCESS_FULL;
	struct model *result = septel__model_map(results, NULL);
	septel__model_string(result, "id", row.id);
	septel__model_time(result, "dtg", row.dtg);
	septel__model_string(result, "from", row.sender);
	septel__model_literal(result, "classification", septel_class_name(row.classification));
	septel__model_string(result, "subject", seen ? row.subject : VIEW_LITERAL(""));
	fill_snippet(result, septel__out_written(&snippet));
	return true;
}

static bool fill_results(struct asking *asking, size_t offset)
{
	size_t count;
	const struct search_hit *hits =
		septel__search_page(asking->search, offset, SEARCH_RESULTS, &count);
	struct model *results = septel__model_list(asking->model, "results");
	if (!hits)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!fill_result(asking, results, hits[i].number))
			return false;
	septel__model_number(asking->model, "offset", (long long)offset);
	septel__model_count(asking->model, "previous",
			    offset == 0               ? -1
			    : offset < SEARCH_RESULTS ? 0
						      : (long long)(offset - SEARCH_RESULTS));
	septel__model_count(asking->model, "next",
			    offset + count < septel__search_count(asking->search) && count
				    ? (long long)(offset + count)
				    : -1);
	return true;
}

/* ---- facets and months --------------------------------------------------------------- */

/* The query narrowed by one term; without quotes in what is quoted. */
static void fill_narrowed(struct asking *asking, struct model *value, const char *field,
			  struct septel_view words)
{
	struct septel_out out;
	const bool quoted = septel__find_byte(words, ' ', 0) != VIEW_NOT_FOUND ||
			    septel__find_byte(words, '(', 0) != VIEW_NOT_FOUND ||
			    septel__find_byte(words, ')', 0) != VIEW_NOT_FOUND;
	septel__out_init(&out, asking->call->arena, 0);
	septel__out_view(&out, asking->canonical);
	if (asking->canonical.len)
		septel__out_byte(&out, ' ');
	septel__out_format(&out, quoted ? "%s:\"" : "%s:", field);
	for (size_t i = 0; i < words.len; i++)
		if (words.ptr[i] != '"')
			septel__out_byte(&out, words.ptr[i]);
	septel__out_string(&out, quoted ? "\"" : "");
	septel__model_string(value, "query", septel__out_written(&out));
}

static const struct {
	const char *name, *field;
	enum facet facet;
} FACETS[] = {{"from", "from", FACET_FROM},
	      {"tag", "tag", FACET_TAG},
	      {"classification", "class", FACET_CLASSIFICATION}};

static bool fill_facet(struct asking *asking, struct model *facets, size_t which)
{
	size_t count;
	const struct facet_value *values =
		septel__search_facet(asking->search, FACETS[which].facet, &count);
	if (!values)
		return false;
	struct model *facet = septel__model_map(facets, FACETS[which].name);
	struct model *list = septel__model_list(facet, "values");
	for (size_t i = 0; i < count && i < SEARCH_VALUES; i++) {
		struct model *value = septel__model_map(list, NULL);
		struct septel_view words = values[i].value;
		enum septel_class level;
		septel__model_string(value, "value", words);
		septel__model_number(value, "count", values[i].count);
		if (FACETS[which].facet == FACET_CLASSIFICATION) {
			const bool known = septel__level_read(words, &level);
			words = septel_view_of(known ? septel__level_letters(level) : "");
		}
		if (words.len)
			fill_narrowed(asking, value, FACETS[which].field, words);
		else
			septel__model_null(value, "query");
	}
	septel__model_number(facet, "more",
			     count > SEARCH_VALUES ? (long long)(count - SEARCH_VALUES) : 0);
	return true;
}

static int compare_bars(const void *left, const void *right)
{
	const struct facet_value *a = left, *b = right;
	return septel__compare(a->value, b->value);
}

/* Months, or years where there are too many; in their order. */
static bool fill_histogram(struct asking *asking)
{
	size_t count;
	bool months = true;
	const struct facet_value *values =
		septel__search_facet(asking->search, FACET_MONTH, &count);
	if (values && count > SEARCH_MONTHS) {
		months = false;
		values = septel__search_facet(asking->search, FACET_YEAR, &count);
	}
	if (!values)
		return false;
	struct facet_value *sorted =
		septel_arena_alloc(asking->call->arena, (count + 1) * sizeof *sorted);
	if (!sorted)
		return true; /* told at the end */
	memcpy(sorted, values, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, compare_bars);
	struct model *histogram = septel__model_map(asking->model, "histogram");
	septel__model_literal(histogram, "by", months ? "month" : "year");
	struct model *bars = septel__model_list(histogram, "bars");
	for (size_t i = 0; i < count && i < SEARCH_YEARS; i++) {
		/* What has no date has none to be narrowed by. */
		if (!septel__is_digit(sorted[i].value.ptr[0]))
			continue;
		struct model *bar = septel__model_map(bars, NULL);
		septel__model_string(bar, "value", sorted[i].value);
		septel__model_number(bar, "count", sorted[i].count);
		fill_narrowed(asking, bar, "date", sorted[i].value);
	}
	return true;
}

static bool fill_facets(struct asking *asking)
{
	struct model *facets = septel__model_map(asking->model, "facets");
	for (size_t i = 0; i < sizeof FACETS / sizeof *FACETS; i++)
		if (!fill_facet(asking, facets, i))
			return false;
	return fill_histogram(asking);
}

/* ---- the page ------------------------------------------------------------------------ */

static void fill_suggestion(struct asking *asking)
{
	struct suggestion suggestion;
	struct septel_out out;
	if (septel__search_count(asking->search) ||
	    !septel__search_suggest(asking->search, asking->query, &suggestion)) {
		septel__model_null(asking->model, "suggestion");
		return;
	}
	struct model *model = septel__model_map(asking->model, "suggestion");
	const char *field = septel__query_field_name(suggestion.term->field);
	septel__out_init(&out, asking->call->arena, 0);
	septel__out_format(&out, "%s:%.*s", field, VIEW_FORMAT(suggestion.term->words.at[0]));
	septel__model_string(model, "none", septel__out_written(&out));
	septel__out_init(&out, asking->call->arena, 0);
	septel__out_format(&out, "%s:%.*s", field, VIEW_FORMAT(suggestion.nearest));
	septel__model_string(model, "query", septel__out_written(&out));
}

static void set_canonical(struct asking *asking)
{
	struct septel_out out;
	const bool alone = asking->query->kind != QUERY_OR;
	septel__out_init(&out, asking->call->arena, 0);
	if (asking->query->kind != QUERY_EVERYTHING) {
		septel__out_string(&out, alone ? "" : "(");
		septel__query_print(asking->query, &out);
		septel__out_string(&out, alone ? "" : ")");
	}
	asking->canonical = septel__out_written(&out);
}

static bool fill_found(struct asking *asking, size_t offset)
{
	septel__model_number(asking->model, "count", septel__search_count(asking->search));
	fill_suggestion(asking);
	return fill_results(asking, offset) && fill_facets(asking);
}

enum page_status septel__search_fill(struct page_call *call, struct model *model)
{
	struct asking asking = {.call = call, .model = model};
	struct query_error error;
	const struct septel_view text = septel__request_value(call->request, "q");
	const bool relevance = septel__equal(septel__request_value(call->request, "sort"),
					     VIEW_LITERAL("relevance"));
	septel__model_text(model, "query", text);
	septel__model_literal(model, "sort", relevance ? "relevance" : "newest");
	if (!septel__query_parse(&asking.query, text, call->arena, &error))
		return fill_error(&asking, text, &error);
	if (!septel__room_log(call->room, "search", text, ACCESS_FULL,
			      (struct access_label){SEPTEL_CLASS_NONE, 0}))
		return septel__page_refuse(model, PAGE_FAILED, "the log of reads failed");
	set_canonical(&asking);
	asking.search = septel__search_new(call->archive, asking.query, &call->room->viewer,
					   relevance ? SEARCH_RELEVANCE : SEARCH_NEWEST);
	const bool done =
		asking.search && fill_found(&asking, septel__request_number(call->request, "offset",
									    SEARCH_OFFSET_LIMIT));
	septel__search_free(asking.search);
	return done ? PAGE_FOUND : septel__page_archive_failed(call, model);
}
