/* tables.c - TAGS, signals and routing indicators; see septel/tables.h. */
#include "../base/view.h"
#include "table_rows.h"

#include <septel/tables.h>

/* Longest code that any table holds. */
#define CODE_LIMIT 32

static const struct septel_view EMPTY = {"", 0};

/* `view` in capitals and NUL-terminated; false if it is too long for any table. */
static bool fold(struct septel_view view, char code[CODE_LIMIT])
{
	if (view.len >= CODE_LIMIT)
		return false;
	for (size_t i = 0; i < view.len; i++)
		code[i] = septel__upper(view.ptr[i]);
	code[view.len] = '\0';
	return true;
}

/* The first row whose first member is not below `code`; rows of `size` bytes. */
static size_t lower_bound(const void *rows, size_t count, size_t size, const char *code)
{
	size_t low = 0, high = count;
	while (low < high) {
		const size_t middle = (low + high) / 2;
		const char *key;
		memcpy(&key, (const char *)rows + middle * size, sizeof key);
		if (strcmp(key, code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum septel_tag_kind kind_by_form(struct septel_view tag)
{
	if (septel__find_byte(tag, ',', 0) != VIEW_NOT_FOUND)
		return SEPTEL_TAG_PERSON;
	if (tag.len != 4)
		return SEPTEL_TAG_UNKNOWN;
	for (size_t i = 0; i < tag.len; i++)
		if (!septel__is_alpha(tag.ptr[i]))
			return SEPTEL_TAG_UNKNOWN;
	const char first = septel__upper(tag.ptr[0]);
	return first == 'K' || first == 'Q' ? SEPTEL_TAG_PROGRAM : SEPTEL_TAG_UNKNOWN;
}

/* The row of a code; NULL if the table has none. */
static const struct tag_row *find_tag(struct septel_view tag)
{
	char code[CODE_LIMIT];
	if (!fold(tag, code))
		return NULL;
	const size_t at = lower_bound(SEPTEL__TAGS, SEPTEL__TAGS_COUNT, sizeof *SEPTEL__TAGS, code);
	if (at == SEPTEL__TAGS_COUNT || strcmp(SEPTEL__TAGS[at].code, code) != 0)
		return NULL;
	return &SEPTEL__TAGS[at];
}

bool septel__tag_in_table(struct septel_view tag)
{
	return find_tag(tag) != NULL;
}

enum septel_tag_kind septel_tag_lookup(struct septel_view tag, struct septel_view *name)
{
	const struct tag_row *row = find_tag(tag);
	*name = row ? septel_view_of(row->name) : EMPTY;
	return row ? row->kind : kind_by_form(tag);
}

bool septel_signal_lookup(struct septel_view signal, struct septel_view *meaning)
{
	char code[CODE_LIMIT];
	*meaning = EMPTY;
	if (!fold(signal, code))
		return false;
	const size_t at =
		lower_bound(SEPTEL__SIGNALS, SEPTEL__SIGNALS_COUNT, sizeof *SEPTEL__SIGNALS, code);
	if (at == SEPTEL__SIGNALS_COUNT || strcmp(SEPTEL__SIGNALS[at].signal, code) != 0)
		return false;
	*meaning = septel_view_of(SEPTEL__SIGNALS[at].meaning);
	return true;
}

bool septel_ri_lookup(struct septel_view ri, size_t which, struct septel_view *kind,
		      struct septel_view *name)
{
	char code[CODE_LIMIT];
	*kind = *name = EMPTY;
	if (!fold(ri, code))
		return false;
	const size_t first =
		lower_bound(SEPTEL__ROUTING, SEPTEL__ROUTING_COUNT, sizeof *SEPTEL__ROUTING, code);
	if (which >= SEPTEL__ROUTING_COUNT - first)
		return false;
	const struct routing_row *row = &SEPTEL__ROUTING[first + which];
	if (strcmp(row->indicator, code) != 0)
		return false;
	*kind = septel_view_of(row->kind);
	*name = septel_view_of(row->name);
	return true;
}
