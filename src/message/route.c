/* route.c - see route.h. */
#include "route.h"

#include "table_rows.h"

#include <septel/tables.h>

/* "JOINT STAFF WASHDC//J-3/J-5//": the designator without the offices. */
static struct septel_view without_office(struct septel_view name)
{
	const size_t office = septel__find(name, "//", 0);
	return septel__trim(septel__slice(name, 0, office == VIEW_NOT_FOUND ? name.len : office));
}

/* The next letter or digit of a name in capitals; "WASHDC" reads as "WASHINGTON
 * DC" does.  0 at the end. */
struct spelling {
	struct septel_view rest;
	const char *pending; /* of an expanded abbreviation */
};

static char next_sign(struct spelling *spelling)
{
	if (*spelling->pending)
		return *spelling->pending++;
	while (spelling->rest.len) {
		if (septel__starts_fold(spelling->rest, "WASHDC")) {
			spelling->rest = septel__slice(spelling->rest, 6, spelling->rest.len);
			spelling->pending = "ASHINGTONDC";
			return 'W';
		}
		const char c = septel__upper(spelling->rest.ptr[0]);
		spelling->rest = septel__slice(spelling->rest, 1, spelling->rest.len);
		if (septel__is_alnum(c))
			return c;
	}
	return '\0';
}

static bool same_name(struct septel_view a, struct septel_view b)
{
	struct spelling left = {a, ""}, right = {b, ""};
	char c;
	while ((c = next_sign(&left)) == next_sign(&right))
		if (c == '\0')
			return true;
	return false;
}

/* The first word tells an embassy from a consulate in the same town. */
static bool same_mission(struct septel_view a, struct septel_view b)
{
	struct septel_view left, right;
	return septel__next_word(&a, &left) && septel__next_word(&b, &right) &&
	       septel__equal_fold(left, right);
}

/* An indicator's likeliest designator stands first among its rows. */
static bool is_likeliest(size_t row)
{
	return row == 0 ||
	       strcmp(SEPTEL__ROUTING[row - 1].indicator, SEPTEL__ROUTING[row].indicator) != 0;
}

struct septel_view septel__ri_of_name(struct septel_view name)
{
	const struct septel_view none = {"", 0};
	const struct septel_view plain = without_office(name);
	if (plain.len == 0)
		return none;
	const char *other = NULL;
	for (size_t i = 0; i < SEPTEL__ROUTING_COUNT; i++) {
		if (!same_name(plain, septel_view_of(SEPTEL__ROUTING[i].name)))
			continue;
		if (is_likeliest(i))
			return septel_view_of(SEPTEL__ROUTING[i].indicator);
		other = other ? other : SEPTEL__ROUTING[i].indicator;
	}
	if (other)
		return septel_view_of(other);
	/* "AMEMBASSY HAGUE" for THE HAGUE: another printed form of the station. */
	const struct septel_view station = septel_station_lookup(plain, false);
	if (station.len == 0)
		return none;
	for (size_t i = 0; i < SEPTEL__ROUTING_COUNT; i++) {
		const struct septel_view served = septel_view_of(SEPTEL__ROUTING[i].name);
		if (same_mission(plain, served) &&
		    septel__equal(septel_station_lookup(served, false), station))
			return septel_view_of(SEPTEL__ROUTING[i].indicator);
	}
	return none;
}
