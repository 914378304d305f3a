/* collectives.c - the table of collective routing indicators and address indicating groups; see
 * routes.h.
 *
 * Members are "RUEHAM" or "RUEHAM/AMEMBASSY AMMAN", with commas between; where none has a name,
 * blanks do.
 */
#include "config_read.h"
#include "route_table.h"

#include <stdlib.h>

enum { CELL_NAME, CELL_ACTION, CELL_INFORMATION };

struct collectives_reader {
	struct routes *routes;
	struct septel_arena *arena;
	struct file_faults faults;
};

/* "AIG 7011", "AIG-7011" and "AIG7011": its number. */
static bool aig_number(struct septel_view name, struct septel_view *number)
{
	const size_t digits = septel__digits_at_end(name);
	const struct septel_view word = septel__slice(name, 0, digits);
	*number = septel__slice(name, digits, name.len);
	for (size_t i = 3; i < word.len; i++)
		if (!septel__is_one_of(word.ptr[i], " -."))
			return false;
	return number->len > 0 && septel__starts_fold(word, "AIG");
}

/* Groups stand before routing indicators. */
static int compare_names(struct septel_view a, struct septel_view b)
{
	struct septel_view number, other;
	const bool group = aig_number(a, &number), other_group = aig_number(b, &other);
	if (group && other_group)
		return septel__compare(number, other);
	return group ? -1 : other_group ? 1 : septel__compare(a, b);
}

static int by_name(const void *a, const void *b)
{
	const struct collective *one = a, *other = b;
	const int order = compare_names(one->name, other->name);
	return order ? order : one->line < other->line ? -1 : one->line > other->line;
}

/* ---- members ----------------------------------------------------------------------------- */

/* Takes the next member off the front of a cell: a word, or with an oblique in it everything up to
 * the next comma. */
static bool next_member(struct septel_view *rest, struct collective_member *member)
{
	while (rest->len && (septel__is_space(rest->ptr[0]) || rest->ptr[0] == ','))
		*rest = septel__slice(*rest, 1, rest->len);
	if (rest->len == 0)
		return false;
	size_t end = septel__find_byte(*rest, ',', 0);
	if (end == VIEW_NOT_FOUND)
		end = rest->len;
	struct septel_view piece = septel__slice(*rest, 0, end), word;
	const struct septel_view whole = piece;
	(void)septel__next_word(&piece, &word);
	const size_t oblique = septel__find_byte(word, '/', 0);
	member->ri = septel__slice(word, 0, oblique);
	member->name = oblique == VIEW_NOT_FOUND
			       ? VIEW_LITERAL("")
			       : septel__trim(septel__slice(whole, oblique + 1, whole.len));
	*rest = septel__slice(*rest, oblique == VIEW_NOT_FOUND ? word.len : end, rest->len);
	return true;
}

static size_t count_members(struct septel_view cell)
{
	struct collective_member member;
	size_t count = 0;
	while (next_member(&cell, &member))
		count++;
	return count;
}

static void read_members(struct collectives_reader *reader, int line, struct septel_view cell,
			 bool information, struct collective_member *members, size_t *count)
{
	struct collective_member member;
	if (septel__is_word(cell, "-"))
		return;
	while (next_member(&cell, &member)) {
		if (!septel__is_indicator(member.ri))
			septel__fault(&reader->faults, line, "'%s' is no routing indicator",
				      septel__shown(member.ri).text);
		member.information = information;
		members[(*count)++] = member;
	}
}

/* ---- lines ------------------------------------------------------------------------------- */

/* False: no memory. */
static bool read_line(struct collectives_reader *reader, struct septel_view line, int number)
{
	struct septel_view cells[COLLECTIVE_COLUMNS], digits;
	size_t count;
	septel__route_cells(line, cells, COLLECTIVE_COLUMNS, &count);
	const struct septel_view name = cells[CELL_NAME];
	if (count > COLLECTIVE_COLUMNS)
		septel__fault(&reader->faults, number, "%zu columns, %u at most", count,
			      COLLECTIVE_COLUMNS);
	if (!septel__is_indicator(name) && !aig_number(name, &digits))
		septel__fault(&reader->faults, number,
			      "'%s' is neither a routing indicator nor 'AIG' and a number",
			      septel__shown(name).text);
	if (septel__is_expanded_form(name))
		septel__fault(&reader->faults, number,
			      "'%s' marks a copy that has been expanded: it has no members",
			      septel__shown(name).text);
	const size_t room =
		count_members(cells[CELL_ACTION]) + count_members(cells[CELL_INFORMATION]);
	struct collective_member *members =
		septel_arena_alloc(reader->arena, room * sizeof *members);
	if (!members)
		return false;
	size_t kept = 0;
	read_members(reader, number, cells[CELL_ACTION], false, members, &kept);
	read_members(reader, number, cells[CELL_INFORMATION], true, members, &kept);
	if (kept == 0)
		septel__fault(&reader->faults, number, "'%s' has no members",
			      septel__shown(name).text);
	reader->routes->collectives[reader->routes->collective_count++] =
		(struct collective){name, members, kept, number};
	return true;
}

static void check(struct collectives_reader *reader)
{
	const struct collective *at = reader->routes->collectives;
	for (size_t i = 1; i < reader->routes->collective_count; i++)
		if (compare_names(at[i - 1].name, at[i].name) == 0)
			septel__fault(&reader->faults, at[i].line, "'%s' stands on line %d already",
				      septel__shown(at[i].name).text, at[i - 1].line);
}

static bool is_row(struct septel_view line)
{
	return septel__trim(line).len > 0 && line.ptr[0] != '#';
}

bool septel__collectives_read(struct routes *routes, const struct route_text *table,
			      struct septel_arena *arena, struct septel_out *errors)
{
	struct collectives_reader *reader = septel_arena_alloc(arena, sizeof *reader);
	struct septel_view rest = table->text, line;
	size_t rows = 0;
	if (!reader)
		return false;
	reader->routes = routes;
	reader->arena = arena;
	septel__faults_init(&reader->faults, table->path, arena);
	if (rest.len > RELAY_TABLE_LIMIT) {
		septel__fault(&reader->faults, 0, "a table of more than %zu bytes",
			      RELAY_TABLE_LIMIT);
		rest.len = 0;
	}
	const struct septel_view text = rest;
	while (septel__next_line(&rest, &line))
		rows += is_row(line);
	routes->collectives = septel_arena_alloc(arena, rows * sizeof *routes->collectives);
	if (!routes->collectives)
		return false;
	rest = text;
	for (int number = 1; septel__next_line(&rest, &line); number++)
		if (is_row(line) && !read_line(reader, line, number))
			return false;
	qsort(routes->collectives, routes->collective_count, sizeof *routes->collectives, by_name);
	check(reader);
	return !septel__faults_tell(&reader->faults, errors);
}

const struct collective *septel__collective(const struct routes *routes, struct septel_view name)
{
	size_t low = 0, high = routes->collective_count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = compare_names(routes->collectives[middle].name, name);
		if (order == 0)
			return &routes->collectives[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* NOLINTNEXTLINE(misc-no-recursion): RELAY_EXPANSION_DEPTH deep at most */
static bool has_member(const struct routes *routes, const struct collective *collective,
		       struct septel_view ri, int depth)
{
	for (size_t i = 0; i < collective->count; i++) {
		const struct collective_member *member = &collective->members[i];
		const struct collective *nested = septel__collective(routes, member->ri);
		if (septel__equal(member->ri, ri) ||
		    (nested &&
		     (depth >= RELAY_EXPANSION_DEPTH || has_member(routes, nested, ri, depth + 1))))
			return true;
	}
	return false;
}

enum membership septel__routes_member(const struct routes *routes, struct septel_view name,
				      struct septel_view ri)
{
	const struct collective *collective = name.len ? septel__collective(routes, name) : NULL;
	if (!collective)
		return MEMBER_UNKNOWN;
	return has_member(routes, collective, ri, 1) ? MEMBER_YES : MEMBER_NO;
}

/* ---- the mark of an expanded copy -------------------------------------------------------- */

static bool has_form(struct septel_view ri, char second)
{
	return septel__is_indicator(ri) && ri.ptr[0] == 'R' && ri.ptr[1] == second &&
	       ri.ptr[2] == 'C' && ri.ptr[3] == 'R' && ri.len > 4;
}

bool septel__is_collective_form(struct septel_view ri)
{
	return has_form(ri, 'H');
}

bool septel__is_expanded_form(struct septel_view ri)
{
	return has_form(ri, 'U');
}
