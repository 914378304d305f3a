/* tell_export.h - the caseload as records for others: as the viewer may see it, or pseudonymous.
 *
 * A pseudonymous copy has for each case a pseudonym in place of the id, and columns that are told
 * coarsely (coarse.h) and only as far as five cases or more are alike in all of them (crowd.h).
 * Free text, days, ages, anchors and numbers of messages are left out; every record has the
 * class of the whole copy; records come in the order of their pseudonyms, which is none.
 *
 * Which role has which column is a table; the clearance and the captions of the viewer decide
 * of what remains.
 */
#ifndef SEPTEL_CASEBOOK_TELL_EXPORT_H
#define SEPTEL_CASEBOOK_TELL_EXPORT_H

#include "answer.h"
#include "caseload.h"
#include "crowd.h"
#include "pseudonym.h"

/* Whom a copy is for. */
struct export_role {
	const char *name;
	bool coded; /* it may have pseudonymous copies alone */
	bool none;  /* it may have no column */
};
/* NULL: there is no such role. */
const struct export_role *septel__export_role(struct septel_view name);

/* The names of the columns of a pseudonymous copy, in the order in which they are worth most. */
extern const char *const SEPTEL__EXPORT_COLUMNS[];
extern const size_t SEPTEL__EXPORT_COLUMNS_COUNT;
/* True where that role may have that column; NULL: the owner, who may have all. */
bool septel__export_may_have(const struct export_role *role, size_t column);

/* One record a case: case, state, option, lead, holder, holder_kind, left, age, overdue. */
void septel__tell_export(struct answer *answer, const struct caseload *caseload,
			 const struct export_role *role) __attribute__((nonnull(1, 2)));

struct coded_export {
	const struct pseudonym_key *key;
	size_t columns[CROWD_COLUMNS]; /* which, as places in SEPTEL__EXPORT_COLUMNS */
	size_t column_count;           /* out: those that are told are the first so many */
	size_t left_out, alone;        /* out: as in struct crowd */
};

/* The copy.  False: memory is out. */
bool septel__tell_export_coded(struct answer *answer, const struct caseload *caseload,
			       struct coded_export *copy)
	__attribute__((nonnull, warn_unused_result));

#endif
