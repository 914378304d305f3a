/* tell_export.h - the caseload as records for others: as the viewer may see it, or pseudonymous.
 *
 * A pseudonymous copy has for each case a pseudonym in place of the id, and columns that are told
 * coarsely (coarse.h) and only as far as five cases or more are alike in all of them (crowd.h).
 * Free text, days, ages, anchors and numbers of messages are left out; every record has the
 * class of the whole copy; records come in the order of their pseudonyms, which is none.
 *
 * Which role has which column follows from data/roles.tsv; the clearance and the captions of the
 * viewer decide of what remains.
 */
#ifndef SEPTEL_CASEBOOK_TELL_EXPORT_H
#define SEPTEL_CASEBOOK_TELL_EXPORT_H

#include "answer.h"
#include "caseload.h"
#include "crowd.h"
#include "pseudonym.h"

/* How a role may have the caseload.  A role is its place in the table (septel__role_of); -1 is the
 * owner, who may have all of it. */
enum export_extent {
	EXPORT_NOTHING,
	EXPORT_CODED /* in pseudonymous copies alone */,
	EXPORT_PLAIN
};
enum export_extent septel__export_extent(int role);

/* The names of the columns of a pseudonymous copy, in the order in which they are worth most. */
extern const char *const SEPTEL__EXPORT_COLUMNS[];
extern const size_t SEPTEL__EXPORT_COLUMNS_COUNT;
/* True where that role may have that column. */
bool septel__export_may_have(int role, size_t column);

/* One record a case: case, state, option, lead, holder, holder_kind, left, age, overdue. */
void septel__tell_export(struct answer *answer, const struct caseload *caseload, int role)
	__attribute__((nonnull));

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
