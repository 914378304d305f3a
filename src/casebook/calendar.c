/* calendar.c - see calendar.h. */
#include "calendar.h"

#include "../base/date.h"

#define DAYS_OF_WEEK      7
#define MONTHS_OF_YEAR    12
#define MONTHS_OF_QUARTER 3
#define HOURS_OF_DAY      24
#define LAST_YEAR         9999
/* 0001-01-01 and 9999-12-31. */
#define FIRST_DAY (-719162L)
#define LAST_DAY  2932896L
/* 1970-01-01 was a Thursday. */
#define WEEKDAY_OF_DAY_0 3

static long within(long day)
{
	return day >= FIRST_DAY && day <= LAST_DAY ? day : DAY_NONE;
}

long septel__time_day(struct septel_time time)
{
	return septel__has_time(time) ? septel__day_number(time) : DAY_NONE;
}

struct septel_time septel__day_time(long day)
{
	if (day == DAY_NONE)
		return (struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	return septel__from_day_number(day);
}

int septel__weekday(long day)
{
	const long weekday = (day + WEEKDAY_OF_DAY_0) % DAYS_OF_WEEK;
	return (int)(weekday < 0 ? weekday + DAYS_OF_WEEK : weekday);
}

/* The number of a month from the year 0 on; from there back to a year and a month. */
static long month_number(struct septel_time time)
{
	return (long)time.year * MONTHS_OF_YEAR + time.month - 1;
}

static struct day_span month_of_number(long number)
{
	return septel__month_span((int)(number / MONTHS_OF_YEAR),
				  (int)(number % MONTHS_OF_YEAR) + 1);
}

struct day_span septel__month_span(int year, int month)
{
	if (year < 1 || year > LAST_YEAR || month < 1 || month > MONTHS_OF_YEAR)
		return (struct day_span){DAY_NONE, DAY_NONE};
	const long first = septel__day_number((struct septel_time){
		(int16_t)year, (int8_t)month, 1, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE});
	return (struct day_span){first, first + septel__days_in_month(year, month) - 1};
}

struct day_span septel__year_span(int year)
{
	return (struct day_span){septel__month_span(year, 1).from,
				 septel__month_span(year, MONTHS_OF_YEAR).to};
}

static long add_months(long day, long count)
{
	const struct septel_time time = septel__day_time(day);
	const long reached = month_number(time) + count;
	const struct day_span month =
		reached < 0 ? (struct day_span){DAY_NONE, DAY_NONE} : month_of_number(reached);
	if (month.from == DAY_NONE)
		return DAY_NONE;
	const long same = month.from + time.day - 1;
	return same < month.to ? same : month.to;
}

/* Monday to Friday are counted, whole weeks first. */
static long add_workdays(long day, int count)
{
	enum { WORKDAYS = 5, SATURDAY = 5 };
	const int step = count < 0 ? -1 : 1;
	day += (long)(count / WORKDAYS) * DAYS_OF_WEEK;
	for (int left = count % WORKDAYS; left != 0;) {
		day += step;
		left -= septel__weekday(day) < SATURDAY ? step : 0;
	}
	while (septel__weekday(day) >= SATURDAY)
		day += step;
	return day;
}

long septel__day_add(long day, int count, char unit)
{
	if (day == DAY_NONE)
		return DAY_NONE;
	switch (unit) {
	case 'h':
		return within(day + (count + (count > 0 ? HOURS_OF_DAY - 1 : 1 - HOURS_OF_DAY)) /
					    HOURS_OF_DAY);
	case 'b':
		return within(add_workdays(day, count));
	case 'w':
		return within(day + (long)count * DAYS_OF_WEEK);
	case 'm':
		return add_months(day, count);
	case 'q':
		return add_months(day, (long)count * MONTHS_OF_QUARTER);
	case 'y':
		return add_months(day, (long)count * MONTHS_OF_YEAR);
	default:
		return within(day + count);
	}
}

static struct day_span months_from(long number, int months)
{
	if (number < MONTHS_OF_YEAR)
		return (struct day_span){DAY_NONE, DAY_NONE};
	return (struct day_span){month_of_number(number).from,
				 month_of_number(number + months - 1).to};
}

struct day_span septel__unit_around(long day, char unit, int offset, enum week_begin begin)
{
	if (day == DAY_NONE)
		return (struct day_span){DAY_NONE, DAY_NONE};
	const struct septel_time time = septel__day_time(day);
	const long month = month_number(time);
	switch (unit) {
	case 'w': {
		const int into =
			(septel__weekday(day) + (begin == WEEK_FROM_SUNDAY)) % DAYS_OF_WEEK;
		const long first = day - into + (long)offset * DAYS_OF_WEEK;
		return (struct day_span){within(first), within(first + DAYS_OF_WEEK - 1)};
	}
	case 'm':
		return months_from(month + offset, 1);
	case 'q':
		return months_from(month - month % MONTHS_OF_QUARTER +
					   (long)offset * MONTHS_OF_QUARTER,
				   MONTHS_OF_QUARTER);
	case 'y':
		return septel__year_span(time.year + offset);
	default:
		return (struct day_span){within(day + offset), within(day + offset)};
	}
}
