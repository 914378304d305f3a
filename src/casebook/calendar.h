/* calendar.h - days counted, and the weeks, months and years around them.
 *
 * A day is its number from 1970-01-01, DAY_NONE where there is none: what a
 * calculation gives outside the years 1 to 9999 is none.  Weeks begin on Monday
 * (ISO 8601), or on Sunday where the reader of a casebook counts so.
 */
#ifndef SEPTEL_CASEBOOK_CALENDAR_H
#define SEPTEL_CASEBOOK_CALENDAR_H

#include "days.h"

#define DAY_NONE LONG_MIN

#include <limits.h>

enum week_begin { WEEK_FROM_MONDAY, WEEK_FROM_SUNDAY };

/* First and last day, both of them belong to it; DAY_NONE: open. */
struct day_span {
	long from, to;
};

/* The day of a time; none of none. */
long septel__time_day(struct septel_time time);
/* The time of a day: year 0 of none. */
struct septel_time septel__day_time(long day);
/* 0 Monday to 6 Sunday. */
int septel__weekday(long day);
/* `day` and `count` days, weeks ('w'), months ('m'), quarters ('q') or years ('y') more; 'b' counts
 * Monday to Friday, 'h' hours, of which a day begun is a day.  The last day of a month where the
 * month reached has no such day. */
long septel__day_add(long day, int count, char unit);
/* The day, week, month, quarter or year that is `offset` behind the one `day` lies in. */
struct day_span septel__unit_around(long day, char unit, int offset, enum week_begin begin);
struct day_span septel__month_span(int year, int month);
struct day_span septel__year_span(int year);

#endif
