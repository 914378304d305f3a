/* year_inferred.h - the year of a message that is cited without one.
 *
 * "BAGHDAD 4012" in a message of 2008 is taken for one of 2008.  It is one of 2007 where
 * Baghdad had not come so far when it was cited: no held message of 2008 by then has as high a
 * number, 08BAGHDAD4012 is not held or came later, and 07BAGHDAD4012 is held.
 */
#ifndef SEPTEL_ARCHIVE_YEAR_INFERRED_H
#define SEPTEL_ARCHIVE_YEAR_INFERRED_H

#include "messages.h"

#include <septel/number.h>

/* The same number of the year before (`step` -1) or after (1); false where `id` is no
 * station's number, or the years end. */
bool septel__number_of_year(struct septel_view id, int step, char other[SEPTEL_NUMBER_SIZE]);

/* True where `text`, which names `id`, prints no year. */
bool septel__prints_no_year(struct septel_view text, struct septel_view id);

/* True where `id`, cited at `minute` without a year, is the number of the year before. */
bool septel__year_is_before(struct archive *archive, struct septel_view id, int32_t minute,
			    bool *before);

#endif
