/* readings.c - see readings.h. */
#include "readings.h"

#include "../base/date.h"

static const struct day_span NO_DAYS = {DAY_NONE, DAY_NONE};

/* ---- periods without their year ---- */

static long day_in_year(struct phrase_day day, int year)
{
	const struct day_span month = septel__month_span(year, day.month);
	if (month.from == DAY_NONE || day.day > month.to - month.from + 1)
		return DAY_NONE;
	return month.from + day.day - 1;
}

static long distance(struct day_span span, long day)
{
	if (day < span.from)
		return span.from - day;
	return day > span.to ? day - span.to : 0;
}

static long earliest_anchor(const struct reading_anchors *anchors)
{
	long first = anchors->report;
	if (anchors->text_first != DAY_NONE && anchors->text_first < first)
		first = anchors->text_first;
	return anchors->event != DAY_NONE && anchors->event < first ? anchors->event : first;
}

/* What a phrase says of one year: a month, a day, days to a day. */
static struct day_span in_year(const struct phrase *phrase, int year)
{
	if (phrase->kind == PERIOD_MONTH || phrase->kind == PERIOD_WEEK_OF_MONTH)
		return septel__month_span(year, phrase->month);
	const long first = day_in_year(phrase->first, year);
	if (phrase->kind != PERIOD_RANGE)
		return (struct day_span){first, first};
	const bool turns = phrase->last.month < phrase->first.month;
	const long last = day_in_year(phrase->last, year + turns);
	return first == DAY_NONE || last == DAY_NONE || last < first
		       ? NO_DAYS
		       : (struct day_span){first, last};
}

/* R2: the year that brings it nearest to the report.  A deadline is none before anybody spoke
 * of it, and "since" looks back. */
static struct day_span nearest_year(const struct phrase *phrase,
				    const struct reading_anchors *anchors)
{
	const bool deadline = phrase->lead == LEAD_BY || phrase->lead == LEAD_BEFORE ||
			      phrase->lead == LEAD_WITHIN;
	const int year = septel__day_time(anchors->report).year;
	struct day_span best = NO_DAYS;
	enum { LEAP_YEARS_APART = 8 };
	for (int offset = -LEAP_YEARS_APART; offset <= LEAP_YEARS_APART; offset++) {
		const struct day_span days = in_year(phrase, year + offset);
		if (days.from == DAY_NONE || (deadline && days.to < earliest_anchor(anchors)) ||
		    (phrase->lead == LEAD_SINCE && days.from > anchors->report))
			continue;
		if (best.from == DAY_NONE ||
		    distance(days, anchors->report) < distance(best, anchors->report))
			best = days;
	}
	return best;
}

static struct day_span of_year(const struct phrase *phrase, int year,
			       const struct reading_anchors *anchors)
{
	return year ? in_year(phrase, year) : nearest_year(phrase, anchors);
}

/* ---- periods from a day on ---- */

static struct day_span one(long day)
{
	return (struct day_span){day, day};
}

/* The first one behind `day`, or behind it and before. */
static long weekday_from(long day, int weekday)
{
	enum { WEEK = 7 };
	const int ahead = (weekday - septel__weekday(day) + WEEK) % WEEK;
	return day + (ahead ? ahead : WEEK);
}

static struct day_span weekday_of_week(const struct phrase *phrase, long day, enum week_begin begin)
{
	const struct day_span week = septel__unit_around(day, 'w', phrase->offset, begin);
	if (week.from == DAY_NONE)
		return NO_DAYS;
	const long found = weekday_from(week.from - 1, phrase->weekday);
	return one(found < day ? found + 7 : found);
}

static struct day_span weekend(long day, int offset)
{
	enum { SATURDAY = 5, SUNDAY = 6 };
	const long saturday =
		septel__weekday(day) == SUNDAY ? day - 1 : weekday_from(day - 1, SATURDAY);
	return (struct day_span){saturday + offset * 7L, saturday + offset * 7L + 1};
}

/* How many an unstated number of units may be. */
static int few(char unit)
{
	switch (unit) {
	case 'd':
		return 7;
	case 'h':
		return 24;
	case 'w':
		return 4;
	case 'm':
		return 6;
	default:
		return 5;
	}
}

static struct day_span counted(const struct phrase *phrase, long day)
{
	if (phrase->kind == PERIOD_FEW)
		return (struct day_span){septel__day_add(day, 1, 'd'),
					 septel__day_add(day, few(phrase->unit), phrase->unit)};
	const long first = phrase->least == phrase->most
				   ? day
				   : septel__day_add(day, phrase->least, phrase->unit);
	return (struct day_span){first, septel__day_add(day, phrase->most, phrase->unit)};
}

/* How long something has lasted: it began in that year, month or on that day. */
static struct day_span lasted(const struct phrase *phrase, long day)
{
	const long began = septel__day_add(day, -phrase->most, phrase->unit);
	const char unit = phrase->unit;
	if (phrase->kind != PERIOD_COUNT || began == DAY_NONE)
		return NO_DAYS;
	return unit == 'y' || unit == 'm' || unit == 'q'
		       ? septel__unit_around(began, unit == 'q' ? 'm' : unit, 0, WEEK_FROM_MONDAY)
		       : one(began);
}

static struct day_span day_of_month(const struct phrase *phrase, long day)
{
	const int months = phrase->kind == PERIOD_DAY_OF_NEXT_MONTH ? phrase->offset : 0;
	struct day_span month = septel__unit_around(day, 'm', months, WEEK_FROM_MONDAY);
	/* A month or two on there is such a day, and it is not past. */
	for (int tries = 0; tries < 3 && month.from != DAY_NONE; tries++) {
		const long found = month.from + phrase->first.day - 1;
		if (found <= month.to && found >= day)
			return one(found);
		month = septel__unit_around(month.to, 'm', 1, WEEK_FROM_MONDAY);
	}
	return NO_DAYS;
}

static struct day_span fiscal_year(int year, long day)
{
	enum { OCTOBER = 10, SEPTEMBER = 9 };
	if (!year) {
		const struct septel_time time = septel__day_time(day);
		year = time.year + (time.month >= OCTOBER);
	}
	return (struct day_span){septel__month_span(year - 1, OCTOBER).from,
				 septel__month_span(year, SEPTEMBER).to};
}

static struct day_span quarter(const struct phrase *phrase, long day)
{
	int year = phrase->year ? phrase->year : septel__day_time(day).year;
	const int nth = phrase->nth > 4 ? 4 : phrase->nth;
	if (!phrase->year && septel__month_span(year, nth * 3).to < day)
		year++;
	return (struct day_span){septel__month_span(year, nth * 3 - 2).from,
				 septel__month_span(year, nth * 3).to};
}

static struct day_span week_of_month(const struct phrase *phrase, struct day_span month)
{
	enum { WEEK = 7 };
	if (month.from == DAY_NONE)
		return month;
	if (phrase->nth == NTH_LAST)
		return (struct day_span){month.to - WEEK + 1, month.to};
	const long first = month.from + (phrase->nth - 1L) * WEEK;
	const long last = first + WEEK - 1 < month.to ? first + WEEK - 1 : month.to;
	return first > month.to ? NO_DAYS : (struct day_span){first, last};
}

static struct day_span period_from(const struct phrase *phrase, long day,
				   const struct reading_anchors *anchors)
{
	switch (phrase->kind) {
	case PERIOD_UNIT:
	case PERIOD_THE_UNIT:
	case PERIOD_ONE:
		return septel__unit_around(day, phrase->unit, phrase->offset, anchors->week);
	case PERIOD_COUNT:
	case PERIOD_FEW:
		return phrase->lead == LEAD_FOR ? lasted(phrase, day) : counted(phrase, day);
	case PERIOD_WEEKDAY:
		return one(phrase->lead == LEAD_SINCE ? weekday_from(day - 7, phrase->weekday)
						      : weekday_from(day, phrase->weekday));
	case PERIOD_WEEKDAY_OF_WEEK:
		return weekday_of_week(phrase, day, anchors->week);
	case PERIOD_WEEKEND:
		return weekend(day, phrase->offset);
	case PERIOD_DAY:
	case PERIOD_RANGE:
		return of_year(phrase, phrase->first.year, anchors);
	case PERIOD_DAY_OF_MONTH:
	case PERIOD_DAY_OF_NEXT_MONTH:
		return day_of_month(phrase, day);
	case PERIOD_MONTH:
		return of_year(phrase, phrase->year, anchors);
	case PERIOD_YEAR:
		return septel__year_span(phrase->year);
	case PERIOD_FISCAL:
		return fiscal_year(phrase->year, day);
	case PERIOD_QUARTER:
		return quarter(phrase, day);
	case PERIOD_WEEK_OF:
		return septel__unit_around(of_year(phrase, phrase->first.year, anchors).from, 'w',
					   0, anchors->week);
	case PERIOD_WEEK_OF_MONTH:
		return week_of_month(phrase, of_year(phrase, phrase->year, anchors));
	case PERIOD_AGE:
		return (struct day_span){septel__born(day, phrase->most).from,
					 septel__born(day, phrase->least).to};
	case PERIOD_NONE:
		break;
	}
	return NO_DAYS;
}

/* ---- parts and leads ---- */

static struct day_span part_of(enum phrase_part part, struct day_span days, long day)
{
	enum { WEEK = 7, MONTH = 31 };
	const long length = days.to - days.from + 1;
	const long third = length == WEEK ? 3 : (length + 1) / 3;
	const long edge = third < MONTH ? third : MONTH;
	if (length < 3)
		return days;
	switch (part) {
	case PART_BEGINNING:
		return (struct day_span){days.from, days.from + edge - 1};
	case PART_FIRST_HALF:
		return (struct day_span){days.from, days.from + length / 2 - 1};
	case PART_SECOND_HALF:
		return (struct day_span){days.from + length / 2, days.to};
	case PART_EARLY:
		return (struct day_span){days.from, days.from + third - 1};
	case PART_MIDDLE:
		return length == WEEK ? (struct day_span){days.from + 2, days.to - 2}
				      : (struct day_span){days.from + third, days.to - third};
	case PART_LATE:
		return (struct day_span){days.to - third + 1, days.to};
	case PART_END:
		return (struct day_span){days.to - edge + 1, days.to};
	case PART_REST:
		return (struct day_span){day > days.from && day <= days.to ? day : days.from,
					 days.to};
	case PART_WHOLE:
		break;
	}
	return days;
}

static struct day_span until(long day, long last)
{
	return (struct day_span){day < last ? day : last, last};
}

/* The days a phrase means, seen from `day`; from DAY_NONE: none. */
static struct day_span resolve(const struct phrase *phrase, long day,
			       const struct reading_anchors *anchors)
{
	struct day_span days = period_from(phrase, day, anchors);
	if (days.from == DAY_NONE || days.to == DAY_NONE)
		return NO_DAYS;
	if (phrase->kind == PERIOD_COUNT || phrase->kind == PERIOD_FEW)
		return days;
	days = part_of(phrase->part, days, day);
	switch (phrase->lead) {
	case LEAD_BY:
	case LEAD_WITHIN:
		return until(day, days.to);
	case LEAD_BEFORE:
		return until(day, phrase->part == PART_END ? days.to : days.from - 1);
	case LEAD_FROM:
	case LEAD_SINCE:
		return (struct day_span){days.from, DAY_NONE};
	case LEAD_ON:
	case LEAD_FOR:
		break;
	}
	return days;
}

/* ---- readings ---- */

static void add_reading(struct day_readings *readings, enum reading_rule rule, struct day_span days)
{
	if (days.from != DAY_NONE && readings->count < READINGS_LIMIT)
		readings->at[readings->count++] = (struct day_reading){rule, days};
}

/* True where the words name their days themselves. */
static bool is_exact(const struct phrase *phrase)
{
	if (phrase->kind == PERIOD_COUNT || phrase->kind == PERIOD_FEW)
		return phrase->base == BASE_DATE || phrase->base == BASE_BEFORE;
	if (phrase->lead != LEAD_ON && phrase->lead != LEAD_FROM)
		return false;
	switch (phrase->kind) {
	case PERIOD_DAY:
	case PERIOD_RANGE:
	case PERIOD_MONTH:
	case PERIOD_YEAR:
	case PERIOD_WEEK_OF:
	case PERIOD_WEEK_OF_MONTH:
		return true;
	case PERIOD_FISCAL:
	case PERIOD_QUARTER:
		return phrase->year != 0;
	default:
		return false;
	}
}

static void read_exact(const struct phrase *phrase, const struct reading_anchors *anchors,
		       struct day_readings *readings)
{
	long day = anchors->report;
	if (phrase->base == BASE_DATE || phrase->base == BASE_BEFORE) {
		const struct phrase named = {.kind = PERIOD_DAY, .first = phrase->from};
		day = of_year(&named, named.first.year, anchors).from;
	}
	if (phrase->base == BASE_BEFORE)
		add_reading(readings, READING_EXACT,
			    one(septel__day_add(day, -phrase->most, phrase->unit)));
	else
		add_reading(readings, READING_EXACT,
			    day == DAY_NONE ? NO_DAYS : resolve(phrase, day, anchors));
}

/* Both ends of the window, where it matters from which of them one looks. */
static void read_text(const struct phrase *phrase, const struct reading_anchors *anchors,
		      struct day_readings *readings)
{
	if (anchors->text_first == DAY_NONE)
		return;
	const struct day_span first = resolve(phrase, anchors->text_first, anchors);
	const struct day_span last = resolve(phrase, anchors->text_last, anchors);
	const bool counts = phrase->kind == PERIOD_COUNT || phrase->kind == PERIOD_FEW;
	add_reading(readings, READING_TEXT, first);
	if (!counts && first.to != last.to)
		add_reading(readings, READING_TEXT, last);
}

static void read_anchored(const struct phrase *phrase, const struct reading_anchors *anchors,
			  struct day_readings *readings)
{
	const bool all = phrase->base == BASE_NONE || phrase->base == BASE_NOW;
	if (anchors->event != DAY_NONE && (all || phrase->base == BASE_EVENT))
		add_reading(readings, READING_EVENT, resolve(phrase, anchors->event, anchors));
	if (all)
		read_text(phrase, anchors, readings);
	if (all || phrase->base == BASE_REPORT)
		add_reading(readings, READING_REPORT, resolve(phrase, anchors->report, anchors));
}

/* R5 looks from the report, R6 from the event. */
static void read_past(const struct phrase *phrase, const struct reading_anchors *anchors,
		      struct day_readings *readings)
{
	if (phrase->rule == RULE_R6 && anchors->event != DAY_NONE)
		add_reading(readings, READING_EVENT, resolve(phrase, anchors->event, anchors));
	else
		add_reading(readings, READING_REPORT, resolve(phrase, anchors->report, anchors));
}

static void choose(enum phrase_order order, struct day_readings *readings)
{
	readings->chosen = 0;
	for (size_t i = readings->count; order == ORDER_DESK && i-- > 0;)
		if (readings->at[i].rule == READING_TEXT)
			readings->chosen = i;
	for (size_t i = 1; i < readings->count; i++)
		readings->ambiguous |= readings->at[i].days.to != readings->at[0].days.to;
}

static const char *note_of(enum date_rule rule)
{
	switch (rule) {
	case RULE_UNKNOWN:
		return "no rule reads these words";
	case RULE_R5:
	case RULE_R6:
		return "a time past, no date to be due on";
	case RULE_R7:
	case RULE_R12:
		return "a recurrence, no date";
	case RULE_R8:
		return "a condition, no date";
	case RULE_R9:
		return "words that bind to no date";
	default:
		return "outside the calendar";
	}
}

void septel__readings_of_phrase(const struct phrase *phrase, bool read,
				const struct reading_anchors *anchors,
				struct day_readings *readings)
{
	const bool event_missing = phrase->base == BASE_EVENT && anchors->event == DAY_NONE;
	*readings = (struct day_readings){.note = "", .vague = phrase->vague};
	readings->rule = phrase->base == BASE_OTHER || event_missing ? RULE_R8 : phrase->rule;
	if (read && readings->rule != RULE_R8 && phrase->kind != PERIOD_NONE) {
		if (phrase->rule == RULE_R5 || phrase->rule == RULE_R6)
			read_past(phrase, anchors, readings);
		else if (is_exact(phrase))
			read_exact(phrase, anchors, readings);
		else
			read_anchored(phrase, anchors, readings);
	}
	choose(phrase->order, readings);
	if (!readings->count)
		readings->note = note_of(readings->rule);
	else if (!phrase->whole)
		readings->note = "other words stand beside the date";
}

void septel__readings_of_words(struct septel_view words, const struct reading_anchors *anchors,
			       struct day_readings *readings)
{
	struct phrase phrase;
	const bool read = septel__phrase_read(words, &phrase);
	septel__readings_of_phrase(&phrase, read, anchors, readings);
}

static void read_days(const struct days *days, struct day_readings *readings)
{
	const struct day_span span = {septel__time_day(days->from), septel__time_day(days->to)};
	*readings = (struct day_readings){.rule = RULE_R1, .vague = days->about, .note = ""};
	readings->at[readings->count++] = (struct day_reading){READING_EXACT, span};
}

void septel__readings_of_due_phrase(const struct claim_due *due, const struct phrase *phrase,
				    bool read, const struct reading_anchors *anchors,
				    struct day_readings *readings)
{
	struct days days;
	if (!due->words.len) {
		read_days(&due->days, readings);
		return;
	}
	if (septel__days_read(septel__trim(due->words), &days)) {
		read_days(&days, readings);
		return;
	}
	septel__readings_of_phrase(phrase, read, anchors, readings);
	if (readings->rule == RULE_R5 || readings->rule == RULE_R6) {
		readings->count = 0;
		readings->vague = readings->ambiguous = false;
		readings->note = note_of(readings->rule);
	}
}

void septel__readings_of_due(const struct claim_due *due, const struct reading_anchors *anchors,
			     struct day_readings *readings)
{
	struct phrase phrase;
	const bool read = septel__phrase_read(due->words, &phrase);
	septel__readings_of_due_phrase(due, &phrase, read, anchors, readings);
}

bool septel__readings_prefer(struct day_readings *readings, enum reading_rule rule)
{
	for (size_t i = 0; i < readings->count; i++)
		if (readings->at[i].rule == rule) {
			readings->chosen = i;
			return true;
		}
	return false;
}

struct day_span septel__readings_last(const struct day_readings *readings)
{
	struct day_span last = NO_DAYS;
	for (size_t i = 0; i < readings->count; i++) {
		const long day = readings->at[i].days.to;
		if (day == DAY_NONE)
			continue;
		if (last.from == DAY_NONE || day < last.from)
			last.from = day;
		if (last.to == DAY_NONE || day > last.to)
			last.to = day;
	}
	return last;
}

struct day_span septel__born(long day, int age)
{
	const long before = septel__day_add(day, -age - 1, 'y');
	return (struct day_span){before == DAY_NONE ? DAY_NONE : before + 1,
				 septel__day_add(day, -age, 'y')};
}

const char *septel__reading_name(enum reading_rule rule)
{
	static const char *const NAMES[] = {"event", "text", "report", "exact"};
	return NAMES[rule];
}
