/* moment.c - see moment.h. */
#include "moment.h"

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int moment_days_in(int year, int month)
{
	static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return DAYS[month - 1] + (month == 2 && is_leap(year));
}

int moment_day_of_year(struct made_time time)
{
	int day = time.day;
	for (int month = 1; month < time.month; month++)
		day += moment_days_in(time.year, month);
	return day;
}

struct made_time moment_of_day(int year, int day)
{
	struct made_time time = {year, 1, day, 0, 0};
	while (time.day > moment_days_in(year, time.month))
		time.day -= moment_days_in(year, time.month++);
	return time;
}

struct made_time moment_later(struct made_time time, int minutes)
{
	time.minute += minutes;
	time.hour += time.minute / 60;
	time.minute %= 60;
	time.day += time.hour / 24;
	time.hour %= 24;
	while (time.day > moment_days_in(time.year, time.month)) {
		time.day -= moment_days_in(time.year, time.month);
		if (++time.month > 12) {
			time.month = 1;
			time.year++;
		}
	}
	return time;
}

const char *moment_month(int month)
{
	static const char *const NAMES[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
					    "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
	return NAMES[month - 1];
}
