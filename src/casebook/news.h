/* news.h - what changed in a casebook since a day, the weightiest first.
 *
 * Two logs of the same casebook are held against each other: the one that is asked, and the same
 * as it was known before that day.  News are the claims that only the later one counts, by case
 * and type, and the states of cases, promises and assurances that differ.
 */
#ifndef SEPTEL_CASEBOOK_NEWS_H
#define SEPTEL_CASEBOOK_NEWS_H

#include "answer.h"
#include "calendar.h"

/* Appends a record for each; `since` is a day, that day included.  With a person only what
 * concerns that case.  False: memory is out. */
bool septel__tell_news(struct answer *answer, struct septel_time since, const struct thing *person,
		       enum week_begin week) __attribute__((nonnull(1), warn_unused_result));

#endif
