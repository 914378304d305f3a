/* date.c - see date.h. */
#include "date.h"

#include <stdio.h>

static const int DAYS[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
static const char *const MONTHS[12] = {"January",   "February", "March",    "April",
				       "May",       "June",     "July",     "August",
				       "September", "October",  "November", "December"};
static const char *const MONTH_LETTERS[12] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
					      "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

#define CENTURY_PIVOT 66

bool septel__is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int septel__days_in_month(int year, int month)
{
	if (month < 1 || month > 12)
		return 0;
	return DAYS[month - 1] + (month == 2 && septel__is_leap(year));
}

int septel__day_of_year(struct septel_time time)
{
	int day = time.day;
	for (int month = 1; month < time.month; month++)
		day += septel__days_in_month(time.year, month);
	return day;
}

struct septel_time septel__from_day_of_year(int year, int day_of_year)
{
	struct septel_time none = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	if (day_of_year < 1 || day_of_year > 365 + septel__is_leap(year))
		return none;
	int month = 1;
	while (day_of_year > septel__days_in_month(year, month))
		day_of_year -= septel__days_in_month(year, month++);
	none.year = (int16_t)year;
	none.month = (int8_t)month;
	none.day = (int8_t)day_of_year;
	return none;
}

/* Days from the civil calendar by counting years from March, so that the leap
 * day is the last of its year. */
long septel__day_number(struct septel_time time)
{
	const long year = time.year - (time.month <= 2);
	const long era = (year >= 0 ? year : year - 399) / 400;
	const long year_of_era = year - era * 400;
	const long month = (time.month + 9) % 12;
	const long day_of_year = (153 * month + 2) / 5 + time.day - 1;
	const long day_of_era =
		year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

long long septel__minute_number(struct septel_time time)
{
	const long long minutes = time.hour >= 0 ? time.hour * 60 + time.minute : 0;
	return (long long)septel__day_number(time) * 1440 + minutes;
}

struct septel_time septel__from_day_number(long days)
{
	days += 719468;
	const long era = (days >= 0 ? days : days - 146096) / 146097;
	const long day_of_era = days - era * 146097;
	const long year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	const long day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	const long month = (5 * day_of_year + 2) / 153;
	const long civil_month = month < 10 ? month + 3 : month - 9;
	const struct septel_time time = {
		.year = (int16_t)(year_of_era + era * 400 + (civil_month <= 2)),
		.month = (int8_t)civil_month,
		.day = (int8_t)(day_of_year - (153 * month + 2) / 5 + 1),
		.hour = SEPTEL_NUMBER_NONE,
		.minute = SEPTEL_NUMBER_NONE,
	};
	return time;
}

bool septel__time_valid(struct septel_time time)
{
	if (time.year < 1 || time.month < 1 || time.month > 12 || time.day < 1 ||
	    time.day > septel__days_in_month(time.year, time.month))
		return false;
	if (time.hour == SEPTEL_NUMBER_NONE)
		return true;
	return time.hour >= 0 && time.hour <= 23 && time.minute >= 0 && time.minute <= 59;
}

int septel__full_year(int two_digits)
{
	return two_digits >= CENTURY_PIVOT ? 1900 + two_digits : 2000 + two_digits;
}

int septel__month(struct septel_view name)
{
	for (int month = 1; month <= 12; month++) {
		const struct septel_view whole = septel_view_of(MONTHS[month - 1]);
		if (septel__equal_fold(name, whole) ||
		    septel__equal_fold(name, septel__slice(whole, 0, 3)))
			return month;
	}
	return septel__equal_fold(name, VIEW_LITERAL("SEPT")) ? 9 : 0;
}

const char *septel__month_name(int month)
{
	return month >= 1 && month <= 12 ? MONTHS[month - 1] : "";
}

const char *septel__month_letters(int month)
{
	return month >= 1 && month <= 12 ? MONTH_LETTERS[month - 1] : "";
}

const char *septel__time_text(struct septel_time time, char text[TIME_TEXT_SIZE])
{
	text[0] = '\0';
	if (!septel__has_time(time))
		return text;
	if (time.hour == SEPTEL_NUMBER_NONE)
		snprintf(text, TIME_TEXT_SIZE, "%04d-%02u-%02u", time.year,
			 (unsigned)time.month & 15u, (unsigned)time.day & 31u);
	else
		snprintf(text, TIME_TEXT_SIZE, "%04d-%02u-%02uT%02u:%02uZ", time.year,
			 (unsigned)time.month & 15u, (unsigned)time.day & 31u,
			 (unsigned)time.hour & 31u, (unsigned)time.minute & 63u);
	return text;
}

#define SECONDS_OF_DAY 86400
/* Of 0001-01-01 and 10000-01-01. */
#define FIRST_SECOND  (-62135596800LL)
#define SECOND_BEHIND 253402300800LL

struct septel_time septel__from_seconds(long long seconds)
{
	if (seconds < FIRST_SECOND || seconds >= SECOND_BEHIND)
		return (struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	const int of_day = (int)((seconds % SECONDS_OF_DAY + SECONDS_OF_DAY) % SECONDS_OF_DAY);
	struct septel_time time =
		septel__from_day_number((long)((seconds - of_day) / SECONDS_OF_DAY));
	time.hour = (int8_t)(of_day / 3600);
	time.minute = (int8_t)(of_day / 60 % 60);
	return time;
}

const char *septel__seconds_text(long long seconds, char text[SECONDS_TEXT_SIZE])
{
	char minute[TIME_TEXT_SIZE];
	const unsigned second = (unsigned)((seconds % 60 + 60) % 60);
	septel__time_text(septel__from_seconds(seconds), minute);
	text[0] = '\0';
	if (minute[0])
		snprintf(text, SECONDS_TEXT_SIZE, "%.16s:%02uZ", minute, second % 60);
	return text;
}

/* True for text of that form, in which 0 stands for any digit. */
static bool has_form(struct septel_view text, const char *form)
{
	if (text.len != strlen(form))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (form[i] == '0' ? !septel__is_digit(text.ptr[i]) : text.ptr[i] != form[i])
			return false;
	return true;
}

bool septel__time_read(struct septel_view text, struct septel_time *time)
{
	const struct septel_view rest = septel__slice(text, 16, text.len);
	const bool day = has_form(text, "0000-00-00");
	const bool minute = (has_form(septel__slice(text, 0, 16), "0000-00-00T00:00") ||
			     has_form(septel__slice(text, 0, 16), "0000-00-00 00:00")) &&
			    (has_form(rest, "Z") || has_form(rest, ":00Z"));
	if (!day && !minute)
		return false;
	*time = (struct septel_time){
		.year = (int16_t)septel__number(septel__slice(text, 0, 4)),
		.month = (int8_t)septel__number(septel__slice(text, 5, 7)),
		.day = (int8_t)septel__number(septel__slice(text, 8, 10)),
		.hour = (int8_t)septel__number(septel__slice(text, 11, 13)),
		.minute = (int8_t)septel__number(septel__slice(text, 14, 16)),
	};
	return septel__time_valid(*time);
}
