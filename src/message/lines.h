/* lines.h - a text as lines. */
#ifndef SEPTEL_MESSAGE_LINES_H
#define SEPTEL_MESSAGE_LINES_H

#include "reading.h"

/* The lines of `text`; the last one need not end in LF.  False when memory is
 * out (*out is then empty). */
bool septel__lines_split(struct lines *out, struct septel_view text, struct septel_arena *arena);

#endif
