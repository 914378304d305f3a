/* answer.c - see answer.h. */
#include "answer.h"

#include "../access/level.h"
#include "../base/date.h"
#include "../base/out.h"

#include <stdlib.h>

bool septel__answer_init(struct answer *answer, struct case_view *view)
{
	*answer =
		(struct answer){.view = view,
				.records = json_array(),
				.derived = json_object(),
				.undated = json_object(),
				.counted = calloc(view->log->book->claim_count + 1, sizeof(bool))};
	return answer->records && answer->derived && answer->undated && answer->counted;
}

void septel__answer_release(struct answer *answer)
{
	while (answer->depth)
		septel__record_drop(answer);
	json_decref(answer->records);
	json_decref(answer->derived);
	json_decref(answer->undated);
	free(answer->counted);
	*answer = (struct answer){0};
}

/* ---- JSON of what journals hold ---- */

json_t *septel__json_view(struct septel_view text)
{
	return json_stringn(text.len ? text.ptr : "", text.len);
}

json_t *septel__json_things(struct claim_things things)
{
	json_t *list = json_array();
	for (size_t i = 0; i < things.count; i++)
		json_array_append_new(list, septel__json_view(things.at[i]->name));
	return list;
}

json_t *septel__json_anchors(const struct claim *claim)
{
	json_t *list = json_array();
	const struct septel_view id = claim->message->id;
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_value *value = &claim->values[i];
		if (value->row->key != KEY_SRC)
			continue;
		const struct claim_anchor *anchor = &value->is.anchor;
		json_array_append_new(list,
				      anchor->officer.len
					      ? json_sprintf("%.*s manual %.*s", VIEW_FORMAT(id),
							     VIEW_FORMAT(anchor->officer))
					      : json_sprintf("%.*s#%d.%d", VIEW_FORMAT(id),
							     anchor->paragraph, anchor->sentence));
	}
	return list;
}

static json_t *json_day(struct septel_time day)
{
	char text[TIME_TEXT_SIZE];
	day.hour = SEPTEL_NUMBER_NONE;
	return septel__has_time(day) ? json_string(septel__time_text(day, text)) : json_null();
}

void septel__json_join(json_t *list, const json_t *more)
{
	size_t i, j;
	json_t *item, *held;
	json_array_foreach(more, i, item)
	{
		bool there = false;
		json_array_foreach(list, j, held) there = there || json_equal(held, item);
		if (!there)
			json_array_append(list, item);
	}
}

static void join_one(json_t *list, json_t *item)
{
	json_t *one = json_array();
	json_array_append_new(one, item);
	septel__json_join(list, one);
	json_decref(one);
}

/* ---- records ---- */

static struct answer_record *open_record(struct answer *answer)
{
	return answer->depth ? &answer->open[answer->depth - 1] : NULL;
}

void septel__record_begin(struct answer *answer)
{
	if (answer->depth == ANSWER_DEPTH_LIMIT)
		abort(); /* no maker of records goes that deep */
	struct answer_record *record = &answer->open[answer->depth++];
	*record = (struct answer_record){.fields = json_object(),
					 .anchors = json_array(),
					 .masked = json_array(),
					 .derived = json_array(),
					 .undated = json_array()};
	if (!record->fields || !record->anchors || !record->masked || !record->derived ||
	    !record->undated)
		answer->failed = true;
}

static void release(struct answer_record *record)
{
	json_decref(record->anchors);
	json_decref(record->masked);
	json_decref(record->derived);
	json_decref(record->undated);
}

void septel__record_drop(struct answer *answer)
{
	struct answer_record *record = open_record(answer);
	json_decref(record->fields);
	release(record);
	answer->depth--;
}

static struct septel_time later(struct septel_time a, struct septel_time b)
{
	if (!septel__has_time(a) || !septel__has_time(b))
		return septel__has_time(a) ? a : b;
	return septel__day_number(a) > septel__day_number(b) ? a : b;
}

static void note_keys(json_t *object, json_t *list)
{
	size_t i;
	json_t *item;
	json_array_foreach(list, i, item)
		json_object_set_new(object, json_string_value(item), json_null());
}

/* What a record rests on, the one around it, or the answer as a whole, rests on too. */
static void pass_on(struct answer *answer, const struct answer_record *record)
{
	struct answer_record *around = open_record(answer);
	if (around) {
		around->label = septel__label_join(around->label, record->label);
		around->declassify = later(around->declassify, record->declassify);
		septel__json_join(around->anchors, record->anchors);
		septel__json_join(around->derived, record->derived);
		septel__json_join(around->undated, record->undated);
	} else {
		answer->label = septel__label_join(answer->label, record->label);
		answer->declassify = later(answer->declassify, record->declassify);
		note_keys(answer->derived, record->derived);
		note_keys(answer->undated, record->undated);
	}
}

json_t *septel__record_end(struct answer *answer)
{
	struct answer_record record = *open_record(answer);
	answer->depth--;
	pass_on(answer, &record);
	json_object_set_new(record.fields, "class",
			    json_string(septel__level_letters(record.label.level)));
	if (!json_object_get(record.fields, "anchors"))
		json_object_set(record.fields, "anchors", record.anchors);
	json_object_set(record.fields, "derived_from", record.derived);
	json_object_set_new(record.fields, "declassify_on", json_day(record.declassify));
	json_object_set(record.fields, "masked", record.masked);
	release(&record);
	if (answer->depth)
		return record.fields;
	if (json_array_append_new(answer->records, record.fields))
		answer->failed = true;
	return NULL;
}

/* ---- what it rests on ---- */

bool septel__answer_may_show(struct answer *answer, const struct claim *claim)
{
	const enum claim_sight sight = septel__view_sight(answer->view, claim);
	if (sight != SIGHT_FULL && sight != SIGHT_HIDDEN && !answer->counted[claim->entered]) {
		answer->counted[claim->entered] = true;
		answer->withheld++;
	}
	answer->failed = answer->failed || answer->view->failed;
	return sight == SIGHT_FULL;
}

static void note_source(struct answer *answer, const struct journal_message *message)
{
	struct answer_record *record = open_record(answer);
	if (message->class_ > SEPTEL_UNCLASSIFIED && !septel__has_time(message->declassify))
		join_one(record->undated, septel__json_view(message->id));
	record->declassify = later(record->declassify, message->declassify);
	join_one(record->derived, septel__json_view(message->id));
}

static void note_claim(struct answer *answer, const struct claim *claim)
{
	struct answer_record *record = open_record(answer);
	json_t *anchors = septel__json_anchors(claim);
	septel__json_join(record->anchors, anchors);
	json_decref(anchors);
	record->label = septel__label_join(record->label, septel__claim_label(answer->view, claim));
	note_source(answer, claim->message);
}

void septel__record_protect(struct answer *answer, struct access_label label)
{
	struct answer_record *record = open_record(answer);
	record->label = septel__label_join(record->label, label);
}

bool septel__record_rests_on(struct answer *answer, const struct claim *claim)
{
	if (!septel__answer_may_show(answer, claim))
		return false;
	note_claim(answer, claim);
	return true;
}

bool septel__record_tells_of(struct answer *answer, const struct claim *claim)
{
	if (septel__record_rests_on(answer, claim))
		return true;
	if (septel__view_sight(answer->view, claim) != SIGHT_FACT)
		return false;
	note_claim(answer, claim);
	return true;
}

bool septel__answer_may_show_all(struct answer *answer, struct claim_list claims)
{
	bool all = true;
	for (size_t i = 0; i < claims.count; i++)
		all &= septel__answer_may_show(answer, claims.at[i]);
	return all;
}

bool septel__record_rests_on_all(struct answer *answer, struct claim_list claims)
{
	bool all = septel__answer_may_show_all(answer, claims);
	for (size_t i = 0; all && i < claims.count; i++)
		all &= septel__record_rests_on(answer, claims.at[i]);
	return all;
}

void septel__record_join(struct answer *answer, struct access_label label,
			 struct septel_time declassify)
{
	struct answer_record *record = open_record(answer);
	record->label = septel__label_join(record->label, label);
	record->declassify = later(record->declassify, declassify);
}

void septel__answer_derives_from(struct answer *answer, const struct claim *claim)
{
	const struct journal_message *message = claim->message;
	json_object_setn_new(answer->derived, message->id.ptr, message->id.len, json_null());
	if (message->class_ > SEPTEL_UNCLASSIFIED && !septel__has_time(message->declassify))
		json_object_setn_new(answer->undated, message->id.ptr, message->id.len,
				     json_null());
}

/* ---- fields ---- */

void septel__record_set(struct answer *answer, const char *key, json_t *value)
{
	if (json_object_set_new(open_record(answer)->fields, key, value))
		answer->failed = true;
}

void septel__record_set_view(struct answer *answer, const char *key, struct septel_view text)
{
	septel__record_set(answer, key, septel__json_view(text));
}

void septel__record_set_view_or_null(struct answer *answer, const char *key,
				     struct septel_view text)
{
	septel__record_set(answer, key, text.len ? septel__json_view(text) : json_null());
}

void septel__record_set_day(struct answer *answer, const char *key, struct septel_time day)
{
	septel__record_set(answer, key, json_day(day));
}

void septel__record_set_thing(struct answer *answer, const char *key, const struct thing *thing)
{
	septel__record_set(answer, key, thing ? septel__json_view(thing->name) : json_null());
}

void septel__record_mask(struct answer *answer, const char *key)
{
	septel__record_set(answer, key, json_null());
	join_one(open_record(answer)->masked, json_string(key));
}

bool septel__record_set_if(struct answer *answer, const char *key, json_t *value,
			   struct claim_list claims)
{
	if (septel__record_rests_on_all(answer, claims)) {
		septel__record_set(answer, key, value);
		return true;
	}
	json_decref(value);
	septel__record_mask(answer, key);
	return false;
}
