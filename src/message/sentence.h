/* sentence.h - where sentences end: rules S1 to S9, version split=1.
 *
 * Pure: looks at the text of one paragraph, white space runs already one
 * space, and at nothing else.  Nothing here looks at meaning.
 */
#ifndef SEPTEL_MESSAGE_SENTENCE_H
#define SEPTEL_MESSAGE_SENTENCE_H

#include <septel/message.h>

/* The sentences of `text` as views into it, in order, without the spaces
 * between them.  Hard breaks (P6) are given as '\n' in `text`: each is a
 * boundary whatever the rules say. */
struct septel_views septel__sentences(struct septel_view text, struct septel_arena *arena);

#endif
