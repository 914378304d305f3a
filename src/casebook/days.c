/* days.c - see days.h. */
#include "days.h"

#include "../base/date.h"

/* The digits of `text` from `at`, `count` of them; -1 where they are not there. */
static int digits(struct septel_view text, size_t at, size_t count)
{
	if (at + count > text.len)
		return -1;
	return septel__number(septel__slice(text, at, at + count));
}

/* One date: from its first day to its last. */
static bool read_date(struct septel_view text, struct days *days)
{
	if (text.len && text.ptr[text.len - 1] == '~') {
		days->about = true;
		text.len--;
	}
	const int year = digits(text, 0, 4);
	const int month = text.len > 4 ? digits(text, 5, 2) : 1;
	const int day = text.len > 7 ? digits(text, 8, 2) : 1;
	const bool formed = text.len == 4 || (text.len == 7 && text.ptr[4] == '-') ||
			    (text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-');
	if (!formed || year < 1 || month < 1 || month > 12 || day < 1)
		return false;
	days->from = (struct septel_time){(int16_t)year, (int8_t)month, (int8_t)day,
					  SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	days->to = days->from;
	if (text.len == 4)
		days->to.month = 12;
	if (text.len < 10)
		days->to.day = (int8_t)septel__days_in_month(year, days->to.month);
	return septel__time_valid(days->from);
}

static bool is_open(struct septel_view text)
{
	return septel__equal(text, VIEW_LITERAL(".."));
}

static bool read_interval(struct septel_view first, struct septel_view last, struct days *days)
{
	struct days begin = {0}, end = {0};
	if (is_open(first) && is_open(last))
		return false;
	if ((!is_open(first) && !read_date(first, &begin)) ||
	    (!is_open(last) && !read_date(last, &end)))
		return false;
	*days = (struct days){begin.from, end.to, begin.about || end.about};
	return is_open(first) || is_open(last) ||
	       septel__day_number(begin.from) <= septel__day_number(end.to);
}

bool septel__days_read(struct septel_view text, struct days *days)
{
	const size_t slash = septel__find_byte(text, '/', 0);
	*days = (struct days){0};
	if (slash == VIEW_NOT_FOUND ? read_date(text, days)
				    : read_interval(septel__slice(text, 0, slash),
						    septel__slice(text, slash + 1, text.len), days))
		return true;
	*days = (struct days){0};
	return false;
}

bool septel__days_is_one(const struct days *days)
{
	return !days->about && septel__has_time(days->from) && septel__has_time(days->to) &&
	       septel__day_number(days->from) == septel__day_number(days->to);
}
