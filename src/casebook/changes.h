/* changes.h - what a report on a case tells: what was reported since a day, and what is owed.
 *
 * Both add records to an answer, in the order in which they are to be told.  What may not be seen
 * is left out and counted.
 */
#ifndef SEPTEL_CASEBOOK_CHANGES_H
#define SEPTEL_CASEBOOK_CHANGES_H

#include "answer.h"
#include "undertakings.h"

/* A record of each claim on the person's case that was reported on that day or later
 * (septel__record_event; since of year 0: of all), by report, then as entered. */
void septel__tell_changes(struct answer *answer, const struct ledger *ledger,
			  const struct thing *person, struct septel_time since)
	__attribute__((nonnull));
/* A record of each promise on the case that is open and has a date: overdue ones first, then
 * those that are due, then those that will be. */
void septel__tell_owed(struct answer *answer, const struct ledger *ledger,
		       const struct thing *person) __attribute__((nonnull));

#endif
