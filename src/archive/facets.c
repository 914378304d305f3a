/* facets.c - the values of a field among what a search found (search.h).
 *
 * Senders and TAGS are in the index as whole values: their lists are counted against
 * the set of what was found.  Years and classifications stand in the columns.
 */
#include "document.h"
#include "evaluate.h"
#include "search_private.h"

#include "../base/date.h"

#include <stdio.h>
#include <stdlib.h>

/* Years that record traffic may have, and room for those that are none. */
#define FIRST_YEAR 1800
#define YEARS      512

struct counting {
	struct search *search;
	struct list_cursor *cursor;
	uint32_t counted; /* of the list in hand */
	struct facet_value *values;
	size_t count, capacity;
};

static bool add_value(struct counting *counting, struct septel_view value, uint32_t count)
{
	if (counting->count == counting->capacity) {
		const size_t capacity = counting->capacity ? counting->capacity * 2 : 256;
		struct facet_value *values =
			septel_arena_alloc(counting->search->arena, capacity * sizeof *values);
		if (!values)
			return septel__archive_fail(counting->search->archive, "out of memory");
		if (counting->count)
			memcpy(values, counting->values, counting->count * sizeof *values);
		counting->values = values;
		counting->capacity = capacity;
	}
	counting->values[counting->count++] =
		(struct facet_value){septel_arena_copy(counting->search->arena, value), count};
	return true;
}

static void count_found(const uint32_t *documents, uint32_t count, void *context)
{
	struct counting *counting = context;
	for (uint32_t i = 0; i < count; i++)
		counting->counted += septel__set_has(&counting->search->found, documents[i]);
}

static bool count_list(const struct word_list *list, void *context)
{
	struct counting *counting = context;
	counting->counted = 0;
	septel__list_begin(counting->cursor, counting->search->archive, list);
	if (!septel__list_all(counting->cursor, count_found, counting))
		return false;
	return counting->counted == 0 ||
	       add_value(counting, septel__slice(list->key, 1, list->key.len), counting->counted);
}

static int compare_value(const void *left, const void *right)
{
	const struct facet_value *a = left, *b = right;
	return septel__compare(a->value, b->value);
}

static int compare_count(const void *left, const void *right)
{
	const struct facet_value *a = left, *b = right;
	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return compare_value(left, right);
}

/* A value comes once a segment and label: what is equal becomes one. */
static void unite(struct counting *counting)
{
	size_t kept = 0;
	if (counting->count == 0)
		return;
	qsort(counting->values, counting->count, sizeof *counting->values, compare_value);
	for (size_t i = 1; i < counting->count; i++) {
		if (septel__equal(counting->values[i].value, counting->values[kept].value))
			counting->values[kept].count += counting->values[i].count;
		else
			counting->values[++kept] = counting->values[i];
	}
	counting->count = kept + 1;
}

static bool count_words(struct counting *counting, enum index_field field)
{
	const char key = (char)field;
	struct search *search = counting->search;
	bool done = true;
	counting->cursor = malloc(sizeof *counting->cursor);
	if (!counting->cursor)
		return septel__archive_fail(search->archive, "out of memory");
	septel__list_cursor_init(counting->cursor);
	for (size_t i = 0; done && i < search->segments.count; i++)
		done = septel__lists_visit(search->archive, &search->segments.at[i],
					   (struct septel_view){&key, 1}, true, &search->sight,
					   count_list, counting);
	septel__list_cursor_release(counting->cursor);
	free(counting->cursor);
	unite(counting);
	return done;
}

/* What has a time of no such year has none that is known. */
static bool count_times(struct counting *counting, uint32_t *counts, bool by_month,
			uint32_t *unknown)
{
	struct search *search = counting->search;
	struct column_row row;
	for (uint32_t number = septel__set_next(&search->found, 1); number < search->limit;
	     number = septel__set_next(&search->found, number + 1)) {
		if (!septel__columns_row(search->columns, number, &row))
			return false;
		const int32_t minute = row.minute;
		const long day = minute / 1440 - (minute % 1440 < 0);
		struct septel_time time = {0};
		if (minute != COLUMNS_NO_TIME)
			time = septel__from_day_number(day);
		const int year = time.year - FIRST_YEAR;
		if (year >= 0 && year < YEARS)
			counts[by_month ? year * 12 + time.month - 1 : year]++;
		else
			++*unknown;
	}
	return true;
}

static bool count_years(struct counting *counting)
{
	uint32_t counts[YEARS] = {0}, unknown = 0;
	if (!count_times(counting, counts, false, &unknown))
		return false;
	for (int i = 0; i < YEARS; i++) {
		char text[16];
		snprintf(text, sizeof text, "%d", FIRST_YEAR + i);
		if (counts[i] && !add_value(counting, septel_view_of(text), counts[i]))
			return false;
	}
	return unknown == 0 || add_value(counting, VIEW_LITERAL("unknown"), unknown);
}

static bool count_months(struct counting *counting)
{
	uint32_t counts[YEARS * 12] = {0}, unknown = 0;
	if (!count_times(counting, counts, true, &unknown))
		return false;
	for (int i = 0; i < YEARS * 12; i++) {
		char text[16];
		if (!counts[i])
			continue;
		snprintf(text, sizeof text, "%d-%02d", FIRST_YEAR + i / 12, i % 12 + 1);
		if (!add_value(counting, septel_view_of(text), counts[i]))
			return false;
	}
	return unknown == 0 || add_value(counting, VIEW_LITERAL("unknown"), unknown);
}

static bool count_classifications(struct counting *counting)
{
	struct search *search = counting->search;
	uint32_t counts[SEPTEL_TOP_SECRET + 1] = {0};
	struct column_row row;
	for (uint32_t number = septel__set_next(&search->found, 1); number < search->limit;
	     number = septel__set_next(&search->found, number + 1)) {
		if (!septel__columns_row(search->columns, number, &row))
			return false;
		if (row.classification <= SEPTEL_TOP_SECRET)
			counts[row.classification]++;
	}
	for (unsigned class_ = 0; class_ <= SEPTEL_TOP_SECRET; class_++) {
		const char *name =
			class_ ? septel_class_name((enum septel_class)class_) : "unknown";
		if (counts[class_] && !add_value(counting, septel_view_of(name), counts[class_]))
			return false;
	}
	return true;
}

const struct facet_value *septel__search_facet(struct search *search, enum facet facet,
					       size_t *count)
{
	static const struct facet_value NONE[1];
	struct counting counting = {.search = search};
	bool done = false;
	switch (facet) {
	case FACET_FROM:
		done = count_words(&counting, INDEX_FROM_VALUE);
		break;
	case FACET_TAG:
		done = count_words(&counting, INDEX_TAG_VALUE);
		break;
	case FACET_YEAR:
		done = count_years(&counting);
		break;
	case FACET_MONTH:
		done = count_months(&counting);
		break;
	case FACET_CLASSIFICATION:
		done = count_classifications(&counting);
		break;
	}
	*count = counting.count;
	if (!done)
		return NULL;
	if (counting.count == 0)
		return NONE;
	qsort(counting.values, counting.count, sizeof *counting.values, compare_count);
	return counting.values;
}
