/* route_names.c - routing indicators by plain language address designator, and back; see
 * route_table.h.  Those of the table of routes, and those compiled in. */
#include "../base/hash.h"
#include "../message/table_rows.h"
#include "route_table.h"

#include <septel/tables.h>
#include <stdlib.h>

#define CELL_NAMES 6u

/* Without the office, "AMEMBASSY PARIS//POL//". */
static struct septel_view without_office(struct septel_view name)
{
	const size_t office = septel__find(name, "//", 0);
	return septel__trim(office == VIEW_NOT_FOUND ? name : septel__slice(name, 0, office));
}

uint64_t septel__name_hash(struct septel_view name)
{
	uint64_t hash = HASH_START;
	struct septel_view rest = without_office(name), word;
	while (septel__next_word(&rest, &word)) {
		for (size_t i = 0; i < word.len; i++)
			hash = (hash ^ (unsigned char)septel__upper(word.ptr[i])) *
			       1099511628211ULL;
		hash = (hash ^ ' ') * 1099511628211ULL;
	}
	return hash;
}

/* The designators of a route: they are not held, since they are seldom asked for. */
static struct septel_view names_of(const struct routes *routes, const struct route *route)
{
	struct septel_view cells[ROUTE_COLUMNS], line;
	struct septel_view rest = septel__slice(routes->text, route->at, routes->text.len);
	size_t count;
	if (!septel__next_line(&rest, &line))
		return VIEW_LITERAL("");
	septel__route_cells(line, cells, ROUTE_COLUMNS, &count);
	return septel__equal(cells[CELL_NAMES], VIEW_LITERAL("-")) ? VIEW_LITERAL("")
								   : cells[CELL_NAMES];
}

/* Takes the next of names with "|" between. */
static bool next_name(struct septel_view *rest, struct septel_view *name)
{
	while (rest->len) {
		size_t end = septel__find_byte(*rest, '|', 0);
		if (end == VIEW_NOT_FOUND)
			end = rest->len;
		*name = septel__trim(septel__slice(*rest, 0, end));
		*rest = septel__slice(*rest, end + 1, rest->len);
		if (name->len)
			return true;
	}
	return false;
}

static int by_hash(const void *a, const void *b)
{
	const struct route_name *one = a, *other = b;
	if (one->hash != other->hash)
		return one->hash < other->hash ? -1 : 1;
	return one->route < other->route ? -1 : one->route > other->route;
}

bool septel__route_names(struct routes *routes, struct septel_arena *arena)
{
	struct septel_view name;
	size_t count = 0;
	for (size_t i = 0; i < routes->count; i++) {
		struct septel_view names = names_of(routes, &routes->at[i]);
		while (next_name(&names, &name))
			count++;
	}
	routes->names = septel_arena_alloc(arena, count * sizeof *routes->names);
	if (!routes->names)
		return false;
	for (size_t i = 0; i < routes->count; i++) {
		struct septel_view names = names_of(routes, &routes->at[i]);
		while (next_name(&names, &name))
			routes->names[routes->name_count++] =
				(struct route_name){septel__name_hash(name), (uint32_t)i};
	}
	qsort(routes->names, routes->name_count, sizeof *routes->names, by_hash);
	return true;
}

bool septel__ri_name(const struct routes *routes, struct septel_view ri, size_t which,
		     struct septel_view *name)
{
	const struct route *route = septel__route_of(routes, ri);
	struct septel_view kind;
	if (route && route->length == ri.len) {
		struct septel_view names = names_of(routes, route);
		while (next_name(&names, name))
			if (which-- == 0)
				return true;
	}
	return septel_ri_lookup(ri, which, &kind, name);
}

/* Each once: the tables name many that the routes name as well. */
static size_t add(struct septel_view found[], size_t count, size_t limit, struct septel_view ri)
{
	for (size_t i = 0; i < count && i < limit; i++)
		if (septel__equal(found[i], ri))
			return count;
	if (count < limit)
		found[count] = ri;
	return count + 1;
}

size_t septel__ris_of_name(const struct routes *routes, struct septel_view name,
			   struct septel_view found[], size_t limit)
{
	const uint64_t hash = septel__name_hash(name);
	size_t low = 0, high = routes->name_count, count = 0;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (routes->names[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < routes->name_count && routes->names[low].hash == hash; low++)
		count = add(found, count, limit,
			    septel__route_prefix(routes, &routes->at[routes->names[low].route]));
	for (size_t i = 0; i < SEPTEL__ROUTING_COUNT; i++)
		if (septel__name_hash(septel_view_of(SEPTEL__ROUTING[i].name)) == hash)
			count = add(found, count, limit,
				    septel_view_of(SEPTEL__ROUTING[i].indicator));
	return count;
}
