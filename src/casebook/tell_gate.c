/* tell_gate.c - see tell.h: a gate, guard by guard. */
#include "../access/access.h"
#include "tell.h"

json_t *septel__json_anchors_of(struct claim_list claims)
{
	json_t *list = json_array(), *there = json_object();
	for (size_t i = 0; i < claims.count; i++) {
		size_t j;
		json_t *anchor, *anchors = septel__json_anchors(claims.at[i]);
		json_array_foreach(anchors, j, anchor)
		{
			if (json_object_get(there, json_string_value(anchor)))
				continue;
			json_object_set_new(there, json_string_value(anchor), json_true());
			json_array_append(list, anchor);
		}
		json_decref(anchors);
	}
	json_decref(there);
	return list;
}

/* "by mediator-1 and mediator-2, 2009-01-03" is for people; this has the parts. */
static json_t *override_record(struct answer *answer, const struct claim *claim, bool counting)
{
	septel__record_begin(answer);
	const bool seen = septel__record_rests_on(answer, claim);
	septel__record_set(answer, "counts", json_boolean(counting));
	if (seen) {
		septel__record_set_view(answer, "guard", septel__claim_text(claim, KEY_GUARD));
		septel__record_set_thing(answer, "by", septel__claim_thing(claim, KEY_BY));
		septel__record_set_thing(answer, "second", septel__claim_thing(claim, KEY_SECOND));
		septel__record_set_view(answer, "reason", septel__claim_text(claim, KEY_REASON));
		septel__record_set_day(answer, "on", septel__claim_day(claim));
	} else {
		septel__record_mask(answer, "guard");
		septel__record_mask(answer, "by");
		septel__record_mask(answer, "second");
		septel__record_set(answer, "reason", json_string(ACCESS_MASKED_WHY));
		septel__record_mask(answer, "on");
	}
	return septel__record_end(answer);
}

static json_t *needs_of(const struct guard_answer *guard)
{
	json_t *list = json_array();
	for (size_t i = 0; i < guard->need_count; i++)
		json_array_append_new(list, septel__json_view(guard->needs[i].what));
	return list;
}

static bool rests_on_all(struct answer *answer, const struct guard_answer *guard)
{
	bool seen = septel__answer_may_show_all(answer, guard->evidence);
	seen &= septel__answer_may_show_all(answer, guard->rests_on);
	for (size_t i = 0; i < guard->need_count; i++)
		if (guard->needs[i].claim)
			seen &= septel__answer_may_show(answer, guard->needs[i].claim);
	return seen && septel__record_rests_on_all(answer, guard->evidence) &&
	       septel__record_rests_on_all(answer, guard->rests_on);
}

static json_t *guard_record(struct answer *answer, const struct guard_answer *guard)
{
	septel__record_begin(answer);
	const bool seen = rests_on_all(answer, guard);
	septel__record_set(answer, "id", json_string(guard->row->name));
	septel__record_set(answer, "pass", json_boolean(guard->pass));
	septel__record_set(answer, "overridden", json_boolean(guard->override != NULL));
	septel__record_set(answer, "asks", json_string(guard->row->asks));
	if (seen)
		septel__record_set_view(answer, "why", guard->why);
	else
		septel__record_set(answer, "why", json_string(ACCESS_MASKED_WHY));
	septel__record_set(answer, "change", seen ? needs_of(guard) : json_array());
	septel__record_set(answer, "anchors",
			   seen ? septel__json_anchors_of(guard->evidence) : json_array());
	return septel__record_end(answer);
}

static json_t *breach_record(struct answer *answer, const struct claim *breach)
{
	septel__record_begin(answer);
	if (septel__record_rests_on(answer, breach)) {
		septel__record_set_thing(answer, "assurance", breach->about);
		septel__record_set_view_or_null(answer, "clause",
						septel__claim_text(breach, KEY_CLAUSE));
		septel__record_set_view_or_null(answer, "id", septel__claim_text(breach, KEY_ID));
		septel__record_set(answer, "why",
				   json_string("an allegation of breach stands open"));
	} else {
		septel__record_mask(answer, "assurance");
		septel__record_mask(answer, "clause");
		septel__record_mask(answer, "id");
		septel__record_set(answer, "why", json_string(ACCESS_MASKED_WHY));
	}
	return septel__record_end(answer);
}

static json_t *guard_records(struct answer *answer, const struct guard_answer *guards, size_t count)
{
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, guard_record(answer, &guards[i]));
	return list;
}

static bool is_counting(const struct gate *gate, const struct claim *override)
{
	for (size_t i = 0; i < gate->of; i++)
		if (gate->guards[i].override == override)
			return true;
	return false;
}

static json_t *override_records(struct answer *answer, const struct gate *gate)
{
	json_t *list = json_array();
	for (size_t i = 0; i < gate->overrides.count; i++)
		json_array_append_new(list,
				      override_record(answer, gate->overrides.at[i],
						      is_counting(gate, gate->overrides.at[i])));
	return list;
}

static json_t *breach_records(struct answer *answer, const struct gate *gate)
{
	json_t *list = json_array();
	for (size_t i = 0; i < gate->frozen.count; i++)
		json_array_append_new(list, breach_record(answer, gate->frozen.at[i]));
	return list;
}

void septel__tell_gate(struct answer *answer, const struct gate_question *question,
		       const struct gate *gate)
{
	septel__record_begin(answer);
	septel__record_set_thing(answer, "case", question->person);
	septel__record_set(answer, "option", json_string(septel__gate_row(question->gate)->name));
	septel__record_set_thing(answer, "to", question->to_is_hidden ? NULL : question->to);
	septel__record_set(answer, "verdict", json_string(gate->ready ? "READY" : "BLOCKED"));
	septel__record_set(answer, "passed", json_integer((json_int_t)gate->passed));
	septel__record_set(answer, "of", json_integer((json_int_t)gate->of));
	septel__record_set(answer, "overridden", json_integer((json_int_t)gate->overridden));
	septel__record_set(answer, "guards", guard_records(answer, gate->guards, gate->of));
	septel__record_set(answer, "warnings",
			   guard_records(answer, gate->warnings, gate->warning_count));
	septel__record_set(answer, "frozen", breach_records(answer, gate));
	septel__record_set(answer, "overrides", override_records(answer, gate));
	septel__record_set(answer, "authorises", json_false());
	septel__record_end(answer);
}
