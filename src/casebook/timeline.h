/* timeline.h - everything that happened in a case, as records in the order of one of the clocks.
 *
 * Stays with a holder, meetings, what is promised on the case with the days on which it is due,
 * and every other claim that names the person and tells an event.  A meeting that names nobody
 * whose case it is belongs to each case that its message tells of, as a promise does.
 *
 * Folds read the whole log; what rests on a claim that the viewer may not see is left out or
 * masked, and counted.
 *
 * Each record has: kind ("custody", "encounter", "promise", else the first word of the claim's
 * type), type, id, text, occurred, until (null: that one day, or it lasts still: see lasts;
 * or_before: that day or one before it), reported, entered.  Beside these, custody: holder, place,
 * gap; encounter: state, who, with_person; promise: the keys of a promise (ledger_records.h).
 */
#ifndef SEPTEL_CASEBOOK_TIMELINE_H
#define SEPTEL_CASEBOOK_TIMELINE_H

#include "answer.h"
#include "undertakings.h"

enum timeline_clock { TIMELINE_OCCURRED, TIMELINE_REPORTED, TIMELINE_ENTERED };

/* Adds the records of the person's case to the answer, which has none before. */
void septel__timeline(struct answer *answer, const struct ledger *ledger,
		      const struct thing *person, enum timeline_clock clock)
	__attribute__((nonnull));

/* Adds a record of one claim as such an event, with its subject; nothing where it may not be
 * seen. */
void septel__record_event(struct answer *answer, const struct claim *claim)
	__attribute__((nonnull));

/* True where the meeting belongs to the person's case; *with_person: it names the person. */
bool septel__meeting_is_on_case(const struct case_log *log, const struct thing *meeting,
				const struct thing *person, bool *with_person)
	__attribute__((nonnull));
/* True where one of the claims that make the promise is on the person's case (undertaken.h). */
bool septel__promise_is_on_case(const struct case_log *log, const struct thing *promise,
				const struct thing *person) __attribute__((nonnull));

#endif
