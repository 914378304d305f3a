/* ending_words.h - where a text may say that something ends: CANCEL, SUPERSEDE, RESCIND, and
 * of the end of the message itself UNTIL, EXPIRE.
 *
 * Nearly no text does, and every text of an import is asked.
 */
#ifndef SEPTEL_ARCHIVE_ENDING_WORDS_H
#define SEPTEL_ARCHIVE_ENDING_WORDS_H

#include "../base/view.h"

/* True where one of CANCEL, SUPERS, SUPERC, RESCIN stands in the text, case aside. */
bool septel__may_end_something(struct septel_view text);
/* The same, or EXPIR, or UNTIL or THROUGH behind a word for what stands ("IN EFFECT UNTIL"). */
bool septel__may_end_itself(struct septel_view text);

#endif
