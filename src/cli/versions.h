/* versions.h - the versions of a message of an archive, listed and compared. */
#ifndef SEPTEL_CLI_VERSIONS_H
#define SEPTEL_CLI_VERSIONS_H

#include "../base/out.h"
#include "archive_session.h"

/* Lists the receipts of `id`, or (`diff`) compares the clean text of the current version
 * with the one before as a unified diff.  An exit code. */
int versions_print(struct archive_session *session, struct septel_view id, const char *diff,
		   const char *json, struct septel_arena *arena, struct septel_out *out);

#endif
