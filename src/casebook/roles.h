/* roles.h - which role may see claims of which type: the rows of data/roles.tsv.
 *
 * The table is data, one row for each type of the vocabulary: the build stops where
 * a type has none.  Static, any thread.
 */
#ifndef SEPTEL_CASEBOOK_ROLES_H
#define SEPTEL_CASEBOOK_ROLES_H

#include "../access/viewer.h"
#include "vocabulary.h"

/* Keys of a claim that may be told where only the fact may be known. */
#define ROLE_FACT_KEYS 4

struct role_row {
	bool makes_case; /* of the person it is about */
	bool fact;       /* where a caveat lets the fact be known: the day, the subject, and */
	enum claim_key told[ROLE_FACT_KEYS]; /* these; CLAIM_KEYS behind the last */
	unsigned full, coded;                /* roles, as bits by their place in the table */
};

/* Which roles have the right to a caveat. */
struct caveat_row {
	const char *caption;
	unsigned full;
};

extern const char *const SEPTEL__ROLE_NAMES[];
extern const size_t SEPTEL__ROLE_NAMES_COUNT;
extern const struct caveat_row SEPTEL__ROLE_CAVEATS[];
extern const size_t SEPTEL__ROLE_CAVEATS_COUNT;
/* By enum claim_type; that of CLAIM_ANY lets nobody see anything. */
extern const struct role_row SEPTEL__ROLE_ROWS[];
extern const size_t SEPTEL__ROLE_ROWS_COUNT;

const struct role_row *septel__role_row(enum claim_type type) __attribute__((returns_nonnull));

/* Its place in the table, case aside; -1 where there is no such role. */
int septel__role_of(struct septel_view name);

/* The names of the roles whose bits are set, in `names`, which has room for all of them. */
size_t septel__role_names(unsigned roles, struct septel_view *names) __attribute__((nonnull));

/* The rights to captions that come with a role (a place in the table): all of them, less the
 * caveats that the table does not give it. */
uint64_t septel__role_rights(int role);
/* The same of an owner who looks as another would: less the caveats that no role has. */
uint64_t septel__reader_rights(void);

#endif
