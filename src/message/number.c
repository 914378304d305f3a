/* number.c - see septel/number.h.
 *
 * A number is read from left to right: year, words that a page header left in
 * front, station, serial, words that a correction left behind.  Only what is
 * read as one of these is dropped; anything else makes it no number.
 */
#include "number.h"

#include "scan.h"
#include "table_rows.h"

#include <septel/number.h>
#include <septel/tables.h>
#include <stdio.h>

/* Printed characters that a number may have, misprints and all. */
#define PRINTED_LIMIT 80
/* Letters of a station's name (wire-format 8: 4 to 17). */
#define STATION_LETTERS 24
/* Digits of a serial as printed, noughts in front and all; what it lies below. */
#define SERIAL_DIGITS 8
#define SERIAL_LIMIT  10000000
/* Letters of the name of a series of general messages. */
#define SERIES_LEAST   5
#define SERIES_LETTERS 16

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

/* Series that a misprint is mended into: long enough that a letter leaves no doubt. */
static const char *const LONG_SERIES[] = {"NAVADMIN", "MARADMIN", "ALCOAST", "ALARACT"};

/* The series meant by a printed name: "NAVADMINS", "NAVAMDIN" for NAVADMIN. */
static struct septel_view series_meant(struct septel_view name)
{
	if (septel__ends(name, "ADMINS") || (septel__starts(name, "AL") && septel__ends(name, "S")))
		name.len--;
	for (size_t i = 0; i < sizeof LONG_SERIES / sizeof *LONG_SERIES; i++) {
		const struct septel_view series = septel_view_of(LONG_SERIES[i]);
		if (septel__edit_distance(name, series, 1) <= 1)
			return series;
	}
	return name;
}

bool septel__is_series(struct septel_view name)
{
	struct septel_view canonical;
	size_t length;
	if (septel__is_place(name))
		return false;
	name = series_meant(name);
	if (!septel__ends(name, "ADMIN") && !septel__equal(name, VIEW_LITERAL("NAVOP")) &&
	    !(septel__starts(name, "AL") && name.len >= SERIES_LEAST))
		return false;
	return !septel_station_match(name, &canonical, &length);
}

/* The sign or signs between the parts of a series number, blanks around them. */
static size_t scan_strokes(struct septel_view *rest)
{
	size_t count = 0;
	scan_blanks(rest);
	while (scan_byte(rest, '/') || scan_byte(rest, '-'))
		count++;
	scan_blanks(rest);
	return count;
}

/* "13", "2013", "013". */
static bool scan_series_year(struct septel_view *rest, int *year)
{
	struct septel_view digits;
	if (!scan_digits(rest, 2, 4, &digits) || (digits.len == 3 && digits.ptr[0] != '0'))
		return false;
	*year = septel__number(digits);
	if (digits.len == 4 && (*year < 1900 || *year >= 2100))
		return false;
	*year %= 100;
	return true;
}

/* "NAVADMIN 004/2013", "NAVADMIN//123/10", "NAVADMIN 123-10": a series, its
 * number, its year. */
static bool series_number(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
{
	struct septel_view rest = septel__trim(text), name, number;
	char letters[SERIES_LETTERS + 1];
	int year;
	if (!scan_run(&rest, septel__is_alpha, SERIES_LEAST, SERIES_LETTERS, &name) ||
	    scan_strokes(&rest) > 2 || !scan_digits(&rest, 1, 4, &number) ||
	    scan_strokes(&rest) != 1 || !scan_series_year(&rest, &year))
		return false;
	if (rest.len || septel__number(number) < 1)
		return false;
	for (size_t i = 0; i < name.len; i++)
		letters[i] = septel__upper(name.ptr[i]);
	letters[name.len] = '\0';
	const struct septel_view printed = {letters, name.len};
	if (!septel__is_series(printed))
		return false;
	const struct septel_view series = series_meant(printed);
	snprintf(out, SEPTEL_NUMBER_SIZE, "%.*s%d/%02d", (int)series.len, series.ptr,
		 septel__number(number), year);
	return true;
}

/* Two digits of a year printed with two, three ("094"), four ("1976") or a
 * doubled two ("7575"); O for nought in front ("O8"). */
static bool scan_year(struct septel_view *rest, int *year)
{
	struct septel_view digits, at = *rest;
	if (scan_byte(&at, 'O') && scan_digits(&at, 1, 1, &digits)) {
		*year = septel__number(digits);
		*rest = at;
		return true;
	}
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

/* "SECTION01OF02" and its misprints: a word near SECTION, a number, what is
 * left of OF, a number. */
static bool scan_section_words(struct septel_view *rest)
{
	struct septel_view at = *rest, word, digits, of;
	if (!scan_capitals(&at, 5, 8, &word) ||
	    septel__edit_distance(word, VIEW_LITERAL("SECTION"), 2) > 2)
		return false;
	if (!scan_digits(&at, 1, 2, &digits) || !scan_capitals(&at, 1, 2, &of) ||
	    !scan_digits(&at, 1, 2, &digits))
		return false;
	*rest = at;
	return true;
}

/* Words of a page header or of line 12 in front of the station. */
static void skip_front(struct septel_view *rest)
{
	static const char *const WORDS[] = {"EFTO",         "NOFORN", "SIPDIS",       "EXDIS",
					    "NODIS",        "LIMDIS", "STADIS",       "SENSITIVE",
					    "UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET",
					    "CORRECTEDCOPY"};
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

/* The letters of a station, with a nought or a one for O or I among them
 * ("COTON0U"). */
static struct septel_view scan_station(struct septel_view *rest)
{
	size_t length = 0;
	while (length < rest->len) {
		const bool inside = length > 0 && length + 1 < rest->len &&
				    (rest->ptr[length] == '0' || rest->ptr[length] == '1') &&
				    septel__is_alpha(rest->ptr[length - 1]) &&
				    septel__is_alpha(rest->ptr[length + 1]);
		if (septel__is_digit(rest->ptr[length]) && !inside)
			break;
		length++;
	}
	const struct septel_view station = septel__slice(*rest, 0, length);
	*rest = septel__slice(*rest, length, rest->len);
	return station;
}

/* The digits of a serial, with O for a nought among them ("2O58"). */
static bool scan_serial(struct septel_view *rest, int *serial)
{
	size_t length = 0;
	int number = 0;
	for (; length < rest->len; length++) {
		const char c = rest->ptr[length];
		const bool nought = c == 'O' && length > 0 && length + 1 < rest->len &&
				    septel__is_digit(rest->ptr[length + 1]);
		if (!septel__is_digit(c) && !nought)
			break;
		if (length == SERIAL_DIGITS)
			return false;
		number = number * 10 + (nought ? 0 : c - '0');
	}
	*serial = number;
	*rest = septel__slice(*rest, length, rest->len);
	return length > 0 && number < SERIAL_LIMIT;
}

/* "73BANGKOK-A50", "STATE CA-3400": an airgram has no message reference number. */
static bool is_airgram(struct septel_view text)
{
	for (size_t i = 1; i + 1 < text.len; i++) {
		if (septel__upper(text.ptr[i]) != 'A')
			continue;
		const bool circular = i > 1 && septel__upper(text.ptr[i - 1]) == 'C';
		if (septel__is_alnum(text.ptr[i - 1 - circular]))
			continue;
		const bool hyphen = text.ptr[i + 1] == '-' && i + 2 < text.len;
		if (septel__is_digit(text.ptr[i + 1 + hyphen]))
			return true;
	}
	return false;
}

static bool cable_number(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
{
	char letters[PRINTED_LIMIT];
	struct septel_view rest = {letters, compact(text, letters)};
	int year, serial;
	if (!scan_year(&rest, &year))
		return false;
	skip_front(&rest);
	const struct septel_view station = scan_station(&rest);
	if (station.len < 2 || !scan_serial(&rest, &serial) || !only_known_words(rest))
		return false;
	return !is_airgram(text) && print_number(year, station, serial, out);
}

/* "(08 BAGHDAD 2658)": what the parentheses hold. */
static struct septel_view without_parentheses(struct septel_view text)
{
	if (text.len > 2 && strchr("([", text.ptr[0]) && strchr(")]", text.ptr[text.len - 1]))
		return septel__trim(septel__slice(text, 1, text.len - 1));
	return text;
}

/* "BAGHDAD 701 (08)": the year behind. */
static bool year_behind(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
{
	const size_t open = septel__find_byte(text, '(', 0);
	if (open == VIEW_NOT_FOUND || text.ptr[text.len - 1] != ')')
		return false;
	struct septel_view inside = septel__trim(septel__slice(text, open + 1, text.len - 1)), rest;
	char letters[PRINTED_LIMIT];
	int year, serial;
	if ((inside.len != 2 && inside.len != 4) || !scan_year(&inside, &year) || inside.len)
		return false;
	rest = (struct septel_view){letters, compact(septel__slice(text, 0, open), letters)};
	const struct septel_view station = scan_station(&rest);
	return station.len >= 2 && scan_serial(&rest, &serial) && rest.len == 0 &&
	       !is_airgram(text) && print_number(year, station, serial, out);
}

bool septel_number_canonical(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
{
	out[0] = '\0';
	text = without_parentheses(septel__trim(text));
	if (text.len > PRINTED_LIMIT || text.len == 0)
		return false;
	if (series_number(text, out) || cable_number(text, out) || year_behind(text, out))
		return true;
	out[0] = '\0';
	return false;
}
