/* headings.h - headings of paragraphs: rule P3 of split=1. */
#ifndef SEPTEL_MESSAGE_HEADINGS_H
#define SEPTEL_MESSAGE_HEADINGS_H

#include "body_lines.h"

/* Turns the lines of the heading that stands straight before line `end` (where
 * a paragraph begins) into heading lines, looking back no further than
 * `first`.  Gives the line where the heading begins, `end` if there is none. */
size_t septel__heading_before(struct body *body, size_t first, size_t end);
/* The same for the heading with which the lines `first` to `end` begin, if text
 * follows it among them.  Gives the line behind it, `first` if there is none. */
size_t septel__heading_at(struct body *body, size_t first, size_t end);

#endif
