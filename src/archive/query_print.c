/* query_print.c - the canonical text of a query. */
#include "query.h"

#include "../base/date.h"

static void print_words(const struct query *query, struct septel_out *out)
{
	const char *name = septel__query_field_name(query->field);
	if (name[0])
		septel__out_format(out, "%s:", name);
	if (query->name.len) {
		septel__out_view(out, query->name);
		return;
	}
	const bool phrase = query->words.count > 1;
	if (phrase)
		septel__out_byte(out, '"');
	for (size_t i = 0; i < query->words.count; i++) {
		if (i)
			septel__out_byte(out, ' ');
		septel__out_view(out, query->words.at[i]);
	}
	if (query->prefix)
		septel__out_byte(out, '*');
	if (phrase)
		septel__out_byte(out, '"');
}

static void print_class(const struct query *query, struct septel_out *out)
{
	static const char *const NAMES[] = {"", "U", "LOU", "R", "C", "S", "TS"};
	if (query->least == query->most)
		septel__out_format(out, "class:%s", NAMES[query->least]);
	else if (query->least == SEPTEL_UNCLASSIFIED)
		septel__out_format(out, "class:<=%s", NAMES[query->most]);
	else
		septel__out_format(out, "class:>=%s", NAMES[query->least]);
}

#define MINUTES_OF_DAY 1440

static struct septel_time time_of(int64_t minute)
{
	const int64_t of_day = (minute % MINUTES_OF_DAY + MINUTES_OF_DAY) % MINUTES_OF_DAY;
	struct septel_time time =
		septel__from_day_number((long)((minute - of_day) / MINUTES_OF_DAY));
	time.hour = (int8_t)(of_day / 60);
	time.minute = (int8_t)(of_day % 60);
	return time;
}

/* Units of time, and how much of "2008-12-04T06:37Z" names one. */
enum unit { UNIT_YEAR, UNIT_MONTH, UNIT_DAY, UNIT_MINUTE };
static const size_t UNIT_LENGTHS[] = {4, 7, 10, 17};

static bool begins(struct septel_time time, enum unit unit)
{
	return unit == UNIT_MINUTE ||
	       (time.hour == 0 && time.minute == 0 &&
		(unit == UNIT_DAY || (time.day == 1 && (unit == UNIT_MONTH || time.month == 1))));
}

static bool ends(struct septel_time time, enum unit unit)
{
	const bool day_ends = time.hour == 23 && time.minute == 59;
	const bool month_ends =
		day_ends && time.day == septel__days_in_month(time.year, time.month);
	switch (unit) {
	case UNIT_YEAR:
		return month_ends && time.month == 12;
	case UNIT_MONTH:
		return month_ends;
	case UNIT_DAY:
		return day_ends;
	case UNIT_MINUTE:
		break;
	}
	return true;
}

static void print_date(const struct query *query, struct septel_out *out)
{
	char first[TIME_TEXT_SIZE] = "", last[TIME_TEXT_SIZE] = "";
	enum unit first_unit = UNIT_YEAR, last_unit = UNIT_YEAR;
	const bool from = query->first != QUERY_MINUTE_FIRST, to = query->last != QUERY_MINUTE_LAST;
	septel__out_string(out, "date:");
	if (from) {
		const struct septel_time time = time_of(query->first);
		septel__time_text(time, first);
		while (!begins(time, first_unit))
			first_unit++;
	}
	if (to) {
		const struct septel_time time = time_of(query->last);
		septel__time_text(time, last);
		while (!ends(time, last_unit))
			last_unit++;
	}
	/* January begins as its year does: the greater of both is one unit, perhaps. */
	const enum unit unit = first_unit > last_unit ? first_unit : last_unit;
	if (from && to && memcmp(first, last, UNIT_LENGTHS[unit]) == 0) {
		septel__out_bytes(out, first, UNIT_LENGTHS[unit]);
		return;
	}
	if (from)
		septel__out_bytes(out, first, UNIT_LENGTHS[first_unit]);
	septel__out_string(out, "..");
	if (to)
		septel__out_bytes(out, last, UNIT_LENGTHS[last_unit]);
}

static void print_collection(const struct query *query, struct septel_out *out)
{
	bool plain = true;
	for (size_t i = 0; i < query->name.len; i++)
		plain = plain && (septel__is_alnum(query->name.ptr[i]) ||
				  memchr("-_.", query->name.ptr[i], 3));
	septel__out_string(out, plain ? "in:" : "in:\"");
	septel__out_view(out, query->name);
	if (!plain)
		septel__out_byte(out, '"');
}

/* `inside`: what the part belongs to; what binds less than it is put in parentheses. */
/* NOLINTNEXTLINE(misc-no-recursion): QUERY_DEPTH_LIMIT deep at most */
static void print(const struct query *query, enum query_kind inside, struct septel_out *out)
{
	const bool closed = (query->kind == QUERY_OR && inside != QUERY_EVERYTHING) ||
			    (query->kind == QUERY_AND && inside == QUERY_NOT);
	if (closed)
		septel__out_byte(out, '(');
	switch (query->kind) {
	case QUERY_EVERYTHING:
		break;
	case QUERY_NOT:
		septel__out_string(out, "NOT ");
		print(query->parts[0], QUERY_NOT, out);
		break;
	case QUERY_AND:
	case QUERY_OR:
		for (size_t i = 0; i < query->count; i++) {
			if (i)
				septel__out_string(out, query->kind == QUERY_OR ? " OR " : " ");
			print(query->parts[i], query->kind, out);
		}
		break;
	case QUERY_WORDS:
		print_words(query, out);
		break;
	case QUERY_CLASSIFICATION:
		print_class(query, out);
		break;
	case QUERY_DATE:
		print_date(query, out);
		break;
	case QUERY_COLLECTION:
		print_collection(query, out);
		break;
	}
	if (closed)
		septel__out_byte(out, ')');
}

void septel__query_print(const struct query *query, struct septel_out *out)
{
	print(query, QUERY_EVERYTHING, out);
}
