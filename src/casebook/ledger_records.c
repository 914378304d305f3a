/* ledger_records.c - see ledger_records.h. */
#include "ledger_records.h"

#include "../base/date.h"

#include <stdio.h>

/* ---- what may be seen ---- */

/* Those of the claims that may be seen; the list itself where all may. */
static struct claim_list visible(struct answer *answer, const struct ledger *ledger,
				 struct claim_list claims)
{
	size_t count = 0;
	for (size_t i = 0; i < claims.count; i++)
		count += septel__answer_may_show(answer, claims.at[i]);
	if (count == claims.count)
		return claims;
	const struct claim **seen =
		septel_arena_alloc(ledger->log->book->arena, (count + 1) * sizeof(struct claim *));
	if (!seen) {
		answer->failed = true;
		return (struct claim_list){0};
	}
	count = 0;
	for (size_t i = 0; i < claims.count; i++)
		if (septel__answer_may_show(answer, claims.at[i]))
			seen[count++] = claims.at[i];
	return (struct claim_list){seen, count};
}

/* Claims that a field rests on. */
#define BASIS_LIMIT 12

struct basis {
	const struct claim *at[BASIS_LIMIT];
	size_t count;
};

static void rest(struct basis *basis, const struct claim *claim)
{
	if (claim)
		basis->at[basis->count++] = claim;
}

static struct claim_list list_of(const struct basis *basis)
{
	return (struct claim_list){basis->at, basis->count};
}

static json_t *json_day_number(long day)
{
	char text[TIME_TEXT_SIZE];
	return day == DAY_NONE ? json_null()
			       : json_string(septel__time_text(septel__day_time(day), text));
}

/* The words behind a key of a claim that may be seen. */
static void set_term(struct answer *answer, enum claim_key key, const struct claim *told)
{
	const struct septel_view text =
		told ? septel__claim_text(told, key) : (struct septel_view){"", 0};
	if (told)
		septel__record_rests_on(answer, told);
	septel__record_set_view_or_null(answer, septel__key_name(key), text);
}

static void set_terms(struct answer *answer, struct claim_list seen, const enum claim_key *keys,
		      size_t count)
{
	for (size_t i = 0; i < count; i++)
		set_term(answer, keys[i], septel__promise_term(seen, keys[i]));
}

/* ---- promises ---- */

/* What a reading rests on beside the claim that tells the due. */
static void rest_on_reading(const struct due_basis *due, const struct day_reading *reading,
			    struct basis *basis)
{
	if (reading->rule == READING_EVENT)
		rest(basis, due->event);
	if (reading->rule == READING_TEXT)
		rest(basis, due->window.first_by ? due->window.first_by : due->window.last_by);
}

static const struct day_reading *chosen(const struct promise *promise)
{
	const struct day_readings *readings = &promise->due.readings;
	return promise->due_by && readings->count ? &readings->at[readings->chosen] : NULL;
}

static struct basis due_rests_on(const struct promise *promise)
{
	struct basis basis = {0};
	rest(&basis, promise->due_by);
	rest(&basis, promise->preferred);
	if (chosen(promise))
		rest_on_reading(&promise->due, chosen(promise), &basis);
	return basis;
}

static bool may_show_all(struct answer *answer, struct basis basis)
{
	bool all = true;
	for (size_t i = 0; i < basis.count; i++)
		all &= septel__answer_may_show(answer, basis.at[i]);
	return all;
}

static bool is_dated(enum promise_state state)
{
	return state == PROMISE_NOT_YET_DUE || state == PROMISE_DUE || state == PROMISE_OVERDUE ||
	       state == PROMISE_KEPT_LATE;
}

bool septel__see_promise(struct answer *answer, const struct ledger *ledger,
			 const struct thing *thing, struct seen_promise *promise)
{
	*promise = (struct seen_promise){.thing = thing,
					 .claims = septel__log_about(ledger->log, thing)};
	promise->visible = visible(answer, ledger, promise->claims);
	septel__promise_fold(ledger, promise->claims, &promise->whole);
	promise->seen = promise->whole;
	if (promise->visible.count != promise->claims.count)
		septel__promise_fold(ledger, promise->visible, &promise->seen);
	promise->undated = !may_show_all(answer, due_rests_on(&promise->seen));
	promise->unsettled = promise->undated && is_dated(promise->seen.state);
	return promise->seen.made != NULL;
}

static struct basis state_rests_on(const struct seen_promise *promise)
{
	struct basis basis = due_rests_on(&promise->whole);
	rest(&basis, promise->whole.moved);
	rest(&basis, promise->whole.met);
	rest(&basis, septel__promise_term(promise->claims, KEY_IF));
	return basis;
}

/* A date that the words or the journal name needs no day to look from. */
static bool makes_use_of_window(const struct promise *promise)
{
	return chosen(promise) && chosen(promise)->rule != READING_EXACT;
}

bool septel__promise_is_known(struct answer *answer, const struct seen_promise *promise)
{
	return may_show_all(answer, state_rests_on(promise));
}

static struct basis readings_rest_on(const struct promise *promise)
{
	struct basis basis = {0};
	rest(&basis, promise->due_by);
	rest(&basis, promise->preferred);
	if (makes_use_of_window(promise)) {
		rest(&basis, promise->due.event);
		rest(&basis, promise->due.window.first_by);
		rest(&basis, promise->due.window.last_by);
	}
	return basis;
}

static json_t *json_flags(unsigned flags)
{
	static const struct {
		enum promise_flag flag;
		const char *name;
	} NAMES[] = {
		{PROMISE_DUE_BEFORE_REPORT, "due-before-report"},
		{PROMISE_AMBIGUOUS_DUE, "ambiguous-due"},
		{PROMISE_VAGUE, "vague"},
		{PROMISE_UNPROVEN, "unproven"},
		{PROMISE_CONTRADICTED, "contradicted"},
	};
	json_t *list = json_array();
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (flags & NAMES[i].flag)
			json_array_append_new(list, json_string(NAMES[i].name));
	return list;
}

/* Appends what the list does not have; `more` is handed over. */
static void extend(json_t *list, json_t *more)
{
	septel__json_join(list, more);
	json_decref(more);
}

static json_t *json_readings(const struct ledger *ledger, const struct promise *promise)
{
	json_t *list = json_array();
	const struct day_readings *readings = &promise->due.readings;
	for (size_t i = 0; promise->due_by && i < readings->count; i++) {
		const struct day_reading *reading = &readings->at[i];
		json_t *item = json_object();
		json_object_set_new(item, "rule", json_string(septel__reading_name(reading->rule)));
		json_object_set_new(item, "from", json_day_number(reading->days.from));
		json_object_set_new(item, "by", json_day_number(reading->days.to));
		json_object_set_new(item, "chosen", json_boolean(i == readings->chosen));
		json_object_set_new(item, "days_late",
				    json_integer(septel__promise_late(ledger, promise, reading)));
		json_array_append_new(list, item);
	}
	return list;
}

/* The writing window, where the readings make use of one, and where it stands. */
static json_t *json_window(const struct promise *promise)
{
	const struct writing_window *window = &promise->due.window;
	if (!makes_use_of_window(promise) || window->first == DAY_NONE)
		return json_null();
	json_t *item = json_object(), *anchors = json_array();
	json_object_set_new(item, "from", json_day_number(window->first));
	json_object_set_new(item, "by", json_day_number(window->last));
	if (window->first_by)
		extend(anchors, septel__json_anchors(window->first_by));
	if (window->last_by)
		extend(anchors, septel__json_anchors(window->last_by));
	json_object_set_new(item, "anchors", anchors);
	return item;
}

/* The claims on the promise itself stand before those that its dates rest on. */
static json_t *own_anchors(const struct seen_promise *promise)
{
	json_t *list = json_array();
	for (size_t i = 0; i < promise->visible.count; i++)
		extend(list, septel__json_anchors(promise->visible.at[i]));
	return list;
}

static void set_due(struct answer *answer, const struct ledger *ledger,
		    const struct seen_promise *promise)
{
	const struct promise *whole = &promise->whole;
	const struct day_reading *reading = chosen(whole);
	const struct day_span days =
		reading ? reading->days : (struct day_span){DAY_NONE, DAY_NONE};
	const struct basis dated = due_rests_on(whole), state = state_rests_on(promise),
			   all = readings_rest_on(whole);
	/* The earliest and the latest last day of all readings. */
	const struct day_span last = septel__readings_last(&whole->due.readings);
	struct basis flags = all;
	const struct septel_view words = whole->due_by ? septel__claim_text(whole->due_by, KEY_DUE)
						       : (struct septel_view){"", 0};
	rest(&flags, whole->moved);
	septel__record_set_if(answer, "state",
			      json_string(septel__promise_state_name(whole->state)),
			      list_of(&state));
	septel__record_set_if(answer, "due", words.len ? septel__json_view(words) : json_null(),
			      (struct claim_list){&whole->due_by, whole->due_by != NULL});
	septel__record_set_if(answer, "due_from", json_day_number(days.from), list_of(&dated));
	septel__record_set_if(answer, "due_by", json_day_number(days.to), list_of(&dated));
	septel__record_set_if(answer, "days_overdue", json_integer(whole->days_late),
			      list_of(&state));
	septel__record_set_if(answer, "flags", json_flags(whole->flags), list_of(&flags));
	septel__record_set_if(answer, "rule",
			      json_string(septel__date_rule_name(whole->due.readings.rule)),
			      list_of(&all));
	septel__record_set_if(answer, "readings", json_readings(ledger, whole), list_of(&all));
	septel__record_set_if(answer, "warn_on", json_day_number(last.from), list_of(&all));
	septel__record_set_if(answer, "escalate_on", json_day_number(last.to), list_of(&all));
	septel__record_set_if(answer, "window", json_window(whole), list_of(&all));
	septel__record_set_if(answer, "note",
			      whole->due.readings.note ? json_string(whole->due.readings.note)
						       : json_null(),
			      list_of(&all));
}

/* The first of the claims on it that may be seen: its message names the promise for good. */
static const struct claim *first_making(const struct seen_promise *promise)
{
	for (size_t i = 0; i < promise->visible.count; i++)
		if (promise->visible.at[i]->type == CLAIM_PROMISE_MADE ||
		    promise->visible.at[i]->type == CLAIM_PROMISE_PROPOSED)
			return promise->visible.at[i];
	return promise->seen.made;
}

void septel__record_promise(struct answer *answer, const struct ledger *ledger,
			    const struct seen_promise *promise)
{
	static const enum claim_key TERMS[] = {KEY_BY,    KEY_TO, KEY_WHAT,
					       KEY_ABOUT, KEY_IF, KEY_UNTIL};
	septel__record_begin(answer);
	septel__record_set_thing(answer, "id", promise->thing);
	set_terms(answer, promise->visible, TERMS, sizeof TERMS / sizeof *TERMS);
	set_due(answer, ledger, promise);
	septel__record_set(answer, "anchors", own_anchors(promise));
	septel__record_set_view(answer, "told_in", first_making(promise)->message->id);
	septel__record_set_if(
		answer, "since",
		promise->whole.moved
			? json_day_number(septel__time_day(septel__claim_day(promise->whole.moved)))
			: json_null(),
		(struct claim_list){&promise->whole.moved, promise->whole.moved != NULL});
	septel__record_end(answer);
}

void septel__record_stop_notice(struct answer *answer, const struct stop_notice *notice)
{
	if (!septel__answer_may_show(answer, notice->withdrawn) ||
	    !septel__answer_may_show(answer, notice->told))
		return;
	septel__record_begin(answer);
	septel__record_rests_on(answer, notice->withdrawn);
	septel__record_rests_on(answer, notice->told);
	septel__record_set(answer, "id",
			   json_sprintf("stop:%.*s:%.*s", VIEW_FORMAT(notice->person->name),
					VIEW_FORMAT(notice->recipient->name)));
	septel__record_set_thing(answer, "by", notice->recipient);
	septel__record_set_thing(answer, "to", notice->person);
	septel__record_set(answer, "what", json_string("stop using what it was told, and confirm"));
	septel__record_set_thing(answer, "about", notice->person);
	septel__record_set_if(answer, "state",
			      json_string(septel__promise_state_name(
				      notice->heard ? PROMISE_KEPT : PROMISE_STANDING)),
			      (struct claim_list){&notice->heard, notice->heard != NULL});
	septel__record_set(answer, "due_from", json_null());
	septel__record_set(answer, "due_by", json_null());
	septel__record_set(answer, "days_overdue", json_integer(0));
	septel__record_set(answer, "flags", json_pack("[s]", "derived"));
	septel__record_set(answer, "readings", json_array());
	septel__record_set_day(answer, "since", septel__claim_day(notice->withdrawn));
	septel__record_end(answer);
}

/* ---- requests ---- */

bool septel__see_request(struct answer *answer, const struct ledger *ledger,
			 const struct thing *thing, struct seen_request *request)
{
	*request = (struct seen_request){.thing = thing,
					 .claims = septel__log_about(ledger->log, thing)};
	request->visible = visible(answer, ledger, request->claims);
	septel__request_fold(request->claims, &request->whole);
	septel__request_fold(request->visible, &request->seen);
	return request->seen.made != NULL;
}

/* Every answer that may be seen, in order: the last one counts. */
static json_t *json_answers(struct answer *answer, struct claim_list seen)
{
	json_t *list = json_array();
	for (size_t i = 0; i < seen.count; i++) {
		const struct claim *claim = seen.at[i];
		if (claim->type != CLAIM_REQUEST_ANSWERED)
			continue;
		septel__record_begin(answer);
		septel__record_rests_on(answer, claim);
		set_term(answer, KEY_ANSWER, claim);
		set_term(answer, KEY_BY, claim);
		set_term(answer, KEY_MOOD, claim);
		septel__record_set_day(answer, "when", septel__claim_day(claim));
		json_array_append_new(list, septel__record_end(answer));
	}
	return list;
}

void septel__record_request(struct answer *answer, const struct seen_request *request)
{
	static const enum claim_key TERMS[] = {KEY_BY, KEY_TO,    KEY_WHAT,
					       KEY_ON, KEY_ABOUT, KEY_DUE};
	const struct request *whole = &request->whole;
	const struct claim *answered = whole->state == REQUEST_ANSWERED ? whole->moved : NULL;
	const struct claim_list moved = {&whole->moved, whole->moved != NULL};
	septel__record_begin(answer);
	septel__record_rests_on(answer, request->seen.made);
	septel__record_set_thing(answer, "id", request->thing);
	for (size_t i = 0; i < sizeof TERMS / sizeof *TERMS; i++)
		set_term(answer, TERMS[i], request->seen.made);
	septel__record_set_if(answer, "state",
			      json_string(septel__request_state_name(whole->state)), moved);
	const struct septel_view text =
		answered ? septel__claim_text(answered, KEY_ANSWER) : (struct septel_view){"", 0};
	const struct septel_view by =
		answered ? septel__claim_text(answered, KEY_BY) : (struct septel_view){"", 0};
	septel__record_set_if(answer, "answer", text.len ? septel__json_view(text) : json_null(),
			      moved);
	septel__record_set_if(answer, "answered_by", by.len ? septel__json_view(by) : json_null(),
			      moved);
	septel__record_set_day(answer, "when", septel__claim_day(request->seen.made));
	septel__record_set(answer, "answers", json_answers(answer, request->visible));
	septel__record_end(answer);
}

/* ---- series ---- */

bool septel__see_series(struct answer *answer, const struct ledger *ledger,
			const struct thing *thing, struct seen_series *series)
{
	*series = (struct seen_series){.thing = thing,
				       .claims = septel__log_naming(ledger->log, thing)};
	series->visible = visible(answer, ledger, series->claims);
	septel__series_fold(ledger, thing, series->claims, &series->whole);
	septel__series_fold(ledger, thing, series->visible, &series->seen);
	return series->seen.made != NULL;
}

static json_t *json_every(const struct claim *claim)
{
	const struct claim_value *value = claim ? septel__claim_value(claim, KEY_EVERY) : NULL;
	return value ? septel__json_view(value->text) : json_null();
}

static json_t *json_series_flags(const struct series *series)
{
	return series->silent ? json_pack("[s]", "silent") : json_array();
}

void septel__record_series(struct answer *answer, const struct ledger *ledger,
			   const struct seen_series *series)
{
	const struct series *whole = &series->whole;
	/* How often it was held, and all that follows, rests on every claim of it. */
	struct basis terms = {0};
	rest(&terms, whole->every_by);
	const struct claim *made = series->seen.made;
	const struct claim_value *between = septel__claim_value(made, KEY_BETWEEN);
	(void)ledger;
	septel__record_begin(answer);
	septel__record_rests_on(answer, made);
	septel__record_set_thing(answer, "id", series->thing);
	set_term(answer, KEY_BY, made);
	septel__record_set(answer, "between",
			   between ? septel__json_things(septel__value_things(between))
				   : json_array());
	septel__record_set_if(answer, "every", json_every(whole->every_by), list_of(&terms));
	set_term(answer, KEY_IF, made);
	septel__record_set_if(answer, "expected",
			      whole->recurs ? json_integer(whole->expected) : json_null(),
			      series->claims);
	septel__record_set_if(answer, "held", json_integer(whole->held), series->claims);
	septel__record_set_if(
		answer, "last",
		whole->last ? json_day_number(septel__time_day(septel__claim_day(whole->last)))
			    : json_null(),
		series->claims);
	septel__record_set_if(answer, "state", json_string(septel__series_state_name(whole->state)),
			      series->claims);
	septel__record_set_if(answer, "flags", json_series_flags(whole), series->claims);
	septel__record_end(answer);
}
