/* days.h - a day, a month, a year or an interval, as journals write when something was.
 *
 * The subset of EDTF (ISO 8601-2): 2008-11-27, 2008-11, 2008, with ~ behind it
 * where it is approximate; A/B, A/.. and ../B.  Both ends are days and belong
 * to the interval; an open end is a time of year 0.  Plain value, any thread.
 */
#ifndef SEPTEL_CASEBOOK_DAYS_H
#define SEPTEL_CASEBOOK_DAYS_H

#include "../base/view.h"

#include <septel/message.h>

struct days {
	struct septel_time from, to; /* year 0: open */
	bool about;                  /* ~: one of its ends is approximate */
};

/* What septel__days_read expects. */
#define DAYS_EXPECTED "YYYY-MM-DD, YYYY-MM, YYYY (~ if about), A/B, A/.. or ../B"

/* False, and *days all zero, where `text` is none, a day does not exist, or the end
 * lies before the beginning. */
bool septel__days_read(struct septel_view text, struct days *days)
	__attribute__((nonnull, warn_unused_result));

/* True for one exact day. */
bool septel__days_is_one(const struct days *days) __attribute__((nonnull));

#endif
