/* worksheet_days.h - a day or month as messages write it. */
#ifndef SEPTEL_CASEBOOK_WORKSHEET_DAYS_H
#define SEPTEL_CASEBOOK_WORKSHEET_DAYS_H

#include "worksheet_reading.h"

/* A day, or a month with day 0; `last`: its last word. */
struct found_day {
	size_t last;
	int year, month, day; /* 0: not told */
};

/* The number that `word` begins with, of at most four digits; -1.  *rest: what is behind. */
int septel__leading_number(struct septel_view word, struct septel_view *rest);
/* The day that begins at word `at`. */
bool septel__day_at(const struct sheet *sheet, const struct sheet_sentence *sentence, size_t at,
		    struct found_day *day);
/* Writes time->days, and its (last) day as a number.  R2: without a year it is the day nearest
 * to the report.  False: there is no such day. */
bool septel__day_resolve(const struct sheet *sheet, const struct found_day *day,
			 struct sheet_time *time, long *number);

#endif
