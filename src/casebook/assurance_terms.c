/* assurance_terms.c - see assurances.h: clauses, form, and what stands against it. */
#include "assurances.h"
#include "parties.h"

/* ---- clauses ---- */

/* What an assurance of treatment should have to be of use; a proposal, not a standard. */
static const char *const EXPECTED_KINDS[] = {"treatment",    "non-return", "access",
					     "notification", "records",    "remedy"};

static unsigned expected_kinds(void)
{
	unsigned kinds = 0;
	for (size_t i = 0; i < sizeof EXPECTED_KINDS / sizeof *EXPECTED_KINDS; i++)
		kinds |= 1u << septel__word_of(LIST_CLAUSE_KIND, septel_view_of(EXPECTED_KINDS[i]));
	return kinds;
}

static unsigned kinds_of(const struct claim *given)
{
	unsigned kinds = 0;
	for (size_t i = 0; i < given->value_count; i++)
		if (given->values[i].row->value == VALUE_CLAUSE && !given->values[i].silent)
			kinds |= 1u << given->values[i].is.clause.kind;
	return kinds;
}

unsigned septel__assurance_missing(const struct case_log *log, const struct thing *assurance)
{
	const struct claim_list claims = septel__log_about(log, assurance);
	unsigned kinds = 0;
	bool given = false;
	for (size_t i = 0; i < claims.count; i++) {
		if (claims.at[i]->type != CLAIM_ASSURANCE_GIVEN)
			continue;
		kinds |= kinds_of(claims.at[i]);
		given = true;
	}
	return given ? expected_kinds() & ~kinds : 0;
}

/* ---- requests ---- */

static const char *const WRITTEN[] = {"written", "in writing", "signed", "on paper"};

const struct claim *septel__request_answer(const struct case_log *log, const struct thing *request)
{
	static const enum claim_type ENDS[] = {CLAIM_REQUEST_ANSWERED, CLAIM_REQUEST_WITHDRAWN,
					       CLAIM_ANY};
	return septel__last_of(septel__log_about(log, request), ENDS);
}

bool septel__is_request_on(const struct claim *claim, const struct thing *assurance)
{
	return claim->type == CLAIM_REQUEST_MADE && septel__claim_thing(claim, KEY_ON) == assurance;
}

static bool asks_for_writing(const struct claim *request)
{
	const struct septel_view what = septel__claim_text(request, KEY_WHAT);
	for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++)
		if (septel__has_words(what, septel_view_of(WRITTEN[i])))
			return true;
	return false;
}

const struct claim *septel__assurance_form_requested(const struct case_log *log,
						     const struct thing *assurance)
{
	const struct claim_list claims = septel__log_naming(log, assurance);
	for (size_t i = 0; i < claims.count; i++)
		if (septel__is_request_on(claims.at[i], assurance) &&
		    asks_for_writing(claims.at[i]) &&
		    !septel__request_answer(log, claims.at[i]->about))
			return claims.at[i];
	return NULL;
}

/* ---- conflicts ---- */

bool septel__is_conflict_with(const struct claim *claim, const struct thing *assurance)
{
	return claim->type == CLAIM_INSTRUMENT_CONFLICT &&
	       septel__claim_thing(claim, KEY_WITH) == assurance;
}

const struct claim *septel__instrument_rescinded(const struct case_log *log,
						 const struct thing *instrument)
{
	static const enum claim_type STANDINGS[] = {CLAIM_INSTRUMENT_ISSUED,
						    CLAIM_INSTRUMENT_UPHELD,
						    CLAIM_INSTRUMENT_RESCINDED, CLAIM_ANY};
	const struct claim *last = septel__last_of(septel__log_about(log, instrument), STANDINGS);
	return last && last->type == CLAIM_INSTRUMENT_RESCINDED ? last : NULL;
}
