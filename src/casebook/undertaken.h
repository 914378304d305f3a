/* undertaken.h - what is still owed on a person's case.
 *
 * A promise or request is on the case where it is about the person, or about a
 * group or class that the person belongs to; and where it is about nobody, on
 * every case that its message tells of.
 */
#ifndef SEPTEL_CASEBOOK_UNDERTAKEN_H
#define SEPTEL_CASEBOOK_UNDERTAKEN_H

#include "evidence.h"
#include "undertakings.h"

/* True where a claim of that message is among those about a person. */
bool septel__message_tells_of(const struct journal_message *message, struct claim_list about)
	__attribute__((nonnull));
/* True where the promise or request that `made` makes is on the case of the person, whom the
 * claims `about` are about. */
bool septel__is_on_case(const struct claim *made, const struct thing *person,
			struct claim_list about) __attribute__((nonnull));

/* False where it is over: kept, done by another, declined, broken, waived, superseded; answered,
 * withdrawn. */
bool septel__undertaking_is_open(const struct ledger *ledger, const struct claim *made)
	__attribute__((nonnull));

/* Adds those of `made` (promise.made, request.made) that are open on the person's case, each
 * promise and request once. */
void septel__undertakings_open(const struct ledger *ledger, struct claim_list made,
			       const struct thing *person, struct claim_bag *open)
	__attribute__((nonnull));

#endif
