/* viewer.h - who reads: a clearance, rights to captions, roles, cases.
 *
 * Ownership: the views point into what the viewer was made of (a users file, the
 * command line), which must outlive it.  Plain value, any thread.
 */
#ifndef SEPTEL_ACCESS_VIEWER_H
#define SEPTEL_ACCESS_VIEWER_H

#include "label.h"

/* Every right there is, that to unknown captions (LABEL_OTHER) included. */
#define VIEWER_ALL_RIGHTS (~UINT64_C(0))

struct access_viewer {
	struct septel_view name;
	enum septel_class clearance; /* NONE: nothing may be read */
	uint64_t rights;             /* bits of captions, as in a label */
	bool foreign;                /* NOFORN and release lists are about this reader */
	/* Whose archive it is: holds every role and case, and knows what is there.
	 * An owner who lowers the clearance (`--level`, `--clear`) is shown that
	 * something is withheld where another would be shown nothing. */
	bool owner;
	struct septel_views roles; /* "officer" */
	struct septel_views cases; /* granted; "*": every case */
};

/* The owner, who sees all. */
struct access_viewer septel__viewer_owner(void);
/* The owner looking through the eyes of a reader cleared for `level`, with all
 * rights: `show --level`, `case --clear`. */
struct access_viewer septel__viewer_at_level(enum septel_class level);
/* Nobody: no clearance, no right. */
struct access_viewer septel__viewer_nobody(struct septel_view name);

/* Names are compared case aside. */
bool septel__viewer_has_role(const struct access_viewer *viewer, struct septel_view role)
	__attribute__((nonnull));
bool septel__viewer_has_case(const struct access_viewer *viewer, struct septel_view case_)
	__attribute__((nonnull));

#endif
