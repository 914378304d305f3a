/* case_viewer.h - who looks at a casebook: --as and --clear.
 *
 * At the command line the viewer is the owner, who sees all.  --clear LEVEL: the owner looks
 * as a reader of that clearance would.  --as names a user of the casebook's file `users`
 * (access/users.h), with his clearance, roles and grants of cases; else a role of
 * data/roles.tsv: somebody in that role who is cleared for everything and may see every case.
 * With both, the clearance is the lower of the two.
 */
#ifndef SEPTEL_CLI_CASE_VIEWER_H
#define SEPTEL_CLI_CASE_VIEWER_H

#include "../access/users.h"
#include "../casebook/roles.h"

/* `as` and `clear` are NULL where not given; the viewer lives in `arena`. */
enum access_status case_viewer_read(struct access_viewer *viewer, const char *casebook,
				    const char *as, const char *clear, struct septel_arena *arena,
				    struct access_error *error)
	__attribute__((nonnull(1, 2, 5, 6), warn_unused_result));

#endif
