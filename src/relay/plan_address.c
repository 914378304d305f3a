/* plan_address.c - roles, exemptions and misroutes, from the address lines; see planner.h. */
#include "../base/hash.h"
#include "planner.h"

/* Routing indicators of one designator that are looked at. */
#define RIS_OF_NAME 16u

uint64_t septel__ri_key(struct septel_view ri)
{
	uint64_t key;
	/* the lowest bit is 0 in all that is no routing indicator, 1 in none that is too long */
	return septel__route_key(ri, &key) ? key : septel__hash(HASH_START, ri) | 1;
}

/* Action wins: who is called twice is called for action. */
static void note_role(struct planner *planner, uint64_t key, enum envelope_role role)
{
	const unsigned known = septel__key_get(&planner->roles, key);
	if (known != ROLE_ACTION + 1 &&
	    !septel__key_put(&planner->roles, key, (unsigned)role + 1, planner->arena))
		planner->failed = true;
}

static void note_exemption(struct planner *planner, uint64_t key)
{
	if (!septel__key_put(&planner->exempt, key, 1, planner->arena))
		planner->failed = true;
}

/* An address indicating group: its members have the roles that its table gives them. */
static void note_group(struct planner *planner, const struct envelope_addressee *addressee)
{
	const struct collective *group = septel__collective(planner->routes, addressee->name);
	for (size_t i = 0; group && i < group->count; i++)
		note_role(planner, septel__ri_key(group->members[i].ri),
			  group->members[i].information ? ROLE_INFORMATION : addressee->role);
}

void septel__plan_address(struct planner *planner)
{
	const struct envelope *envelope = planner->envelope;
	for (size_t i = 0; i < envelope->addressee_count; i++) {
		const struct envelope_addressee *addressee = &envelope->addressees[i];
		if (addressee->by_other_means)
			continue;
		if (addressee->role == ROLE_EXEMPT) {
			if (addressee->ri.len)
				note_exemption(planner, septel__ri_key(addressee->ri));
			if (addressee->name.len)
				note_exemption(planner, septel__name_hash(addressee->name));
			continue;
		}
		/* a line with a routing indicator tells of that one, not of all that its
		 * designator may have */
		if (addressee->ri.len)
			note_role(planner, septel__ri_key(addressee->ri), addressee->role);
		else if (addressee->name.len)
			note_role(planner, septel__name_hash(addressee->name), addressee->role);
		note_group(planner, addressee);
	}
}

bool septel__plan_role(struct planner *planner, struct septel_view ri, enum envelope_role *role)
{
	unsigned found = septel__key_get(&planner->roles, septel__ri_key(ri));
	struct septel_view name;
	for (size_t i = 0;
	     found != ROLE_ACTION + 1 && septel__ri_name(planner->routes, ri, i, &name); i++) {
		const unsigned known = septel__key_get(&planner->roles, septel__name_hash(name));
		if (known && (found == 0 || known == ROLE_ACTION + 1))
			found = known;
	}
	*role = found ? (enum envelope_role)(found - 1) : ROLE_ACTION;
	return found != 0;
}

/* Where the table of collectives has no designator for a member, all those that its routing
 * indicator serves must be exempted: one of many is no reason to leave out the others. */
bool septel__plan_exempts(struct planner *planner, struct septel_view ri, struct septel_view name)
{
	if (planner->exempt.count == 0)
		return false;
	if (name.len)
		return septel__key_get(&planner->exempt, septel__name_hash(name)) != 0;
	if (septel__key_get(&planner->exempt, septel__ri_key(ri)))
		return true;
	size_t i = 0;
	while (septel__ri_name(planner->routes, ri, i, &name)) {
		if (!septel__key_get(&planner->exempt, septel__name_hash(name)))
			return false;
		i++;
	}
	return i > 0;
}

bool septel__plan_exempts_called(struct planner *planner, struct septel_view ri)
{
	const uint64_t key = septel__ri_key(ri);
	enum envelope_role role;
	/* a line that exempts the routing indicator is answered by one that has it, no less */
	if (septel__key_get(&planner->exempt, key))
		return !septel__key_get(&planner->roles, key);
	return septel__plan_exempts(planner, ri, VIEW_LITERAL("")) &&
	       !septel__plan_role(planner, ri, &role);
}

/* ---- misroutes --------------------------------------------------------------------------- */

static bool calls(const struct envelope *envelope, struct septel_view ri)
{
	for (size_t i = 0; i < envelope->routing.count; i++)
		if (septel__equal(envelope->routing.at[i], ri))
			return true;
	return false;
}

/* Candidates for a correction: none, one, or more than one. */
struct candidates {
	struct septel_view ri;
	bool many;
};

/* A candidate has a route and is not called for itself. */
static void consider(struct planner *planner, struct candidates *found, struct septel_view ri)
{
	if (!septel__route_of(planner->routes, ri) || calls(planner->envelope, ri))
		return;
	found->many |= found->ri.len && !septel__equal(found->ri, ri);
	found->ri = ri;
}

static void consider_name(struct planner *planner, struct candidates *found,
			  struct septel_view name)
{
	struct septel_view ris[RIS_OF_NAME];
	size_t count = septel__ris_of_name(planner->routes, name, ris, RIS_OF_NAME);
	found->many |= count > RIS_OF_NAME;
	for (size_t i = 0; i < count && i < RIS_OF_NAME; i++)
		consider(planner, found, ris[i]);
}

static bool is_delivered(const struct envelope_addressee *addressee)
{
	return addressee->role != ROLE_EXEMPT && !addressee->by_other_means;
}

/* One of the routing indicators of the designator is called. */
static bool is_served(struct planner *planner, struct septel_view name)
{
	struct septel_view ris[RIS_OF_NAME];
	const size_t count = septel__ris_of_name(planner->routes, name, ris, RIS_OF_NAME);
	for (size_t i = 0; i < count && i < RIS_OF_NAME; i++)
		if (calls(planner->envelope, ris[i]))
			return true;
	return false;
}

/* Lines that call `wrong` itself: their designators have another routing indicator. */
static struct candidates by_same_line(struct planner *planner, struct septel_view wrong)
{
	const struct envelope *envelope = planner->envelope;
	struct candidates found = {{"", 0}, false};
	for (size_t i = 0; i < envelope->addressee_count; i++)
		if (is_delivered(&envelope->addressees[i]) &&
		    septel__equal(envelope->addressees[i].ri, wrong))
			consider_name(planner, &found, envelope->addressees[i].name);
	return found;
}

/* Lines whose routing indicator is `wrong` but for one letter. */
static struct candidates by_likeness(struct planner *planner, struct septel_view wrong)
{
	const struct envelope *envelope = planner->envelope;
	struct candidates found = {{"", 0}, false};
	for (size_t i = 0; i < envelope->addressee_count; i++)
		if (is_delivered(&envelope->addressees[i]) && envelope->addressees[i].ri.len &&
		    septel__edit_distance(envelope->addressees[i].ri, wrong, 1) == 1)
			consider(planner, &found, envelope->addressees[i].ri);
	return found;
}

/* The only designator without a routing indicator on its line that nothing called serves; and
 * nothing else that is called lacks a route. */
static struct candidates by_what_is_left(struct planner *planner, struct septel_view wrong)
{
	const struct envelope *envelope = planner->envelope;
	struct candidates found = {{"", 0}, false};
	for (size_t i = 0; i < envelope->routing.count; i++)
		if (!septel__equal(envelope->routing.at[i], wrong) &&
		    !septel__route_of(planner->routes, envelope->routing.at[i]))
			return found;
	const struct envelope_addressee *left = NULL;
	for (size_t i = 0; i < envelope->addressee_count; i++) {
		const struct envelope_addressee *addressee = &envelope->addressees[i];
		if (!is_delivered(addressee) || addressee->ri.len ||
		    is_served(planner, addressee->name))
			continue;
		if (left)
			return found;
		left = addressee;
	}
	if (left)
		consider_name(planner, &found, left->name);
	return found;
}

struct septel_view septel__plan_correction(struct planner *planner, struct septel_view wrong)
{
	struct candidates found = by_same_line(planner, wrong);
	if (!found.ri.len)
		found = by_likeness(planner, wrong);
	if (!found.ri.len)
		found = by_what_is_left(planner, wrong);
	return found.many ? VIEW_LITERAL("") : found.ri;
}
