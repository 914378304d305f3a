/* objections.h - what speaks against claims that are being added: refusals and warnings.
 *
 * Our own office's acts (a clearance, an override, a closing, a declaration that is
 * none, and what an officer enters by hand) are refused where a guard does not
 * allow them.  What a message tells of the world is taken in, and told loudly.
 *
 * A table of types and checks (objections.c); another file's checks are rows there.
 * Everything is kept in the casebook's arena; memory that runs out is told by it.
 */
#ifndef SEPTEL_CASEBOOK_OBJECTIONS_H
#define SEPTEL_CASEBOOK_OBJECTIONS_H

#include "custody.h"
#include "standing.h"

struct objection {
	const struct claim *claim;
	bool refused;   /* else it is a warning */
	const char *id; /* "W-PLACE", "T12", "G4" */
	struct septel_view
		text; /* "#7.4 is a belief of mohr-team; a declaration needs voice self" */
};

struct objections {
	const struct case_log *log; /* of everything: no clock cuts it short */
	const struct case_rules *rules;
	struct objection *at;
	size_t count, room;
	size_t refused;         /* how many are refusals */
	bool adding;            /* of one journal: what every gate says anyway is told then only */
	size_t work;            /* claims looked through */
	struct custody custody; /* of `held`, which the last custody claim was about */
	const struct thing *held;
};

/* Looks at the claims of that journal, or of all (NULL).  The list is in the order of the log. */
void septel__objections_read(struct objections *objections, struct casebook *book,
			     const struct journal *only) __attribute__((nonnull(1, 2)));

/* The same of a casebook that holds, kept at book->objections (NULL: memory is out). */
void septel__objections_check(struct casebook *book) __attribute__((nonnull));

/* For checks: */
void septel__refuse(struct objections *objections, const struct claim *claim, const char *id,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));
void septel__warn(struct objections *objections, const struct claim *claim, const char *id,
		  const char *format, ...) __attribute__((format(printf, 4, 5)));
/* "#7.4" of its first anchor. */
const char *septel__first_anchor(const struct objections *objections, const struct claim *claim);

#endif
