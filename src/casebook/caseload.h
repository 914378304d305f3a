/* caseload.h - the cases of a casebook, one row each, for copies of them that go elsewhere.
 *
 * Folded over a log; who looks is not asked here, and each field comes with the claims that it
 * rests on.
 */
#ifndef SEPTEL_CASEBOOK_CASELOAD_H
#define SEPTEL_CASEBOOK_CASELOAD_H

#include "custody.h"
#include "standing.h"
#include "undertakings.h"

struct caseload_row {
	const struct thing *person;
	struct standing standing;
	int option; /* that the person chose; OPTION_UNDECIDED: none */
	const struct claim *declared;
	const struct lead_rule *lead;
	const struct custody_episode *held; /* NULL: by nobody */
	const struct claim *left;           /* the last departure; NULL */
	const struct claim *aged;           /* the last claim that tells the age; NULL */
	size_t overdue;                     /* promises about the person */
	struct claim_list promised;         /* the claims about those, overdue or not */
};

struct caseload {
	struct caseload_row *rows;
	size_t count;
	struct case_rules rules;
};

/* In the casebook's arena.  False: memory is out. */
bool septel__caseload_read(struct caseload *caseload, const struct case_log *log,
			   enum week_begin week) __attribute__((nonnull, warn_unused_result));

#endif
