/* account_topics.c - see accounts.h: what may be told in several ways. */
#include "../base/date.h"
#include "accounts.h"

#include <limits.h>

#define TYPE_ITSELF CLAIM_KEYS

static const struct account_topic TOPICS[] = {
	/* the stay */
	{"description of the stay",
	 {{CLAIM_CUSTODY_DESCRIBED, KEY_AS}},
	 COMPARE_WORDS,
	 SCOPE_STAY,
	 0},
	{"end condition of the stay",
	 {{CLAIM_CUSTODY_BOUNDED, KEY_UNTIL}},
	 COMPARE_WORDS,
	 SCOPE_STAY,
	 0},
	{"holder",
	 {{CLAIM_CUSTODY_OPEN, KEY_HOLDER}, {CLAIM_CUSTODY_TRANSFER, KEY_TO}},
	 COMPARE_NAMES,
	 SCOPE_DAY,
	 0},
	{"place of the stay",
	 {{CLAIM_CUSTODY_OPEN, KEY_PLACE}, {CLAIM_CUSTODY_TRANSFER, KEY_PLACE}},
	 COMPARE_NAMES,
	 SCOPE_DAY,
	 0},
	{"who designates the place",
	 {{CLAIM_CUSTODY_DESIGNATION, KEY_BY}},
	 COMPARE_NAMES,
	 SCOPE_STAY,
	 0},
	{"day of leaving", {{CLAIM_PERSON_LEFT, TYPE_ITSELF}}, COMPARE_DAYS, SCOPE_RETURN, 0},
	{"place left", {{CLAIM_PERSON_LEFT, KEY_FROM}}, COMPARE_NAMES, SCOPE_RETURN, 0},
	/* the person */
	{"age", {{CLAIM_PARTY_ATTRIBUTE, KEY_AGE}}, COMPARE_AGES, SCOPE_NONE, 0},
	{"number",
	 {{CLAIM_PARTY_NOTED, KEY_COUNT}, {CLAIM_PARTY_ATTRIBUTE, KEY_COUNT}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"nationality", {{CLAIM_PARTY_ATTRIBUTE, KEY_NATIONALITY}}, COMPARE_WORDS, SCOPE_NONE, 0},
	{"day of arrival", {{CLAIM_PARTY_ATTRIBUTE, KEY_ARRIVED}}, COMPARE_DAYS, SCOPE_NONE, 0},
	{"place of arrival", {{CLAIM_PARTY_ATTRIBUTE, KEY_ARRIVED}}, COMPARE_NAMES, SCOPE_NONE, 0},
	{"day of death", {{CLAIM_PERSON_DECEASED, TYPE_ITSELF}}, COMPARE_DAYS, SCOPE_NONE, 0},
	{"legal status", {{CLAIM_STATUS_DECIDED, KEY_STATUS}}, COMPARE_WORDS, SCOPE_NONE, 0},
	{"who decides the legal status",
	 {{CLAIM_STATUS_PENDING, KEY_AUTHORITY}, {CLAIM_STATUS_DECIDED, KEY_AUTHORITY}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	/* options and the wish */
	{"availability",
	 {{CLAIM_OPTION_AVAILABILITY, KEY_STATE}},
	 COMPARE_WORDS,
	 SCOPE_OPTION,
	 KEY_BY},
	{"lead",
	 {{CLAIM_RULE_PROPOSED, KEY_LEAD},
	  {CLAIM_RULE_PREFERRED, KEY_LEAD},
	  {CLAIM_RULE_CONFIRMED, KEY_LEAD},
	  {CLAIM_RULE_IN_FORCE, KEY_LEAD}},
	 COMPARE_WORDS,
	 SCOPE_WORD,
	 KEY_WHEN},
	{"wish",
	 {{CLAIM_PREF_REPORTED, KEY_OPTION},
	  {CLAIM_PREF_DECLARED, KEY_OPTION},
	  {CLAIM_PREF_RECONFIRMED, KEY_OPTION},
	  {CLAIM_PREF_WITHDRAWN, TYPE_ITSELF}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"fear",
	 {{CLAIM_FEAR_EXPRESSED, TYPE_ITSELF},
	  {CLAIM_FEAR_NONE, TYPE_ITSELF},
	  {CLAIM_FEAR_UNDISCLOSED, TYPE_ITSELF},
	  {CLAIM_FEAR_WITHDRAWN, TYPE_ITSELF}},
	 COMPARE_TYPES,
	 SCOPE_NAME,
	 KEY_COUNTRY},
	{"acceptance",
	 {{CLAIM_ACCEPTANCE_GIVEN, TYPE_ITSELF},
	  {CLAIM_ACCEPTANCE_REFUSED, TYPE_ITSELF},
	  {CLAIM_ACCEPTANCE_WITHDRAWN, TYPE_ITSELF}},
	 COMPARE_TYPES,
	 SCOPE_STATE,
	 KEY_BY},
	{"consent",
	 {{CLAIM_CONSENT_GIVEN, TYPE_ITSELF}, {CLAIM_CONSENT_REFUSED, TYPE_ITSELF}},
	 COMPARE_TYPES,
	 SCOPE_NAME,
	 KEY_TO},
	{"day of the movement",
	 {{CLAIM_MOVEMENT_DONE, TYPE_ITSELF}},
	 COMPARE_DAYS,
	 SCOPE_RETURN,
	 0},
	{"where the movement went",
	 {{CLAIM_MOVEMENT_DONE, KEY_TO}},
	 COMPARE_NAMES,
	 SCOPE_RETURN,
	 0},
	/* meetings, promises, requests */
	{"whether it was held",
	 {{CLAIM_ENCOUNTER_HELD, TYPE_ITSELF}, {CLAIM_ENCOUNTER_CANCELLED, TYPE_ITSELF}},
	 COMPARE_TYPES,
	 SCOPE_NONE,
	 0},
	{"day of the meeting", {{CLAIM_ENCOUNTER_HELD, TYPE_ITSELF}}, COMPARE_DAYS, SCOPE_NONE, 0},
	{"place of the meeting", {{CLAIM_ENCOUNTER_HELD, KEY_PLACE}}, COMPARE_NAMES, SCOPE_NONE, 0},
	{"privacy of the meeting",
	 {{CLAIM_ENCOUNTER_HELD, KEY_PRIVATE}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"language of the meeting",
	 {{CLAIM_ENCOUNTER_HELD, KEY_LANGUAGE}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"finding of the meeting",
	 {{CLAIM_ENCOUNTER_HELD, KEY_FINDING}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"outcome of the promise",
	 {{CLAIM_PROMISE_KEPT, TYPE_ITSELF},
	  {CLAIM_PROMISE_ON_BEHALF, TYPE_ITSELF},
	  {CLAIM_PROMISE_BROKEN, TYPE_ITSELF},
	  {CLAIM_PROMISE_DECLINED, TYPE_ITSELF}},
	 COMPARE_TYPES,
	 SCOPE_NONE,
	 0},
	{"when the promise is due",
	 {{CLAIM_PROMISE_MADE, KEY_DUE}, {CLAIM_PROMISE_PROPOSED, KEY_DUE}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"how often they meet",
	 {{CLAIM_SERIES_PROPOSED, KEY_EVERY}, {CLAIM_SERIES_PLEDGED, KEY_EVERY}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"answer to the request",
	 {{CLAIM_REQUEST_ANSWERED, KEY_ANSWER}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	/* instruments and assurances */
	{"day of the instrument",
	 {{CLAIM_INSTRUMENT_ISSUED, TYPE_ITSELF}},
	 COMPARE_DAYS,
	 SCOPE_NONE,
	 0},
	{"issuer of the instrument",
	 {{CLAIM_INSTRUMENT_ISSUED, KEY_BY}},
	 COMPARE_NAMES,
	 SCOPE_NONE,
	 0},
	{"day of the assurance",
	 {{CLAIM_ASSURANCE_GIVEN, TYPE_ITSELF}},
	 COMPARE_DAYS,
	 SCOPE_NONE,
	 0},
	{"form of the assurance",
	 {{CLAIM_ASSURANCE_GIVEN, KEY_FORM}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	/* families */
	{"consent of the sought",
	 {{CLAIM_TRACE_STATE, KEY_CONSENT_OF_SOUGHT}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"consent of the visited",
	 {{CLAIM_VISIT_CONSENTED, KEY_CONSENT_OF_VISITED}},
	 COMPARE_WORDS,
	 SCOPE_NONE,
	 0},
	{"outcome of the visit",
	 {{CLAIM_VISIT_HELD, TYPE_ITSELF},
	  {CLAIM_VISIT_DECLINED, TYPE_ITSELF},
	  {CLAIM_VISIT_LAPSED, TYPE_ITSELF}},
	 COMPARE_TYPES,
	 SCOPE_NONE,
	 0},
};

const struct account_topic *septel__account_topics(size_t *count)
{
	*count = sizeof TOPICS / sizeof *TOPICS;
	return TOPICS;
}

/* ---- values ---- */

/* "authority not stated": silence in words. */
static bool is_silent(const struct claim_value *value)
{
	return value->silent || septel__is_word(value->text, "not stated") ||
	       septel__is_word(value->text, "unknown");
}

bool septel__topic_value(const struct account_topic *topic, const struct claim *claim,
			 const struct claim_value **value)
{
	*value = NULL;
	for (size_t i = 0; i < TOPIC_CLAIMS && topic->claims[i].type != CLAIM_ANY; i++) {
		if (topic->claims[i].type != claim->type)
			continue;
		if (topic->claims[i].value == TYPE_ITSELF)
			return true;
		*value = septel__claim_value(claim, topic->claims[i].value);
		return *value && !is_silent(*value);
	}
	return false;
}

/* What a claim of no topic says, by the first of these keys that it has. */
static const enum claim_key SAYING[] = {KEY_WHAT,    KEY_SAYS,   KEY_AS,    KEY_UNTIL,  KEY_OPTION,
					KEY_STATE,   KEY_STATUS, KEY_LIMIT, KEY_ANSWER, KEY_CLAUSE,
					KEY_FINDING, KEY_HOLDER, KEY_IS,    KEY_WITH};

static struct septel_view type_end(const struct claim *claim)
{
	const struct septel_view name = septel_view_of(septel__type_row(claim->type)->name);
	const size_t dot = septel__find_byte(name, '.', 0);
	return septel__slice(name, dot == VIEW_NOT_FOUND ? 0 : dot + 1, name.len);
}

struct septel_view septel__account_text(const struct account_topic *topic,
					const struct claim *claim)
{
	const struct claim_value *value = NULL;
	struct septel_view rest = claim->whole, when = {"", 0};
	if (topic && topic->compare == COMPARE_DAYS && septel__next_word(&rest, &when))
		return when;
	if (topic)
		return septel__topic_value(topic, claim, &value) && value ? value->text
									  : type_end(claim);
	for (size_t i = 0; i < sizeof SAYING / sizeof *SAYING && !value; i++)
		value = septel__claim_value(claim, SAYING[i]);
	return value ? value->text : type_end(claim);
}

/* ---- comparing ---- */

static bool names_differ(const struct claim_value *a, const struct claim_value *b)
{
	const struct claim_things one = septel__value_things(a), other = septel__value_things(b);
	return one.count && other.count && !septel__is_part_of(one.at[0], other.at[0]) &&
	       !septel__is_part_of(other.at[0], one.at[0]);
}

/* The days that a claim leaves possible. */
struct span {
	long from, to;
};

static struct span span_of_days(const struct claim *claim)
{
	const struct days *days = &claim->days;
	if (days->about)
		return (struct span){LONG_MIN, LONG_MAX};
	return (struct span){septel__has_time(days->from) ? septel__day_number(days->from)
							  : LONG_MIN,
			     septel__has_time(days->to) ? septel__day_number(days->to) : LONG_MAX};
}

/* Days of birth, to the day or two that leap years make. */
static struct span span_of_age(const struct claim *claim, int age)
{
	const long day = septel__day_number(septel__claim_day(claim));
	return (struct span){day - ((age + 1L) * 1461 + 3) / 4, day - age * 1461L / 4 + 1};
}

static bool spans_part(const struct account_topic *topic, const struct claim *const *claims,
		       size_t count)
{
	struct span all = {LONG_MIN, LONG_MAX};
	const struct claim_value *value;
	for (size_t i = 0; i < count; i++) {
		if (!septel__topic_value(topic, claims[i], &value))
			continue;
		const struct span one = topic->compare == COMPARE_AGES && value
						? span_of_age(claims[i], value->is.number)
						: span_of_days(claims[i]);
		all.from = one.from > all.from ? one.from : all.from;
		all.to = one.to < all.to ? one.to : all.to;
	}
	return all.from > all.to;
}

static bool differ(const struct account_topic *topic, const struct claim *one,
		   const struct claim *other)
{
	const struct claim_value *a, *b;
	if (topic->compare == COMPARE_TYPES)
		return one->type != other->type;
	if (topic->compare == COMPARE_NAMES)
		return septel__topic_value(topic, one, &a) &&
		       septel__topic_value(topic, other, &b) && a && b && names_differ(a, b);
	return !septel__equal_fold(septel__account_text(topic, one),
				   septel__account_text(topic, other));
}

bool septel__accounts_differ(const struct account_topic *topic, const struct claim *const *claims,
			     size_t count)
{
	if (topic->compare == COMPARE_DAYS || topic->compare == COMPARE_AGES)
		return spans_part(topic, claims, count);
	for (size_t i = 1; i < count; i++)
		if (differ(topic, claims[0], claims[i]))
			return true;
	return false;
}
