/* report_text.c - see report_text.h. */
#include "report_text.h"

#include "../access/level.h"
#include "../base/date.h"
#include "../casebook/days.h"

#include <stdlib.h>

struct telling {
	struct septel_out *out;
	const struct report_parts *parts;
	int *number; /* of the last paragraph */
};

/* ---- words ---- */

void report_words(struct septel_out *out, const char *text)
{
	static const struct {
		const char *sign, *spelt;
	} SPELT[] = {{"\u2018", "'"}, {"\u2019", "'"},   {"\u201C", "\""}, {"\u201D", "\""},
		     {"\u2013", "-"}, {"\u2014", " - "}, {"\u2026", "..."}};
	while (*text) {
		size_t i = 0, length = 1;
		while ((text[length] & 0xC0) == 0x80)
			length++;
		while (i < sizeof SPELT / sizeof *SPELT &&
		       strncmp(text, SPELT[i].sign, strlen(SPELT[i].sign)) != 0)
			i++;
		if (length == 1 && *text >= ' ' && *text < 0x7F)
			septel__out_byte(out, *text);
		else if (length > 1 && i < sizeof SPELT / sizeof *SPELT)
			septel__out_string(out, SPELT[i].spelt);
		else
			septel__out_byte(out, length == 1 ? ' ' : '?');
		text += length;
	}
}

void report_day(struct septel_out *out, struct septel_time day, struct septel_time on)
{
	septel__out_format(out, "%s %d", septel__month_name(day.month), (int)day.day);
	if (day.year != on.year)
		septel__out_format(out, ", %d", (int)day.year);
}

static const char *string_of(const json_t *record, const char *key)
{
	const char *text = json_string_value(json_object_get(record, key));
	return text ? text : "";
}

static void words(const struct telling *telling, const char *text)
{
	report_words(telling->out, text);
}

/* "2008-12-09" as "December 9"; true where the key has a day. */
static bool tell_day(const struct telling *telling, const json_t *record, const char *key)
{
	struct days days;
	const char *text = string_of(record, key);
	if (!*text || !septel__days_read(septel_view_of(text), &days))
		return false;
	report_day(telling->out, days.from, telling->parts->on);
	return true;
}

/* ---- marks ---- */

static enum septel_class level_of(const json_t *record)
{
	enum septel_class level = SEPTEL_CLASS_NONE;
	if (!septel__level_read(septel_view_of(string_of(record, "class")), &level))
		return SEPTEL_UNCLASSIFIED;
	return level;
}

/* "3. (S/NF) "; what is unclassified bears a control alone that is a mark by itself: "(SBU) ". */
static void begin(const struct telling *telling, enum septel_class level)
{
	const struct septel_view controls = telling->parts->controls;
	const struct septel_view alone = septel__slice(controls, controls.len > 0, controls.len);
	septel__out_format(telling->out, "%d. ", ++*telling->number);
	if (level == SEPTEL_UNCLASSIFIED && septel_portion_class(alone) != SEPTEL_CLASS_NONE)
		septel__out_format(telling->out, "(%.*s) ", VIEW_FORMAT(alone));
	else
		septel__out_format(telling->out, "(%s%.*s) ", septel__level_letters(level),
				   VIEW_FORMAT(controls));
}

static void end(const struct telling *telling)
{
	septel__out_string(telling->out, "\n\n");
}

static void heading(const struct telling *telling, const char *text)
{
	septel__out_format(telling->out, "%s\n\n", text);
}

/* ---- where it stands ---- */

#define LETTERS 26

/* "ref B" of a message, or its number where letters do not reach. */
static void tell_ref(const struct telling *telling, const char *id)
{
	size_t i;
	json_t *ref;
	json_array_foreach(telling->parts->refs, i, ref)
	{
		if (strcmp(json_string_value(ref), id) != 0)
			continue;
		if (json_array_size(telling->parts->refs) == 1)
			septel__out_string(telling->out, "ref");
		else if (i < LETTERS)
			septel__out_format(telling->out, "ref %c", 'A' + (int)i);
		else
			words(telling, id);
	}
}

static const char *source_of(const json_t *record)
{
	const char *id =
		json_string_value(json_array_get(json_object_get(record, "derived_from"), 0));
	return id ? id : "";
}

/* Of its first anchor; its message only where it is not named already. */
static void tell_source(const struct telling *telling, const json_t *record, bool named)
{
	const char *anchor =
		json_string_value(json_array_get(json_object_get(record, "anchors"), 0));
	const char *hash = anchor ? strchr(anchor, '#') : NULL;
	if (!hash)
		return;
	json_t *id = json_stringn(anchor, (size_t)(hash - anchor));
	septel__out_string(telling->out, " (");
	if (!named && id) {
		tell_ref(telling, json_string_value(id));
		septel__out_string(telling->out, ", ");
	}
	septel__out_format(telling->out, "paragraph %d)", (int)strtol(hash + 1, NULL, 10));
	json_decref(id);
}

/* ---- summary ---- */

static size_t count_state(const struct telling *telling, const char *state)
{
	size_t i, count = 0;
	json_t *record;
	json_array_foreach(telling->parts->owed, i, record) count +=
		strcmp(string_of(record, "state"), state) == 0;
	return count;
}

static void tell_since(const struct telling *telling)
{
	if (!septel__has_time(telling->parts->since))
		return;
	septel__out_string(telling->out, " since ");
	report_day(telling->out, telling->parts->since, telling->parts->on);
}

static void tell_counts(const struct telling *telling)
{
	const size_t overdue = count_state(telling, "overdue");
	const size_t changes = json_array_size(telling->parts->changes);
	septel__out_format(telling->out, " %zu entr%s on it %s reported", changes,
			   changes == 1 ? "y" : "ies", changes == 1 ? "was" : "were");
	tell_since(telling);
	septel__out_format(telling->out, "; %zu promise%s %s overdue and %zu due.", overdue,
			   overdue == 1 ? "" : "s", overdue == 1 ? "is" : "are",
			   count_state(telling, "due"));
	if (telling->parts->gate)
		septel__out_format(
			telling->out, " %d of %d safeguards before %s are evidenced.",
			(int)json_integer_value(json_object_get(telling->parts->gate, "passed")),
			(int)json_integer_value(json_object_get(telling->parts->gate, "of")),
			string_of(telling->parts->gate, "option"));
}

/* It has the highest mark of all that it counts. */
static enum septel_class summary_level(const struct telling *telling)
{
	const json_t *lists[] = {telling->parts->changes, telling->parts->owed};
	enum septel_class level = level_of(telling->parts->head);
	size_t i;
	json_t *record;
	for (size_t list = 0; list < sizeof lists / sizeof *lists; list++)
		json_array_foreach(lists[list], i, record) level =
			level_of(record) > level ? level_of(record) : level;
	if (telling->parts->gate && level_of(telling->parts->gate) > level)
		level = level_of(telling->parts->gate);
	return level;
}

static void tell_summary(const struct telling *telling)
{
	const json_t *head = telling->parts->head;
	const char *state = string_of(head, "state"), *holder = string_of(head, "holder");
	begin(telling, summary_level(telling));
	septel__out_string(telling->out, "Summary: Case ");
	words(telling, telling->parts->person);
	if (*state) {
		septel__out_string(telling->out, " stands at ");
		words(telling, state);
	}
	if (*holder) {
		septel__out_format(telling->out, "%s held by ", *state ? "," : " is");
		words(telling, holder);
		if (*string_of(head, "since"))
			septel__out_string(telling->out, " since ");
		tell_day(telling, head, "since");
	}
	septel__out_byte(telling->out, '.');
	tell_counts(telling);
	septel__out_string(telling->out, " End Summary.");
	end(telling);
}

/* ---- what changed ---- */

static void tell_event(const struct telling *telling, const json_t *record)
{
	const char *subject = string_of(record, "subject");
	septel__out_byte(telling->out, ' ');
	if (json_is_true(json_object_get(record, "or_before")))
		septel__out_string(telling->out, "By ");
	tell_day(telling, record, "occurred");
	septel__out_format(telling->out, ": %s ", string_of(record, "kind"));
	if (strcmp(subject, telling->parts->person) != 0) {
		words(telling, subject);
		septel__out_byte(telling->out, ' ');
	}
	words(telling, string_of(record, "text"));
	tell_source(telling, record, true);
	septel__out_byte(telling->out, '.');
}

/* One paragraph for what one message tells at one level. */
static void tell_changes(const struct telling *telling)
{
	const json_t *changes = telling->parts->changes, *before = NULL;
	size_t i;
	json_t *record;
	heading(telling, "WHAT CHANGED");
	json_array_foreach(changes, i, record)
	{
		if (!before || strcmp(source_of(before), source_of(record)) != 0 ||
		    level_of(before) != level_of(record)) {
			if (before)
				end(telling);
			begin(telling, level_of(record));
			septel__out_string(telling->out, "Reported ");
			tell_day(telling, record, "reported");
			septel__out_string(telling->out, " in ");
			tell_ref(telling, source_of(record));
			septel__out_byte(telling->out, '.');
		}
		tell_event(telling, record);
		before = record;
	}
	if (!before) {
		begin(telling, level_of(telling->parts->head));
		septel__out_string(telling->out, "Nothing was reported");
		tell_since(telling);
		septel__out_byte(telling->out, '.');
	}
	end(telling);
}

/* ---- what is due ---- */

static void tell_promise(const struct telling *telling, const json_t *record)
{
	const json_int_t late = json_integer_value(json_object_get(record, "days_overdue"));
	const char *from = string_of(record, "due_from"), *by = string_of(record, "due_by");
	septel__out_byte(telling->out, ' ');
	words(telling, string_of(record, "by"));
	if (*string_of(record, "to")) {
		septel__out_string(telling->out, " to ");
		words(telling, string_of(record, "to"));
	}
	septel__out_string(telling->out, ", ");
	words(telling, string_of(record, "id"));
	septel__out_string(telling->out, ": ");
	words(telling, string_of(record, "what"));
	if (*by)
		septel__out_string(telling->out, ", due ");
	if (*from && strcmp(from, by) != 0 && tell_day(telling, record, "due_from"))
		septel__out_string(telling->out, " to ");
	tell_day(telling, record, "due_by");
	if (late > 0)
		septel__out_format(telling->out, ", %d day%s late", (int)late,
				   late == 1 ? "" : "s");
	tell_source(telling, record, false);
	septel__out_byte(telling->out, '.');
}

static const char *state_words(const json_t *record)
{
	const char *state = string_of(record, "state");
	if (strcmp(state, "overdue") == 0)
		return "Overdue.";
	if (strcmp(state, "due") == 0)
		return "Due now.";
	return strcmp(state, "not-yet-due") == 0 ? "Not yet due." : "Open.";
}

/* One paragraph for promises of one state at one level. */
static void tell_owed(const struct telling *telling)
{
	const json_t *before = NULL;
	size_t i;
	json_t *record;
	heading(telling, "WHAT IS DUE");
	json_array_foreach(telling->parts->owed, i, record)
	{
		if (!before || strcmp(state_words(before), state_words(record)) != 0 ||
		    level_of(before) != level_of(record)) {
			if (before)
				end(telling);
			begin(telling, level_of(record));
			septel__out_string(telling->out, state_words(record));
		}
		tell_promise(telling, record);
		before = record;
	}
	if (!before) {
		begin(telling, level_of(telling->parts->head));
		septel__out_string(telling->out, "No promise on the case that is open has a date.");
	}
	end(telling);
}

/* ---- what is missing ---- */

/* "name option asylum" of a need, whichever form it has. */
static const char *need_text(const json_t *need)
{
	static const char *const KEYS[] = {"need", "what", "text", "why"};
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		if (*string_of(need, KEYS[i]))
			return string_of(need, KEYS[i]);
	return json_string_value(need) ? json_string_value(need) : "";
}

static void tell_next(const struct telling *telling)
{
	const char *next = string_of(telling->parts->next, "next");
	const json_t *missing = json_object_get(telling->parts->next, "missing");
	size_t i;
	json_t *need;
	if (!*next || !json_array_size(missing))
		return;
	begin(telling, level_of(telling->parts->next));
	septel__out_string(telling->out, "Before the case stands at ");
	words(telling, next);
	septel__out_string(telling->out, ":");
	json_array_foreach(missing, i, need)
	{
		septel__out_string(telling->out, i ? "; " : " ");
		words(telling, need_text(need));
	}
	septel__out_byte(telling->out, '.');
	end(telling);
}

static void tell_guard(const struct telling *telling, const json_t *guard)
{
	septel__out_byte(telling->out, ' ');
	words(telling, string_of(guard, "id"));
	septel__out_string(telling->out, ", ");
	words(telling, string_of(guard, "asks"));
	septel__out_string(telling->out, ": ");
	words(telling, string_of(guard, "why"));
	tell_source(telling, guard, false);
	septel__out_byte(telling->out, '.');
}

/* What is masked rests on nothing that is shown: it is marked like the gate itself. */
static enum septel_class guard_level(const struct telling *telling, const json_t *guard)
{
	return *string_of(guard, "class") ? level_of(guard) : level_of(telling->parts->gate);
}

/* One paragraph for the guards that fail at one level, and for warnings. */
static void tell_guards(const struct telling *telling, const char *key, const char *opening)
{
	const json_t *before = NULL;
	size_t i;
	json_t *guard;
	json_array_foreach(json_object_get(telling->parts->gate, key), i, guard)
	{
		if (json_is_true(json_object_get(guard, "pass")))
			continue;
		if (!before || guard_level(telling, before) != guard_level(telling, guard)) {
			if (before)
				end(telling);
			begin(telling, guard_level(telling, guard));
			septel__out_string(telling->out, opening);
		}
		tell_guard(telling, guard);
		before = guard;
	}
	if (before)
		end(telling);
}

static void tell_gate(const struct telling *telling)
{
	const json_t *gate = telling->parts->gate;
	if (!gate)
		return;
	begin(telling, level_of(gate));
	septel__out_string(telling->out, "The record stands at ");
	words(telling, string_of(gate, "verdict"));
	septel__out_format(telling->out, ", %d of %d safeguards, for the option ",
			   (int)json_integer_value(json_object_get(gate, "passed")),
			   (int)json_integer_value(json_object_get(gate, "of")));
	words(telling, string_of(gate, "option"));
	septel__out_string(telling->out, ". This authorizes nothing.");
	end(telling);
	tell_guards(telling, "guards", "Not evidenced.");
	tell_guards(telling, "warnings", "Warning.");
}

/* ---- all of it ---- */

static void tell_sources(const struct telling *telling)
{
	const size_t count = json_array_size(telling->parts->refs);
	begin(telling, SEPTEL_UNCLASSIFIED);
	if (count == 1)
		septel__out_string(telling->out, "This report is derived from the message above.");
	else
		septel__out_format(telling->out,
				   "This report is derived from the %zu messages above.", count);
	if (septel__has_time(telling->parts->declassify)) {
		septel__out_string(telling->out, " The latest declassification date of these is ");
		report_day(telling->out, telling->parts->declassify, telling->parts->on);
		septel__out_byte(telling->out, '.');
	}
	end(telling);
}

void report_text(struct septel_out *out, const struct report_parts *parts)
{
	int number = 0;
	const struct telling telling = {out, parts, &number};
	tell_summary(&telling);
	tell_changes(&telling);
	tell_owed(&telling);
	if (parts->gate || json_array_size(json_object_get(parts->next, "missing")))
		heading(&telling, "WHAT IS MISSING");
	tell_next(&telling);
	tell_gate(&telling);
	heading(&telling, "SOURCES");
	tell_sources(&telling);
}
