/* worksheet_days.c - see worksheet_days.h: "8 APRIL 2011", "Nov. 26", "251400Z FEB08". */
#include "worksheet_days.h"

#include <stdio.h>

/* A day without a year is taken for the one nearest to the report. */
#define HALF_YEAR 183

int septel__leading_number(struct septel_view word, struct septel_view *rest)
{
	size_t digits = 0;
	while (digits < word.len && digits < 5 && septel__is_digit(word.ptr[digits]))
		digits++;
	*rest = septel__slice(word, digits, word.len);
	return digits >= 1 && digits <= 4 ? septel__number(septel__slice(word, 0, digits)) : -1;
}

/* 1 to 31: "8", "08", "28th", the latter of "9-13". */
static int day_of_month(struct septel_view word)
{
	static const char *const ORDINALS[] = {"st", "nd", "rd", "th", NULL};
	struct septel_view rest;
	const size_t dash = septel__find_byte(word, '-', 0);
	if (dash != VIEW_NOT_FOUND && dash > 0 && dash <= 2 && septel__is_digit(word.ptr[0]))
		word = septel__slice(word, dash + 1, word.len);
	const int day = septel__leading_number(word, &rest);
	return day >= 1 && day <= 31 && word.len - rest.len <= 2 &&
			       (!rest.len || septel__one_of(rest, ORDINALS))
		       ? day
		       : 0;
}

static int month_of(struct septel_view word)
{
	return word.len >= 3 && septel__is_alpha(word.ptr[0]) ? septel__month(word) : 0;
}

/* "2011", "08" of a day and month, "'08"; 0. */
static int year_of(struct septel_view word, bool two_digits)
{
	struct septel_view rest;
	const int year = septel__leading_number(word, &rest);
	if (rest.len || year < 0)
		return 0;
	if (word.len == 4)
		return year >= 1900 && year < 2100 ? year : 0;
	return two_digits && word.len == 2 ? septel__full_year(year) : 0;
}

/* "251400Z": the day of a date-time group. */
static int group_day(struct septel_view word)
{
	if (word.len < 6 || word.len > 7 || (word.len == 7 && septel__upper(word.ptr[6]) != 'Z'))
		return 0;
	for (size_t i = 0; i < 6; i++)
		if (!septel__is_digit(word.ptr[i]))
			return 0;
	return day_of_month(septel__slice(word, 0, 2));
}

/* "FEB08", "FEB2008": a month and year in one word. */
static bool month_and_year(struct septel_view word, struct found_day *day)
{
	size_t letters = 0;
	while (letters < word.len && septel__is_alpha(word.ptr[letters]))
		letters++;
	day->month = month_of(septel__slice(word, 0, letters));
	day->year = year_of(septel__slice(word, letters, word.len), true);
	return day->month && day->year;
}

/* "01OCT08", "1OCT2008". */
static bool day_in_one_word(struct septel_view word, struct found_day *day)
{
	size_t digits = 0;
	while (digits < word.len && septel__is_digit(word.ptr[digits]))
		digits++;
	day->day = day_of_month(septel__slice(word, 0, digits));
	return day->day && month_and_year(septel__slice(word, digits, word.len), day);
}

/* "12/04/2008", "2008-12-04". */
static bool day_with_signs(struct septel_view word, struct found_day *day)
{
	struct septel_time time;
	if (septel__time_read(word, &time) && septel__has_time(time)) {
		*day = (struct found_day){day->last, time.year, time.month, time.day};
		return true;
	}
	const size_t one = septel__find_byte(word, '/', 0);
	const size_t two = one == VIEW_NOT_FOUND ? one : septel__find_byte(word, '/', one + 1);
	if (two == VIEW_NOT_FOUND)
		return false;
	day->month = septel__number(septel__slice(word, 0, one));
	day->day = septel__number(septel__slice(word, one + 1, two));
	day->year = year_of(septel__slice(word, two + 1, word.len), true);
	return day->month >= 1 && day->month <= 12 && day->day >= 1 && day->day <= 31 && day->year;
}

/* Word `at + 1` follows with nothing but a comma between. */
static bool goes_on(const struct sheet_sentence *sentence, size_t at)
{
	return at + 1 < sentence->count && septel__is_one_of(sentence->words[at].after, ",.")
		       ? true
		       : at + 1 < sentence->count && !sentence->words[at].after;
}

static void take_year(const struct sheet_sentence *sentence, struct found_day *day, bool two_digits)
{
	if (!goes_on(sentence, day->last))
		return;
	const int year = year_of(sentence->words[day->last + 1].text, two_digits);
	if (year) {
		day->year = year;
		day->last++;
	}
}

/* "8 APRIL 2011", "06-10 MAR 06", "251400Z FEB 08". */
static bool day_before_month(const struct sheet_sentence *sentence, size_t at,
			     struct found_day *day)
{
	const struct septel_view word = sentence->words[at].text;
	day->day = day_of_month(word);
	if (!day->day)
		day->day = group_day(word);
	if (!day->day || !goes_on(sentence, at))
		return false;
	day->last = at + 1;
	if (month_and_year(sentence->words[at + 1].text, day))
		return true;
	day->month = month_of(sentence->words[at + 1].text);
	day->year = 0;
	if (!day->month)
		return false;
	take_year(sentence, day, true);
	return true;
}

/* "November 26", "Nov. 26, 2008", "JUNE 2011", in Navy messages "JUN 09". */
static bool month_first(const struct sheet *sheet, const struct sheet_sentence *sentence, size_t at,
			struct found_day *day)
{
	const struct septel_view word = sentence->words[at].text;
	day->month = month_of(word);
	if (!day->month || !goes_on(sentence, at) ||
	    (!sentence->shouted && !sentence->words[at].capital))
		return false;
	const struct septel_view next = sentence->words[at + 1].text;
	day->last = at + 1;
	day->year = year_of(next, sheet->navy && next.len == 2 && next.ptr[0] == '0');
	if (day->year)
		return true;
	day->day = day_of_month(next);
	if (!day->day)
		return false;
	take_year(sentence, day, false);
	return true;
}

bool septel__day_at(const struct sheet *sheet, const struct sheet_sentence *sentence, size_t at,
		    struct found_day *day)
{
	const struct septel_view word = sentence->words[at].text;
	*day = (struct found_day){.last = at};
	if (!word.len)
		return false;
	if (!septel__is_digit(word.ptr[0]))
		return month_first(sheet, sentence, at, day);
	if (day_with_signs(word, day))
		return true;
	*day = (struct found_day){.last = at};
	if (day_in_one_word(word, day))
		return true;
	*day = (struct found_day){.last = at};
	return day_before_month(sentence, at, day);
}

static struct septel_time time_of(const struct found_day *day, int year)
{
	return (struct septel_time){(int16_t)year, (int8_t)day->month, (int8_t)day->day,
				    SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
}

bool septel__day_resolve(const struct sheet *sheet, const struct found_day *day,
			 struct sheet_time *time, long *number)
{
	struct septel_time at = time_of(day, day->year);
	if (!day->day) {
		snprintf(time->days, sizeof time->days, "%04d-%02d", day->year, day->month);
		at.day = (int8_t)septel__days_in_month(day->year, day->month);
		*number = septel__day_number(at);
		return true;
	}
	if (!day->year) {
		if (!septel__has_time(sheet->report))
			return false;
		const long report = septel__day_number(sheet->report);
		at.year = sheet->report.year;
		if (septel__time_valid(at) && septel__day_number(at) - report > HALF_YEAR)
			at.year--;
		else if (septel__time_valid(at) && report - septel__day_number(at) > HALF_YEAR)
			at.year++;
	}
	if (!septel__time_valid(at))
		return false;
	snprintf(time->days, sizeof time->days, "%04d-%02d-%02d", at.year, at.month, at.day);
	*number = septel__day_number(at);
	return true;
}
