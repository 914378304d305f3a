/* assurance_limits.c - see assurances.h: whom the limits of an assurance exclude.
 *
 * A limit says so by its keys: `excludes` names parties, `only` those that remain, and
 * `only-kinds` the kinds of parties.  Who names a group or class means each who is part of
 * it; who names a body means the body and its organs, not the individuals in it.
 *
 * Journals often have words alone: "individuals only; not rights of the MEK".  From the
 * words of the limit and of its quotes one learns that no body is meant ("only" beside
 * "individuals"), or which party is not ("not" before its name).  Words take nothing away
 * from a person who is not named by them: that takes a key. */
#include "assurances.h"
#include "parties.h"

/* ---- keys ---- */

static bool is_individual(const struct thing *party)
{
	const enum party_kind kind = septel__party_kind(party);
	return kind == PARTY_PERSON || kind == PARTY_GROUP || kind == PARTY_CLASS_OF_PERSONS ||
	       kind == PARTY_UNKNOWN;
}

/* True where `party` is what naming `named` means. */
static bool is_meant(const struct thing *party, const struct thing *named)
{
	return party == named || (septel__is_part_of(party, named) &&
				  !(is_individual(party) && septel__is_body(named)));
}

static bool is_meant_by(const struct thing *party, struct claim_things named)
{
	for (size_t i = 0; i < named.count; i++)
		if (is_meant(party, named.at[i]))
			return true;
	return false;
}

static struct claim_things things_of(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	return value ? septel__value_things(value) : (struct claim_things){0};
}

static bool keys_exclude(const struct claim *limit, const struct thing *party)
{
	const struct claim_value *kinds = septel__claim_value(limit, KEY_ONLY_KINDS);
	const struct claim_things only = things_of(limit, KEY_ONLY);
	const enum party_kind kind = septel__party_kind(party);
	return is_meant_by(party, things_of(limit, KEY_EXCLUDES)) ||
	       (only.count && !is_meant_by(party, only)) ||
	       (kinds && !kinds->silent && kind != PARTY_UNKNOWN &&
		!(kinds->is.words & 1u << (unsigned)kind));
}

/* ---- words ---- */

static const char *const PARTS[] = {";", ". ", " but "};
static const char *const RESTRICTING[] = {"only", "solely", "exclusively", "limited to"};
static const char *const INDIVIDUALS[] = {"individuals", "individual",   "persons",  "person",
					  "people",      "human beings", "civilians"};
static const char *const NEGATIONS[] = {"not",       "nor",       "no",       "except",
					"excepting", "excluding", "excludes", "without"};

/* "applied only to individuals", not "not only individuals". */
static bool is_for_individuals(struct septel_view part)
{
	return HAS_ANY(part, RESTRICTING) && HAS_ANY(part, INDIVIDUALS) &&
	       !septel__has_words(part, VIEW_LITERAL("not only"));
}

/* By its name in the casebook, or as the registry calls it. */
static bool is_named(struct septel_view text, const struct thing *party)
{
	return septel__has_words(text, party->name) || septel__has_words(text, party->title);
}

/* It, or a body whose organ it is. */
static bool is_organ_named(struct septel_view text, const struct thing *party)
{
	if (is_named(text, party))
		return true;
	if (!septel__is_body(party))
		return false;
	const struct wholes wholes = septel__wholes(party, septel__is_body);
	for (size_t i = 1; i < wholes.count; i++)
		if (is_named(text, wholes.at[i]))
			return true;
	return false;
}

/* What stands behind the first negation; empty where there is none. */
static struct septel_view behind_negation(struct septel_view part)
{
	struct septel_view rest = part, word;
	while (septel__next_word(&rest, &word))
		for (size_t i = 0; i < sizeof NEGATIONS / sizeof *NEGATIONS; i++)
			if (septel__is_word(word, NEGATIONS[i]))
				return rest;
	return (struct septel_view){"", 0};
}

static bool part_excludes(struct septel_view part, const struct thing *party)
{
	if (septel__is_body(party) && is_for_individuals(part))
		return true;
	return !septel__has_words(part, VIEW_LITERAL("not only")) &&
	       is_organ_named(behind_negation(part), party);
}

/* Where the first part of `text` ends; *behind is where the next begins. */
static size_t part_end(struct septel_view text, size_t *behind)
{
	size_t end = text.len;
	*behind = text.len;
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
		const size_t at = septel__find_fold(text, PARTS[i], 0);
		if (at >= end)
			continue;
		end = at;
		*behind = at + strlen(PARTS[i]);
	}
	return end;
}

static bool text_excludes(struct septel_view text, const struct thing *party)
{
	while (text.len) {
		size_t behind;
		const size_t end = part_end(text, &behind);
		if (part_excludes(septel__slice(text, 0, end), party))
			return true;
		text = septel__slice(text, behind, text.len);
	}
	return false;
}

static bool words_exclude(const struct claim *limit, const struct thing *party)
{
	for (size_t i = 0; i < limit->value_count; i++) {
		const struct claim_value *value = &limit->values[i];
		if (value->row->key == KEY_LIMIT && text_excludes(value->text, party))
			return true;
		if (value->row->key == KEY_SRC && text_excludes(value->is.anchor.quote, party))
			return true;
	}
	return false;
}

/* ---- limits of an assurance ---- */

/* A limit of one clause leaves the others, and the whole, as they are. */
static bool is_about_clause(const struct claim *limit, struct septel_view clause)
{
	const struct septel_view limited = septel__claim_text(limit, KEY_CLAUSE);
	return !limited.len || (clause.len && septel__equal(limited, clause));
}

const struct claim *septel__assurance_excludes(const struct case_log *log,
					       const struct thing *assurance,
					       struct septel_view clause, const struct thing *party)
{
	const struct claim_list claims = septel__log_about(log, assurance);
	for (size_t i = 0; i < claims.count; i++)
		if (claims.at[i]->type == CLAIM_ASSURANCE_LIMITED &&
		    is_about_clause(claims.at[i], clause) &&
		    (keys_exclude(claims.at[i], party) || words_exclude(claims.at[i], party)))
			return claims.at[i];
	return NULL;
}
