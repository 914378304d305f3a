/* assurances.c - see assurances.h. */
#include "assurances.h"

#include "entries.h"

/* ---- the machine ---- */

/* An assurance may be read out or acknowledged again: that moves nothing back.  One that has
 * ended may be given anew. */
static const struct assurance_step STEPS[] = {
	{ASSURANCE_UNKNOWN, CLAIM_ASSURANCE_SOUGHT, ASSURANCE_SOUGHT},
	{ASSURANCE_UNKNOWN, CLAIM_ASSURANCE_GIVEN, ASSURANCE_GIVEN},
	{ASSURANCE_SOUGHT, CLAIM_ASSURANCE_GIVEN, ASSURANCE_GIVEN},
	{ASSURANCE_SOUGHT, CLAIM_ASSURANCE_ENDED, ASSURANCE_ENDED},
	{ASSURANCE_GIVEN, CLAIM_ASSURANCE_CONVEYED, ASSURANCE_CONVEYED},
	{ASSURANCE_GIVEN, CLAIM_ASSURANCE_ACKNOWLEDGED, ASSURANCE_ACKNOWLEDGED},
	{ASSURANCE_GIVEN, CLAIM_ASSURANCE_IN_FORCE, ASSURANCE_IN_FORCE},
	{ASSURANCE_GIVEN, CLAIM_ASSURANCE_ENDED, ASSURANCE_ENDED},
	{ASSURANCE_CONVEYED, CLAIM_ASSURANCE_ACKNOWLEDGED, ASSURANCE_ACKNOWLEDGED},
	{ASSURANCE_CONVEYED, CLAIM_ASSURANCE_IN_FORCE, ASSURANCE_IN_FORCE},
	{ASSURANCE_CONVEYED, CLAIM_ASSURANCE_ENDED, ASSURANCE_ENDED},
	{ASSURANCE_ACKNOWLEDGED, CLAIM_ASSURANCE_IN_FORCE, ASSURANCE_IN_FORCE},
	{ASSURANCE_ACKNOWLEDGED, CLAIM_ASSURANCE_ENDED, ASSURANCE_ENDED},
	{ASSURANCE_IN_FORCE, CLAIM_ASSURANCE_ENDED, ASSURANCE_ENDED},
	{ASSURANCE_ENDED, CLAIM_ASSURANCE_GIVEN, ASSURANCE_GIVEN},
};

static const char *const STATE_NAMES[ASSURANCE_STATES] = {
	"unknown", "sought", "given", "conveyed", "acknowledged", "in-force", "ended"};

const struct assurance_step *septel__assurance_steps(size_t *count)
{
	*count = sizeof STEPS / sizeof *STEPS;
	return STEPS;
}

const char *septel__assurance_state_name(enum assurance_state state)
{
	return STATE_NAMES[state];
}

static const struct assurance_step *step_of(enum assurance_state from, enum claim_type by)
{
	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
		if (STEPS[i].from == from && STEPS[i].by == by)
			return &STEPS[i];
	return NULL;
}

enum assurance_state septel__assurance_state(const struct case_log *log,
					     const struct thing *assurance,
					     const struct claim **since)
{
	const struct claim_list claims = septel__log_about(log, assurance);
	enum assurance_state state = ASSURANCE_UNKNOWN;
	const struct claim *moved_by = NULL;
	for (size_t i = 0; i < claims.count; i++) {
		const struct assurance_step *step = step_of(state, claims.at[i]->type);
		if (!step)
			continue;
		state = step->to;
		moved_by = claims.at[i];
	}
	if (since)
		*since = moved_by;
	return state;
}

static bool names_assurance(const struct claim *claim)
{
	return claim->type == CLAIM_ASSURANCE_SOUGHT || claim->type == CLAIM_ASSURANCE_GIVEN;
}

/* Several claims may name one assurance: the first of them counts. */
static bool is_first_naming(const struct case_log *log, const struct claim *claim)
{
	const struct claim_list claims = septel__log_about(log, claim->about);
	for (size_t i = 0; i < claims.count; i++)
		if (names_assurance(claims.at[i]))
			return claims.at[i] == claim;
	return false;
}

struct claim_things septel__assurances(const struct case_log *log)
{
	size_t named = 0;
	struct claim_things assurances = {0};
	for (size_t i = 0; i < log->claims.count; i++)
		named += names_assurance(log->claims.at[i]);
	const struct thing **at =
		septel_arena_alloc(log->book->arena, (named + 1) * sizeof(const struct thing *));
	assurances.at = at;
	for (size_t i = 0; at && i < log->claims.count; i++)
		if (names_assurance(log->claims.at[i]) && is_first_naming(log, log->claims.at[i]))
			at[assurances.count++] = log->claims.at[i]->about;
	return assurances;
}

/* ---- whom it covers ---- */

/* True where that key names the party, or a group, class or body that it is part of. */
static bool names_whole(const struct claim *claim, enum claim_key key, const struct thing *party)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	const struct claim_things things =
		value ? septel__value_things(value) : (struct claim_things){0};
	for (size_t i = 0; i < things.count; i++)
		if (septel__is_part_of(party, things.at[i]))
			return true;
	return false;
}

static bool states(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	return value && !value->silent;
}

struct assurance_coverage septel__assurance_covers(const struct case_log *log,
						   const struct thing *assurance,
						   const struct thing *party)
{
	const struct claim_list claims = septel__log_about(log, assurance);
	struct assurance_coverage cover = {COVER_NONE, NULL, NULL};
	bool stated = false;
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim *claim = claims.at[i];
		if (claim->type == CLAIM_ASSURANCE_CITED && names_whole(claim, KEY_FOR, party)) {
			cover.how = COVER_CITED;
			cover.by = claim;
			break;
		}
		if (claim->type != CLAIM_ASSURANCE_GIVEN)
			continue;
		stated = stated || states(claim, KEY_BENEFICIARIES);
		if (names_whole(claim, KEY_BENEFICIARIES, party)) {
			cover.how = COVER_BENEFICIARY;
			cover.by = claim;
		} else if (!stated && cover.how == COVER_NONE) {
			cover.how = COVER_UNSTATED;
			cover.by = claim;
		} else if (stated && cover.how == COVER_UNSTATED) {
			cover.how = COVER_NONE;
			cover.by = NULL;
		}
	}
	cover.excluded_by =
		septel__assurance_excludes(log, assurance, (struct septel_view){"", 0}, party);
	if (cover.excluded_by && cover.how != COVER_CITED) {
		cover.how = COVER_NONE;
		cover.by = NULL;
	}
	return cover;
}

/* ---- allegations ---- */

static const struct {
	enum claim_type by;
	enum allegation_state to;
} DECISIONS[] = {
	{CLAIM_ASSURANCE_SUBSTANTIATED, ALLEGATION_SUBSTANTIATED},
	{CLAIM_ASSURANCE_UNSUBSTANTIATED, ALLEGATION_UNSUBSTANTIATED},
	{CLAIM_ASSURANCE_ALLEGATION_WITHDRAWN, ALLEGATION_WITHDRAWN},
};

const char *septel__allegation_state_name(enum allegation_state state)
{
	static const char *const NAMES[ALLEGATION_STATES] = {"alleged", "substantiated",
							     "unsubstantiated", "withdrawn"};
	return NAMES[state];
}

/* The last decision counts: what was found untrue may be found true later. */
enum allegation_state septel__allegation_state(const struct case_log *log,
					       const struct claim *allegation,
					       const struct claim **by)
{
	const struct thing *id = septel__entry_thing(log->book, allegation);
	const struct claim_list claims = septel__log_naming(log, id);
	enum allegation_state state = ALLEGATION_OPEN;
	const struct claim *decided_by = NULL;
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim *claim = claims.at[i];
		if (claim->about != allegation->about ||
		    septel__claim_thing(claim, KEY_CLEARS) != id)
			continue;
		for (size_t j = 0; j < sizeof DECISIONS / sizeof *DECISIONS; j++) {
			if (claim->type != DECISIONS[j].by)
				continue;
			state = DECISIONS[j].to;
			decided_by = claim;
		}
	}
	if (by)
		*by = decided_by;
	return state;
}

/* The first allegation that stands against the assurance; NULL. */
static const struct claim *standing_allegation(const struct case_log *log,
					       const struct thing *assurance)
{
	const struct claim_list claims = septel__log_about(log, assurance);
	const bool ended = septel__assurance_state(log, assurance, NULL) == ASSURANCE_ENDED;
	for (size_t i = 0; i < claims.count; i++) {
		if (claims.at[i]->type != CLAIM_ASSURANCE_BREACH)
			continue;
		const enum allegation_state state =
			septel__allegation_state(log, claims.at[i], NULL);
		if (state == ALLEGATION_OPEN || (state == ALLEGATION_SUBSTANTIATED && !ended))
			return claims.at[i];
	}
	return NULL;
}

const struct claim *septel__assurance_freezes(const struct case_log *log,
					      const struct thing *assurance,
					      const struct thing *person)
{
	const struct claim *allegation = standing_allegation(log, assurance);
	if (!allegation || septel__assurance_covers(log, assurance, person).how == COVER_NONE)
		return NULL;
	return allegation;
}
