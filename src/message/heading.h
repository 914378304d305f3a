/* heading.h - format lines 1 to 10, in all profiles. */
#ifndef SEPTEL_MESSAGE_HEADING_H
#define SEPTEL_MESSAGE_HEADING_H

#include "edits.h"
#include "reading.h"

/* Reads from the first line to BT or to the classification line; fills
 * transmission to exempt, and internal_first. */
void septel__heading_read(struct reading *reading);

/* Proposes that what a gateway ran together stands on lines of its own. */
void septel__heading_repair(struct edits *edits, struct septel_view text, struct lines lines);

#endif
