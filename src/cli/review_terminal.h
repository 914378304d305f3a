/* review_terminal.h - stepping through drafts at a terminal. */
#ifndef SEPTEL_CLI_REVIEW_TERMINAL_H
#define SEPTEL_CLI_REVIEW_TERMINAL_H

#include "../casebook/worksheet.h"
#include "review.h"

/* Shows each open draft with its sentence and asks what to do with it, until none is left or
 * the user ends it.  A draft that is accepted is held to the strict check at once and written
 * with the next decision, so that the last one can be undone: a journal is never cut.
 * False: review->error tells. */
bool review_at_terminal(struct review *review, const struct worksheet *sheet);

#endif
