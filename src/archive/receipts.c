/* receipts.c - see receipts.h. */
#include "receipts.h"

#include <stdlib.h>

bool septel__receipt_numbers_add(struct receipt_numbers *numbers, uint32_t number)
{
	if (numbers->count == numbers->capacity) {
		const size_t capacity = numbers->capacity ? numbers->capacity * 2 : 16;
		uint32_t *at = realloc(numbers->at, capacity * sizeof *at);
		if (!at)
			return false;
		numbers->at = at;
		numbers->capacity = capacity;
	}
	numbers->at[numbers->count++] = number;
	return true;
}

void septel__receipt_numbers_release(struct receipt_numbers *numbers)
{
	free(numbers->at);
}

static int compare_numbers(const void *a, const void *b)
{
	const uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
	return (one > other) - (one < other);
}

static bool is_named(uint32_t number, void *context)
{
	const struct receipt_numbers *numbers = context;
	return bsearch(&number, numbers->at, numbers->count, sizeof *numbers->at,
		       compare_numbers) != NULL;
}

static int compare_added(const void *a, const void *b)
{
	const struct added_word *one = a, *other = b;
	const int order = septel__compare(one->key, other->key);
	if (order)
		return order;
	if (one->label != other->label)
		return one->label > other->label ? 1 : -1;
	return (one->document > other->document) - (one->document < other->document);
}

/* The added words of messages of a segment, moved to the front; how many. */
static size_t select_added(struct added_word *added, size_t count, const struct segment *segment)
{
	size_t selected = 0;
	for (size_t i = 0; i < count; i++) {
		if (added[i].document < segment->first || added[i].document > segment->last)
			continue;
		const struct added_word word = added[selected];
		added[selected++] = added[i];
		added[i] = word;
	}
	if (selected)
		qsort(added, selected, sizeof *added, compare_added);
	return selected;
}

bool septel__replace_words(struct archive *archive, const struct receipt_numbers *numbers,
			   struct added_word *added, size_t count, bool gone)
{
	struct segments segments;
	if (!septel__segments_read(archive, &segments))
		return false;
	for (size_t i = 0; i < segments.count; i++) {
		struct segment segment = segments.at[i];
		uint32_t held = 0;
		for (size_t j = 0; j < numbers->count; j++)
			held += numbers->at[j] >= segment.first && numbers->at[j] <= segment.last;
		if (held == 0)
			continue;
		if (gone)
			segment.messages -= held;
		const size_t selected = select_added(added, count, &segment);
		struct receipt_numbers named = *numbers;
		const struct segment_change change = {
			.dead = is_named, .context = &named, .added = added, .count = selected};
		if (!septel__segments_rewrite(archive, &segment, 1, &change))
			return false;
		if (selected == 0)
			continue;
		added += selected;
		count -= selected;
	}
	return true;
}
