/* query_date.c - the value of date: a year, month, day or minute, or a range. */
#include "query_reading.h"

#include "../base/date.h"

#define MINUTES_OF_DAY 1440
#define YEAR_DIGITS    4

/* An end of a range, read from the left. */
struct cursor {
	struct query_reading *reading;
	struct septel_view rest;
};

/* One unit of time, both ends in it. */
struct unit {
	int64_t first, last;
};

static bool fail(const struct cursor *cursor, const char *what)
{
	return septel__query_fail(cursor->reading,
				  septel__query_offset(cursor->reading, cursor->rest.ptr),
				  "expected %s", what);
}

static bool take(struct cursor *cursor, char c)
{
	if (cursor->rest.len == 0 || septel__upper(cursor->rest.ptr[0]) != c)
		return false;
	cursor->rest = septel__slice(cursor->rest, 1, cursor->rest.len);
	return true;
}

/* A number of `least` to `most` digits and in the range; -1, and nothing taken. */
static int take_number(struct cursor *cursor, size_t least, size_t most, int low, int high)
{
	size_t digits = 0;
	while (digits < cursor->rest.len && septel__is_digit(cursor->rest.ptr[digits]))
		digits++;
	const int number = septel__number(septel__slice(cursor->rest, 0, digits));
	if (digits < least || digits > most || number < low || number > high)
		return -1;
	cursor->rest = septel__slice(cursor->rest, digits, cursor->rest.len);
	return number;
}

static int64_t minute_of(int year, int month, int day)
{
	const struct septel_time time = {(int16_t)year, (int8_t)month, (int8_t)day,
					 SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	return septel__minute_number(time);
}

/* "T06:37Z" behind a day. */
static bool read_minute(struct cursor *cursor, struct unit *unit)
{
	const int hour = take_number(cursor, 2, 2, 0, 23);
	if (hour < 0 || !take(cursor, ':'))
		return fail(cursor, "hour and minute, as in 2008-12-04T06:37");
	const int minute = take_number(cursor, 2, 2, 0, 59);
	if (minute < 0)
		return fail(cursor, "a minute, 00 to 59");
	take(cursor, 'Z');
	unit->first += hour * 60 + minute;
	unit->last = unit->first;
	return true;
}

static bool read_unit(struct cursor *cursor, struct unit *unit)
{
	const int year = take_number(cursor, YEAR_DIGITS, YEAR_DIGITS, 1, 9999);
	if (year < 0)
		return fail(cursor, "a year of four digits, as in date:2008 or date:2008-11..2009");
	*unit = (struct unit){minute_of(year, 1, 1), minute_of(year, 12, 31) + MINUTES_OF_DAY - 1};
	if (!take(cursor, '-'))
		return true;
	const int month = take_number(cursor, 1, 2, 1, 12);
	if (month < 0)
		return fail(cursor, "a month, 01 to 12");
	const int days = septel__days_in_month(year, month);
	*unit = (struct unit){minute_of(year, month, 1),
			      minute_of(year, month, days) + MINUTES_OF_DAY - 1};
	if (!take(cursor, '-'))
		return true;
	const int day = take_number(cursor, 1, 2, 1, days);
	if (day < 0)
		return fail(cursor, "a day of that month");
	unit->first = minute_of(year, month, day);
	unit->last = unit->first + MINUTES_OF_DAY - 1;
	return !take(cursor, 'T') || read_minute(cursor, unit);
}

static bool take_dots(struct cursor *cursor)
{
	if (!septel__starts(cursor->rest, ".."))
		return false;
	cursor->rest = septel__slice(cursor->rest, 2, cursor->rest.len);
	return true;
}

bool septel__query_date(struct query_reading *reading, struct query *query)
{
	struct cursor cursor = {reading, septel__trim(reading->token.value)};
	struct unit unit = {QUERY_MINUTE_FIRST, QUERY_MINUTE_LAST};
	query->kind = QUERY_DATE;
	query->first = QUERY_MINUTE_FIRST;
	query->last = QUERY_MINUTE_LAST;
	const bool open = take_dots(&cursor);
	if (!open) {
		if (!read_unit(&cursor, &unit))
			return false;
		query->first = unit.first;
		query->last = unit.last;
		if (cursor.rest.len == 0)
			return true;
		if (!take_dots(&cursor))
			return fail(&cursor, ".. and another date, or the end of this one");
		query->last = QUERY_MINUTE_LAST;
		if (cursor.rest.len == 0)
			return true;
	}
	const struct septel_view end = cursor.rest;
	if (!read_unit(&cursor, &unit))
		return false;
	if (cursor.rest.len > 0)
		return fail(&cursor, "the end of the date");
	query->last = unit.last;
	return query->first <= query->last ||
	       septel__query_fail(reading, septel__query_offset(reading, end.ptr),
				  "the range ends before it begins");
}
