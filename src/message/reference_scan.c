/* reference_scan.c - a message named by station and serial; see references.h.
 *
 * Source of the forms: wire-format 6.4.
 */
#include "references.h"

#include "../base/date.h"
#include "scan.h"

#include <septel/tables.h>

/* Look-ups of misprinted stations in one block: each costs a walk of the table. */
#define LOOKUPS_LIMIT 500
/* Printed characters of a station whose name is misprinted. */
#define STATION_PRINTED_LIMIT 40
#define STATION_WORDS_LIMIT   4
/* Letters that an unknown station must have to be taken for one. */
#define UNKNOWN_STATION_LEAST 4
#define SERIAL_DIGITS_LIMIT   7

void septel__skip_space(struct septel_view *rest)
{
	*rest = septel__trim_left(*rest);
}

/* The full year of a printed one; 0 if it is none. */
static int year_of(struct septel_view digits)
{
	const int number = septel__number(digits);
	if (digits.len == 2)
		return septel__full_year(number);
	if (digits.len == 3 && digits.ptr[0] == '0')
		return septel__full_year(number);
	if (digits.len == 4 && number >= 1940 && number < 2100)
		return number;
	return 0;
}

/* A year that a message of `own` may cite: none lies ahead of it. */
static bool may_be_cited(int year, int own)
{
	return year >= 1945 && (own == 0 || year <= own);
}

/* Digits with O for nought ("O1512"), at least one true digit among them. */
static bool scan_serial(struct septel_view *rest, int *serial)
{
	char digits[SERIAL_DIGITS_LIMIT + 1];
	size_t count = 0, letters = 0;
	while (count < rest->len && count <= SERIAL_DIGITS_LIMIT) {
		const char c = rest->ptr[count];
		if (!septel__is_digit(c) && c != 'O')
			break;
		letters += c == 'O';
		if (count < SERIAL_DIGITS_LIMIT)
			digits[count] = c == 'O' ? '0' : c;
		count++;
	}
	if (count == 0 || count > SERIAL_DIGITS_LIMIT || count == letters)
		return false;
	if (count < rest->len && septel__is_alnum(rest->ptr[count]))
		return false;
	*serial = septel__number((struct septel_view){digits, count});
	if (*serial < 1)
		return false;
	*rest = septel__slice(*rest, count, rest->len);
	return true;
}

/* A year in front of a station: "08 ", "2005", "'08 ", "094 ", "10-". */
static int scan_year_in_front(struct septel_view *rest)
{
	struct septel_view at = *rest, digits;
	scan_byte(&at, '\'');
	if (!scan_digits(&at, 2, 4, &digits))
		return 0;
	const int year = year_of(digits);
	scan_byte(&at, '-');
	septel__skip_space(&at);
	if (!year || at.len == 0 || !septel__is_alpha(at.ptr[0]))
		return 0;
	*rest = at;
	return year;
}

/* A year in parentheses, "(01)" or "(2002)". */
static int scan_year_in_parentheses(struct septel_view *rest)
{
	struct septel_view at = *rest, digits;
	septel__skip_space(&at);
	if (!scan_byte(&at, '(') || !scan_digits(&at, 2, 4, &digits) || digits.len == 3 ||
	    !scan_byte(&at, ')'))
		return 0;
	const int year = year_of(digits);
	if (year)
		*rest = at;
	return year;
}

/* Behind a serial: "(08)", "-01", "/08", " 99". */
static int scan_year_behind(struct septel_view *rest, int own)
{
	const int year = scan_year_in_parentheses(rest);
	if (year)
		return year;
	struct septel_view at = *rest, digits;
	const bool joined = scan_byte(&at, '-') || scan_byte(&at, '/');
	if (!joined && !scan_byte(&at, ' '))
		return 0;
	if (!scan_digits(&at, 2, 2, &digits) || (at.len && septel__is_alnum(at.ptr[0])))
		return 0;
	if (!may_be_cited(year_of(digits), own))
		return 0;
	/* "05986 00" ends here; "BERLIN 1080 08 BERLIN 1575" goes on: the year is
	 * that of the next. */
	struct septel_view behind = at, canonical;
	size_t length;
	septel__skip_space(&behind);
	if (!joined && behind.len && septel_station_match(behind, &canonical, &length))
		return 0;
	if (joined && at.len && (at.ptr[0] == '/' || at.ptr[0] == '-'))
		return 0; /* "692/31/27": a list */
	*rest = at;
	return year_of(digits);
}

/* Words and signs that may stand between a station and its serial. */
static void skip_between(struct septel_view *rest)
{
	static const char *const FILLERS[] = {"CABLES",  "CABLE",    "TELEGRAMS", "TELEGRAM",
					      "MESSAGE", "CIRCULAR", "NO.",       "NR.",
					      "NR",      "NUMBER",   "TEL",       "MSG"};
	for (bool more = true; more;) {
		more = false;
		septel__skip_space(rest);
		for (size_t i = 0; i < sizeof FILLERS / sizeof *FILLERS && !more; i++) {
			struct septel_view at = *rest;
			more = scan_word(&at, FILLERS[i]) &&
			       (at.len == 0 || !septel__is_alpha(at.ptr[0]));
			if (more)
				*rest = at;
		}
	}
	while (rest->len && strchr("#:-.", rest->ptr[0])) {
		*rest = septel__slice(*rest, 1, rest->len);
		septel__skip_space(rest);
	}
}

/* The serial of a station just read; a comma may have slipped in ("PRAGUE, 1228"). */
static bool scan_station_serial(struct reference_block *block, struct septel_view *rest,
				struct numbered_reference *out)
{
	struct septel_view at = *rest;
	int year = scan_year_in_parentheses(&at);
	skip_between(&at);
	if (at.len && at.ptr[0] == ',') {
		struct septel_view behind = septel__slice(at, 1, at.len), canonical;
		int serial;
		size_t length;
		septel__skip_space(&behind);
		struct septel_view probe = behind;
		if (!scan_serial(&probe, &serial))
			return false;
		septel__skip_space(&probe);
		if (septel_station_match(probe, &canonical, &length))
			return false;
		at = behind;
	}
	if (!scan_serial(&at, &out->serial))
		return false;
	if (!year)
		year = scan_year_behind(&at, block->year);
	if (year) {
		out->year = year;
		out->year_printed = true;
	}
	*rest = at;
	return true;
}

/* The words up to the serial as a misprint of a station, or as one that no
 * table knows. */
static bool scan_other_station(struct reference_block *block, struct septel_view *rest, bool first,
			       struct numbered_reference *out)
{
	size_t end = 0, words = 1, letters = 0;
	while (end < rest->len && end < STATION_PRINTED_LIMIT) {
		const char c = rest->ptr[end];
		const bool inside =
			end > 0 && septel__is_alpha(rest->ptr[end - 1]) && (c == '0' || c == '1');
		if (septel__is_alpha(c))
			letters++;
		else if (septel__is_space(c) || c == '-' || c == '.' || c == '\'')
			words += septel__is_space(c) && end > 0 &&
				 !septel__is_space(rest->ptr[end - 1]);
		else if (!inside)
			break;
		end++;
	}
	struct septel_view printed = septel__trim(septel__slice(*rest, 0, end));
	while (printed.len && strchr("-.' ", printed.ptr[printed.len - 1]))
		printed.len--;
	if (letters < 3 || words > STATION_WORDS_LIMIT + 1 || printed.len == 0 ||
	    !septel__is_alpha(printed.ptr[0]))
		return false;
	struct septel_view at =
		septel__slice(*rest, (size_t)(printed.ptr + printed.len - rest->ptr), rest->len);
	if (block->lookups++ >= LOOKUPS_LIMIT || !scan_station_serial(block, &at, out))
		return false;
	out->station = septel_station_lookup(printed, true);
	if (out->station.len == 0) {
		struct septel_view word, all = printed, canonical;
		size_t known;
		if (!first || letters < UNKNOWN_STATION_LEAST || words > 2 ||
		    septel__reference_kind(printed) != SEPTEL_REFERENCE_UNKNOWN ||
		    septel_station_match(printed, &canonical, &known))
			return false;
		while (septel__next_word(&all, &word))
			if (septel__month(word) || word.len < 2)
				return false;
		out->station = printed;
	}
	*rest = at;
	return true;
}

/* "870 ULAANBAATAR": the serial first. */
static bool scan_serial_first(struct septel_view *rest, struct numbered_reference *out)
{
	struct septel_view at = *rest;
	size_t length;
	int probe;
	if (!scan_serial(&at, &out->serial) || at.len == 0 || !septel__is_space(at.ptr[0]))
		return false;
	septel__skip_space(&at);
	if (!septel_station_match(at, &out->station, &length))
		return false;
	at = septel__slice(at, length, at.len);
	struct septel_view behind = at;
	skip_between(&behind);
	if (scan_serial(&behind, &probe))
		return false; /* "08 BAGHDAD 2658" */
	*rest = at;
	return true;
}

bool septel__scan_reference(struct reference_block *block, struct septel_view *rest, bool first,
			    struct numbered_reference *out)
{
	struct septel_view at = *rest;
	size_t length;
	*out = (struct numbered_reference){.station = {"", 0}, .year = block->year};
	if (at.len == 0 || !(septel__is_alnum(at.ptr[0]) || at.ptr[0] == '\''))
		return false;
	const int year = scan_year_in_front(&at);
	if (year) {
		out->year = year;
		out->year_printed = true;
	}
	if (septel_station_match(at, &out->station, &length)) {
		struct septel_view behind = septel__slice(at, length, at.len);
		if (scan_station_serial(block, &behind, out)) {
			*rest = behind;
			return true;
		}
	}
	if (scan_other_station(block, &at, first, out)) {
		*rest = at;
		return true;
	}
	*out = (struct numbered_reference){.station = {"", 0}, .year = block->year};
	return scan_serial_first(rest, out);
}

bool septel__scan_further(struct septel_view *rest, struct numbered_reference *number)
{
	struct septel_view at = *rest, canonical;
	size_t length;
	int serial;
	septel__skip_space(&at);
	const bool oblique = scan_byte(&at, '/');
	if (!oblique && !scan_byte(&at, ',') && !scan_byte(&at, '&') &&
	    !(scan_word(&at, "AND") && at.len && septel__is_space(at.ptr[0])))
		return false;
	septel__skip_space(&at);
	if (scan_word(&at, "AND "))
		septel__skip_space(&at);
	if (!scan_serial(&at, &serial))
		return false;
	/* "05 ROME 1, 03 ROME 2": the number is a year. */
	struct septel_view behind = at;
	septel__skip_space(&behind);
	if (septel_station_match(behind, &canonical, &length))
		return false;
	if (!oblique && serial < 10)
		return false; /* "AND 2 OTHERS" */
	const int year = scan_year_in_parentheses(&at);
	number->serial = serial;
	if (year) {
		number->year = year;
		number->year_printed = true;
	}
	*rest = at;
	return true;
}
