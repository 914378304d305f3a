/* hit.h - a message that a query found: envelope, subject, and the sentence that shows why. */
#ifndef SEPTEL_CLI_HIT_H
#define SEPTEL_CLI_HIT_H

#include "../archive/query.h"
#include "../base/out.h"
#include "archive_session.h"

/* One JSON object a line, or a block of lines for people; subject and sentence as far as the
 * viewer may see them.  False: the archive's error tells why. */
bool hit_print(struct septel_out *out, struct archive_session *reading, const struct query *query,
	       uint32_t number, bool json, struct septel_arena *arena);

#endif
