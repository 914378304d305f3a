/* evidence.c - see evidence.h. */
#include "evidence.h"

#include "../base/date.h"

#include <limits.h>

/* Claims of a bag that are looked through for one that is there already. */
#define BAG_LOOK_BACK 64

/* ---- days ---- */

static bool is_dated(const struct claim *claim)
{
	return septel__has_time(claim->days.from) || septel__has_time(claim->days.to);
}

long septel__earliest_day(const struct claim *claim)
{
	if (septel__has_time(claim->days.from))
		return septel__day_number(claim->days.from);
	return is_dated(claim) ? LONG_MIN : septel__day_number(claim->message->dtg);
}

long septel__latest_day(const struct claim *claim)
{
	if (septel__has_time(claim->days.to))
		return septel__day_number(claim->days.to);
	return is_dated(claim) ? LONG_MAX : septel__day_number(claim->message->dtg);
}

long septel__day_of(const struct claim *claim)
{
	return septel__day_number(septel__claim_day(claim));
}

struct claim_list septel__claims_until(struct claim_list claims, long day)
{
	size_t low = 0, high = claims.count; /* the first that happened later lies between */
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (septel__day_of(claims.at[middle]) <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return (struct claim_list){claims.at, low};
}

/* ---- voices ---- */

bool septel__is_told_as_fact(const struct claim *claim)
{
	switch (septel__claim_word(claim, KEY_MOOD)) {
	case MOOD_BELIEVED:
	case MOOD_STATED_INTENTION:
	case MOOD_CONDITIONAL:
	case MOOD_PREDICTED:
	case MOOD_COMMENT:
		return false;
	default:
		return true;
	}
}

const struct thing *septel__speaker(const struct claim *claim)
{
	const struct thing *by = septel__claim_thing(claim, KEY_BY);
	return by ? by : septel__claim_thing(claim, KEY_SAID_BY);
}

/* Another's report or belief, by its type, its mood, or who says it. */
static bool is_of_another(const struct claim *claim)
{
	const struct claim_value *by = septel__claim_value(claim, KEY_BY);
	const struct claim_value *said = septel__claim_value(claim, KEY_SAID_BY);
	const int mood = septel__claim_word(claim, KEY_MOOD);
	if (claim->type == CLAIM_PREF_REPORTED)
		return true;
	if (mood == MOOD_REPORTED || mood == MOOD_BELIEVED || mood == MOOD_CONDITIONAL ||
	    mood == MOOD_PREDICTED || mood == MOOD_COMMENT)
		return true;
	return (by && septel__claim_thing(claim, KEY_BY) != claim->about) ||
	       (said && septel__claim_thing(claim, KEY_SAID_BY) != claim->about);
}

/* A third party tells, or thinks, something about the person. */
static bool is_third_party_account(const struct claim *claim)
{
	const int mood = septel__claim_word(claim, KEY_MOOD);
	const struct thing *speaker = septel__speaker(claim);
	if (claim->type == CLAIM_PREF_REPORTED)
		return true;
	return (mood == MOOD_REPORTED || mood == MOOD_BELIEVED) && speaker != claim->about;
}

const struct claim_anchor *septel__shared_sentence(const struct claim *claim,
						   const struct claim *other)
{
	if (!septel__equal(claim->message->id, other->message->id))
		return NULL;
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_anchor *at = &claim->values[i].is.anchor;
		if (claim->values[i].row->key != KEY_SRC || at->officer.len)
			continue;
		for (size_t j = 0; j < other->value_count; j++) {
			const struct claim_anchor *its = &other->values[j].is.anchor;
			if (other->values[j].row->key == KEY_SRC && !its->officer.len &&
			    its->paragraph == at->paragraph && its->sentence == at->sentence)
				return at;
		}
	}
	return NULL;
}

static const struct claim *on_one_sentence(struct claim_list claims, const struct claim *claim)
{
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim *other = claims.at[i];
		if (other != claim && other->about == claim->about &&
		    is_third_party_account(other) && septel__shared_sentence(claim, other))
			return other;
	}
	return NULL;
}

/* What was corrected counts as well: no correction makes a declaration of a belief. */
const struct claim *septel__foreign_voice(const struct case_log *log, const struct claim *claim)
{
	if (is_of_another(claim))
		return claim;
	const struct claim *other = on_one_sentence(septel__log_about(log, claim->about), claim);
	return other ? other : on_one_sentence(log->corrected, claim);
}

/* ---- parties ---- */

/* A whole that makes its parts one side. */
static bool is_one_side(const struct thing *whole)
{
	switch (whole->party_kind) {
	case PARTY_STATE:
	case PARTY_MINISTRY:
	case PARTY_FORCE:
	case PARTY_ORGANISATION:
		return true;
	default:
		return false;
	}
}

static bool is_no_state(const struct thing *whole)
{
	return whole->party_kind != PARTY_STATE;
}

/* What a State belongs to with others does not make it one side with them. */
static bool shares_a_side(const struct thing *party, const struct thing *other)
{
	if (!is_no_state(other))
		return false;
	const struct wholes wholes = septel__wholes(other, is_no_state);
	for (size_t i = 1; i < wholes.count; i++)
		if (is_one_side(wholes.at[i]) && septel__is_part_of(party, wholes.at[i]))
			return true;
	return false;
}

bool septel__is_bound_to(const struct thing *party, const struct thing *other)
{
	return septel__is_part_of(party, other) || septel__is_part_of(other, party) ||
	       shares_a_side(party, other);
}

bool septel__speaks_for_a_body(const struct thing *party)
{
	switch (party->party_kind) {
	case PARTY_MINISTRY:
	case PARTY_FORCE:
	case PARTY_STATE:
	case PARTY_INTERNATIONAL:
	case PARTY_ORGANISATION:
		return true;
	default:
		return party->memberships != NULL;
	}
}

static bool is_group(const struct thing *whole)
{
	return whole->party_kind == PARTY_GROUP || whole->party_kind == PARTY_ORGANISATION;
}

/* The groups of a group, such as the organisation it belongs to, are the person's as well. */
bool septel__is_of_group_of(const struct thing *party, const struct thing *person)
{
	if (party == person)
		return false;
	const struct wholes wholes = septel__wholes(person, is_group);
	for (size_t i = 1; i < wholes.count; i++)
		if (is_group(wholes.at[i]) && septel__is_part_of(party, wholes.at[i]))
			return true;
	return false;
}

/* Also that in which a place is told to lie. */
/* NOLINTNEXTLINE(misc-no-recursion): each level notes one whole, CASEBOOK_WHOLES_LIMIT at most */
static void note_where(struct wholes *wholes, const struct thing *part)
{
	if (!septel__wholes_note(wholes, part))
		return;
	for (const struct membership *at = part->memberships; at && !wholes->cut; at = at->next)
		note_where(wholes, at->of);
	const struct thing *within = part->made_by && part->kind == THING_PLACE
					     ? septel__claim_thing(part->made_by, KEY_WITHIN)
					     : NULL;
	if (within)
		note_where(wholes, within);
}

bool septel__lies_in(const struct thing *part, const struct thing *country)
{
	struct wholes wholes = {{NULL}, 0, 0, false};
	note_where(&wholes, part);
	for (size_t i = 0; i < wholes.count; i++)
		if (septel__equal(wholes.at[i]->name, country->name))
			return true;
	return false;
}

/* ---- bags ---- */

void septel__bag_add(struct claim_bag *bag, const struct claim *claim)
{
	if (!claim)
		return;
	for (size_t i = bag->count; i > 0 && bag->count - i < BAG_LOOK_BACK; i--)
		if (bag->at[i - 1] == claim)
			return;
	if (bag->count == bag->room) {
		const size_t room = bag->room ? bag->room * 2 : 4;
		const struct claim **at =
			septel_arena_alloc(bag->arena, room * sizeof(struct claim *));
		if (!at)
			return;
		for (size_t i = 0; i < bag->count; i++)
			at[i] = bag->at[i];
		bag->at = at;
		bag->room = room;
	}
	bag->at[bag->count++] = claim;
}

void septel__bag_add_all(struct claim_bag *bag, struct claim_list claims)
{
	for (size_t i = 0; i < claims.count; i++)
		septel__bag_add(bag, claims.at[i]);
}

struct claim_list septel__bag_list(const struct claim_bag *bag)
{
	return (struct claim_list){bag->at, bag->count};
}
