/* summary.h - the text between Summary and End Summary. */
#ifndef SEPTEL_MESSAGE_SUMMARY_H
#define SEPTEL_MESSAGE_SUMMARY_H

#include <septel/message.h>

/* The summary without those words, paragraphs joined by a space.  Where only
 * one of the two stands: to the end, or from the start, of its paragraph. */
struct septel_view septel__summary(struct septel_paragraphs paragraphs, struct septel_arena *arena);

#endif
