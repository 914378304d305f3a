/* date.h - days and minutes, UTC, Gregorian, without the C library's clock.
 *
 * A septel_time with year 0 is no time; with hour SEPTEL_NUMBER_NONE it is a
 * day.  Nothing here knows a time zone: record traffic is in Z.
 */
#ifndef SEPTEL_BASE_DATE_H
#define SEPTEL_BASE_DATE_H

#include "view.h"

#include <septel/message.h>

/* Bytes of "2008-12-04T06:37Z" with a NUL. */
#define TIME_TEXT_SIZE 20
/* The same of "2008-12-04T06:37:12Z". */
#define SECONDS_TEXT_SIZE 24

bool septel__is_leap(int year);
int septel__days_in_month(int year, int month);
/* 1 to 366. */
int septel__day_of_year(struct septel_time time);
/* The day `day_of_year` of `year`; none where that year has no such day. */
struct septel_time septel__from_day_of_year(int year, int day_of_year);
/* Days since 1970-01-01, negative before. */
long septel__day_number(struct septel_time time);
/* Minutes since 1970-01-01T00:00Z; a day counts from its midnight. */
long long septel__minute_number(struct septel_time time);
struct septel_time septel__from_day_number(long days);
/* True for an existing day (and, where there is an hour, 00:00 to 23:59). */
bool septel__time_valid(struct septel_time time);
/* True when there is a time at all. */
static inline bool septel__has_time(struct septel_time time)
{
	return time.year != 0;
}
/* Two-digit years: 66 to 99 are 19xx, 00 to 65 are 20xx (wire-format 3.2: a
 * corpus of 1966 to 2010). */
int septel__full_year(int two_digits);
/* 1 to 12 for a month's name of three letters or whole, any case; 0 for none. */
int septel__month(struct septel_view name);
/* "January", and "JAN" as a date-time group has it; "" for no month. */
const char *septel__month_name(int month);
const char *septel__month_letters(int month);
/* Writes "2008-12-04T06:37Z", or "2008-12-04" for a day, "" for none. */
const char *septel__time_text(struct septel_time time, char text[TIME_TEXT_SIZE]);
/* The minute of a clock that counts seconds since 1970; none outside the years 1 to 9999. */
struct septel_time septel__from_seconds(long long seconds);
/* Writes "2008-12-04T06:37:12Z", "" where septel__from_seconds gives none. */
const char *septel__seconds_text(long long seconds, char text[SECONDS_TEXT_SIZE]);
/* Reads what septel__time_text writes (also with a blank for the T, and seconds, which do not
 * count).  False where `text` is none, or there is no such day or minute. */
bool septel__time_read(struct septel_view text, struct septel_time *time);

#endif
