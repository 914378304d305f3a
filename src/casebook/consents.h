/* consents.h - who may know of a person, what for, and who was told.
 *
 * A fold over the log in the order in which things happened.  A consent is for one recipient
 * and one purpose, or for any purpose where none is stated; it covers the recipient's parts (a
 * State's ministries), never the whole of which the recipient is one.  A withdrawal or refusal
 * that names no recipient, or no purpose, is for all; one for a purpose takes that out of a
 * consent for any.  Nothing here knows who looks.
 */
#ifndef SEPTEL_CASEBOOK_CONSENTS_H
#define SEPTEL_CASEBOOK_CONSENTS_H

#include "log.h"

enum consent_state {
	CONSENT_NOT_ASKED, /* told all the same, as far as anybody says */
	CONSENT_STANDS,
	CONSENT_IS_REFUSED,
	CONSENT_IS_WITHDRAWN,
	CONSENT_STATES
};

/* The case was told to somebody. */
struct disclosure {
	const struct claim *claim;
	const struct claim *consent; /* given before, or that day, and for this; NULL: none */
	bool other_basis;            /* it states one that is not consent */
	struct disclosure *next;     /* in the order of the days */
};

/* What one recipient may know for one purpose. */
struct consent {
	const struct thing *recipient;
	struct septel_view purpose; /* empty: any */
	enum consent_state state;
	const struct claim *moved;   /* that made the state so; NULL: not asked */
	const struct claim *given;   /* the last consent, also one that was withdrawn since; NULL */
	const struct claim **claims; /* all that speak of it, disclosures aside */
	size_t claim_count;
	struct disclosure *disclosures, *last_disclosure;
	struct consent *next; /* in the order in which they come up */
};

/* Those of a person, in the casebook's arena; NULL: none, or memory is out. */
struct consent *septel__consents(const struct case_log *log, const struct thing *person)
	__attribute__((nonnull));

/* "not-asked", "given", "refused", "withdrawn". */
const char *septel__consent_state_name(enum consent_state state);

/* True where a disclosure rests on no consent and states no other basis. */
static inline bool septel__is_without_basis(const struct disclosure *disclosure)
{
	return !disclosure->consent && !disclosure->other_basis;
}

#endif
