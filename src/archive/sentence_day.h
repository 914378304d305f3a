/* sentence_day.h - a day as sentences have it.
 *
 * "30 SEP 2010", "1 OCTOBER 07", "01OCT12", "30-SEP-10", "SEPTEMBER 30, 2010", "302359Z SEP 10",
 * "2010-09-30", "9/30/2010"; a month alone ("SEP 2010") is its last day.  A day without its year
 * is none.
 */
#ifndef SEPTEL_ARCHIVE_SENTENCE_DAY_H
#define SEPTEL_ARCHIVE_SENTENCE_DAY_H

#include "sentence_words.h"

#include <septel/message.h>

/* The day that begins with word `at`; none where none does. */
struct septel_time septel__sentence_day(const struct sentence *sentence, size_t at);

#endif
