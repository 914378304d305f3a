/* number.c - see septel/number.h.
 *
 * A number is read from left to right: year, words that a page header left in
 * front, station, serial, words that a correction left behind.  Only what is
 * read as one of these is dropped; anything else makes it no number.
 */
#include "number.h"

#include "scan.h"

#include <septel/number.h>
#include <septel/tables.h>
#include <stdio.h>

/* Printed characters that a number may have, misprints and all. */
#define PRINTED_LIMIT 80
/* Letters of a station's name (wire-format 8: 4 to 17). */
#define STATION_LETTERS 24

/* The letters and digits of `text` in capitals; 0 if there are too many. */
static size_t compact(struct septel_view text, char out[PRINTED_LIMIT])
{
	size_t length = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (septel__is_alnum(text.ptr[i])) {
			if (length == PRINTED_LIMIT)
				return 0;
			out[length++] = septel__upper(text.ptr[i]);
		} else if ((unsigned char)text.ptr[i] >= 0x80 ||
			   !strchr(" -'./#:_\t\r\n", text.ptr[i])) {
			return 0;
		}
	}
	return length;
}

bool septel__is_series(struct septel_view name)
{
	struct septel_view canonical;
	size_t length;
	if (!septel__starts(name, "AL") && !septel__starts(name, "NAV") &&
	    !septel__starts(name, "MAR") && !septel__ends(name, "ADMIN"))
		return false;
	return !septel_station_match(name, &canonical, &length);
}

/* "NAVADMIN 004/2013", "NAVADMIN100/10": a series, its number, its year. */
static bool series_number(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
{
	struct septel_view rest = septel__trim(text), series, number, year;
	if (!scan_run(&rest, septel__is_alpha, 4, 16, &series))
		return false;
	scan_blanks(&rest);
	if (!scan_digits(&rest, 1, 4, &number) || !scan_byte(&rest, '/'))
		return false;
	if (!scan_digits(&rest, 4, 4, &year) && !scan_digits(&rest, 2, 2, &year))
		return false;
	if (rest.len || septel__number(number) < 1)
		return false;
	char letters[17];
	for (size_t i = 0; i < series.len; i++)
		letters[i] = septel__upper(series.ptr[i]);
	letters[series.len] = '\0';
	if (!septel__is_series((struct septel_view){letters, series.len}))
		return false;
	snprintf(out, SEPTEL_NUMBER_SIZE, "%s%d/%02d", letters, septel__number(number) % 10000,
		 septel__number(year) % 100);
	return true;
}

/* Two digits of a year printed with two, three ("094"), four ("1976") or a
 * doubled two ("7575"). */
static bool scan_year(struct septel_view *rest, int *year)
{
	struct septel_view digits;
	if (!scan_digits(rest, 2, 4, &digits))
		return false;
	const int number = septel__number(digits);
	const bool whole = digits.len == 4 && number >= 1900 && number < 2100;
	const bool doubled = digits.len == 4 && number / 100 == number % 100;
	const bool padded = digits.len == 3 && digits.ptr[0] == '0';
	if (!whole && !doubled && !padded && digits.len != 2)
		return false;
	*year = number % 100;
	return true;
}

/* "SECTION01OF02" and its misprints: a word near SECTION, two digits, what is
 * left of OF, two digits. */
static bool scan_section_words(struct septel_view *rest)
{
	struct septel_view at = *rest, word, digits, of;
	if (!scan_capitals(&at, 5, 8, &word) ||
	    septel__edit_distance(word, VIEW_LITERAL("SECTION"), 2) > 2)
		return false;
	if (!scan_digits(&at, 2, 2, &digits) || !scan_capitals(&at, 1, 2, &of) ||
	    !scan_digits(&at, 2, 2, &digits))
		return false;
	*rest = at;
	return true;
}

/* Words of a page header or of line 12 in front of the station. */
static void skip_front(struct septel_view *rest)
{
	static const char *const WORDS[] = {"EFTO",   "NOFORN",       "SIPDIS", "EXDIS",
					    "NODIS",  "LIMDIS",       "STADIS", "SENSITIVE",
					    "UNCLAS", "CORRECTEDCOPY"};
	for (bool more = true; more;) {
		more = scan_section_words(rest);
		for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && !more; i++)
			more = rest->len > strlen(WORDS[i]) + 4 && scan_word(rest, WORDS[i]);
	}
}

/* What a correction or another channel's number left behind the serial. */
static bool only_known_words(struct septel_view rest)
{
	static const char *const WORDS[] = {
		"TOSEC", "SECTO", "SUSPECTEDDUPLICATE", "SUSDUPE", "CORRECTED", "ZFR", "ZDK", "ZDS",
		"ZFG",   "ZFD"};
	struct septel_view digits;
	while (rest.len) {
		bool known = false;
		for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && !known; i++)
			known = scan_word(&rest, WORDS[i]);
		if (!known)
			return false;
		scan_digits(&rest, 1, 8, &digits);
	}
	return true;
}

/* The station of the table, else the letters as they stand. */
static bool station_name(struct septel_view printed, char out[STATION_LETTERS + 1])
{
	struct septel_view name = septel_station_lookup(printed, true);
	if (name.len == 0)
		name = printed;
	size_t length = 0;
	for (size_t i = 0; i < name.len; i++) {
		if (!septel__is_alnum(name.ptr[i]))
			continue;
		if (length == STATION_LETTERS)
			return false;
		out[length++] = septel__upper(name.ptr[i]);
	}
	out[length] = '\0';
	return length >= 2 && !septel__is_digit(out[length - 1]);
}

static bool print_number(int year, struct septel_view station, int serial,
			 char out[SEPTEL_NUMBER_SIZE])
{
	char name[STATION_LETTERS + 1];
	if (serial < 1 || !station_name(station, name))
		return false;
	const int length =
		snprintf(out, SEPTEL_NUMBER_SIZE, "%02u%s%d", (unsigned)year % 100u, name, serial);
	return length > 0 && length < SEPTEL_NUMBER_SIZE;
}

bool septel_number_compose(int year, struct septel_view station, int serial,
			   char out[SEPTEL_NUMBER_SIZE])
{
	out[0] = '\0';
	if (year >= 0 && print_number(year, station, serial, out))
		return true;
	out[0] = '\0';
	return false;
}

static bool cable_number(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
{
	char letters[PRINTED_LIMIT];
	struct septel_view rest = {letters, compact(text, letters)}, station, serial;
	int year;
	if (!scan_year(&rest, &year))
		return false;
	skip_front(&rest);
	size_t length = 0;
	while (length < rest.len && !septel__is_digit(rest.ptr[length]))
		length++;
	station = septel__slice(rest, 0, length);
	rest = septel__slice(rest, length, rest.len);
	if (station.len < 2 || !scan_digits(&rest, 1, 7, &serial) || !only_known_words(rest))
		return false;
	return print_number(year, station, septel__number(serial), out);
}

bool septel_number_canonical(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
{
	out[0] = '\0';
	text = septel__trim(text);
	if (text.len > PRINTED_LIMIT || text.len == 0)
		return false;
	if (series_number(text, out) || cable_number(text, out))
		return true;
	out[0] = '\0';
	return false;
}
