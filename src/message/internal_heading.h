/* internal_heading.h - line 12, captions, E.O., TAGS, SUBJECT, REF, Classified By.
 *
 * Rule P1 of split=1: the heading block ends with the last of these; the body
 * begins behind it.
 */
#ifndef SEPTEL_MESSAGE_INTERNAL_HEADING_H
#define SEPTEL_MESSAGE_INTERNAL_HEADING_H

#include "edits.h"
#include "reading.h"

/* Reads from internal_first; fills classification to classified_by, id, and
 * body_first. */
void septel__internal_heading_read(struct reading *reading);

/* Proposes repairs of keywords, TAGS and glued lines. */
void septel__internal_heading_repair(struct reading *reading, struct edits *edits);

#endif
