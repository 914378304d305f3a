/* changes.c - see changes.h. */
#include "changes.h"

#include "../base/date.h"
#include "ledger_records.h"
#include "timeline.h"
#include "undertaken.h"

#include <limits.h>

/* The case, and what was found of each thing so far. */
struct changes {
	const struct case_log *log;
	const struct thing *person;
	struct claim_list about;
	long since;
};

static bool names_person(const struct changes *changes, const struct claim *claim)
{
	if (claim->about == changes->person)
		return true;
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		for (size_t j = 0; j < things.count; j++)
			if (things.at[j] == changes->person)
				return true;
	}
	return false;
}

static bool request_is_on_case(const struct changes *changes, const struct thing *request)
{
	const struct claim_list claims = septel__log_about(changes->log, request);
	for (size_t i = 0; i < claims.count; i++)
		if (claims.at[i]->type == CLAIM_REQUEST_MADE &&
		    septel__is_on_case(claims.at[i], changes->person, changes->about))
			return true;
	return false;
}

/* True of claims about a meeting, promise or request that belongs to the case. */
static bool is_on_case(const struct changes *changes, const struct claim *claim)
{
	bool with_person;
	if (!claim->about)
		return false;
	switch (claim->about->kind) {
	case THING_ENCOUNTER:
		return septel__meeting_is_on_case(changes->log, claim->about, changes->person,
						  &with_person);
	case THING_PROMISE:
		return septel__promise_is_on_case(changes->log, claim->about, changes->person);
	case THING_REQUEST:
		return request_is_on_case(changes, claim->about);
	default:
		return false;
	}
}

static bool is_corrected(const struct case_log *log, const struct claim *claim)
{
	for (size_t i = 0; i < log->corrected.count; i++)
		if (log->corrected.at[i] == claim)
			return true;
	return false;
}

/* Who somebody is does not happen. */
static bool tells_an_event(const struct claim *claim)
{
	return claim->type != CLAIM_PARTY_NOTED && claim->type != CLAIM_PARTY_ATTRIBUTE &&
	       claim->type != CLAIM_PARTY_RELATED && claim->type != CLAIM_PARTY_HOLDS;
}

void septel__tell_changes(struct answer *answer, const struct ledger *ledger,
			  const struct thing *person, struct septel_time since)
{
	const struct casebook *book = ledger->log->book;
	const struct changes changes = {.log = ledger->log,
					.person = person,
					.about = septel__log_about(ledger->log, person),
					.since = septel__has_time(since) ? septel__day_number(since)
									 : LONG_MIN};
	/* The casebook has them by report, the log by what happened. */
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (septel__day_number(claim->message->dtg) >= changes.since &&
		    septel__claim_counts(claim, &ledger->log->clocks) && tells_an_event(claim) &&
		    !septel__log_leaves_out(ledger->log, claim) &&
		    !is_corrected(ledger->log, claim) &&
		    (names_person(&changes, claim) || is_on_case(&changes, claim)))
			septel__record_event(answer, claim);
	}
}

void septel__tell_owed(struct answer *answer, const struct ledger *ledger,
		       const struct thing *person)
{
	static const enum promise_state STATES[] = {PROMISE_OVERDUE, PROMISE_DUE,
						    PROMISE_NOT_YET_DUE};
	const struct claim_things promises = septel__ledger_things(ledger, THING_PROMISE);
	for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++) {
		for (size_t j = 0; j < promises.count; j++) {
			struct seen_promise promise;
			if (septel__promise_is_on_case(ledger->log, promises.at[j], person) &&
			    septel__see_promise(answer, ledger, promises.at[j], &promise) &&
			    promise.seen.state == STATES[i])
				septel__record_promise(answer, ledger, &promise);
		}
	}
}
