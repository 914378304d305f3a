/* tell_consents.h - consents as records of an answer, masked for who looks. */
#ifndef SEPTEL_CASEBOOK_TELL_CONSENTS_H
#define SEPTEL_CASEBOOK_TELL_CONSENTS_H

#include "answer.h"
#include "consents.h"
#include "undertakings.h"

/* One record for each recipient and purpose: case, recipient, purpose, state, since, basis,
 * scope, disclosures (on, by, to, purpose, basis, consented), stop (by, what, since, state,
 * confirmed; null: nothing is asked of the recipient), flags.  How many. */
size_t septel__tell_consents(struct answer *answer, const struct thing *person,
			     struct stop_notices stops) __attribute__((nonnull));

#endif
