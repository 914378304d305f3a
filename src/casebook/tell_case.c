/* tell_case.c - see tell.h: a case as an officer sees it in the morning, and what is missing. */
#include "tell.h"

#include "../base/date.h"
#include "../base/out.h"
#include "custody.h"
#include "evidence.h"
#include "guard_checks.h"

#include <limits.h>
#include <stdio.h>

/* What is told of one person, worked out over the whole log: what rests on claims that the
 * viewer may not see is masked, also where they are hidden.  A state is told as it is or not at
 * all. */
struct telling {
	struct answer *answer;
	const struct case_log *log;
	const struct case_rules *rules;
	const struct thing *person;
	struct claim_list about;
	struct custody custody;
	struct standing standing;
};

static struct telling telling_of(struct answer *answer, const struct case_rules *rules,
				 const struct thing *person)
{
	struct telling telling = {.answer = answer,
				  .log = answer->view->log,
				  .rules = rules,
				  .person = person,
				  .about = septel__log_about(answer->view->log, person)};
	septel__custody_read(&telling.custody, telling.log, person);
	septel__standing_read(&telling.standing, answer->view->log, rules, person);
	return telling;
}

/* ---- the head: state, holder, place ---- */

/* False: it is masked. */
static bool tell_state(const struct telling *telling)
{
	struct answer *answer = telling->answer;
	const struct standing *standing = &telling->standing;
	if (!septel__record_rests_on_all(answer, standing->rests_on)) {
		septel__record_mask(answer, "state");
		septel__record_mask(answer, "state_since");
		return false;
	}
	septel__record_set(answer, "state",
			   json_string(septel__standing_text(standing, telling->log->book->arena)));
	septel__record_set_day(answer, "state_since", standing->since);
	return true;
}

/* What took out custody that was told. */
static struct claim_list corrections(const struct telling *telling)
{
	const struct claim_list corrected =
		septel__log_corrected_about(telling->log, telling->person);
	struct claim_bag bag = {.arena = telling->log->book->arena};
	for (size_t i = 0; i < corrected.count; i++)
		if (septel__starts(septel_view_of(septel__type_row(corrected.at[i]->type)->name),
				   "custody."))
			septel__bag_add(&bag, septel__log_corrector(telling->log, corrected.at[i]));
	return septel__bag_list(&bag);
}

static void tell_holder(const struct telling *telling)
{
	struct answer *answer = telling->answer;
	const struct custody_episode *now = septel__custody_now(&telling->custody);
	static const char *const KEYS[] = {"holder", "since", "place"};
	const struct custody *custody = &telling->custody;
	const struct claim *ended =
		!now && custody->count ? custody->episodes[custody->count - 1].ended : NULL;
	bool seen = septel__record_rests_on_all(answer, corrections(telling));
	if (now)
		seen &= septel__record_rests_on_all(answer, now->claims);
	if (ended)
		seen &= septel__record_rests_on(answer, ended);
	for (size_t i = 0; !seen && i < sizeof KEYS / sizeof *KEYS; i++)
		septel__record_mask(answer, KEYS[i]);
	if (!seen)
		return;
	septel__record_set_thing(answer, "holder", now ? now->holder : NULL);
	septel__record_set_day(answer, "since", now ? now->from : (struct septel_time){0});
	septel__record_set_view_or_null(answer, "place",
					now ? now->place : (struct septel_view){"", 0});
}

static bool lists(const json_t *list, const char *word)
{
	size_t i;
	const json_t *item;
	json_array_foreach(list, i,
			   item) if (strcmp(json_string_value(item), word) == 0) return true;
	return false;
}

/* Sets the fields of the first line, with a mark and an anchor of their own. */
static void tell_head(const struct telling *telling)
{
	static const char *const KEYS[] = {"state", "state_since", "holder", "since", "place"};
	const struct custody_episode *now = septel__custody_now(&telling->custody);
	struct answer *answer = telling->answer;
	septel__record_begin(answer);
	(void)tell_state(telling);
	tell_holder(telling);
	json_t *head = septel__record_end(answer);
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
		json_t *value = json_object_get(head, KEYS[i]);
		if (lists(json_object_get(head, "masked"), KEYS[i]))
			septel__record_mask(answer, KEYS[i]);
		else
			septel__record_set(answer, KEYS[i], json_incref(value));
	}
	const struct claim_list placed = {now && now->placed ? &now->placed : NULL,
					  now && now->placed ? 1 : 0};
	json_object_set_new(head, "anchors",
			    json_object_get(head, "place") &&
					    !json_is_null(json_object_get(head, "place"))
				    ? septel__json_anchors_of(placed)
				    : json_array());
	septel__record_set(answer, "head", head);
}

/* ---- who held the person before ---- */

/* Whether there was a gap before the episode is known from how the one before it ended. */
static void tell_gap(const struct telling *telling, const struct custody_episode *episode,
		     const char *key)
{
	struct answer *answer = telling->answer;
	const struct custody_episode *before =
		episode > telling->custody.episodes ? episode - 1 : NULL;
	const struct claim *ended = before ? before->ended : NULL;
	const bool seen = septel__answer_may_show_all(answer, episode->claims) &&
			  (!before || septel__answer_may_show_all(answer, before->claims)) &&
			  (!ended || septel__answer_may_show(answer, ended));
	if (seen)
		septel__record_set(answer, key, json_boolean(episode->gap));
	else
		septel__record_mask(answer, key);
}

static json_t *episode_record(const struct telling *telling, const struct custody_episode *episode)
{
	struct answer *answer = telling->answer;
	const struct claim_list ended = {&episode->ended, episode->ended ? 1 : 0};
	septel__record_begin(answer);
	const bool seen = septel__record_rests_on_all(answer, episode->claims);
	if (!seen) {
		septel__record_drop(answer);
		return NULL;
	}
	septel__record_set_thing(answer, "holder", episode->holder);
	septel__record_set_view_or_null(answer, "place", episode->place);
	septel__record_set_day(answer, "from", episode->from);
	if (septel__record_rests_on_all(answer, ended))
		septel__record_set_day(answer, "to", episode->to);
	else
		septel__record_mask(answer, "to");
	tell_gap(telling, episode, "gap_before");
	return septel__record_end(answer);
}

static json_t *episode_records(const struct telling *telling)
{
	json_t *list = json_array();
	const struct custody_episode *now = septel__custody_now(&telling->custody);
	for (size_t i = telling->custody.count; i > 0; i--) {
		const struct custody_episode *episode = &telling->custody.episodes[i - 1];
		json_t *record = episode != now ? episode_record(telling, episode) : NULL;
		if (record)
			json_array_append_new(list, record);
	}
	return list;
}

/* ---- texts told of the stay ---- */

/* How many different texts claims of that type tell behind that key, of those that are seen. */
static json_int_t count_texts(const struct telling *telling, enum claim_type type,
			      enum claim_key key)
{
	json_t *texts = json_object();
	for (size_t i = 0; i < telling->about.count; i++) {
		const struct claim *claim = telling->about.at[i];
		if (claim->type != type || !septel__record_rests_on(telling->answer, claim))
			continue;
		const struct septel_view text = septel__claim_text(claim, key);
		json_object_setn_new_nocheck(texts, text.ptr, text.len, json_null());
	}
	const json_int_t count = (json_int_t)json_object_size(texts);
	json_decref(texts);
	return count;
}

static json_t *stay_record(const struct telling *telling)
{
	struct answer *answer = telling->answer;
	septel__record_begin(answer);
	septel__record_set(answer, "described",
			   json_integer(count_texts(telling, CLAIM_CUSTODY_DESCRIBED, KEY_AS)));
	septel__record_set(answer, "ends",
			   json_integer(count_texts(telling, CLAIM_CUSTODY_BOUNDED, KEY_UNTIL)));
	return septel__record_end(answer);
}

/* ---- the wish ---- */

/* The last claim that tells of a wish, in whoever's voice. */
static const struct claim *last_wish(const struct telling *telling)
{
	static const enum claim_type OWN[] = {CLAIM_PREF_DECLARED, CLAIM_PREF_WITHDRAWN, CLAIM_ANY};
	static const enum claim_type OTHERS[] = {CLAIM_PREF_REPORTED, CLAIM_ANY};
	const struct claim *own = septel__last_of(telling->about, OWN);
	return own ? own : septel__last_of(telling->about, OTHERS);
}

static const char *voice_of(const struct telling *telling, const struct claim *wish)
{
	if (wish->type == CLAIM_PREF_WITHDRAWN)
		return "withdrawn";
	if (wish->type == CLAIM_PREF_DECLARED && !septel__foreign_voice(telling->log, wish))
		return "declared";
	return septel__claim_word(wish, KEY_MOOD) == MOOD_BELIEVED ? "believed" : "reported";
}

static json_t *wish_record(const struct telling *telling)
{
	struct answer *answer = telling->answer;
	const struct claim *wish = last_wish(telling);
	if (!wish)
		return json_null();
	septel__record_begin(answer);
	if (!septel__record_rests_on(answer, wish)) {
		septel__record_drop(answer);
		septel__record_mask(answer, "wish");
		return NULL;
	}
	septel__record_set_view_or_null(answer, "option", septel__claim_text(wish, KEY_OPTION));
	septel__record_set(answer, "voice", json_string(voice_of(telling, wish)));
	septel__record_set_thing(answer, "by", septel__speaker(wish));
	septel__record_set_day(answer, "on", septel__claim_day(wish));
	return septel__record_end(answer);
}

/* ---- options ---- */

/* Whether it may be seen; a claim that does not name the person is not counted as withheld. */
static bool is_seen(const struct answer *answer, const struct claim *claim)
{
	return septel__view_claim(answer->view, claim).outcome == ACCESS_FULL;
}

static json_t *availability_record(struct answer *answer, const struct claim *claim)
{
	if (!is_seen(answer, claim))
		return NULL;
	septel__record_begin(answer);
	if (!septel__record_rests_on(answer, claim)) {
		septel__record_drop(answer);
		return NULL;
	}
	septel__record_set_thing(answer, "by", septel__claim_thing(claim, KEY_BY));
	septel__record_set_view(answer, "state", septel__claim_text(claim, KEY_STATE));
	struct septel_view rest = claim->whole, when = {"", 0};
	(void)septel__next_word(&rest, &when);
	septel__record_set_view(answer, "when", when);
	return septel__record_end(answer);
}

static json_t *availability_records(const struct telling *telling, int option)
{
	json_t *list = json_array();
	for (size_t i = 0; i < telling->rules->availabilities.count; i++) {
		const struct claim *claim = telling->rules->availabilities.at[i];
		const struct thing *for_ = septel__claim_thing(claim, KEY_FOR);
		json_t *record =
			claim->word == option &&
					(!for_ || septel__is_part_of(telling->person, for_))
				? availability_record(telling->answer, claim)
				: NULL;
		if (record)
			json_array_append_new(list, record);
	}
	return list;
}

/* That an option is not among those open may rest on any claim that opens or closes one. */
static bool options_may_be_told(const struct telling *telling)
{
	bool all = true;
	for (size_t i = 0; i < telling->log->claims.count; i++) {
		const struct claim *claim = telling->log->claims.at[i];
		if ((claim->type == CLAIM_OPTION_OPEN || claim->type == CLAIM_OPTION_CLOSED) &&
		    claim->about && septel__is_part_of(telling->person, claim->about))
			all &= septel__answer_may_show(telling->answer, claim);
	}
	return all;
}

static json_t *option_records(const struct telling *telling)
{
	struct answer *answer = telling->answer;
	const struct claim *open[OPTION_WORDS];
	json_t *list = json_array();
	septel__options_open(telling->log, telling->person, open);
	for (int i = 0; i < OPTION_WORDS; i++) {
		if (!open[i] || !is_seen(answer, open[i]))
			continue;
		septel__record_begin(answer);
		if (septel__record_rests_on(answer, open[i]))
			septel__record_set(answer, "option", json_string(septel__option_name(i)));
		septel__record_set(answer, "availability", availability_records(telling, i));
		json_array_append_new(list, septel__record_end(answer));
	}
	return list;
}

/* ---- fears, what is owed, notes ---- */

static bool tells_of_fear(enum claim_type type)
{
	return type == CLAIM_FEAR_EXPRESSED || type == CLAIM_FEAR_NONE ||
	       type == CLAIM_FEAR_UNDISCLOSED || type == CLAIM_FEAR_WITHDRAWN;
}

static json_t *fear_records(const struct telling *telling)
{
	struct answer *answer = telling->answer;
	json_t *list = json_array();
	for (size_t i = 0; i < telling->about.count; i++) {
		const struct claim *claim = telling->about.at[i];
		if (!tells_of_fear(claim->type) || !septel__answer_may_show(answer, claim))
			continue;
		septel__record_begin(answer);
		if (septel__record_rests_on(answer, claim))
			septel__record_set_view(
				answer, "result",
				septel__slice(septel_view_of(septel__type_row(claim->type)->name),
					      strlen("fear."), SIZE_MAX));
		septel__record_set_view(answer, "country", septel__claim_text(claim, KEY_COUNTRY));
		septel__record_set_view_or_null(answer, "id", septel__claim_text(claim, KEY_ID));
		septel__record_set_view_or_null(answer, "clears",
						septel__claim_text(claim, KEY_CLEARS));
		septel__record_set_day(answer, "on", septel__claim_day(claim));
		json_array_append_new(list, septel__record_end(answer));
	}
	return list;
}

static json_t *note_record(struct answer *answer, const struct standing_note *note)
{
	septel__record_begin(answer);
	bool seen = septel__record_rests_on(answer, note->claim);
	seen &= septel__record_rests_on_all(answer, note->evidence);
	if (!seen) {
		septel__record_drop(answer);
		return NULL;
	}
	septel__record_set(answer, "id", json_string(note->id));
	septel__record_set_day(answer, "on", septel__claim_day(note->claim));
	septel__record_set_view(answer, "text", note->text);
	return septel__record_end(answer);
}

static json_t *note_records(const struct telling *telling)
{
	json_t *list = json_array();
	for (size_t i = 0; i < telling->standing.note_count; i++) {
		json_t *record = note_record(telling->answer, &telling->standing.notes[i]);
		if (record)
			json_array_append_new(list, record);
	}
	return list;
}

/* Counts every claim that names the person and may not be seen; true where any may. */
static bool count_withheld(const struct telling *telling)
{
	const struct claim_list naming = septel__log_naming(telling->log, telling->person);
	bool any = naming.count == 0;
	for (size_t i = 0; i < naming.count; i++)
		any |= septel__answer_may_show(telling->answer, naming.at[i]);
	return any;
}

bool septel__tell_case(struct answer *answer, const struct case_rules *rules,
		       const struct ledger *ledger, const struct thing *person)
{
	const struct telling telling = telling_of(answer, rules, person);
	const struct custody_episode *now = septel__custody_now(&telling.custody);
	const bool any = count_withheld(&telling);
	septel__record_begin(answer);
	septel__record_set_thing(answer, "case", person);
	tell_head(&telling);
	if (now)
		tell_gap(&telling, now, "gap");
	else
		septel__record_set(answer, "gap", json_false());
	septel__record_set(answer, "before", episode_records(&telling));
	septel__record_set(answer, "stay", stay_record(&telling));
	json_t *wish = wish_record(&telling);
	if (wish)
		septel__record_set(answer, "wish", wish);
	if (options_may_be_told(&telling))
		septel__record_set(answer, "options", option_records(&telling));
	else
		septel__record_mask(answer, "options");
	septel__record_set(answer, "fears", fear_records(&telling));
	septel__record_set(answer, "owed", septel__owed_record(answer, rules, ledger, person));
	septel__record_set(answer, "notes", note_records(&telling));
	septel__record_end(answer);
	return any;
}

/* ---- what is missing ---- */

static json_t *need_record(struct answer *answer, const struct guard_answer *guard,
			   const struct guard_need *need)
{
	septel__record_begin(answer);
	bool seen = septel__record_rests_on_all(answer, guard->evidence);
	seen &= septel__record_rests_on_all(answer, guard->rests_on);
	if (need->claim)
		seen &= septel__record_rests_on(answer, need->claim);
	septel__record_set(answer, "guard", json_string(guard->row->name));
	if (seen)
		septel__record_set_view(answer, "what", need->what);
	else
		septel__record_set(answer, "what", json_string(ACCESS_MASKED_WHY));
	const struct claim_list one = {&need->claim, 1};
	septel__record_set(answer, "anchors",
			   seen && need->claim ? septel__json_anchors_of(one) : json_array());
	return septel__record_end(answer);
}

static json_t *need_records(struct answer *answer, const struct gate *gate)
{
	json_t *list = json_array();
	for (size_t i = 0; i < gate->of; i++)
		for (size_t j = 0; j < gate->guards[i].need_count && !gate->guards[i].override; j++)
			json_array_append_new(list, need_record(answer, &gate->guards[i],
								&gate->guards[i].needs[j]));
	return list;
}

/* Where nothing else is missing: the claim that takes the step. */
static json_t *step_record(struct answer *answer, enum case_state from)
{
	size_t count;
	const struct step_row *rows = septel__step_rows(&count);
	for (size_t i = 0; i < count; i++) {
		if (!(rows[i].from & 1u << from) || rows[i].to != from + 1)
			continue;
		char what[80];
		snprintf(what, sizeof what, "the claim that says so (%s)",
			 septel__type_row(rows[i].type)->name);
		septel__record_begin(answer);
		septel__record_set(answer, "guard", json_string(rows[i].id));
		septel__record_set(answer, "what", json_string(what));
		return septel__record_end(answer);
	}
	return NULL;
}

static void tell_missing(const struct telling *telling)
{
	struct answer *answer = telling->answer;
	const enum case_state state = telling->standing.state;
	const int option = telling->standing.option, next = septel__state_row(state)->next;
	const int name = next == OWN_GATE ? septel__gate_of_option(option) : next;
	bool several;
	struct gate gate = {0};
	if (name < 0 || name >= GATE_COUNT) {
		septel__record_set(answer, "next", json_null());
		septel__record_set(answer, "missing", json_array());
		return;
	}
	const struct gate_question question = {
		.log = answer->view->log,
		.rules = telling->rules,
		.person = telling->person,
		.gate = (enum gate_name)name,
		.option = option,
		.to = option < OPTION_WORDS
			      ? septel__receiving_state(answer->view->log, telling->person, option,
							&several)
			      : NULL,
		.day = LONG_MAX};
	septel__gate_ask(&gate, &question);
	json_t *missing = need_records(answer, &gate);
	json_t *step = json_array_size(missing) ? NULL : step_record(answer, state);
	if (step)
		json_array_append_new(missing, step);
	septel__record_set(answer, "next", json_string(septel__state_row(state + 1)->name));
	septel__record_set(answer, "missing", missing);
}

void septel__tell_next(struct answer *answer, const struct case_rules *rules,
		       const struct thing *person)
{
	const struct telling telling = telling_of(answer, rules, person);
	septel__record_begin(answer);
	septel__record_set_thing(answer, "case", person);
	if (tell_state(&telling)) {
		tell_missing(&telling);
	} else {
		septel__record_mask(answer, "next");
		septel__record_mask(answer, "missing");
	}
	septel__record_end(answer);
}
