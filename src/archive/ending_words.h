/* ending_words.h - where a text may say that something ends: CANCEL, SUPERSEDE, RESCIND.
 *
 * Nearly no text does, and every text of an import is asked.
 */
#ifndef SEPTEL_ARCHIVE_ENDING_WORDS_H
#define SEPTEL_ARCHIVE_ENDING_WORDS_H

#include "../base/view.h"

/* True where one of CANCEL, SUPERS, SUPERC, RESCIN stands in the text, case aside. */
bool septel__may_end_something(struct septel_view text);

#endif
