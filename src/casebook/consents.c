/* consents.c - see consents.h. */
#include "consents.h"

static const char *const STATE_NAMES[CONSENT_STATES] = {"not-asked", "given", "refused",
							"withdrawn"};

const char *septel__consent_state_name(enum consent_state state)
{
	return STATE_NAMES[state];
}

/* The consents of one person while they are folded. */
struct consents {
	struct septel_arena *arena;
	struct consent *first, **end;
};

static bool is_for(const struct consent *consent, struct septel_view purpose)
{
	return septel__equal_fold(consent->purpose, purpose);
}

/* The one for exactly that recipient and purpose, made where there is none; NULL: memory is
 * out. */
static struct consent *consent_of(struct consents *all, const struct thing *recipient,
				  struct septel_view purpose)
{
	for (struct consent *at = all->first; at; at = at->next)
		if (at->recipient == recipient && is_for(at, purpose))
			return at;
	struct consent *made = septel_arena_alloc(all->arena, sizeof *made);
	if (!made)
		return NULL;
	*made = (struct consent){.recipient = recipient, .purpose = purpose};
	*all->end = made;
	all->end = &made->next;
	return made;
}

/* Room for twice as many when as many as a power of two are there. */
static bool make_room(struct consent *consent, struct septel_arena *arena)
{
	const size_t count = consent->claim_count;
	if (count & (count - 1))
		return true;
	const struct claim **more =
		septel_arena_alloc(arena, (count ? 2 * count : 1) * sizeof(struct claim *));
	if (!more)
		return false;
	for (size_t i = 0; i < count; i++)
		more[i] = consent->claims[i];
	consent->claims = more;
	return true;
}

static void move(struct consents *all, struct consent *consent, enum consent_state state,
		 const struct claim *by)
{
	if (!consent || !make_room(consent, all->arena))
		return;
	consent->claims[consent->claim_count++] = by;
	consent->state = state;
	consent->moved = by;
	if (state == CONSENT_STANDS)
		consent->given = by;
}

/* ---- consent ---- */

/* Takes back, or refuses, what `claim` names: consents for its recipient and that one's parts
 * (of all where it names none), for its purpose.  Where a consent for any purpose stands, that
 * purpose alone is taken out of it. */
static void take_back(struct consents *all, enum consent_state state, const struct claim *claim)
{
	const struct thing *recipient = septel__claim_thing(claim, KEY_TO);
	const struct septel_view purpose = septel__claim_text(claim, KEY_PURPOSE);
	struct consent **const known = all->end;
	bool found = false;
	for (struct consent **at = &all->first; at != known; at = &(*at)->next) {
		struct consent *consent = *at;
		if (recipient && !septel__is_part_of(consent->recipient, recipient))
			continue;
		if (purpose.len && !consent->purpose.len && consent->state == CONSENT_STANDS)
			consent = consent_of(all, consent->recipient, purpose);
		else if (purpose.len && !is_for(consent, purpose))
			continue;
		found |= consent && consent->recipient == recipient;
		if (consent && consent->moved != claim)
			move(all, consent, state, claim);
	}
	if (!found && recipient)
		move(all, consent_of(all, recipient, purpose), state, claim);
}

/* ---- disclosure ---- */

/* The consent by which a recipient may be told for that purpose: the one for that purpose
 * decides before the one for any; NULL. */
static struct consent *covering(const struct consents *all, const struct thing *recipient,
				struct septel_view purpose)
{
	struct consent *found = NULL;
	for (struct consent *at = all->first; at; at = at->next) {
		if (at->state == CONSENT_NOT_ASKED || !septel__is_part_of(recipient, at->recipient))
			continue;
		if (purpose.len && is_for(at, purpose))
			return at->state == CONSENT_STANDS ? at : NULL;
		if (!at->purpose.len && at->state == CONSENT_STANDS)
			found = at;
	}
	return found;
}

static bool has_other_basis(const struct claim *claim)
{
	const struct claim_value *basis = septel__claim_value(claim, KEY_BASIS);
	return basis && !basis->silent && !septel__equal(basis->text, VIEW_LITERAL("consent")) &&
	       !septel__equal(basis->text, VIEW_LITERAL("not-stated"));
}

static void disclose(struct consents *all, const struct claim *claim)
{
	const struct thing *recipient = septel__claim_thing(claim, KEY_TO);
	const struct septel_view purpose = septel__claim_text(claim, KEY_PURPOSE);
	if (!recipient)
		return;
	struct consent *by = covering(all, recipient, purpose);
	struct consent *at =
		by && by->recipient == recipient ? by : consent_of(all, recipient, purpose);
	struct disclosure *made = septel_arena_alloc(all->arena, sizeof *made);
	if (!at || !made)
		return;
	*made = (struct disclosure){claim, by ? by->given : NULL, has_other_basis(claim), NULL};
	if (at->last_disclosure)
		at->last_disclosure->next = made;
	else
		at->disclosures = made;
	at->last_disclosure = made;
}

/* ---- all of them ---- */

static void fold(struct consents *all, const struct claim *claim)
{
	const struct thing *recipient = septel__claim_thing(claim, KEY_TO);
	const struct septel_view purpose = septel__claim_text(claim, KEY_PURPOSE);
	switch (claim->type) {
	case CLAIM_CONSENT_GIVEN:
		if (recipient)
			move(all, consent_of(all, recipient, purpose), CONSENT_STANDS, claim);
		break;
	case CLAIM_CONSENT_REFUSED:
		take_back(all, CONSENT_IS_REFUSED, claim);
		break;
	case CLAIM_CONSENT_WITHDRAWN:
		take_back(all, CONSENT_IS_WITHDRAWN, claim);
		break;
	case CLAIM_DISCLOSURE_MADE:
		disclose(all, claim);
		break;
	default:
		break;
	}
}

struct consent *septel__consents(const struct case_log *log, const struct thing *person)
{
	struct consents all = {.arena = log->book->arena};
	all.end = &all.first;
	for (size_t i = 0; i < log->claims.count; i++)
		if (log->claims.at[i]->about == person)
			fold(&all, log->claims.at[i]);
	return septel_arena_failed(all.arena) ? NULL : all.first;
}
