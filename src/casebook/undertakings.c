/* undertakings.c - requests, series, and what a withdrawn consent asks for; see undertakings.h. */
#include "undertakings.h"

#include <stdlib.h>

bool septel__ledger_open(struct ledger *ledger, const struct case_log *log, enum week_begin week)
{
	*ledger = (struct ledger){.log = log, .week = week, .on = septel__time_day(log->clocks.on)};
	return septel__windows_open(&ledger->windows, log);
}

struct claim_things septel__ledger_things(const struct ledger *ledger, enum thing_kind kind)
{
	const struct claim_list claims = ledger->log->claims;
	const struct thing **things = septel_arena_alloc(
		ledger->log->book->arena, (claims.count + 1) * sizeof(struct thing *));
	bool *listed = calloc(ledger->log->book->thing_count + 1, sizeof *listed);
	size_t count = 0;
	for (size_t i = 0; things && listed && i < claims.count; i++) {
		const struct thing *thing = claims.at[i]->about;
		if (!thing || thing->kind != kind || listed[thing->number])
			continue;
		listed[thing->number] = true;
		things[count++] = thing;
	}
	const bool made = things && listed;
	free(listed);
	return (struct claim_things){made ? things : NULL, made ? count : 0};
}

/* ---- requests ---- */

void septel__request_fold(struct claim_list claims, struct request *request)
{
	*request = (struct request){0};
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim *claim = claims.at[i];
		const struct claim_value *answer = septel__claim_value(claim, KEY_ANSWER);
		if (claim->type == CLAIM_REQUEST_MADE && !request->made) {
			request->made = claim;
		} else if (claim->type == CLAIM_REQUEST_WITHDRAWN) {
			request->moved = claim;
			request->state = REQUEST_WITHDRAWN;
		} else if (claim->type == CLAIM_REQUEST_ANSWERED && answer && !answer->silent) {
			request->moved = claim;
			request->state = REQUEST_ANSWERED;
		}
	}
}

const char *septel__request_state_name(enum request_state state)
{
	static const char *const NAMES[REQUEST_STATES] = {"open", "answered", "withdrawn"};
	return NAMES[state];
}

/* ---- series ---- */

bool septel__is_occurrence(const struct ledger *ledger, const struct thing *series,
			   const struct claim *claim)
{
	static const enum claim_type ENDS[] = {CLAIM_ENCOUNTER_HELD, CLAIM_ENCOUNTER_CANCELLED,
					       CLAIM_ANY};
	if (claim->type != CLAIM_ENCOUNTER_HELD ||
	    septel__claim_thing(claim, KEY_PART_OF) != series)
		return false;
	const struct claim_list own = septel__log_about(ledger->log, claim->about);
	const struct claim *last = septel__last_of(own, ENDS);
	if (!last || last->type != CLAIM_ENCOUNTER_HELD)
		return false;
	/* Told again, it is the same encounter. */
	for (size_t i = 0; i < own.count; i++)
		if (own.at[i]->type == CLAIM_ENCOUNTER_HELD &&
		    septel__claim_thing(own.at[i], KEY_PART_OF) == series)
			return own.at[i] == claim;
	return false;
}

/* Days of a period, at most. */
static long period_days(const struct claim_every *every)
{
	const long days = every->unit == 'w'   ? 7
			  : every->unit == 'm' ? 31
			  : every->unit == 'y' ? 366
					       : 1;
	return days * every->period;
}

/* Whole periods from one day to another. */
static long whole_periods(const struct claim_every *every, long from, long to)
{
	if (to <= from)
		return 0;
	if (every->unit == 'd' || every->unit == 'w')
		return (to - from) / period_days(every);
	const struct septel_time first = septel__day_time(from), last = septel__day_time(to);
	long months = (last.year - first.year) * 12L + last.month - first.month;
	if (months > 0 && septel__day_add(from, (int)months, 'm') > to)
		months--;
	return months / ((every->unit == 'y' ? 12L : 1L) * every->period);
}

static const struct claim_every *recurrence(const struct claim *claim)
{
	const struct claim_value *value = claim ? septel__claim_value(claim, KEY_EVERY) : NULL;
	return value && !value->silent && value->row->value == VALUE_EVERY ? &value->is.every
									   : NULL;
}

static void expect(const struct ledger *ledger, struct series *found)
{
	const struct claim_every *every = recurrence(found->every_by);
	const long end =
		found->ended ? septel__time_day(septel__claim_day(found->ended)) : ledger->on;
	const long pledged = septel__time_day(septel__claim_day(found->pledged));
	const long last = found->last ? septel__time_day(septel__claim_day(found->last)) : pledged;
	long silent_after = SILENT_AFTER_DAYS;
	if (every) {
		found->recurs = true;
		found->expected = whole_periods(every, pledged, end) * every->times;
		if (period_days(every) > silent_after)
			silent_after = period_days(every);
	}
	found->silent = !found->ended && end - (last > pledged ? last : pledged) > silent_after;
	if (found->state == SERIES_STANDING && found->held < found->expected)
		found->state = SERIES_OVERDUE;
}

void septel__series_fold(const struct ledger *ledger, const struct thing *series,
			 struct claim_list claims, struct series *found)
{
	*found = (struct series){.state = SERIES_PROPOSED};
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim *claim = claims.at[i];
		const bool pledges = claim->type == CLAIM_SERIES_PLEDGED && claim->about == series;
		if (septel__is_occurrence(ledger, series, claim)) {
			found->held++;
			found->last = claim;
		}
		if (pledges || (claim->type == CLAIM_SERIES_PROPOSED && claim->about == series)) {
			found->made = found->every_by = claim;
			if (pledges && !found->pledged)
				found->pledged = claim;
		}
		if (claim->type == CLAIM_SERIES_ENDED && claim->about == series)
			found->ended = claim;
	}
	found->recurs = recurrence(found->every_by) != NULL;
	if (found->pledged) {
		found->state = septel__claim_value(found->pledged, KEY_IF) ? SERIES_CONDITIONAL
									   : SERIES_STANDING;
		expect(ledger, found);
	}
	if (found->ended)
		found->state = SERIES_ENDED;
}

const char *septel__series_state_name(enum series_state state)
{
	static const char *const NAMES[SERIES_STATES] = {"proposed", "conditional", "standing",
							 "overdue", "ended"};
	return NAMES[state];
}

/* ---- consent withdrawn ---- */

struct notices {
	const struct ledger *ledger;
	struct stop_notice *at;
	size_t count;
	size_t own;    /* where those of the present person begin */
	size_t *place; /* of each recipient, by its number: its notice and one more */
};

/* True where a consent for another purpose is not what was withdrawn. */
static bool is_same_purpose(const struct claim *withdrawn, const struct claim *told)
{
	const struct septel_view purpose = septel__claim_text(withdrawn, KEY_PURPOSE);
	const struct septel_view other = septel__claim_text(told, KEY_PURPOSE);
	return !purpose.len || !other.len || septel__equal_fold(purpose, other);
}

/* The notice of a recipient, of the present person; NULL where the case has not reached it. */
static struct stop_notice *notice_of(const struct notices *notices, const struct thing *recipient)
{
	const size_t place = recipient ? notices->place[recipient->number] : 0;
	return place > notices->own ? &notices->at[place - 1] : NULL;
}

/* Whom the case reaches; a consent given again ends what an earlier withdrawal asked for. */
static void reach(struct notices *notices, const struct claim *told)
{
	const struct thing *recipient = septel__claim_thing(told, KEY_TO);
	if (!recipient)
		return;
	size_t *place = &notices->place[recipient->number];
	if (*place <= notices->own) {
		notices->at[notices->count++] =
			(struct stop_notice){.person = told->about, .recipient = recipient};
		*place = notices->count;
	}
	struct stop_notice *notice = &notices->at[*place - 1];
	notice->told = told;
	if (told->type == CLAIM_CONSENT_GIVEN)
		notice->withdrawn = notice->heard = NULL;
}

static void withdraw(struct notices *notices, const struct claim *withdrawn)
{
	const struct thing *only = septel__claim_thing(withdrawn, KEY_TO);
	for (size_t i = notices->own; i < notices->count; i++) {
		struct stop_notice *notice = &notices->at[i];
		if ((only && !septel__is_part_of(notice->recipient, only)) ||
		    !is_same_purpose(withdrawn, notice->told))
			continue;
		notice->withdrawn = withdrawn;
		notice->heard = NULL;
	}
}

static void note_person(struct notices *notices, const struct thing *person)
{
	const struct claim_list claims = septel__log_about(notices->ledger->log, person);
	notices->own = notices->count;
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim *claim = claims.at[i];
		if (claim->type == CLAIM_CONSENT_GIVEN || claim->type == CLAIM_DISCLOSURE_MADE)
			reach(notices, claim);
		else if (claim->type == CLAIM_CONSENT_WITHDRAWN)
			withdraw(notices, claim);
		else if (claim->type == CLAIM_CONSENT_HONOURED) {
			struct stop_notice *notice =
				notice_of(notices, septel__claim_thing(claim, KEY_BY));
			if (notice && notice->withdrawn)
				notice->heard = claim;
		}
	}
}

/* Leaves those that nothing was withdrawn from. */
static size_t only_withdrawn(struct notices *notices)
{
	size_t kept = 0;
	for (size_t i = 0; i < notices->count; i++)
		if (notices->at[i].withdrawn)
			notices->at[kept++] = notices->at[i];
	return kept;
}

struct stop_notices septel__stop_notices(const struct ledger *ledger)
{
	struct casebook *book = ledger->log->book;
	const struct claim_list claims = ledger->log->claims;
	struct notices notices = {.ledger = ledger};
	bool *noted = calloc(book->thing_count + 1, sizeof *noted);
	notices.at = septel_arena_alloc(book->arena, (claims.count + 1) * sizeof *notices.at);
	notices.place = calloc(book->thing_count + 1, sizeof *notices.place);
	const bool made = noted && notices.at && notices.place;
	for (size_t i = 0; made && i < claims.count; i++) {
		const struct thing *person = claims.at[i]->about;
		if (claims.at[i]->type != CLAIM_CONSENT_WITHDRAWN || noted[person->number])
			continue;
		noted[person->number] = true;
		note_person(&notices, person);
	}
	free(noted);
	free(notices.place);
	return (struct stop_notices){made ? notices.at : NULL, made ? only_withdrawn(&notices) : 0};
}
