/* tell_consents.c - see tell_consents.h. */
#include "tell_consents.h"

#include "../base/date.h"

/* A recipient shows where a claim shows that names it, as does a purpose: one that takes back
 * all names neither. */
static bool is_named_by(const struct consent *consent, const struct claim *claim)
{
	return septel__claim_thing(claim, KEY_TO) == consent->recipient &&
	       septel__equal_fold(septel__claim_text(claim, KEY_PURPOSE), consent->purpose);
}

struct consent_sight {
	bool named;     /* that there is such a consent */
	bool disclosed; /* that the recipient was told something */
};

/* Counts what is withheld, each once. */
static struct consent_sight sight_of(struct answer *answer, const struct consent *consent)
{
	struct consent_sight sight = {false, false};
	for (size_t i = 0; i < consent->claim_count; i++)
		if (septel__answer_may_show(answer, consent->claims[i]))
			sight.named |= is_named_by(consent, consent->claims[i]);
	for (const struct disclosure *at = consent->disclosures; at; at = at->next)
		sight.disclosed |= septel__answer_may_show(answer, at->claim);
	return sight;
}

/* ---- disclosures ---- */

static json_t *tell_disclosure(struct answer *answer, const struct disclosure *disclosure)
{
	const struct claim *claim = disclosure->claim;
	const struct claim_list consent = {&disclosure->consent, disclosure->consent ? 1 : 0};
	septel__record_begin(answer);
	if (!septel__record_rests_on(answer, claim)) {
		septel__record_drop(answer);
		return NULL;
	}
	septel__record_set_day(answer, "on", septel__claim_day(claim));
	septel__record_set_thing(answer, "by", septel__claim_thing(claim, KEY_BY));
	septel__record_set_thing(answer, "to", septel__claim_thing(claim, KEY_TO));
	septel__record_set_view_or_null(answer, "purpose", septel__claim_text(claim, KEY_PURPOSE));
	septel__record_set_view_or_null(answer, "basis", septel__claim_text(claim, KEY_BASIS));
	septel__record_set_if(answer, "consented", json_boolean(disclosure->consent != NULL),
			      consent);
	return septel__record_end(answer);
}

/* True where one that shows rests on nothing. */
static bool tell_disclosures(struct answer *answer, const struct consent *consent)
{
	json_t *told = json_array();
	bool without = false;
	for (const struct disclosure *at = consent->disclosures; at; at = at->next) {
		json_t *one = tell_disclosure(answer, at);
		if (!one)
			continue;
		json_array_append_new(told, one);
		without |= septel__is_without_basis(at);
	}
	septel__record_set(answer, "disclosures", told);
	return without;
}

/* ---- what a withdrawal asks of the recipient ---- */

static json_t *tell_stop(struct answer *answer, const struct stop_notice *notice)
{
	const struct claim_list heard = {&notice->heard, notice->heard ? 1 : 0};
	char day[TIME_TEXT_SIZE];
	septel__record_begin(answer);
	if (!septel__record_rests_on(answer, notice->withdrawn) ||
	    !septel__record_rests_on(answer, notice->told)) {
		septel__record_drop(answer);
		return json_null();
	}
	septel__record_set_thing(answer, "by", notice->recipient);
	septel__record_set(answer, "what", json_string("stop using what it was told, and confirm"));
	septel__record_set_day(answer, "since", septel__claim_day(notice->withdrawn));
	septel__record_set_if(answer, "state", json_string(notice->heard ? "kept" : "standing"),
			      heard);
	septel__record_set_if(answer, "confirmed",
			      notice->heard ? json_string(septel__time_text(
						      septel__claim_day(notice->heard), day))
					    : json_null(),
			      heard);
	return septel__record_end(answer);
}

static json_t *stop_of(struct answer *answer, const struct thing *person,
		       const struct consent *consent, struct stop_notices stops)
{
	for (size_t i = 0; consent->moved && i < stops.count; i++)
		if (stops.at[i].person == person && stops.at[i].recipient == consent->recipient &&
		    stops.at[i].withdrawn == consent->moved)
			return tell_stop(answer, &stops.at[i]);
	return json_null();
}

/* ---- one consent ---- */

static bool lacks(const struct claim *claim, enum claim_key key)
{
	return claim && septel__claim_text(claim, key).len == 0;
}

static void tell_flags(struct answer *answer, const struct consent *consent, bool seen,
		       bool without)
{
	const bool stands = seen && consent->state == CONSENT_STANDS;
	json_t *flags = json_array();
	if (without)
		json_array_append_new(flags, json_string("disclosed-without-consent"));
	if (stands && lacks(consent->given, KEY_BASIS))
		json_array_append_new(flags, json_string("basis-not-stated"));
	if (stands && lacks(consent->given, KEY_PURPOSE))
		json_array_append_new(flags, json_string("purpose-not-stated"));
	septel__record_set(answer, "flags", flags);
}

static void tell_given(struct answer *answer, const struct consent *consent)
{
	const struct claim *given = consent->given ? consent->given : consent->moved;
	const struct septel_view none = {"", 0};
	septel__record_set_day(answer, "since",
			       consent->moved ? septel__claim_day(consent->moved)
					      : (struct septel_time){0});
	septel__record_set_view_or_null(answer, "basis",
					given ? septel__claim_text(given, KEY_BASIS) : none);
	septel__record_set_view_or_null(answer, "scope",
					given ? septel__claim_text(given, KEY_SCOPE) : none);
}

static bool tell_consent(struct answer *answer, const struct thing *person,
			 const struct consent *consent, struct stop_notices stops)
{
	const struct consent_sight sight = sight_of(answer, consent);
	const struct claim_list claims = {consent->claims, consent->claim_count};
	if (!sight.named && !sight.disclosed)
		return false;
	septel__record_begin(answer);
	septel__record_set_thing(answer, "case", person);
	septel__record_set_thing(answer, "recipient", consent->recipient);
	const bool seen = septel__record_set_if(
		answer, "state", json_string(septel__consent_state_name(consent->state)), claims);
	if (sight.named || !claims.count)
		septel__record_set_view_or_null(answer, "purpose", consent->purpose);
	else
		septel__record_mask(answer, "purpose");
	if (seen) {
		tell_given(answer, consent);
	} else {
		septel__record_mask(answer, "since");
		septel__record_mask(answer, "basis");
		septel__record_mask(answer, "scope");
	}
	septel__record_set(answer, "stop", stop_of(answer, person, consent, stops));
	tell_flags(answer, consent, seen, tell_disclosures(answer, consent));
	septel__record_end(answer);
	return true;
}

size_t septel__tell_consents(struct answer *answer, const struct thing *person,
			     struct stop_notices stops)
{
	size_t count = 0;
	for (const struct consent *at = septel__consents(answer->view->log, person); at;
	     at = at->next)
		count += tell_consent(answer, person, at, stops);
	return count;
}
