/* kinds.h - of which kinds the repairs and diagnostics of a message are, and how many of each.
 *
 * A list of kinds is bytes: length of a kind, the kind, how many (varints), in the order in
 * which the kinds first come.
 */
#ifndef SEPTEL_ARCHIVE_KINDS_H
#define SEPTEL_ARCHIVE_KINDS_H

#include "../base/out.h"

#include <septel/message.h>

/* Different kinds of one list; what is of a further kind is not told. */
#define KINDS_LIMIT 64u

/* Append a list of kinds. */
void septel__repair_kinds(struct septel_out *out, struct septel_repairs repairs);
void septel__diagnostic_kinds(struct septel_out *out, struct septel_diagnostics diagnostics);

/* Takes the first kind off a list; false at its end. */
bool septel__kind_next(struct septel_view *kinds, struct septel_view *kind, uint32_t *count);

#endif
