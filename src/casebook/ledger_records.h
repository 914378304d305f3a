/* ledger_records.h - promises, requests and series as records of an answer.
 *
 * States are folded over the whole log.  What is listed, and by which state, is decided on what
 * the viewer may see, so that a list tells nothing of what is withheld; a field that rests on a
 * claim withheld is masked.  Where no claim may be seen that makes an undertaking it is not there
 * at all, but its claims are counted, whatever the list was asked for.
 */
#ifndef SEPTEL_CASEBOOK_LEDGER_RECORDS_H
#define SEPTEL_CASEBOOK_LEDGER_RECORDS_H

#include "answer.h"
#include "undertakings.h"

/* An undertaking as it is, and as the viewer may know it. */
struct seen_promise {
	const struct thing *thing;
	struct claim_list claims, visible;
	struct promise whole, seen;
	bool undated;   /* its dates rest on what may not be seen */
	bool unsettled; /* and seen.state comes of them: it tells nothing */
};

/* False: its making may not be seen.  What may not be seen is counted. */
bool septel__see_promise(struct answer *answer, const struct ledger *ledger,
			 const struct thing *thing, struct seen_promise *promise)
	__attribute__((nonnull, warn_unused_result));
/* True where the viewer may know in which state it is, and when it is due. */
bool septel__promise_is_known(struct answer *answer, const struct seen_promise *promise)
	__attribute__((nonnull));
/* Adds a record: id, by, to, what, about, if, until, state, due, due_from, due_by, days_overdue,
 * flags, rule, readings, warn_on and escalate_on (the earliest and the latest last day of all
 * readings), window, note. */
void septel__record_promise(struct answer *answer, const struct ledger *ledger,
			    const struct seen_promise *promise) __attribute__((nonnull));
/* The same of what a withdrawn consent asks of a recipient: state standing or kept, flag
 * "derived".  Adds nothing where its claims may not be seen. */
void septel__record_stop_notice(struct answer *answer, const struct stop_notice *notice)
	__attribute__((nonnull));

struct seen_request {
	const struct thing *thing;
	struct claim_list claims, visible;
	struct request whole, seen;
};

bool septel__see_request(struct answer *answer, const struct ledger *ledger,
			 const struct thing *thing, struct seen_request *request)
	__attribute__((nonnull, warn_unused_result));
/* id, by, to, what, on, about, state, answer, answered_by, answered, answers (all, in order). */
void septel__record_request(struct answer *answer, const struct seen_request *request)
	__attribute__((nonnull));

struct seen_series {
	const struct thing *thing;
	struct claim_list claims, visible;
	struct series whole, seen;
};

bool septel__see_series(struct answer *answer, const struct ledger *ledger,
			const struct thing *thing, struct seen_series *series)
	__attribute__((nonnull, warn_unused_result));
/* id, by, between, every, if, since, expected, held, last, state, flags. */
void septel__record_series(struct answer *answer, const struct ledger *ledger,
			   const struct seen_series *series) __attribute__((nonnull));

#endif
