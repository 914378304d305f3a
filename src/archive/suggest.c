/* suggest.c - see suggest.h. */
#include "suggest.h"

#include "field_places.h"
#include "lists.h"
#include "nearest.h"
#include "search_private.h"

/* Different words of one field that are looked through. */
#define NAMES_LIMIT 65536u

struct names {
	struct search *search;
	struct septel_view *at;
	size_t count, capacity;
};

static bool take_name(const struct word_list *list, void *context)
{
	struct names *names = context;
	const struct septel_view word = septel__slice(list->key, 1, list->key.len);
	/* Labels of one word stand side by side. */
	if (names->count && septel__equal(names->at[names->count - 1], word))
		return true;
	if (names->count == NAMES_LIMIT)
		return true;
	if (names->count == names->capacity) {
		const size_t capacity = names->capacity ? names->capacity * 2 : 256;
		struct septel_view *at =
			septel_arena_alloc(names->search->arena, capacity * sizeof *at);
		if (!at)
			return false;
		if (names->count)
			memcpy(at, names->at, names->count * sizeof *at);
		names->at = at;
		names->capacity = capacity;
	}
	names->at[names->count++] = septel_arena_copy(names->search->arena, word);
	return true;
}

static bool suggest_for(struct search *search, const struct query *term,
			struct suggestion *suggestion)
{
	struct names names = {.search = search};
	const struct field_place *field = &septel__field_places[term->field];
	const char key = (char)field->key;
	if (term->words.count != 1 || term->prefix || !field->of_names)
		return false;
	for (size_t i = 0; i < search->segments.count; i++)
		if (!septel__lists_visit(search->archive, &search->segments.at[i],
					 (struct septel_view){&key, 1}, true, &search->sight,
					 take_name, &names))
			return false;
	if (names.count == 0)
		return false;
	const size_t nearest =
		septel__nearest(term->words.at[0], (struct septel_views){names.at, names.count});
	/* The word itself is nearest where it stands somewhere. */
	if (nearest == NEAREST_NONE || septel__equal(names.at[nearest], term->words.at[0]))
		return false;
	*suggestion = (struct suggestion){term, names.at[nearest]};
	return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): QUERY_DEPTH_LIMIT deep at most */
bool septel__search_suggest(struct search *search, const struct query *query,
			    struct suggestion *suggestion)
{
	if (query->kind == QUERY_WORDS)
		return suggest_for(search, query, suggestion);
	if (query->kind != QUERY_AND && query->kind != QUERY_OR)
		return false;
	for (size_t i = 0; i < query->count; i++)
		if (septel__search_suggest(search, query->parts[i], suggestion))
			return true;
	return false;
}
