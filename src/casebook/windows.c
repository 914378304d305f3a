/* windows.c - see windows.h. */
#include "windows.h"

#include "../base/date.h"
#include "../base/hash.h"

#include <stdlib.h>

/* ---- what a claim tells of time ---- */

bool septel__tells_past(enum claim_type type)
{
	switch (type) {
	case CLAIM_PERSON_LEFT:
	case CLAIM_PERSON_BACK:
	case CLAIM_PERSON_DECEASED:
	case CLAIM_CUSTODY_OPEN:
	case CLAIM_CUSTODY_TRANSFER:
	case CLAIM_CUSTODY_MOVE:
	case CLAIM_CUSTODY_CLOSE:
	case CLAIM_STATUS_DECIDED:
	case CLAIM_ENCOUNTER_HELD:
	case CLAIM_VISIT_HELD:
	case CLAIM_MONITOR_VISITED:
	case CLAIM_MOVEMENT_DONE:
	case CLAIM_REQUEST_ANSWERED:
	case CLAIM_PROMISE_KEPT:
	case CLAIM_PROMISE_ON_BEHALF:
	case CLAIM_ASSURANCE_GIVEN:
	case CLAIM_ASSURANCE_CONVEYED:
	case CLAIM_ASSURANCE_ACKNOWLEDGED:
	case CLAIM_INSTRUMENT_ISSUED:
	case CLAIM_CONTACT_GIVEN:
	case CLAIM_DISCLOSURE_MADE:
	case CLAIM_CONSENT_GIVEN:
	case CLAIM_ACCEPTANCE_GIVEN:
	case CLAIM_ACCEPTANCE_REFUSED:
	case CLAIM_CLEARANCE_GIVEN:
	case CLAIM_PREF_DECLARED:
	case CLAIM_PREF_WITHDRAWN:
	case CLAIM_PREF_RECONFIRMED:
	case CLAIM_FEAR_EXPRESSED:
	case CLAIM_FEAR_NONE:
	case CLAIM_FEAR_WITHDRAWN:
		return true;
	default:
		return false;
	}
}

/* What somebody expects, or would do, has not happened. */
static bool is_told_as_fact(const struct claim *claim)
{
	static const char *const OTHER[] = {"conditional", "predicted", "stated-intention",
					    "comment"};
	const struct septel_view mood = septel__claim_text(claim, KEY_MOOD);
	for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++)
		if (septel__equal(mood, septel_view_of(OTHER[i])))
			return false;
	return true;
}

/* A month or a year: somewhere in it. */
static bool is_coarse(const struct days *days)
{
	return days->from.day == 1 && days->from.year == days->to.year &&
	       days->to.day == septel__days_in_month(days->to.year, days->to.month) &&
	       (days->from.month == days->to.month ||
		(days->from.month == 1 && days->to.month == 12));
}

/* The last day that is past for certain where these days are told as past; DAY_NONE. */
static long past_day(const struct days *days)
{
	if (days->about)
		return DAY_NONE;
	if (septel__has_time(days->from) && septel__has_time(days->to) && !is_coarse(days))
		return septel__time_day(days->to);
	return septel__time_day(septel__has_time(days->from) ? days->from : days->to);
}

/* Places for phrases; where two fall on one place the later one has it. */
#define PHRASES_KNOWN 256

struct known_phrase {
	struct septel_view words; /* empty: nothing is there */
	struct phrase phrase;
	bool read;
};

static const struct known_phrase *phrase_of(const struct writing_windows *windows,
					    struct septel_view words)
{
	struct known_phrase *known =
		&windows->phrases[septel__hash(HASH_START, words) % PHRASES_KNOWN];
	if (words.len && !septel__equal(known->words, words)) {
		known->words = words;
		known->read = septel__phrase_read(words, &known->phrase);
	}
	return known;
}

static void read_due(const struct writing_windows *windows, const struct claim_due *due,
		     const struct reading_anchors *anchors, struct day_readings *readings)
{
	const struct known_phrase *known = phrase_of(windows, due->words);
	septel__readings_of_due_phrase(due, &known->phrase, known->read, anchors, readings);
}

/* The day behind a key that says when something will be; DAY_NONE. */
static long future_day(const struct writing_windows *windows, const struct claim *claim)
{
	const struct claim_value *due = septel__claim_value(claim, KEY_DUE);
	const struct claim_value *first = septel__claim_value(claim, KEY_FIRST);
	if (claim->type == CLAIM_ENCOUNTER_PLANNED)
		return septel__time_day(claim->days.to);
	if (first && !first->silent && first->row->value == VALUE_DAY)
		return septel__time_day(first->is.days.to);
	if (!due || due->silent || due->row->value != VALUE_DUE)
		return DAY_NONE;
	const long report = septel__time_day(claim->message->dtg);
	const struct reading_anchors anchors = {DAY_NONE, DAY_NONE, DAY_NONE, report,
						WEEK_FROM_MONDAY};
	struct day_readings readings;
	read_due(windows, &due->is.due, &anchors, &readings);
	return readings.count && readings.at[0].rule == READING_EXACT && !readings.vague
		       ? readings.at[0].days.to
		       : DAY_NONE;
}

/* The event that stands behind `due "words" event DAY`; DAY_NONE. */
static long stated_event(const struct claim *claim)
{
	const struct claim_value *due = septel__claim_value(claim, KEY_DUE);
	return due && !due->silent && due->row->value == VALUE_DUE && due->is.due.words.len
		       ? past_day(&due->is.due.days)
		       : DAY_NONE;
}

/* ---- the windows ---- */

static int compare_messages(const void *a, const void *b)
{
	const struct journal_message *one = *(const struct journal_message *const *)a;
	const struct journal_message *other = *(const struct journal_message *const *)b;
	const int order = septel__compare(one->id, other->id);
	if (order)
		return order;
	return (one->number > other->number) - (one->number < other->number);
}

/* Several @msg lines may be of one message. */
static bool number_messages(struct writing_windows *windows, size_t *count)
{
	struct casebook *book = windows->log->book;
	*count = 0;
	for (const struct journal_message *at = book->first_message; at; at = at->next)
		(*count)++;
	const struct journal_message **sorted = malloc((*count + 1) * sizeof *sorted);
	windows->same = septel_arena_alloc(book->arena, (*count + 1) * sizeof *windows->same);
	if (!sorted || !windows->same) {
		free((void *)sorted);
		return false;
	}
	size_t filled = 0, first = 0;
	for (const struct journal_message *at = book->first_message; at; at = at->next)
		sorted[filled++] = at;
	qsort((void *)sorted, *count, sizeof *sorted, compare_messages);
	for (size_t i = 0; i < *count; i++) {
		if (!septel__equal(sorted[i]->id, sorted[first]->id))
			first = i;
		windows->same[sorted[i]->number] = sorted[first]->number;
	}
	free((void *)sorted);
	return true;
}

/* Moves the window's beginning to `day`, which the claim tells as past. */
static void tell_past(struct writing_windows *windows, const struct claim *claim, long day)
{
	struct writing_window *window = &windows->windows[windows->same[claim->message->number]];
	if (day == DAY_NONE || day > septel__time_day(claim->message->dtg))
		return;
	if (window->first == DAY_NONE || day > window->first) {
		window->first = day;
		window->first_by = claim;
	}
}

/* The first day still to come on which the text can have been written. */
static void tell_future(struct writing_windows *windows, const struct claim *claim, long day)
{
	struct writing_window *window = &windows->windows[windows->same[claim->message->number]];
	if (day == DAY_NONE || day >= septel__time_day(claim->message->dtg) ||
	    (window->first != DAY_NONE && day < window->first))
		return;
	if (window->last == DAY_NONE || day < window->last) {
		window->last = day;
		window->last_by = claim;
	}
}

static void add_events(struct writing_windows *windows, const struct claim *claim, long day)
{
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_value *value = &claim->values[i];
		if (value->row->value != VALUE_ANCHOR || value->is.anchor.officer.len)
			continue;
		windows->events[windows->event_count++] = (struct told_event){
			windows->same[claim->message->number], value->is.anchor.paragraph,
			value->is.anchor.sentence, day, claim};
	}
}

static int compare_numbers(long a, long b)
{
	return (a > b) - (a < b);
}

static int compare_events(const void *a, const void *b)
{
	const struct told_event *one = a, *other = b;
	int order = compare_numbers((long)one->message, (long)other->message);
	if (!order)
		order = compare_numbers(one->paragraph, other->paragraph);
	if (!order)
		order = compare_numbers(one->sentence, other->sentence);
	if (!order)
		order = compare_numbers(one->day, other->day);
	if (!order)
		order = compare_numbers((long)one->claim->entered, (long)other->claim->entered);
	return order;
}

/* True for the claims that are known, whatever day is today, and are not corrected. */
static bool *known_claims(const struct case_log *log)
{
	const struct casebook *book = log->book;
	struct case_clocks clocks = log->clocks;
	bool *known = calloc(book->claim_count + 1, sizeof *known);
	clocks.on = (struct septel_time){9999, 12, 31, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	for (size_t i = 0; known && i < book->claim_count; i++)
		known[i] = septel__claim_counts(book->claims[i], &clocks) &&
			   !septel__log_leaves_out(log, book->claims[i]);
	for (size_t i = 0; known && i < log->corrected.count; i++)
		known[log->corrected.at[i]->entered - 1] = false;
	return known;
}

static void gather(struct writing_windows *windows, const bool *known)
{
	const struct casebook *book = windows->log->book;
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (!known[i] || !is_told_as_fact(claim))
			continue;
		tell_past(windows, claim, stated_event(claim));
		if (!septel__tells_past(claim->type))
			continue;
		const long day = past_day(&claim->days);
		tell_past(windows, claim, day);
		if (day != DAY_NONE && day <= septel__time_day(claim->message->dtg))
			add_events(windows, claim, day);
	}
	for (size_t i = 0; i < book->claim_count; i++)
		if (known[i])
			tell_future(windows, book->claims[i], future_day(windows, book->claims[i]));
}

bool septel__windows_open(struct writing_windows *windows, const struct case_log *log)
{
	struct septel_arena *arena = log->book->arena;
	size_t messages;
	*windows = (struct writing_windows){.log = log};
	if (!number_messages(windows, &messages))
		return false;
	bool *known = known_claims(log);
	windows->windows = septel_arena_alloc(arena, (messages + 1) * sizeof *windows->windows);
	windows->events =
		septel_arena_alloc(arena, (log->book->anchor_count + 1) * sizeof *windows->events);
	windows->phrases = septel_arena_alloc(arena, PHRASES_KNOWN * sizeof *windows->phrases);
	const bool made = known && windows->windows && windows->events && windows->phrases;
	for (size_t i = 0; made && i < messages; i++)
		windows->windows[i] = (struct writing_window){DAY_NONE, DAY_NONE, NULL, NULL};
	if (made) {
		memset(windows->phrases, 0, PHRASES_KNOWN * sizeof *windows->phrases);
		gather(windows, known);
		qsort(windows->events, windows->event_count, sizeof *windows->events,
		      compare_events);
	}
	free(known);
	return made;
}

struct writing_window septel__window_of(const struct writing_windows *windows,
					const struct journal_message *message)
{
	struct writing_window window = windows->windows[windows->same[message->number]];
	if (window.first == DAY_NONE)
		window.first = window.last;
	else if (window.last == DAY_NONE)
		window.last = septel__time_day(message->dtg);
	return window;
}

/* ---- the event of a paragraph ---- */

/* The first event that is not before the sentence. */
static size_t first_behind(const struct writing_windows *windows, size_t message, int paragraph,
			   int sentence)
{
	const struct told_event wanted = {message, paragraph, sentence, DAY_NONE, NULL};
	size_t low = 0, high = windows->event_count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const struct told_event *at = &windows->events[middle];
		int order = compare_numbers((long)at->message, (long)wanted.message);
		if (!order)
			order = compare_numbers(at->paragraph, wanted.paragraph);
		if (!order)
			order = compare_numbers(at->sentence, wanted.sentence);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct told_event *near_anchor(const struct writing_windows *windows,
					    const struct claim *claim,
					    const struct claim_anchor *anchor)
{
	const size_t message = windows->same[claim->message->number];
	/* The last one of its own sentence or of those before it, else the first one behind. */
	const size_t behind =
		first_behind(windows, message, anchor->paragraph, anchor->sentence + 1);
	const struct told_event *before = behind ? &windows->events[behind - 1] : NULL;
	const struct told_event *after =
		behind < windows->event_count ? &windows->events[behind] : NULL;
	if (before && before->message == message && before->paragraph == anchor->paragraph)
		return before;
	if (after && after->message == message && after->paragraph == anchor->paragraph)
		return after;
	return NULL;
}

const struct told_event *septel__event_near(const struct writing_windows *windows,
					    const struct claim *claim)
{
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_value *value = &claim->values[i];
		const struct told_event *event = NULL;
		if (value->row->value == VALUE_ANCHOR && !value->is.anchor.officer.len)
			event = near_anchor(windows, claim, &value->is.anchor);
		if (event)
			return event;
	}
	return NULL;
}

/* ---- what is due ---- */

/* Behind an event that is stated or told in its paragraph: the day on which it was promised,
 * unless that is only the day of the report. */
static long event_of(const struct writing_windows *windows, const struct claim *claim,
		     struct due_basis *basis)
{
	const long stated = stated_event(claim);
	if (stated != DAY_NONE)
		return stated;
	const struct told_event *told = septel__event_near(windows, claim);
	if (told) {
		basis->event = told->claim;
		return told->day;
	}
	const long own =
		septel__days_is_one(&claim->days) ? septel__time_day(claim->days.from) : DAY_NONE;
	return own != DAY_NONE && own < septel__time_day(claim->message->dtg) ? own : DAY_NONE;
}

bool septel__due_of(const struct writing_windows *windows, const struct claim *claim,
		    enum week_begin week, struct due_basis *basis)
{
	const struct claim_value *due = septel__claim_value(claim, KEY_DUE);
	if (!due || due->silent || due->row->value != VALUE_DUE)
		return false;
	*basis = (struct due_basis){.window = septel__window_of(windows, claim->message)};
	const struct reading_anchors anchors = {event_of(windows, claim, basis),
						basis->window.first, basis->window.last,
						septel__time_day(claim->message->dtg), week};
	read_due(windows, &due->is.due, &anchors, &basis->readings);
	return true;
}
