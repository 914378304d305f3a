/* reference_scan.c - a message named by station and serial; see references.h.
 *
 * Source of the forms: wire-format 6.4.
 */
#include "references.h"

#include "../base/date.h"
#include "scan.h"
#include "table_rows.h"

#include <septel/number.h>
#include <septel/tables.h>

/* Look-ups of misprinted stations in one block: each costs a walk of the table. */
#define LOOKUPS_LIMIT 500
/* Printed characters of a station whose name is misprinted. */
#define STATION_PRINTED_LIMIT 40
#define STATION_WORDS_LIMIT   4
/* Letters that an unknown station must have to be taken for one. */
#define UNKNOWN_STATION_LEAST 4
#define SERIAL_DIGITS_LIMIT   7
/* Messages that "936-938" may span. */
#define RANGE_LIMIT 100
/* Counts of things in prose lie below this. */
#define PROSE_COUNT_LIMIT 100

/* "JAN", "MARCH", "SEPT" as a word in front of anything but letters. */
static bool month_follows(struct septel_view text)
{
	struct septel_view word;
	scan_space(&text);
	return scan_run(&text, septel__is_alpha, 3, 9, &word) && septel__month(word);
}

/* "5/5/08" or "5 MAY" behind a place is a day, no serial. */
static bool is_day(struct septel_view text)
{
	struct septel_view digits;
	if (!scan_digits(&text, 1, 2, &digits))
		return false;
	if (septel__number(digits) <= 31 && month_follows(text))
		return true;
	return scan_byte(&text, '/') && scan_digits(&text, 1, 2, &digits) &&
	       scan_byte(&text, '/') && scan_digits(&text, 2, 4, &digits) && digits.len != 3 &&
	       scan_at_word_end(text);
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
	if (count == 0 || count > SERIAL_DIGITS_LIMIT || count == letters || is_day(*rest))
		return false;
	if (count < rest->len && septel__is_alnum(rest->ptr[count]))
		return false;
	*serial = septel__number((struct septel_view){digits, count});
	if (*serial < 1)
		return false;
	*rest = septel__slice(*rest, count, rest->len);
	return true;
}

/* Words and signs that may stand between a station and its serial. */
static void skip_between(struct septel_view *rest)
{
	static const char *const FILLERS[] = {
		"CABLES",  "CABLE",    "CBL",    "TELEGRAMS", "TELEGRAM", "MESSAGES",
		"MESSAGE", "CIRCULAR", "REFTEL", "NO.",       "NOS.",     "NOS",
		"NO",      "NRS",      "NR.",    "NR",        "TELNO",    "NUMBERS",
		"NUMBER",  "TELS",     "TEL",    "MSG"};
	for (bool more = true; more;) {
		more = false;
		scan_space(rest);
		for (size_t i = 0; i < sizeof FILLERS / sizeof *FILLERS && !more; i++) {
			struct septel_view at = *rest;
			more = scan_word(&at, FILLERS[i]) &&
			       (at.len == 0 || !septel__is_alpha(at.ptr[0]));
			if (more)
				*rest = at;
		}
	}
	while (rest->len && strchr("#:-./", rest->ptr[0])) {
		*rest = septel__slice(*rest, 1, rest->len);
		scan_space(rest);
	}
}

/* The serial of a station just read; a comma may have slipped in ("PRAGUE, 1228"). */
static bool scan_station_serial(struct reference_block *block, struct septel_view *rest,
				struct numbered_reference *out)
{
	struct septel_view at = *rest;
	int year = septel__scan_year_between(&at, block->year);
	skip_between(&at);
	if (at.len && at.ptr[0] == ',') {
		struct septel_view behind = septel__slice(at, 1, at.len), canonical;
		int serial;
		size_t length;
		scan_space(&behind);
		struct septel_view probe = behind;
		if (!scan_serial(&probe, &serial))
			return false;
		scan_space(&probe);
		if (septel_station_match(probe, &canonical, &length))
			return false;
		at = behind;
	}
	if (!scan_serial(&at, &out->serial))
		return false;
	if (!year)
		year = septel__scan_year_behind(&at, block->year, out->serial);
	if (year && !out->year_printed) {
		out->year = year;
		out->year_printed = true;
	}
	*rest = at;
	return true;
}

/* Words that numbers follow, and that are no stations. */
static bool is_numbered_thing(struct septel_view word)
{
	static const char *const WORDS[] = {
		"ARTICLE",   "CHAPTER", "SECTION", "PARAGRAPH", "PARAGRAPHS", "PARA",    "PARAS",
		"PAGE",      "ANNEX",   "TITLE",   "VOLUME",    "PART",       "CASE",    "ROUND",
		"PHASE",     "STEP",    "DRAFT",   "GROUP",     "SERIES",     "NUMBER",  "ORDER",
		"LAW",       "ACT",     "YOUR",    "OUR",       "THEIR",      "THIS",    "THESE",
		"DAILY",     "WEEKLY",  "SPECIAL", "MISSION",   "CONGEN",     "EMBASSY", "POLADS",
		"SINCE",     "AROUND",  "ABOUT",   "TRANCHE",   "SUMMIT",     "VERSION", "AFTER",
		"BEFORE",    "UNTIL",   "TREATY",  "VISA",      "FORM",       "FORMS",   "PROTOCOL",
		"AMENDMENT", "OPTION",  "AGENDA",  "LEVEL",     "TIER",       "TABLE",   "FIGURE",
		"PROGRAM",   "PROJECT", "POINTS",  "SUBJECT",   "TAGS",       "DATED",   "TODAY",
		"FISCAL",    "YEAR"};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(word, WORDS[i]))
			return true;
	return false;
}

/* A name that no table knows, in the form of a station: one or two words of
 * letters in front of a serial. */
static bool may_be_station(struct septel_view printed, size_t letters, size_t words)
{
	struct septel_view word, canonical;
	size_t known;
	if (letters < UNKNOWN_STATION_LEAST || words > 2 ||
	    septel__reference_kind(printed) != SEPTEL_REFERENCE_UNKNOWN ||
	    septel_station_match(printed, &canonical, &known))
		return false;
	while (septel__next_word(&printed, &word))
		if (septel__month(word) || word.len < 2 || is_numbered_thing(word))
			return false;
	return true;
}

/* "PARAS 3": the word in front of the number is no misprint of a station. */
static bool ends_in_numbered_thing(struct septel_view printed)
{
	size_t start = printed.len;
	while (start > 0 && septel__is_alnum(printed.ptr[start - 1]))
		start--;
	return is_numbered_thing(septel__slice(printed, start, printed.len));
}

/* The words up to a serial, as they stand; how many letters and words. */
static struct septel_view printed_station(struct septel_view text, size_t *letters, size_t *words)
{
	size_t end = 0;
	*letters = 0;
	*words = 1;
	while (end < text.len && end < STATION_PRINTED_LIMIT) {
		const char c = text.ptr[end];
		const bool nought =
			c == '0' && end == 0 && text.len > 1 && septel__is_alpha(text.ptr[1]);
		const bool inside = end > 0 && septel__is_alpha(text.ptr[end - 1]) &&
				    (c == '0' || c == '1') &&
				    (end + 1 == text.len || !septel__is_digit(text.ptr[end + 1]));
		if (septel__is_alpha(c))
			++*letters;
		else if (septel__is_space(c) || c == '-' || c == '.' || c == '\'')
			*words += septel__is_space(c) && end > 0 &&
				  !septel__is_space(text.ptr[end - 1]);
		else if (!inside && !nought)
			break;
		end++;
	}
	struct septel_view printed = septel__trim(septel__slice(text, 0, end));
	while (printed.len && strchr("-.' ", printed.ptr[printed.len - 1]))
		printed.len--;
	return printed;
}

/* "CA-3400", "A-123", behind a station also "A4683": an airgram has no message
 * reference number. */
static bool scan_airgram(struct septel_view *rest, bool station, struct numbered_reference *out)
{
	struct septel_view at = *rest, digits;
	scan_space(&at);
	if (scan_word(&at, "AIRGRAM"))
		scan_space(&at);
	const bool circular = scan_byte(&at, 'C');
	if (!scan_byte(&at, 'A') || (!scan_byte(&at, '-') && (!station || circular)) ||
	    !scan_digits(&at, 1, 5, &digits) || !scan_at_word_end(at))
		return false;
	out->airgram = true;
	out->serial = septel__number(digits);
	*rest = at;
	return true;
}

/* The words up to the serial as a misprint of a station, or as one that no
 * table knows. */
static bool scan_other_station(struct reference_block *block, struct septel_view *rest,
			       enum station_trust trust, struct numbered_reference *out)
{
	size_t words, letters;
	struct septel_view printed = printed_station(*rest, &letters, &words);
	if (letters < 3 || words > STATION_WORDS_LIMIT + 1 || printed.len == 0 ||
	    ends_in_numbered_thing(printed) || !septel__is_alnum(printed.ptr[0]))
		return false;
	struct septel_view at =
		septel__slice(*rest, (size_t)(printed.ptr + printed.len - rest->ptr), rest->len);
	const bool comma = septel__trim_left(at).len && septel__trim_left(at).ptr[0] == ',';
	if (block->lookups++ >= LOOKUPS_LIMIT || !scan_station_serial(block, &at, out))
		return false;
	out->misprint = printed;
	out->station = septel_station_lookup(printed, true);
	if (out->station.len == 0) {
		const bool like_year =
			!out->year_printed && out->serial >= 1900 && out->serial < 2100;
		if (trust != STATION_ANY || comma || like_year || printed.ptr[0] == '0' ||
		    !may_be_station(printed, letters, words))
			return false;
		out->misprint = (struct septel_view){"", 0};
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
	scan_space(&at);
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

/* Nothing more stands there, or what may follow a number. */
static bool number_ends(struct septel_view rest)
{
	const bool oblique = rest.len && rest.ptr[0] == '/';
	scan_space(&rest);
	return rest.len == 0 || strchr(",;&.()]", rest.ptr[0]) || oblique ||
	       septel__starts_fold(rest, "AND ") || septel__starts_fold(rest, "NOTAL");
}

/* "NATO 28 MEMBERS", "DEPT 2010": a word of prose with a count or a year behind
 * it, where the same word with a serial would be a station. */
static bool is_prose(struct septel_view printed, const struct numbered_reference *number,
		     struct septel_view behind)
{
	if (!septel__station_is_word(printed) || number->year_printed)
		return false;
	const bool like_year = number->serial >= 1900 && number->serial < 2100;
	return like_year || (number->serial < PROSE_COUNT_LIMIT && !number_ends(behind));
}

bool septel__scan_reference(struct reference_block *block, struct septel_view *rest,
			    enum station_trust trust, struct numbered_reference *out)
{
	const struct numbered_reference none = {
		.station = {"", 0}, .misprint = {"", 0}, .year = block->year};
	struct septel_view at = *rest;
	size_t length;
	*out = none;
	if (at.len == 0 || !(septel__is_alnum(at.ptr[0]) || at.ptr[0] == '\''))
		return false;
	const int year = septel__scan_year_in_front(&at);
	if (year) {
		out->year = year;
		out->year_printed = true;
	}
	if (septel_station_match(at, &out->station, &length)) {
		struct septel_view behind = septel__slice(at, length, at.len);
		if (scan_airgram(&behind, true, out) || scan_station_serial(block, &behind, out)) {
			if (is_prose(septel__slice(at, 0, length), out, behind)) {
				*out = none;
				return false;
			}
			*rest = behind;
			return true;
		}
	}
	if (trust != STATION_KNOWN &&
	    (scan_airgram(&at, false, out) || scan_other_station(block, &at, trust, out))) {
		*rest = at;
		return true;
	}
	*out = none;
	return scan_serial_first(rest, out);
}

/* "-938", " THROUGH 938", " TO 938": the other end of a range. */
static bool scan_range_end(struct septel_view *rest, struct numbered_reference *number)
{
	struct septel_view at = *rest;
	int serial;
	scan_space(&at);
	if (!scan_byte(&at, '-') && !scan_word(&at, "THROUGH ") && !scan_word(&at, "THRU ") &&
	    !scan_word(&at, "TO "))
		return false;
	scan_space(&at);
	if (!scan_serial(&at, &serial) || serial <= number->serial ||
	    serial > number->serial + RANGE_LIMIT)
		return false;
	number->serial = serial;
	*rest = at;
	return true;
}

/* "05 ROME 1, 03 ROME 2" and "ROME 1, 870 ULAANBAATAR": a number that belongs to
 * the station behind it, as its year or its serial. */
static bool begins_another(struct septel_view number, struct septel_view behind)
{
	struct septel_view canonical;
	size_t length;
	int serial;
	if (!scan_byte(&behind, '-'))
		scan_byte(&behind, '/');
	scan_space(&behind);
	const bool year = septel__reference_year(number) != 0;
	if (!septel_station_match(behind, &canonical, &length))
		return year && behind.len && septel__is_alpha(behind.ptr[0]) &&
		       !septel__starts_fold(behind, "AND ") &&
		       !septel__starts_fold(behind, "NOTAL");
	if (year)
		return true;
	behind = septel__slice(behind, length, behind.len);
	skip_between(&behind);
	return !scan_serial(&behind, &serial);
}

bool septel__scan_further(struct septel_view *rest, struct numbered_reference *number)
{
	struct septel_view at = *rest;
	int serial;
	if (scan_range_end(rest, number))
		return true;
	scan_space(&at);
	const bool oblique = scan_byte(&at, '/');
	if (!oblique && !scan_byte(&at, ',') && !scan_byte(&at, '&') &&
	    !(scan_word(&at, "AND") && at.len && septel__is_space(at.ptr[0])))
		return false;
	scan_space(&at);
	if (scan_word(&at, "AND "))
		scan_space(&at);
	struct septel_view printed = at;
	if (!scan_serial(&at, &serial))
		return false;
	printed.len = (size_t)(at.ptr - printed.ptr);
	if (begins_another(printed, at))
		return false;
	if (!oblique && serial < 10)
		return false; /* "AND 2 OTHERS" */
	const int year = septel__scan_year_in_parentheses(&at);
	number->serial = serial;
	if (year) {
		number->year = year;
		number->year_printed = true;
	}
	*rest = at;
	return true;
}

/* The station of the message itself. */
static struct septel_view own_station(const struct reading *reading)
{
	struct septel_view id = reading->message->id;
	char number[SEPTEL_NUMBER_SIZE];
	if (id.len == 0 && reading->options.id.len &&
	    septel_number_canonical(reading->options.id, number))
		id = septel_arena_copy(reading->arena, septel_view_of(number));
	if (id.len < 4 || septel__find_byte(id, '/', 0) != VIEW_NOT_FOUND)
		return (struct septel_view){"", 0};
	size_t end = id.len;
	while (end > 2 && septel__is_digit(id.ptr[end - 1]))
		end--;
	return septel__slice(id, 2, end);
}

bool septel__scan_bare_number(struct reference_block *block, struct septel_view *rest,
			      struct numbered_reference *out)
{
	struct septel_view at = *rest, digits, serial;
	struct septel_view station =
		block->station.len ? block->station : own_station(block->reading);
	*out = (struct numbered_reference){
		.station = station, .misprint = {"", 0}, .year = block->year};
	scan_byte(&at, '#');
	if (station.len == 0 || is_day(at))
		return false;
	struct septel_view probe = at;
	if (scan_digits(&probe, 2, 2, &digits) && scan_blanks(&probe) &&
	    septel__year_may_be_cited(septel__reference_year(digits), block->year) &&
	    scan_digits(&probe, 2, 7, &serial)) {
		out->year = septel__reference_year(digits); /* "07 2962" */
		out->year_printed = true;
		at = septel__slice(at, (size_t)(serial.ptr - at.ptr), at.len);
	}
	const struct septel_view printed = at;
	if (!scan_digits(&at, 2, 7, &serial))
		return false;
	/* "12/05" is a day more often than two numbers. */
	if (serial.len < 3 && at.len && at.ptr[0] == '/')
		return false;
	out->serial = septel__number(serial);
	const int year =
		out->year_printed ? 0 : septel__scan_year_behind(&at, block->year, out->serial);
	if (year) {
		out->year = year;
		out->year_printed = true;
	}
	if (out->serial < 1 || !number_ends(at) || printed.len == at.len)
		return false;
	*rest = at;
	return true;
}
