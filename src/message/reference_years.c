/* reference_years.c - the year of a message, printed before, between or behind
 * its station and serial; see references.h.
 */
#include "references.h"

#include "../base/date.h"
#include "format_line.h"
#include "scan.h"

#include <septel/tables.h>

/* The first year of cables with numbers as these (wire-format 3.2), and how far
 * back a year printed with a stroke may lie ("PARIS 1/2005"). */
#define FIRST_YEAR   1945
#define STROKE_YEARS 15

/* The full year of a printed one; 0 if it is none. */
int septel__reference_year(struct septel_view digits)
{
	const int number = septel__number(digits);
	if (digits.len == 2)
		return septel__full_year(number);
	if (digits.len == 3 && digits.ptr[0] == '0')
		return septel__full_year(number);
	if (digits.len == 4 && number >= FIRST_YEAR && number < 2100)
		return number;
	return 0;
}

/* A year that a message of `own` may cite: none lies ahead of it. */
bool septel__year_may_be_cited(int year, int own)
{
	return year >= FIRST_YEAR && (own == 0 || year <= own);
}

/* A year in front of a station: "08 ", "2005", "'08 ", "094 ", "10-", "05/", and
 * "O8 " with the letter for the digit. */
int septel__scan_year_in_front(struct septel_view *rest)
{
	struct septel_view at = *rest, digits;
	int year;
	scan_byte(&at, '\'');
	if (at.len > 2 && (at.ptr[0] == 'O' || at.ptr[0] == 'o') && septel__is_digit(at.ptr[1]) &&
	    !septel__is_digit(at.ptr[2])) {
		year = septel__full_year(at.ptr[1] - '0');
		at = septel__slice(at, 2, at.len);
	} else {
		if (!scan_digits(&at, 2, 4, &digits))
			return 0;
		year = septel__reference_year(digits);
	}
	if (!scan_byte(&at, '-'))
		scan_byte(&at, '/');
	scan_space(&at);
	if (!year || at.len == 0 || !(septel__is_alpha(at.ptr[0]) || at.ptr[0] == '0'))
		return 0;
	*rest = at;
	return year;
}

/* A year in parentheses, "(01)" or "(2002)". */
int septel__scan_year_in_parentheses(struct septel_view *rest)
{
	struct septel_view at = *rest, digits;
	scan_space(&at);
	if (!scan_byte(&at, '(') || !scan_digits(&at, 2, 4, &digits) || digits.len == 3 ||
	    !scan_byte(&at, ')'))
		return 0;
	const int year = septel__reference_year(digits);
	if (year)
		*rest = at;
	return year;
}

/* "/2005", "-2005", " OF 2005" behind a serial. */
static int scan_long_year_behind(struct septel_view *rest, int own, int serial)
{
	struct septel_view at = *rest, digits;
	bool said = false;
	if (!scan_byte(&at, '-') && !scan_byte(&at, '/')) {
		scan_space(&at);
		if (!scan_word(&at, "OF "))
			return 0;
		said = true;
		scan_space(&at);
	}
	if (!scan_digits(&at, 4, 4, &digits) || !scan_at_word_end(at))
		return 0;
	const int year = septel__reference_year(digits);
	if (!septel__year_may_be_cited(year, own))
		return 0;
	if (!said && (serial >= 1000 || (own && year < own - STROKE_YEARS)))
		return 0; /* "KABUL 1936/2005": two numbers */
	*rest = at;
	return year;
}

/* "NOVEMBER 23, 1971", "5 MAR 05", "5/23/05", "DTG 101530Z MAR 08": *year is 0
 * where the date has none. */
static bool scan_date(struct septel_view *rest, int *year)
{
	struct septel_view at = *rest, digits, month;
	struct septel_time dtg;
	*year = 0;
	scan_word(&at, "DTG ");
	if (septel__scan_dtg(&at, &dtg)) {
		*year = dtg.year;
		*rest = at;
		return true;
	}
	at = *rest;
	const bool day_first = scan_digits(&at, 1, 2, &digits);
	if (day_first && scan_byte(&at, '/')) {
		if (!scan_digits(&at, 1, 2, &digits) || !scan_byte(&at, '/') ||
		    !scan_digits(&at, 2, 4, &digits))
			return false;
		*year = septel__reference_year(digits);
		*rest = at;
		return scan_at_word_end(at);
	}
	scan_blanks(&at);
	if (!scan_run(&at, septel__is_alpha, 3, 9, &month) || !septel__month(month))
		return false;
	scan_byte(&at, '.');
	scan_space(&at);
	if (!day_first && (!scan_digits(&at, 1, 2, &digits) || !scan_at_word_end(at)))
		return false;
	*rest = at;
	scan_byte(&at, ',');
	scan_space(&at);
	scan_byte(&at, '\'');
	if (scan_digits(&at, 2, 4, &digits) && scan_at_word_end(at)) {
		*year = septel__reference_year(digits);
		*rest = at;
	}
	return true;
}

/* A date ends the words of a reference; "MAY 5, 2007 VISIT" begins a title. */
static bool date_ends(struct septel_view rest)
{
	scan_blanks(&rest);
	if (rest.len == 0 || !septel__is_alnum(rest.ptr[0]) || septel__starts_fold(rest, "AND ") ||
	    septel__starts_fold(rest, "NOTAL"))
		return true;
	return rest.len > 1 && !septel__is_alnum(rest.ptr[1]) && rest.ptr[1] != ' '; /* "B." */
}

/* The year of the date that a message bears: ", NOVEMBER 23, 1971", "DATED 5 MAR
 * 05", "(MAY 5, 2007)", "DTG 101530Z MAR 08". */
static int scan_date_behind(struct septel_view *rest, int own)
{
	static const char *const WORDS[] = {"OF ", "DATED ", "DTD ", "DATE "};
	struct septel_view at = *rest;
	int year;
	scan_space(&at);
	if (scan_byte(&at, ','))
		scan_space(&at);
	const bool open = scan_byte(&at, '(');
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (scan_word(&at, WORDS[i]))
			scan_space(&at);
	if (!scan_date(&at, &year) || !year || !septel__year_may_be_cited(year, own))
		return 0;
	if (open ? !scan_byte(&at, ')') : !date_ends(at))
		return 0;
	*rest = at;
	return year;
}

/* Behind a serial: "(08)", "-01", "/08", " 99", "/2005". */
int septel__scan_year_behind(struct septel_view *rest, int own, int serial)
{
	int year = septel__scan_year_in_parentheses(rest);
	if (!year)
		year = scan_long_year_behind(rest, own, serial);
	if (!year)
		year = scan_date_behind(rest, own);
	if (year)
		return year;
	struct septel_view at = *rest, digits;
	const bool joined = scan_byte(&at, '-') || scan_byte(&at, '/');
	if (!joined && !scan_byte(&at, ' '))
		return 0;
	if (!scan_digits(&at, 2, 2, &digits) || (at.len && septel__is_alnum(at.ptr[0])))
		return 0;
	if (!septel__year_may_be_cited(septel__reference_year(digits), own))
		return 0;
	/* "05986 00" ends here; "BERLIN 1080 08 BERLIN 1575" goes on: the year is
	 * that of the next. */
	struct septel_view behind = at, canonical;
	size_t length;
	scan_space(&behind);
	if (!joined && behind.len && septel_station_match(behind, &canonical, &length))
		return 0;
	if (joined && at.len && (at.ptr[0] == '/' || at.ptr[0] == '-'))
		return 0; /* "692/31/27": a list */
	*rest = at;
	return septel__reference_year(digits);
}

/* "(05) 11", "05 1234": a year between station and serial. */
int septel__scan_year_between(struct septel_view *rest, int own)
{
	struct septel_view at = *rest, digits, serial;
	int year = septel__scan_year_in_parentheses(rest);
	if (year)
		return year;
	scan_space(&at);
	if (!scan_digits(&at, 2, 2, &digits) || digits.ptr[0] != '0' || scan_blanks(&at) == 0)
		return 0;
	const struct septel_view behind = at;
	year = septel__reference_year(digits);
	if (!septel__year_may_be_cited(year, own) || !scan_digits(&at, 3, 6, &serial) ||
	    !scan_at_word_end(at))
		return 0;
	*rest = behind;
	return year;
}
