/* declassify.c - see fields.h: the order, the words behind it, and the day.
 *
 *     E.O. 12958: DECL: 12/04/2018            a day
 *     E.O. 11652: GDS                         a schedule
 *     E.O. 12065: GDS, 12/26/85 (TAYLOR, P.)  a schedule, its day, who classified
 *     E.O. 12958: DECL: CLOSURE OF ICTY       an event
 */
#include "fields.h"

#include "../base/date.h"
#include "keyword.h"
#include "scan.h"
#include "text.h"

#include <stdio.h>

/* Bytes of the value that are looked at; a longer one is no declassification line. */
#define VALUE_LIMIT 400
/* A two-digit year lies between so many years before the message and a century on. */
#define YEARS_BEFORE 20

/* The executive orders, and the year that each came into force. */
static const struct {
	const char *number;
	int year;
} ORDERS[] = {
	{"10501", 1953}, {"11652", 1972}, {"12065", 1978},
	{"12356", 1982}, {"12958", 1995}, {"13526", 2009},
};
#define ORDERS_COUNT (sizeof ORDERS / sizeof *ORDERS)

/* ---- the order ---------------------------------------------------------------- */

/* Index of the order, ORDERS_COUNT if it is none. */
static size_t order_index(struct septel_view order)
{
	for (size_t i = 0; i < ORDERS_COUNT; i++)
		if (septel__equal(order, septel_view_of(ORDERS[i].number)))
			return i;
	return ORDERS_COUNT;
}

/* The one order at distance 1 from a misprint; ORDERS_COUNT if none or several. */
static size_t nearest_order(struct septel_view order)
{
	size_t nearest = ORDERS_COUNT;
	for (size_t i = 0; i < ORDERS_COUNT; i++) {
		if (septel__edit_distance(order, septel_view_of(ORDERS[i].number), 1) != 1)
			continue;
		if (nearest != ORDERS_COUNT)
			return ORDERS_COUNT;
		nearest = i;
	}
	return nearest;
}

static bool lies_in_text(const struct reading *reading, struct septel_view part)
{
	return part.ptr >= reading->text.ptr && part.ptr < reading->text.ptr + reading->text.len;
}

static struct septel_view read_order(struct reading *reading, struct septel_view order)
{
	if (order.len == 0 || order_index(order) != ORDERS_COUNT)
		return order;
	const size_t nearest = nearest_order(order);
	const bool known = nearest != ORDERS_COUNT;
	const struct septel_view right = known ? septel_view_of(ORDERS[nearest].number) : order;
	if (lies_in_text(reading, order) && known)
		septel__suggest(reading, SEPTEL_WARNING, "declassify.order", order, right,
				"executive order '%.*s' does not exist, taken for %s",
				VIEW_FORMAT(order), ORDERS[nearest].number);
	else if (lies_in_text(reading, order))
		septel__diagnose(reading, SEPTEL_WARNING, "declassify.order", order,
				 "executive order '%.*s' does not exist", VIEW_FORMAT(order));
	return right;
}

/* ---- dates ---------------------------------------------------------------------- */

/* A date as printed; `year` may still have two digits. */
struct printed_date {
	int year, month, day;
	bool two_digits;
};

static struct printed_date date_of(struct septel_view year, int month, int day)
{
	return (struct printed_date){septel__number(year), month, day, year.len == 2};
}

/* Between the parts of a date; damage leaves blanks and doubles. */
static bool scan_date_separator(struct septel_view *rest)
{
	struct septel_view at = *rest;
	while (at.len && septel__is_space(at.ptr[0]))
		at = septel__slice(at, 1, at.len);
	if (!scan_byte(&at, '/') && !scan_byte(&at, '-') && !scan_byte(&at, '.'))
		return false;
	scan_byte(&at, '/');
	while (at.len && septel__is_space(at.ptr[0]))
		at = septel__slice(at, 1, at.len);
	*rest = at;
	return true;
}

/* "12/04/2018", "2018/12/04", "6/3/08", "12-04-2018". */
static bool scan_numeric_date(struct septel_view *rest, struct printed_date *date)
{
	struct septel_view at = *rest, a, b, c;
	if (!scan_digits(&at, 1, 4, &a) || !scan_date_separator(&at) ||
	    !scan_digits(&at, 1, 2, &b) || !scan_date_separator(&at) || !scan_digits(&at, 1, 4, &c))
		return false;
	if (at.len && septel__is_alnum(at.ptr[0]))
		return false;
	if (a.len == 4 && c.len <= 2)
		*date = date_of(a, septel__number(b), septel__number(c));
	else if (a.len <= 2 && (c.len == 4 || c.len == 2))
		*date = date_of(c, septel__number(a), septel__number(b));
	else
		return false;
	*rest = at;
	return true;
}

/* "20181204" or "12042018". */
static bool scan_run_together(struct septel_view *rest, struct printed_date *date)
{
	struct septel_view at = *rest, run;
	if (!scan_digits(&at, 8, 8, &run) || !scan_at_word_end(at))
		return false;
	const bool year_first = run.ptr[0] == '2' || (run.ptr[0] == '1' && run.ptr[1] == '9');
	const size_t year = year_first ? 0 : 4, month = year_first ? 4 : 0;
	*date = date_of(septel__slice(run, year, year + 4),
			septel__number(septel__slice(run, month, month + 2)),
			septel__number(septel__slice(run, month + 2, month + 4)));
	*rest = at;
	return true;
}

static bool scan_month(struct septel_view *rest, int *month)
{
	struct septel_view at = *rest, name;
	if (!scan_run(&at, septel__is_alpha, 3, 9, &name))
		return false;
	*month = septel__month(name);
	scan_byte(&at, '.');
	while (at.len && (septel__is_space(at.ptr[0]) || at.ptr[0] == ','))
		at = septel__slice(at, 1, at.len);
	*rest = at;
	return *month != 0;
}

/* "DECEMBER 4, 2018", "4 DEC 2018", "4 DEC 18". */
static bool scan_named_date(struct septel_view *rest, struct printed_date *date)
{
	struct septel_view at = *rest, day, year;
	int month;
	const bool day_first = scan_digits(&at, 1, 2, &day);
	while (at.len && septel__is_space(at.ptr[0]))
		at = septel__slice(at, 1, at.len);
	if (!scan_month(&at, &month))
		return false;
	if (!day_first) {
		if (!scan_digits(&at, 1, 2, &day))
			return false;
		while (at.len && (septel__is_space(at.ptr[0]) || at.ptr[0] == ','))
			at = septel__slice(at, 1, at.len);
	}
	if (!scan_digits(&at, 2, 4, &year) || year.len == 3 || !scan_at_word_end(at))
		return false;
	*date = date_of(year, month, septel__number(day));
	*rest = at;
	return true;
}

/* A two-digit year is the one that could come after the message, or, where its
 * own year is not known, after the order came into force. */
static int whole_year(const struct reading *reading, size_t order, int two_digits)
{
	int least = reading->message->dtg.year ? reading->message->dtg.year : reading->options.year;
	if (least)
		least -= YEARS_BEFORE;
	else if (order != ORDERS_COUNT)
		least = ORDERS[order].year;
	else
		return septel__full_year(two_digits);
	int year = least - least % 100 + two_digits;
	return year < least ? year + 100 : year;
}

static struct septel_time day_of(int year, int month, int day)
{
	struct septel_time time = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > septel__days_in_month(year, month))
		return time;
	time.year = (int16_t)year;
	time.month = (int8_t)month;
	time.day = (int8_t)day;
	return time;
}

static void diagnose_date(struct reading *reading, struct septel_view printed, int year, int month,
			  int day)
{
	/* Printed day first, as in Europe? */
	const struct septel_time turned = day_of(year, day, month);
	if (!septel__has_time(turned)) {
		septel__diagnose(reading, SEPTEL_WARNING, "declassify.date", printed,
				 "no such day: '%.*s'", VIEW_FORMAT(printed));
		return;
	}
	char fix[TIME_TEXT_SIZE];
	snprintf(fix, sizeof fix, "%02d/%02d/%04d", day % 100, month % 100, year % 10000);
	septel__suggest(reading, SEPTEL_WARNING, "declassify.date", printed,
			septel_arena_copy(reading->arena, septel_view_of(fix)),
			"no such day: '%.*s' (month comes first)", VIEW_FORMAT(printed));
}

/* The day at the front of `rest`.  *length: the bytes that it takes, 0 if there
 * is none; a day that does not exist is diagnosed. */
static struct septel_time day_at(struct reading *reading, size_t order, struct septel_view rest,
				 size_t *length)
{
	struct printed_date date;
	struct septel_view at = rest;
	*length = 0;
	if (!scan_numeric_date(&at, &date) && !scan_run_together(&at, &date) &&
	    !scan_named_date(&at, &date))
		return day_of(0, 0, 0);
	*length = rest.len - at.len;
	if (date.two_digits)
		date.year = whole_year(reading, order, date.year);
	const struct septel_time day = day_of(date.year, date.month, date.day);
	if (!septel__has_time(day))
		diagnose_date(reading, septel__slice(rest, 0, *length), date.year, date.month,
			      date.day);
	return day;
}

/* The first day in `value` that is not one of downgrading ("DNG: CO 08/09/2010"). */
static struct septel_time first_day(struct reading *reading, size_t order, struct septel_view value)
{
	bool downgrading = false;
	size_t i = 0;
	while (i < value.len) {
		const struct septel_view rest = septel__slice(value, i, value.len);
		if (!septel__is_alnum(value.ptr[i])) {
			i++;
			continue;
		}
		if (septel__starts_fold(rest, "DNG") || septel__starts_fold(rest, "DOWNG"))
			downgrading = true;
		else if (septel__starts_fold(rest, "DECL") || septel__starts_fold(rest, "GDS"))
			downgrading = false;
		size_t length = 0;
		if (!downgrading) {
			const struct septel_time day = day_at(reading, order, rest, &length);
			if (septel__has_time(day))
				return day;
		}
		i += length;
		while (i < value.len && septel__is_alnum(value.ptr[i]))
			i++;
	}
	return day_of(0, 0, 0);
}

/* ---- the words ------------------------------------------------------------------- */

/* Words after which nothing more can come on a second line. */
static bool is_complete(struct septel_view line)
{
	static const char *const WHOLE[] = {"N/A", "NA", "NONE", "OADR", "GDS", "MR"};
	struct septel_view rest = line;
	if (scan_word(&rest, "DECL"))
		while (rest.len && (rest.ptr[0] == ':' || septel__is_space(rest.ptr[0])))
			rest = septel__slice(rest, 1, rest.len);
	for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++)
		if (septel__is_word(rest, WHOLE[i]))
			return true;
	struct printed_date date;
	return (scan_numeric_date(&rest, &date) || scan_named_date(&rest, &date)) && rest.len == 0;
}

/* `value` up to the next keyword, and up to the line end where the first line
 * says all. */
static struct septel_view own_words(struct septel_view value)
{
	struct keyword keyword;
	size_t at;
	value = septel__slice(value, 0, VALUE_LIMIT);
	if (septel__keyword_inside(value, 0, &at, &keyword))
		value = septel__slice(value, 0, at);
	const size_t newline = septel__find_byte(value, '\n', 0);
	if (newline != VIEW_NOT_FOUND) {
		const struct septel_view first = septel__trim(septel__slice(value, 0, newline));
		if (is_complete(first))
			value = first;
	}
	return septel__trim(value);
}

/* `more` words behind those that are there. */
static struct septel_view both(struct reading *reading, struct septel_view words,
			       struct septel_view more)
{
	if (words.len == 0 || more.len == 0)
		return words.len ? words : more;
	char *bytes = septel_arena_alloc(reading->arena, words.len + 1 + more.len);
	if (!bytes)
		return words;
	memcpy(bytes, words.ptr, words.len);
	bytes[words.len] = ' ';
	memcpy(bytes + words.len + 1, more.ptr, more.len);
	return (struct septel_view){bytes, words.len + 1 + more.len};
}

void septel__declassify_read(struct reading *reading, struct septel_view order,
			     struct septel_view value)
{
	struct septel_message *message = reading->message;
	/* The line is printed again with each section: the first one counts. */
	if (septel__has_time(message->declassify.on))
		return;
	if (message->declassify.order.len == 0)
		message->declassify.order = read_order(reading, order);
	const struct septel_view words = own_words(value);
	const struct septel_view text = septel__one_line(reading->arena, words);
	if (text.len && septel__equal_fold(text, message->declassify.text))
		return;
	message->declassify.text = both(reading, message->declassify.text, text);
	message->declassify.on = first_day(reading, order_index(message->declassify.order), words);
}
