/* routes.c - reads the table of routes and looks prefixes up; see routes.h and route_table.h. */
#include "../base/hash.h"
#include "config_read.h"
#include "route_table.h"

#include <stdlib.h>

/* Lists by hash of terms while a table is read. */
#define TERMS_LISTS 1024u
/* Outlets of one route. */
#define ROUTE_OUTLETS_LIMIT 16u
#define KEY_LETTERS         8u

enum { CELL_PREFIX, CELL_OUTLETS, CELL_CLASS, CELL_LOWEST, CELL_HIGHEST, CELL_RELEASE, CELL_NAMES };

struct routes_reader {
	struct routes *routes;
	struct septel_arena *arena;
	struct file_faults faults;
	const struct route_terms *terms[TERMS_LISTS];
};

bool septel__route_key(struct septel_view letters, uint64_t *key)
{
	*key = 0;
	if (letters.len == 0 || letters.len > KEY_LETTERS)
		return false;
	for (size_t i = 0; i < letters.len; i++) {
		if (!septel__is_upper(letters.ptr[i]))
			return false;
		*key |= (uint64_t)(unsigned char)letters.ptr[i] << (8 * (KEY_LETTERS - 1 - i));
	}
	return true;
}

/* The first `length` letters of both keys are the same. */
static bool has_prefix(uint64_t key, uint64_t prefix, unsigned length)
{
	return length == 0 || (key ^ prefix) >> (8 * (KEY_LETTERS - length)) == 0;
}

void septel__route_cells(struct septel_view line, struct septel_view cells[], size_t limit,
			 size_t *count)
{
	size_t from = 0;
	for (*count = 0; from <= line.len; ++*count) {
		size_t end = septel__find_byte(line, '\t', from);
		if (end == VIEW_NOT_FOUND)
			end = line.len;
		if (*count < limit)
			cells[*count] = septel__trim(septel__slice(line, from, end));
		from = end + 1;
	}
	for (size_t i = *count; i < limit; i++)
		cells[i] = septel__slice(line, line.len, line.len);
}

/* ---- terms ------------------------------------------------------------------------------- */

static bool is_nothing(struct septel_view cell)
{
	return cell.len == 0 || septel__is_word(cell, "-");
}

static void unknown_outlet(struct routes_reader *reader, int line, struct septel_view name,
			   size_t outlet)
{
	const struct shown shown = septel__shown(name);
	const char *likely = septel__config_suggest_outlet(reader->routes->config, name);
	if (outlet != NO_OUTLET)
		septel__fault(&reader->faults, line, "more than %u outlets", ROUTE_OUTLETS_LIMIT);
	else if (likely)
		septel__fault(&reader->faults, line,
			      "no circuit or box is named '%s', did you mean '%s'?", shown.text,
			      likely);
	else
		septel__fault(&reader->faults, line, "no circuit or box is named '%s'", shown.text);
}

static bool read_outlets(struct routes_reader *reader, int line, struct septel_view cell,
			 struct route_terms *terms)
{
	size_t outlets[ROUTE_OUTLETS_LIMIT], count = 0;
	const struct relay_config *config = reader->routes->config;
	if (septel__is_word(cell, "hold"))
		return true;
	for (size_t from = 0; from <= cell.len;) {
		size_t end = septel__find_byte(cell, ',', from);
		if (end == VIEW_NOT_FOUND)
			end = cell.len;
		const struct septel_view name = septel__trim(septel__slice(cell, from, end));
		const size_t outlet = septel__config_outlet(config, name);
		if (outlet == NO_OUTLET || count == ROUTE_OUTLETS_LIMIT) {
			unknown_outlet(reader, line, name, outlet);
			return false;
		}
		for (size_t i = 0; i < count; i++)
			if (outlets[i] == outlet) {
				septel__fault(&reader->faults, line, "'%s' stands twice",
					      config->outlets[outlet].name.ptr);
				return false;
			}
		outlets[count++] = outlet;
		from = end + 1;
	}
	size_t *kept = septel_arena_alloc(reader->arena, count * sizeof *kept);
	if (kept)
		memcpy(kept, outlets, count * sizeof *kept);
	terms->outlets = kept;
	terms->outlet_count = count;
	return kept != NULL;
}

static bool read_precedence(struct routes_reader *reader, int line, struct septel_view cell,
			    enum septel_precedence *precedence)
{
	if (is_nothing(cell) || septel__precedence_of(cell, precedence))
		return true;
	septel__fault(&reader->faults, line, "'%s' is no precedence", septel__shown(cell).text);
	return false;
}

static bool read_release(struct routes_reader *reader, int line, struct septel_view cell,
			 struct septel_view *release)
{
	bool good = cell.len % 3 == 2;
	for (size_t i = 0; i < cell.len; i++)
		good &= i % 3 == 2 ? cell.ptr[i] == ',' : septel__is_upper(cell.ptr[i]);
	if (is_nothing(cell))
		return true;
	*release = cell;
	if (!good)
		septel__fault(&reader->faults, line, "release codes are of two letters, not '%s'",
			      septel__shown(cell).text);
	return good;
}

/* All columns are looked at, whatever is wrong with one. */
static bool read_terms(struct routes_reader *reader, int line, const struct septel_view *cells,
		       struct route_terms *terms)
{
	bool good = read_outlets(reader, line, cells[CELL_OUTLETS], terms);
	terms->ceiling = SEPTEL_TOP_SECRET;
	if (!is_nothing(cells[CELL_CLASS]) &&
	    !septel__class_of(cells[CELL_CLASS], &terms->ceiling)) {
		septel__fault(&reader->faults, line, "'%s' is no classification",
			      septel__shown(cells[CELL_CLASS]).text);
		good = false;
	}
	good &= read_precedence(reader, line, cells[CELL_LOWEST], &terms->lowest);
	good &= read_precedence(reader, line, cells[CELL_HIGHEST], &terms->highest);
	good &= read_release(reader, line, cells[CELL_RELEASE], &terms->release);
	if (good && terms->lowest && terms->highest && terms->lowest > terms->highest) {
		septel__fault(
			&reader->faults, line,
			"nothing can go this way: the lowest precedence is above the highest");
		return false;
	}
	return good;
}

/* The terms of a line: those of an earlier one that says the same.  NULL: errors, or no memory. */
static const struct route_terms *terms_of(struct routes_reader *reader, int line,
					  const struct septel_view *cells)
{
	const struct septel_view last = cells[CELL_RELEASE];
	const struct septel_view text = {cells[CELL_OUTLETS].ptr,
					 (size_t)(last.ptr + last.len - cells[CELL_OUTLETS].ptr)};
	const struct route_terms **list =
		&reader->terms[septel__hash(HASH_START, text) % TERMS_LISTS];
	for (const struct route_terms *terms = *list; terms; terms = terms->next)
		if (septel__equal(terms->text, text))
			return terms;
	struct route_terms *terms = septel_arena_alloc(reader->arena, sizeof *terms);
	if (!terms)
		return NULL;
	memset(terms, 0, sizeof *terms);
	if (!read_terms(reader, line, cells, terms))
		return NULL;
	terms->text = text;
	terms->next = *list;
	*list = terms;
	return terms;
}

/* ---- lines ------------------------------------------------------------------------------- */

static void read_line(struct routes_reader *reader, struct septel_view line, int number)
{
	struct routes *routes = reader->routes;
	struct septel_view cells[ROUTE_COLUMNS];
	size_t count;
	struct route route = {.line = (uint32_t)number,
			      .at = (uint32_t)(line.ptr - routes->text.ptr)};
	septel__route_cells(line, cells, ROUTE_COLUMNS, &count);
	const struct septel_view prefix = cells[CELL_PREFIX];
	if (count > ROUTE_COLUMNS)
		septel__fault(&reader->faults, number, "%zu columns, %u at most", count,
			      ROUTE_COLUMNS);
	if (!septel__is_word(prefix, "*") && !septel__route_key(prefix, &route.key))
		septel__fault(&reader->faults, number,
			      "a prefix is of 1 to 8 capitals, or '*', not '%s'",
			      septel__shown(prefix).text);
	route.length = route.key ? (uint8_t)prefix.len : 0;
	route.terms = terms_of(reader, number, cells);
	routes->at[routes->count++] = route;
}

static int by_key(const void *a, const void *b)
{
	const struct route *one = a, *other = b;
	if (one->key != other->key)
		return one->key < other->key ? -1 : 1;
	return one->line < other->line ? -1 : one->line > other->line;
}

/* The routes sorted, each with its parent. */
static void connect(struct routes *routes)
{
	uint32_t open[KEY_LETTERS + 2], depth = 0; /* prefixes of the last route, and itself */
	qsort(routes->at, routes->count, sizeof *routes->at, by_key);
	for (size_t i = 0; i < routes->count; i++) {
		struct route *route = &routes->at[i];
		while (depth && (routes->at[open[depth - 1]].length >= route->length ||
				 !has_prefix(route->key, routes->at[open[depth - 1]].key,
					     routes->at[open[depth - 1]].length)))
			depth--;
		route->parent = depth ? open[depth - 1] : NO_ROUTE;
		open[depth++] = (uint32_t)i;
	}
}

/* What only the sorted table shows: the same prefix twice, own traffic sent away. */
static void check(struct routes_reader *reader)
{
	const struct routes *routes = reader->routes;
	const struct relay_config *config = routes->config;
	uint64_t own;
	const bool has_own = septel__route_key(config->station, &own);
	for (size_t i = 0; i < routes->count; i++) {
		const struct route *route = &routes->at[i];
		if (i && route[-1].key == route->key)
			septel__fault(&reader->faults, (int)route->line,
				      "the prefix '%.*s' stands on line %u already",
				      VIEW_FORMAT(septel__route_prefix(routes, route)),
				      (unsigned)route[-1].line);
		for (size_t j = 0;
		     has_own && route->key == own && route->terms && j < route->terms->outlet_count;
		     j++) {
			const struct outlet_settings *outlet =
				&config->outlets[route->terms->outlets[j]];
			if (!septel__is_box(outlet->kind))
				septel__fault(&reader->faults, (int)route->line,
					      "%s is this station: '%s' is no box",
					      config->station.ptr, outlet->name.ptr);
		}
	}
}

static bool is_row(struct septel_view line)
{
	return septel__trim(line).len > 0 && line.ptr[0] != '#';
}

/* False: no memory. */
static bool make_room(struct routes_reader *reader)
{
	struct routes *routes = reader->routes;
	size_t rows = 0;
	struct septel_view rest = routes->text, line;
	while (septel__next_line(&rest, &line))
		rows += is_row(line);
	if (rows > RELAY_ROUTES_LIMIT)
		septel__fault(&reader->faults, 0, "more than %u routes", RELAY_ROUTES_LIMIT);
	else
		routes->at = septel_arena_alloc(reader->arena, rows * sizeof *routes->at);
	return rows > RELAY_ROUTES_LIMIT || routes->at;
}

static bool read_routes(struct routes_reader *reader)
{
	struct septel_view rest = reader->routes->text, line;
	if (rest.len > RELAY_TABLE_LIMIT) {
		septel__fault(&reader->faults, 0, "a table of more than %zu bytes",
			      RELAY_TABLE_LIMIT);
		return true;
	}
	if (!make_room(reader))
		return false;
	if (!reader->routes->at)
		return true; /* too many of them */
	for (int number = 1; septel__next_line(&rest, &line); number++)
		if (is_row(line))
			read_line(reader, line, number);
	connect(reader->routes);
	check(reader);
	return true;
}

const struct routes *septel__routes_read(const struct relay_config *config,
					 const struct route_text *table,
					 const struct route_text *collectives,
					 struct septel_arena *arena, struct septel_out *errors)
{
	struct routes_reader *reader = septel_arena_alloc(arena, sizeof *reader);
	struct routes *routes = septel_arena_alloc(arena, sizeof *routes);
	if (!reader || !routes)
		return NULL;
	memset(reader, 0, sizeof *reader);
	memset(routes, 0, sizeof *routes);
	routes->config = config;
	routes->text = table->text;
	reader->routes = routes;
	reader->arena = arena;
	septel__faults_init(&reader->faults, table->path, arena);
	if (!read_routes(reader) || !septel__route_names(routes, arena))
		return NULL;
	const bool faulty = septel__faults_tell(&reader->faults, errors);
	const bool good = septel__collectives_read(routes, collectives, arena, errors);
	return faulty || !good || septel_arena_failed(arena) ? NULL : routes;
}

/* ---- look-up ----------------------------------------------------------------------------- */

const struct route *septel__route_of(const struct routes *routes, struct septel_view ri)
{
	uint64_t key;
	size_t low = 0, high = routes->count;
	if (!septel__route_key(ri, &key))
		return NULL;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (routes->at[middle].key <= key)
			low = middle + 1;
		else
			high = middle;
	}
	uint32_t at = low ? (uint32_t)low - 1 : NO_ROUTE;
	while (at != NO_ROUTE && !has_prefix(key, routes->at[at].key, routes->at[at].length))
		at = routes->at[at].parent;
	return at == NO_ROUTE ? NULL : &routes->at[at];
}

struct septel_view septel__route_prefix(const struct routes *routes, const struct route *route)
{
	const struct septel_view cell =
		septel__trim_left(septel__slice(routes->text, route->at, routes->text.len));
	return septel__slice(cell, 0, route->length ? route->length : 1);
}

bool septel__routes_find(const struct routes *routes, struct septel_view ri,
			 struct route_found *found)
{
	const struct route *route = septel__route_of(routes, ri);
	memset(found, 0, sizeof *found);
	if (!route)
		return false;
	found->prefix = septel__route_prefix(routes, route);
	found->line = (int)route->line;
	found->outlets = route->terms->outlets;
	found->outlet_count = route->terms->outlet_count;
	found->ceiling = route->terms->ceiling;
	found->lowest = route->terms->lowest;
	found->highest = route->terms->highest;
	found->release = route->terms->release;
	return true;
}

size_t septel__routes_count(const struct routes *routes)
{
	return routes->count;
}
