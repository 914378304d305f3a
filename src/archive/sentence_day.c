/* sentence_day.c - see sentence_day.h.
 *
 * Words are taken apart into runs of digits and of letters, for they are set with and without
 * what stands between: the kinds of the first few runs tell the form.
 */
#include "sentence_day.h"

#include "../base/date.h"

#define RUNS 4

enum run_kind { RUN_NONE, RUN_NUMBER, RUN_YEAR, RUN_GROUP, RUN_MONTH, RUN_ZONE };

struct run {
	enum run_kind kind;
	int number; /* a month's, too */
};

static struct run read_run(struct septel_view text)
{
	if (!septel__is_digit(text.ptr[0])) {
		if (septel__is_word(text, "Z"))
			return (struct run){RUN_ZONE, 0};
		const int month = septel__month(text);
		return (struct run){month ? RUN_MONTH : RUN_NONE, month};
	}
	const int number = text.len <= 6 ? septel__number(text) : -1;
	const enum run_kind kind = text.len <= 2   ? RUN_NUMBER
				   : text.len == 4 ? RUN_YEAR
				   : text.len == 6 ? RUN_GROUP
						   : RUN_NONE;
	return (struct run){number < 0 ? RUN_NONE : kind, number};
}

static size_t read_runs(const struct sentence *sentence, size_t at, struct run runs[RUNS])
{
	size_t count = 0;
	for (; at < sentence->count; at++) {
		const struct septel_view word = sentence->words[at].text;
		for (size_t start = 0, end; start < word.len; start = end) {
			const bool digits = septel__is_digit(word.ptr[start]);
			end = start + 1;
			if (!septel__is_alnum(word.ptr[start]))
				continue;
			while (end < word.len && septel__is_alnum(word.ptr[end]) &&
			       septel__is_digit(word.ptr[end]) == digits)
				end++;
			runs[count++] = read_run(septel__slice(word, start, end));
			if (count == RUNS)
				return count;
		}
	}
	return count;
}

/* Which run says what, by the kinds of the runs. */
static const struct {
	enum run_kind kinds[RUNS];
	int day, month, year; /* index of the run; day -1: the last of the month */
} FORMS[] = {
	{{RUN_NUMBER, RUN_MONTH, RUN_YEAR}, 0, 1, 2},
	{{RUN_NUMBER, RUN_MONTH, RUN_NUMBER}, 0, 1, 2},
	{{RUN_MONTH, RUN_NUMBER, RUN_YEAR}, 1, 0, 2},
	{{RUN_MONTH, RUN_NUMBER, RUN_NUMBER}, 1, 0, 2},
	{{RUN_MONTH, RUN_YEAR}, -1, 0, 1},
	{{RUN_GROUP, RUN_ZONE, RUN_MONTH, RUN_YEAR}, 0, 2, 3},
	{{RUN_GROUP, RUN_ZONE, RUN_MONTH, RUN_NUMBER}, 0, 2, 3},
	{{RUN_YEAR, RUN_NUMBER, RUN_NUMBER}, 2, 1, 0},
	{{RUN_NUMBER, RUN_NUMBER, RUN_YEAR}, 1, 0, 2},
};

static bool has_form(const struct run runs[RUNS], const enum run_kind kinds[RUNS])
{
	for (size_t i = 0; i < RUNS && kinds[i] != RUN_NONE; i++)
		if (runs[i].kind != kinds[i])
			return false;
	return true;
}

static int year_of(struct run run)
{
	return run.kind == RUN_YEAR ? run.number : septel__full_year(run.number);
}

struct septel_time septel__sentence_day(const struct sentence *sentence, size_t at)
{
	struct run runs[RUNS] = {{RUN_NONE, 0}};
	struct septel_time day = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	const struct septel_time none = day;
	read_runs(sentence, at, runs);
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		if (!has_form(runs, FORMS[i].kinds))
			continue;
		const struct run month = runs[FORMS[i].month];
		day.year = (int16_t)year_of(runs[FORMS[i].year]);
		if (month.number < 1 || month.number > 12)
			return none;
		day.month = (int8_t)month.number;
		if (FORMS[i].day < 0)
			day.day = (int8_t)septel__days_in_month(day.year, day.month);
		else if (runs[FORMS[i].day].kind == RUN_GROUP)
			day.day = (int8_t)(runs[FORMS[i].day].number / 10000);
		else
			day.day = (int8_t)runs[FORMS[i].day].number;
		return septel__time_valid(day) ? day : none;
	}
	return none;
}
