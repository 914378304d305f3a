/* route_table.h - how routes and collectives are held; for the files that make a plan.
 *
 * A prefix is a number: its letters from the left, eight bits each, zeros behind.  Routes are
 * sorted by it, so a prefix stands before all that it is a prefix of, and the greatest one not
 * above a routing indicator is either its longest prefix or has that among its parents.  A
 * look-up is one binary search and a few steps up.
 */
#ifndef SEPTEL_RELAY_ROUTE_TABLE_H
#define SEPTEL_RELAY_ROUTE_TABLE_H

#include "routes.h"

#define NO_ROUTE           UINT32_MAX
#define ROUTE_COLUMNS      8u
#define COLLECTIVE_COLUMNS 4u

/* Where a route leads and what it may carry: few of them, many routes. */
struct route_terms {
	const size_t *outlets;
	size_t outlet_count;
	enum septel_class ceiling;
	enum septel_precedence lowest, highest;
	struct septel_view release;
	/* while they are read: those of the same hash */
	struct septel_view text;
	const struct route_terms *next;
};

struct route {
	uint64_t key;
	const struct route_terms *terms;
	uint32_t parent; /* the route of the next shorter prefix; NO_ROUTE */
	uint32_t line;
	uint32_t at; /* offset of its line in the text */
	uint8_t length;
};

/* A designator of a route: to find routing indicators by name. */
struct route_name {
	uint64_t hash;
	uint32_t route;
};

struct collective_member {
	struct septel_view ri;
	struct septel_view name; /* plain language address designator; may be empty */
	bool information;
};

struct collective {
	struct septel_view name; /* "RUEHZL", "AIG 7011" */
	const struct collective_member *members;
	size_t count;
	int line;
};

struct routes {
	const struct relay_config *config;
	struct septel_view text;
	struct route *at; /* by key */
	size_t count;
	struct route_name *names; /* by hash */
	size_t name_count;
	struct collective *collectives; /* by name */
	size_t collective_count;
};

/* False: not 1 to 8 capitals. */
bool septel__route_key(struct septel_view letters, uint64_t *key) __attribute__((nonnull));
/* NULL: none. */
const struct route *septel__route_of(const struct routes *routes, struct septel_view ri)
	__attribute__((nonnull));
struct septel_view septel__route_prefix(const struct routes *routes, const struct route *route)
	__attribute__((nonnull));
/* Cells of the line of a route, without blanks around them. */
void septel__route_cells(struct septel_view line, struct septel_view cells[], size_t limit,
			 size_t *count) __attribute__((nonnull));

/* Fills `names` when all routes are read; false: no memory. */
bool septel__route_names(struct routes *routes, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));
/* Plain language designators are the same whose letters are, case, further blanks and an office
 * ("//POL//") aside. */
uint64_t septel__name_hash(struct septel_view name);
/* Number `which` (from 0) of the designators of a routing indicator: those of its own route, then
 * those of the tables compiled in.  False: not so many. */
bool septel__ri_name(const struct routes *routes, struct septel_view ri, size_t which,
		     struct septel_view *name) __attribute__((nonnull));
/* Routing indicators that have the designator: how many there are, `limit` of them in `found`. */
size_t septel__ris_of_name(const struct routes *routes, struct septel_view name,
			   struct septel_view found[], size_t limit) __attribute__((nonnull));

/* ---- collectives.c ---- */

bool septel__collectives_read(struct routes *routes, const struct route_text *table,
			      struct septel_arena *arena, struct septel_out *errors)
	__attribute__((nonnull, warn_unused_result));
/* NULL: none of that name ("AIG 7011" in any spelling). */
const struct collective *septel__collective(const struct routes *routes, struct septel_view name)
	__attribute__((nonnull));

#endif
