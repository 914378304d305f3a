/* repair.h - from the bytes to the clean text.
 *
 * Each stage looks for one family of damage in the present text and proposes
 * edits that are provable from the text itself:
 *
 *     scrub.c             bytes: CP1252, entities, web anchors, pilcrows, controls
 *     repeats.c           repeated runs after Q
 *     frames.c            page and section markers, stamps, page frames, splits
 *     heading_repair.c    format lines and addresses that a gateway filled up
 *     internal_heading_repair.c  keywords, TAGS, glued lines, classification
 *     navy.c              glued sets
 *
 * The rounds go on until no stage proposes anything, so that a repaired text
 * repaired again does not change.
 */
#ifndef SEPTEL_MESSAGE_REPAIR_H
#define SEPTEL_MESSAGE_REPAIR_H

#include "edits.h"
#include "reading.h"

void septel__scrub(struct edits *edits, struct septel_view text);
void septel__repeats_repair(struct edits *edits, struct septel_view text);
void septel__frames_repair(struct edits *edits, struct septel_view text, struct lines lines);

/* Suggests what a Q inside a word may have replaced (wire-format 11, D2). */
void septel__repeats_suggest(struct reading *reading);

/* Makes reading->text clean, starting from message->raw; fills message->text
 * and message->repairs, and leaves reading->lines for the clean text. */
void septel__repair(struct reading *reading);

#endif
