/* diff.h - the repairs of a message as a unified diff. */
#ifndef SEPTEL_CLI_DIFF_H
#define SEPTEL_CLI_DIFF_H

#include "../base/out.h"
#include "../corpus/source.h"

/* Headers and hunks with three lines of context, which patch applies to the
 * message's own bytes; nothing where there are no repairs.  Line numbers are
 * those of the file where the item's text is verbatim. */
void diff_repairs(struct septel_out *out, const struct septel_message *message,
		  const struct corpus_item *item);

#endif
