/* coarse.c - see coarse.h. */
#include "coarse.h"

#include "../base/date.h"
#include "parties.h"

#include <limits.h>
#include <stdio.h>

struct band {
	int most;
	const char *name;
};

static const struct band AGES[] = {{4, "0-4"},    {11, "5-11"},  {17, "12-17"},   {24, "18-24"},
				   {49, "25-49"}, {59, "50-59"}, {INT_MAX, "60+"}};
static const struct band COUNTS[] = {{0, "0"}, {2, "1-2"}, {5, "3-5"}, {INT_MAX, "6+"}};

static const char *band_of(const struct band *bands, int number)
{
	while (number > bands->most)
		bands++;
	return bands->name;
}

const char *septel__age_band(int age)
{
	return age < 0 ? NULL : band_of(AGES, age);
}

const char *septel__count_band(size_t count)
{
	return band_of(COUNTS, count < INT_MAX ? (int)count : INT_MAX);
}

const char *septel__week_text(struct septel_time day, char text[WEEK_TEXT_SIZE])
{
	text[0] = '\0';
	if (!septel__has_time(day))
		return text;
	/* A week belongs to the year of its Thursday; day 0 was one. */
	const long number = septel__day_number(day);
	const long weekday = ((number + 3) % 7 + 7) % 7;
	const struct septel_time thursday = septel__from_day_number(number - weekday + 3);
	snprintf(text, WEEK_TEXT_SIZE, "%04d-W%02d", thursday.year,
		 (septel__day_of_year(thursday) - 1) / 7 + 1);
	return text;
}

const char *septel__party_kind_text(const struct thing *party)
{
	const int kind = (int)septel__party_kind(party);
	return kind < 0 ? NULL : septel__list_row(LIST_PARTY_KIND)->words[kind];
}
