/* crowd.c - see crowd.h. */
#include "crowd.h"

#include <stdlib.h>

/* One of so many rows may be left out before a column is. */
#define LEFT_OUT_SHARE 5u

static int compare_cells(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

/* Rows are sorted once by their cells, from the first column on: rows alike in fewer columns
 * stand together as well. */
static int compare_rows(const void *a, const void *b)
{
	const struct crowd_row *one = *(struct crowd_row *const *)a;
	const struct crowd_row *other = *(struct crowd_row *const *)b;
	for (size_t i = 0; i < CROWD_COLUMNS; i++) {
		const int order = compare_cells(one->cells[i], other->cells[i]);
		if (order)
			return order;
	}
	return 0;
}

static bool alike(const struct crowd_row *one, const struct crowd_row *other, size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		if (compare_cells(one->cells[i], other->cells[i]) != 0)
			return false;
	return true;
}

/* Counts with the columns that are left. */
static void count_alike(struct crowd *crowd, struct crowd_row *const *sorted)
{
	crowd->left_out = crowd->alone = 0;
	for (size_t from = 0, to; from < crowd->count; from = to) {
		for (to = from + 1;
		     to < crowd->count && alike(sorted[from], sorted[to], crowd->columns);)
			to++;
		for (size_t i = from; i < to; i++) {
			sorted[i]->like = (uint32_t)(to - from);
			sorted[i]->told = to - from >= CROWD_LEAST;
		}
		crowd->left_out += to - from >= CROWD_LEAST ? 0 : to - from;
		crowd->alone += to - from == 1;
	}
}

bool septel__crowd_choose(struct crowd *crowd)
{
	struct crowd_row **sorted = malloc((crowd->count + 1) * sizeof(struct crowd_row *));
	if (!sorted)
		return false;
	for (size_t i = 0; i < crowd->count; i++) {
		sorted[i] = &crowd->rows[i];
		for (size_t j = crowd->columns; j < CROWD_COLUMNS; j++)
			sorted[i]->cells[j] = NULL;
	}
	qsort((void *)sorted, crowd->count, sizeof *sorted, compare_rows);
	count_alike(crowd, sorted);
	const size_t all = crowd->columns;
	while (crowd->left_out > crowd->count / LEFT_OUT_SHARE && crowd->columns > crowd->kept) {
		crowd->columns--;
		count_alike(crowd, sorted);
	}
	/* Nothing is won by telling less of nobody. */
	if (crowd->left_out == crowd->count) {
		crowd->columns = all;
		count_alike(crowd, sorted);
	}
	free((void *)sorted);
	return true;
}
