/* timeline.c - see timeline.h. */
#include "timeline.h"

#include "../base/date.h"
#include "../base/out.h"
#include "claim_words.h"
#include "custody.h"
#include "ledger_records.h"
#include "standing.h"
#include "undertaken.h"

#include <stdlib.h>

struct timeline {
	struct answer *answer;
	const struct case_log *log;
	const struct ledger *ledger;
	const struct thing *person;
	struct claim_list about, naming; /* the person */
};

/* ---- what all events have ---- */

/* The three clocks of a claim. */
static void set_clocks(struct answer *answer, const struct claim *claim)
{
	septel__record_set_day(answer, "occurred", septel__claim_day(claim));
	septel__record_set_day(answer, "reported", claim->message->dtg);
	septel__record_set(answer, "entered",
			   json_integer((json_int_t)septel__view_entry(answer->view, claim)));
}

static json_t *json_day(struct septel_time day)
{
	char text[TIME_TEXT_SIZE];
	day.hour = SEPTEL_NUMBER_NONE;
	return septel__has_time(day) ? json_string(septel__time_text(day, text)) : json_null();
}

/* The last day of a claim that tells an interval, and whether an end of it is open. */
static void set_span(struct answer *answer, const struct claim *claim)
{
	const bool begins = septel__has_time(claim->days.from);
	const bool ends = septel__has_time(claim->days.to);
	const bool one = septel__days_is_one(&claim->days) || !begins;
	septel__record_set_day(answer, "until", one ? (struct septel_time){0} : claim->days.to);
	septel__record_set(answer, "lasts", json_boolean(begins && !ends));
	septel__record_set(answer, "or_before", json_boolean(!begins));
}

static void set_kind(struct answer *answer, const char *kind, const struct claim *claim)
{
	septel__record_set(answer, "kind", json_string(kind));
	septel__record_set(answer, "type", json_string(septel__type_row(claim->type)->name));
}

/* ---- stays with a holder ---- */

static void set_end(const struct timeline *timeline, const struct custody_episode *episode)
{
	const struct claim_list ended = {&episode->ended, episode->ended != NULL};
	if (!septel__record_rests_on_all(timeline->answer, ended)) {
		septel__record_mask(timeline->answer, "until");
		septel__record_mask(timeline->answer, "lasts");
		return;
	}
	septel__record_set_day(timeline->answer, "until", episode->to);
	septel__record_set(timeline->answer, "lasts", json_boolean(!episode->ended));
}

static void tell_stay(const struct timeline *timeline, const struct custody_episode *episode)
{
	struct answer *answer = timeline->answer;
	septel__record_begin(answer);
	if (!episode->claims.count || !septel__record_rests_on_all(answer, episode->claims)) {
		septel__record_drop(answer);
		return;
	}
	set_kind(answer, "custody", episode->claims.at[0]);
	set_clocks(answer, episode->claims.at[0]);
	septel__record_set_day(answer, "occurred", episode->from);
	set_end(timeline, episode);
	septel__record_set(answer, "id", json_null());
	septel__record_set_thing(answer, "holder", episode->holder);
	septel__record_set_view_or_null(answer, "place", episode->place);
	septel__record_set(answer, "gap", json_boolean(episode->gap));
	septel__record_set(answer, "text",
			   json_sprintf("%.*s%s%.*s",
					VIEW_FORMAT(episode->holder ? episode->holder->name
								    : VIEW_LITERAL("not stated")),
					episode->place.len ? ", " : "",
					VIEW_FORMAT(episode->place)));
	septel__record_end(answer);
}

static void tell_stays(const struct timeline *timeline)
{
	struct custody custody;
	septel__custody_read(&custody, timeline->log, timeline->person);
	for (size_t i = 0; i < custody.count; i++)
		tell_stay(timeline, &custody.episodes[i]);
}

/* ---- meetings ---- */

static bool is_encounter(const struct claim *claim)
{
	return claim->type == CLAIM_ENCOUNTER_PLANNED || claim->type == CLAIM_ENCOUNTER_HELD ||
	       claim->type == CLAIM_ENCOUNTER_CANCELLED;
}

/* Whether the value names the person, or another person whose case it is. */
static void look_whom(const struct case_log *log, const struct claim_value *value,
		      const struct thing *person, bool *with_person, bool *with_other)
{
	const struct claim_things things = septel__value_things(value);
	for (size_t i = 0; i < things.count; i++) {
		if (things.at[i] == person)
			*with_person = true;
		else if (things.at[i]->kind == THING_PARTY && septel__is_case(log, things.at[i]))
			*with_other = true;
	}
}

bool septel__meeting_is_on_case(const struct case_log *log, const struct thing *meeting,
				const struct thing *person, bool *with_person)
{
	const struct claim_list claims = septel__log_about(log, meeting);
	bool with_other = false;
	*with_person = false;
	for (size_t i = 0; i < claims.count; i++)
		for (size_t j = 0; j < claims.at[i]->value_count; j++)
			look_whom(log, &claims.at[i]->values[j], person, with_person, &with_other);
	return *with_person ||
	       (!with_other && claims.count &&
		septel__message_tells_of(claims.at[0]->message, septel__log_about(log, person)));
}

static json_t *names_behind(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	return value ? septel__json_things(septel__value_things(value)) : json_array();
}

/* "interview: icrc, p1" */
static json_t *meeting_text(struct septel_view kind, json_t *who)
{
	struct septel_out out;
	size_t i;
	json_t *name;
	septel__out_init(&out, NULL, 0);
	septel__out_view(&out, kind.len ? kind : VIEW_LITERAL("meeting"));
	json_array_foreach(who, i, name)
		septel__out_format(&out, "%s%s", i ? ", " : ": ", json_string_value(name));
	json_t *text = out.failed ? NULL : septel__json_view(septel__out_written(&out));
	septel__out_release(&out);
	return text;
}

/* The state rests on every claim about the meeting; the rest on the last one that is seen. */
static void set_meeting(const struct timeline *timeline, struct claim_list claims,
			const struct claim *seen)
{
	static const enum claim_type ANY_STATE[] = {CLAIM_ENCOUNTER_HELD, CLAIM_ENCOUNTER_CANCELLED,
						    CLAIM_ENCOUNTER_PLANNED, CLAIM_ANY};
	struct answer *answer = timeline->answer;
	const struct septel_view kind = septel__claim_text(seen, KEY_KIND);
	const enum claim_type last = septel__last_of(claims, ANY_STATE)->type;
	json_t *who = names_behind(seen, KEY_WHO);
	septel__record_set_if(answer, "state", septel__json_view(septel__type_action(last)),
			      claims);
	septel__record_set_view_or_null(answer, "meeting", kind);
	septel__record_set_view_or_null(answer, "place", septel__claim_text(seen, KEY_PLACE));
	septel__record_set(answer, "text", meeting_text(kind, who));
	septel__record_set(answer, "who", who);
}

/* The last claim that tells of it (of those that say who met, else of all) that may be seen. */
static const struct claim *seen_of(struct answer *answer, struct claim_list claims)
{
	const struct claim *seen = NULL;
	for (size_t i = 0; i < claims.count; i++) {
		const bool tells = septel__claim_value(claims.at[i], KEY_WHO) != NULL;
		if (is_encounter(claims.at[i]) && septel__answer_may_show(answer, claims.at[i]) &&
		    (tells || !seen))
			seen = claims.at[i];
	}
	return seen;
}

/* Of what was told in confidence: that it was, when and with whom. */
static const struct claim *fact_of(struct answer *answer, struct claim_list claims)
{
	for (size_t i = 0; i < claims.count; i++)
		if (is_encounter(claims.at[i]) &&
		    septel__view_sight(answer->view, claims.at[i]) == SIGHT_FACT)
			return claims.at[i];
	return NULL;
}

static void set_fact(struct answer *answer, const struct claim *fact)
{
	json_t *who = names_behind(fact, KEY_WHO);
	septel__record_mask(answer, "state");
	septel__record_mask(answer, "meeting");
	septel__record_mask(answer, "place");
	septel__record_set(answer, "text", meeting_text((struct septel_view){"", 0}, who));
	septel__record_set(answer, "who", who);
}

static void tell_meeting(const struct timeline *timeline, const struct thing *meeting)
{
	const struct claim_list claims = septel__log_about(timeline->log, meeting);
	struct answer *answer = timeline->answer;
	bool person;
	if (!septel__meeting_is_on_case(timeline->log, meeting, timeline->person, &person))
		return;
	const struct claim *seen = seen_of(answer, claims);
	const struct claim *told = seen ? seen : fact_of(answer, claims);
	if (!told)
		return;
	septel__record_begin(answer);
	septel__record_tells_of(answer, told);
	set_kind(answer, "encounter", told);
	set_clocks(answer, told);
	set_span(answer, told);
	septel__record_set_thing(answer, "id", meeting);
	septel__record_set(answer, "with_person", json_boolean(person));
	if (seen)
		set_meeting(timeline, claims, seen);
	else
		set_fact(answer, told);
	septel__record_end(answer);
}

static void tell_meetings(const struct timeline *timeline)
{
	const struct claim_things meetings =
		septel__ledger_things(timeline->ledger, THING_ENCOUNTER);
	for (size_t i = 0; i < meetings.count; i++)
		tell_meeting(timeline, meetings.at[i]);
}

/* ---- promises ---- */

/* What a promise has beside the keys that it has everywhere. */
static void date_promise(const struct case_view *view, json_t *record, const struct claim *made)
{
	const char *by = json_string_value(json_object_get(record, "by"));
	const char *to = json_string_value(json_object_get(record, "to"));
	const char *what = json_string_value(json_object_get(record, "what"));
	json_object_set_new(record, "kind", json_string("promise"));
	json_object_set_new(record, "type", json_string(septel__type_row(made->type)->name));
	json_object_set_new(record, "occurred", json_day(septel__claim_day(made)));
	json_object_set_new(record, "until", json_null());
	json_object_set_new(record, "lasts", json_false());
	json_object_set_new(record, "reported", json_day(made->message->dtg));
	json_object_set_new(record, "entered",
			    json_integer((json_int_t)septel__view_entry(view, made)));
	json_object_set_new(record, "text",
			    json_sprintf("%s%s%s: %s", by ? by : "not stated", to ? " to " : "",
					 to ? to : "", what ? what : "not stated"));
}

bool septel__promise_is_on_case(const struct case_log *log, const struct thing *promise,
				const struct thing *person)
{
	const struct claim_list claims = septel__log_about(log, promise);
	const struct claim_list about = septel__log_about(log, person);
	for (size_t i = 0; i < claims.count; i++)
		if ((claims.at[i]->type == CLAIM_PROMISE_MADE ||
		     claims.at[i]->type == CLAIM_PROMISE_PROPOSED) &&
		    septel__is_on_case(claims.at[i], person, about))
			return true;
	return false;
}

static void tell_promises(const struct timeline *timeline)
{
	struct answer *answer = timeline->answer;
	const struct claim_things promises = septel__ledger_things(timeline->ledger, THING_PROMISE);
	for (size_t i = 0; i < promises.count; i++) {
		struct seen_promise promise;
		const size_t place = json_array_size(answer->records);
		if (!septel__promise_is_on_case(timeline->log, promises.at[i], timeline->person) ||
		    !septel__see_promise(answer, timeline->ledger, promises.at[i], &promise))
			continue;
		septel__record_promise(answer, timeline->ledger, &promise);
		date_promise(answer->view, json_array_get(answer->records, place),
			     promise.seen.made);
	}
}

/* ---- every other claim that names the person ---- */

/* Those that are told above, and those that tell no event. */
static bool is_event(const struct claim *claim)
{
	switch (claim->type) {
	case CLAIM_PARTY_NOTED:
	case CLAIM_PARTY_ATTRIBUTE:
	case CLAIM_PARTY_RELATED:
	case CLAIM_PARTY_HOLDS:
	case CLAIM_CUSTODY_OPEN:
	case CLAIM_CUSTODY_TRANSFER:
	case CLAIM_CUSTODY_MOVE:
	case CLAIM_CUSTODY_CLOSE:
	case CLAIM_CUSTODY_DESCRIBED:
	case CLAIM_CUSTODY_BOUNDED:
		return false;
	default:
		return !is_encounter(claim) &&
		       !septel__equal(septel__type_family(claim->type), VIEW_LITERAL("promise"));
	}
}

void septel__record_event(struct answer *answer, const struct claim *claim)
{
	const struct septel_view family = septel__type_family(claim->type);
	septel__record_begin(answer);
	if (!septel__record_rests_on(answer, claim)) {
		septel__record_drop(answer);
		return;
	}
	septel__record_set_view(answer, "kind", family);
	septel__record_set(answer, "type", json_string(septel__type_row(claim->type)->name));
	set_clocks(answer, claim);
	set_span(answer, claim);
	septel__record_set_view(answer, "subject", claim->subject);
	septel__record_set_view_or_null(answer, "id", septel__claim_text(claim, KEY_ID));
	septel__record_set(answer, "text", septel__claim_words(claim));
	septel__record_end(answer);
}

static void tell_events(const struct timeline *timeline)
{
	for (size_t i = 0; i < timeline->naming.count; i++)
		if (is_event(timeline->naming.at[i]))
			septel__record_event(timeline->answer, timeline->naming.at[i]);
}

/* ---- in order ---- */

static const char *const CLOCK_KEYS[] = {
	[TIMELINE_OCCURRED] = "occurred",
	[TIMELINE_REPORTED] = "reported",
	[TIMELINE_ENTERED] = "entered",
};

struct placed_record {
	json_t *record;
	const char *day;
	json_int_t entered;
};

static int compare_records(const void *a, const void *b)
{
	const struct placed_record *one = a, *other = b;
	const int order = strcmp(one->day, other->day);
	return order ? order : (one->entered > other->entered) - (one->entered < other->entered);
}

/* Entries of one day, and all where the clock is that of entries, as they were entered. */
static void put_in_order(struct answer *answer, enum timeline_clock clock)
{
	const size_t count = json_array_size(answer->records);
	struct placed_record *placed = malloc((count + 1) * sizeof *placed);
	json_t *ordered = json_array();
	if (!placed || !ordered)
		answer->failed = true;
	for (size_t i = 0; !answer->failed && i < count; i++) {
		json_t *record = json_array_get(answer->records, i);
		const char *day = json_string_value(json_object_get(record, CLOCK_KEYS[clock]));
		placed[i] = (struct placed_record){
			record, day ? day : "",
			json_integer_value(json_object_get(record, "entered"))};
	}
	if (!answer->failed) {
		qsort(placed, count, sizeof *placed, compare_records);
		for (size_t i = 0; i < count; i++)
			json_array_append(ordered, placed[i].record);
		json_decref(answer->records);
		answer->records = ordered;
	}
	free(placed);
}

void septel__timeline(struct answer *answer, const struct ledger *ledger,
		      const struct thing *person, enum timeline_clock clock)
{
	const struct timeline timeline = {.answer = answer,
					  .log = ledger->log,
					  .ledger = ledger,
					  .person = person,
					  .about = septel__log_about(ledger->log, person),
					  .naming = septel__log_naming(ledger->log, person)};
	tell_stays(&timeline);
	tell_meetings(&timeline);
	tell_promises(&timeline);
	tell_events(&timeline);
	put_in_order(answer, clock);
}
