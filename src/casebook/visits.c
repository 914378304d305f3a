/* visits.c - see family.h: family visits. */
#include "../base/date.h"
#include "family.h"
#include "parties.h"

#include <stdlib.h>

/* ---- the machine ---- */

/* Nothing is held without the consent of those who are visited. */
static const struct visit_step STEPS[] = {
	{VISIT_REQUESTED, VISIT_SUPPORTED}, {VISIT_REQUESTED, VISIT_SCHEDULED},
	{VISIT_REQUESTED, VISIT_CONSENTED}, {VISIT_REQUESTED, VISIT_DECLINED},
	{VISIT_REQUESTED, VISIT_LAPSED},    {VISIT_SUPPORTED, VISIT_SCHEDULED},
	{VISIT_SUPPORTED, VISIT_CONSENTED}, {VISIT_SUPPORTED, VISIT_DECLINED},
	{VISIT_SUPPORTED, VISIT_LAPSED},    {VISIT_SCHEDULED, VISIT_CONSENTED},
	{VISIT_SCHEDULED, VISIT_DECLINED},  {VISIT_SCHEDULED, VISIT_LAPSED},
	{VISIT_CONSENTED, VISIT_HELD},      {VISIT_CONSENTED, VISIT_DECLINED},
	{VISIT_CONSENTED, VISIT_LAPSED},    {VISIT_DECLINED, VISIT_CONSENTED},
	{VISIT_LAPSED, VISIT_REQUESTED},
};

const struct visit_step *septel__visit_steps(size_t *count)
{
	*count = sizeof STEPS / sizeof *STEPS;
	return STEPS;
}

const char *septel__visit_state_name(enum visit_state state)
{
	static const char *const NAMES[VISIT_STATES] = {
		"requested", "supported", "scheduled", "consented-by-visited",
		"held",      "declined",  "lapsed"};
	return NAMES[state];
}

static bool is_step(enum visit_state from, enum visit_state event)
{
	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
		if (STEPS[i].from == from && STEPS[i].event == event)
			return true;
	return false;
}

static void note_consent(struct visit *visit, const struct visit_event *event)
{
	if (event->event == VISIT_CONSENTED || event->event == VISIT_DECLINED) {
		visit->consent = event->claim;
		visit->consented = event->event == VISIT_CONSENTED;
	}
}

static void fold(struct visit *visit)
{
	visit->state = VISIT_REQUESTED;
	visit->since = visit->requested;
	for (size_t i = 0; i < visit->count; i++) {
		const struct visit_event *event = &visit->events[i];
		note_consent(visit, event);
		if (event->event == VISIT_HELD && !visit->consented && !visit->without_consent)
			visit->without_consent = event->claim;
		if (!is_step(visit->state, event->event))
			continue;
		visit->state = event->event;
		visit->since = event->claim;
	}
}

/* ---- words ---- */

static const char *const FAMILY[] = {
	"family",   "families", "relative", "relatives", "kin",      "parents",  "parent",
	"mother",   "mothers",  "father",   "fathers",   "wife",     "wives",    "husband",
	"husbands", "spouse",   "spouses",  "son",       "sons",     "daughter", "daughters",
	"brother",  "brothers", "sister",   "sisters",   "siblings", "children", "child"};
static const char *const MEETING[] = {"see",     "visit",   "visits",  "meet",
				      "meeting", "reunion", "reunite", "rejoin"};
static const char *const JOURNEY[] = {"trip", "travel", "journey", "transport", "passage"};
static const char *const HELPING[] = {
	"support", "supports", "facilitate", "arrange",   "help",      "assist", "allow",
	"permit",  "organise", "organize",   "accompany", "escort",    "host",   "fund",
	"sponsor", "enable",   "agree",      "authorise", "authorize", "let"};
static const char *const FAVOURABLE[] = {"agreed",    "agrees",    "agree",    "favourable",
					 "favorable", "supported", "supports", "granted",
					 "accepted",  "approved",  "yes"};

/* By its name, its description, or a claim that it is related to somebody so. */
static bool is_family(const struct case_log *log, const struct thing *party)
{
	const struct claim_list claims = septel__log_about(log, party);
	if (HAS_ANY(party->name, FAMILY) || HAS_ANY(party->title, FAMILY) ||
	    HAS_ANY(septel__party_is(party), FAMILY))
		return true;
	for (size_t i = 0; i < claims.count; i++)
		if (claims.at[i]->type == CLAIM_PARTY_RELATED &&
		    HAS_ANY(septel__claim_text(claims.at[i], KEY_RELATION), FAMILY))
			return true;
	return false;
}

static bool asks_to_visit(const struct case_log *log, const struct claim *claim)
{
	const struct thing *by =
		claim->type == CLAIM_REQUEST_MADE ? septel__claim_thing(claim, KEY_BY) : NULL;
	const struct septel_view what = septel__claim_text(claim, KEY_WHAT);
	return by && HAS_ANY(what, MEETING) && HAS_ANY(what, FAMILY) && is_family(log, by);
}

static bool says_support(const struct claim *promise)
{
	const struct septel_view what = septel__claim_text(promise, KEY_WHAT);
	return HAS_ANY(what, HELPING) &&
	       (HAS_ANY(what, JOURNEY) || HAS_ANY(what, MEETING) || HAS_ANY(what, FAMILY));
}

/* ---- who has to do with a visit ---- */

static bool are_related(const struct thing *a, const struct thing *b)
{
	return a && b && (septel__is_part_of(a, b) || septel__is_part_of(b, a));
}

static bool is_among(const struct thing *party, struct claim_things things)
{
	for (size_t i = 0; i < things.count; i++)
		if (are_related(party, things.at[i]))
			return true;
	return false;
}

static bool names_one_of(const struct claim *claim, enum claim_key key, struct claim_things things)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	const struct claim_things named =
		value ? septel__value_things(value) : (struct claim_things){0};
	for (size_t i = 0; i < named.count; i++)
		if (is_among(named.at[i], things))
			return true;
	return false;
}

static bool is_not_before(const struct claim *claim, const struct claim *other)
{
	return septel__day_number(septel__claim_day(claim)) >=
	       septel__day_number(septel__claim_day(other));
}

/* Some meeting of the visitors with the party, on the day of the request or later. */
static bool has_met(const struct case_log *log, const struct visit *visit,
		    const struct thing *party)
{
	const struct claim_list claims = septel__log_naming(log, visit->visitors.at[0]);
	const struct claim_things one = {&party, 1};
	for (size_t i = 0; i < claims.count; i++)
		if (claims.at[i]->type == CLAIM_ENCOUNTER_HELD &&
		    is_not_before(claims.at[i], visit->requested) &&
		    names_one_of(claims.at[i], KEY_WHO, one))
			return true;
	return false;
}

static bool is_taken_back(const struct case_log *log, const struct thing *promise)
{
	static const enum claim_type ENDS[] = {CLAIM_PROMISE_DECLINED, CLAIM_PROMISE_BROKEN,
					       CLAIM_PROMISE_WAIVED, CLAIM_PROMISE_SUPERSEDED,
					       CLAIM_ANY};
	return septel__last_of(septel__log_about(log, promise), ENDS) != NULL;
}

static bool supports(const struct case_log *log, const struct visit *visit,
		     const struct claim *promise)
{
	const struct thing *by = septel__claim_thing(promise, KEY_BY);
	const struct thing *about = septel__claim_thing(promise, KEY_ABOUT);
	if (!by || !is_not_before(promise, visit->requested) || !says_support(promise) ||
	    is_among(by, visit->visitors) || is_taken_back(log, promise->about))
		return false;
	if (about && !is_among(about, visit->visitors) && !is_among(about, visit->visited))
		return false;
	return are_related(by, septel__claim_thing(visit->requested, KEY_TO)) ||
	       names_one_of(promise, KEY_TO, visit->visitors) || (about != NULL) ||
	       has_met(log, visit, by);
}

/* ---- what happened ---- */

static bool is_family_visit(const struct claim *claim)
{
	return septel__claim_word(claim, KEY_KIND) ==
	       septel__word_of(LIST_ENCOUNTER_KIND, VIEW_LITERAL("family-visit"));
}

static bool is_answered(const struct visit *visit, const struct claim *claim)
{
	return claim->about == visit->thing || claim->about == visit->requested->about ||
	       claim->about == septel__claim_thing(visit->requested, KEY_ON);
}

static enum visit_state consent_event(const struct claim *claim)
{
	const struct septel_view word = septel__claim_text(claim, KEY_CONSENT_OF_VISITED);
	return septel__is_word(word, "yes")  ? VISIT_CONSENTED
	       : septel__is_word(word, "no") ? VISIT_DECLINED
					     : VISIT_STATES;
}

/* What the claim means to the visit; VISIT_STATES: nothing. */
static enum visit_state event_of(const struct case_log *log, const struct visit *visit,
				 const struct claim *claim)
{
	const bool own = claim->about == visit->thing;
	switch (claim->type) {
	case CLAIM_VISIT_REQUESTED:
		return own && claim != visit->requested ? VISIT_REQUESTED : VISIT_STATES;
	case CLAIM_VISIT_SUPPORTED:
		return own ? VISIT_SUPPORTED : VISIT_STATES;
	case CLAIM_VISIT_SCHEDULED:
		return own ? VISIT_SCHEDULED : VISIT_STATES;
	case CLAIM_VISIT_CONSENTED:
		return own ? consent_event(claim) : VISIT_STATES;
	case CLAIM_VISIT_HELD:
		return own ? VISIT_HELD : VISIT_STATES;
	case CLAIM_VISIT_DECLINED:
		return own ? VISIT_DECLINED : VISIT_STATES;
	case CLAIM_VISIT_LAPSED:
		return own ? VISIT_LAPSED : VISIT_STATES;
	case CLAIM_REQUEST_WITHDRAWN:
		return is_answered(visit, claim) ? VISIT_LAPSED : VISIT_STATES;
	case CLAIM_REQUEST_ANSWERED:
		return is_answered(visit, claim) &&
				       HAS_ANY(septel__claim_text(claim, KEY_ANSWER), FAVOURABLE)
			       ? VISIT_SUPPORTED
			       : VISIT_STATES;
	case CLAIM_PROMISE_MADE:
		return supports(log, visit, claim) ? VISIT_SUPPORTED : VISIT_STATES;
	case CLAIM_CONSENT_GIVEN:
	case CLAIM_CONSENT_REFUSED:
		if (!names_one_of(claim, KEY_TO, visit->visitors))
			return VISIT_STATES;
		return claim->type == CLAIM_CONSENT_GIVEN ? VISIT_CONSENTED : VISIT_DECLINED;
	case CLAIM_ENCOUNTER_PLANNED:
	case CLAIM_ENCOUNTER_HELD:
		if (!is_family_visit(claim) || !is_not_before(claim, visit->requested) ||
		    !names_one_of(claim, KEY_WHO, visit->visitors))
			return VISIT_STATES;
		return claim->type == CLAIM_ENCOUNTER_HELD ? VISIT_HELD : VISIT_SCHEDULED;
	default:
		return VISIT_STATES;
	}
}

/* What may matter to any visit; what is about one of them is found by its name. */
static bool may_matter(const struct claim *claim)
{
	const struct thing *to = septel__claim_thing(claim, KEY_TO);
	switch (claim->type) {
	case CLAIM_PROMISE_MADE:
		return says_support(claim);
	case CLAIM_CONSENT_GIVEN:
	case CLAIM_CONSENT_REFUSED:
		return to && !septel__is_body(to);
	case CLAIM_ENCOUNTER_PLANNED:
	case CLAIM_ENCOUNTER_HELD:
		return is_family_visit(claim);
	default:
		return false;
	}
}

/* As logs are ordered. */
static int compare_events(const void *a, const void *b)
{
	const struct visit_event *one = a, *other = b;
	const long day = septel__day_number(septel__claim_day(one->claim)),
		   other_day = septel__day_number(septel__claim_day(other->claim));
	if (day != other_day)
		return day < other_day ? -1 : 1;
	return (one->claim->entered > other->claim->entered) -
	       (one->claim->entered < other->claim->entered);
}

static size_t add_events(const struct visit *visit, const struct case_log *log,
			 struct claim_list claims, struct visit_event *events)
{
	size_t count = 0;
	for (size_t i = 0; i < claims.count; i++) {
		const enum visit_state event = event_of(log, visit, claims.at[i]);
		if (event != VISIT_STATES)
			events[count++] = (struct visit_event){claims.at[i], event};
	}
	return count;
}

static bool read_visit(struct visit *visit, const struct case_log *log, struct claim_list matter)
{
	const struct thing *request = septel__claim_thing(visit->requested, KEY_ON);
	const struct claim_list lists[] = {septel__log_about(log, visit->thing),
					   septel__log_about(log, request), matter};
	size_t count = 0;
	struct visit_event *events =
		malloc((lists[0].count + lists[1].count + lists[2].count + 1) * sizeof *events);
	for (size_t i = 0; events && i < sizeof lists / sizeof *lists; i++)
		count += add_events(visit, log, lists[i], events + count);
	if (count)
		qsort(events, count, sizeof *events, compare_events);
	visit->events = septel_arena_alloc(log->book->arena, (count + 1) * sizeof *events);
	const bool made = events && visit->events;
	if (made) {
		memcpy(visit->events, events, count * sizeof *events);
		visit->count = count;
		fold(visit);
	}
	free(events);
	return made;
}

/* ---- which visits there are ---- */

static struct claim_things things_of(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	return value ? septel__value_things(value) : (struct claim_things){0};
}

/* The request is told as a visit of its own: by `on`, or for the same visitors. */
static bool is_told(const struct visits *visits, const struct claim *request)
{
	for (size_t i = 0; i < visits->count; i++)
		if (visits->at[i].thing->kind == THING_VISIT &&
		    (septel__claim_thing(visits->at[i].requested, KEY_ON) == request->about ||
		     names_one_of(request, KEY_BY, visits->at[i].visitors)))
			return true;
	return false;
}

/* Several claims may ask for one visit: the first counts. */
static bool is_first(const struct case_log *log, const struct claim *claim)
{
	const struct claim_list claims = septel__log_about(log, claim->about);
	size_t first = 0;
	while (claims.at[first]->type != claim->type)
		first++;
	return claims.at[first] == claim;
}

static void add_visits(struct visits *visits, const struct case_log *log, enum claim_type type)
{
	const bool told = type == CLAIM_VISIT_REQUESTED;
	for (size_t i = 0; i < log->claims.count; i++) {
		const struct claim *claim = log->claims.at[i];
		if (claim->type != type || !is_first(log, claim) ||
		    (!told && (!asks_to_visit(log, claim) || is_told(visits, claim))))
			continue;
		visits->at[visits->count++] = (struct visit){
			.thing = claim->about,
			.requested = claim,
			.visitors = things_of(claim, told ? KEY_WHO : KEY_BY),
			.visited = things_of(claim, told ? KEY_VISITED : KEY_ABOUT),
		};
	}
}

bool septel__visits_read(struct visits *visits, const struct case_log *log)
{
	size_t named = 0;
	struct claim_list matter = {NULL, 0};
	const struct claim **at = malloc((log->claims.count + 1) * sizeof(struct claim *));
	for (size_t i = 0; at && i < log->claims.count; i++) {
		const struct claim *claim = log->claims.at[i];
		if (may_matter(claim))
			at[matter.count++] = claim;
		named += claim->type == CLAIM_VISIT_REQUESTED || claim->type == CLAIM_REQUEST_MADE;
	}
	matter.at = at;
	*visits = (struct visits){
		septel_arena_alloc(log->book->arena, (named + 1) * sizeof *visits->at), 0};
	bool made = at && visits->at;
	if (made) {
		add_visits(visits, log, CLAIM_VISIT_REQUESTED);
		add_visits(visits, log, CLAIM_REQUEST_MADE);
	}
	for (size_t i = 0; made && i < visits->count; i++)
		made = read_visit(&visits->at[i], log, matter);
	free((void *)at);
	return made;
}

/* ---- how many ---- */

static int count_of(const struct case_log *log, const struct thing *party)
{
	const struct claim_list claims = septel__log_about(log, party);
	for (size_t i = claims.count; i > 0; i--) {
		const struct claim_value *count = septel__claim_value(claims.at[i - 1], KEY_COUNT);
		if (count && !count->silent)
			return count->is.number;
	}
	return septel__party_kind(party) == PARTY_PERSON ? 1 : -1;
}

int septel__visit_count(const struct case_log *log, const struct visit *visit)
{
	int all = 0;
	for (size_t i = 0; i < visit->visitors.count; i++) {
		const int count = count_of(log, visit->visitors.at[i]);
		if (count < 0)
			return -1;
		all += count;
	}
	return visit->visitors.count ? all : -1;
}
