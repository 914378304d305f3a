/* phrase_slots.c - the slots of a pattern: numbers, units, names of days and months, dates; and
 * patterns.  See phrase_words.h. */
#include "../base/date.h"
#include "phrase_words.h"

/* ---- slots ---- */

static const struct phrase_word NO_WORD = {.kind = WORD_LETTERS};

static const struct phrase_word *word_at(const struct phrase_words *words, size_t at)
{
	return at < words->count ? &words->at[at] : &NO_WORD;
}

size_t septel__phrase_behind_dash(const struct phrase_words *words, size_t at)
{
	while (at < words->count && words->at[at].kind == WORD_DASH)
		at++;
	return at;
}

static const struct {
	const char *text;
	int number;
} NUMBERS[] = {{"a", 1},         {"an", 1},        {"one", 1},       {"two", 2},
	       {"three", 3},     {"four", 4},      {"five", 5},      {"six", 6},
	       {"seven", 7},     {"eight", 8},     {"nine", 9},      {"ten", 10},
	       {"eleven", 11},   {"twelve", 12},   {"dozen", 12},    {"thirteen", 13},
	       {"fourteen", 14}, {"fifteen", 15},  {"sixteen", 16},  {"seventeen", 17},
	       {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},
	       {"forty", 40},    {"fifty", 50},    {"sixty", 60},    {"seventy", 70},
	       {"eighty", 80},   {"ninety", 90},   {"hundred", 100}, {"half", 0}};

static int number_word(const struct phrase_word *word)
{
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
		if (septel__is_phrase_word(word, NUMBERS[i].text))
			return NUMBERS[i].number;
	return 0;
}

/* "14", "ten", "twenty-five", "a hundred", "a dozen". */
static bool read_count(const struct phrase_words *words, size_t *at, int *count)
{
	const struct phrase_word *word = word_at(words, *at);
	if (word->kind == WORD_NUMBER) {
		*count = word->number;
		(*at)++;
		return !word->ordinal && word->digits <= 4 && word->number > 0;
	}
	*count = number_word(word);
	if (!*count)
		return false;
	(*at)++;
	const size_t next = septel__phrase_behind_dash(words, *at);
	const int more = number_word(word_at(words, next));
	if (*count >= 20 && *count < 100 && more > 0 && more < 10)
		*count += more;
	else if (*count < 10 && (more == 12 || more == 100))
		*count *= more;
	else
		return true;
	*at = next + 1;
	return true;
}

static bool is_between(const struct phrase_word *word)
{
	static const char *const WORDS[] = {"to", "or", "and", "through", "thru", "until", "till"};
	return word->kind == WORD_DASH || IS_ANY_WORD(word, WORDS);
}

static bool slot_count(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	if (!read_count(words, at, &slots->least))
		return false;
	slots->most = slots->least;
	size_t next = *at + 1;
	int most;
	if (is_between(word_at(words, *at)) && read_count(words, &next, &most) &&
	    most >= slots->least) {
		slots->most = most;
		*at = next;
	}
	return true;
}

static bool slot_more(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	return read_count(words, at, &slots->most) && slots->most >= slots->least;
}

static bool slot_few(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	static const char *const FEW[] = {"few", "several", "couple"};
	(void)slots;
	if (septel__is_phrase_word(word_at(words, *at), "a"))
		(*at)++;
	if (!IS_ANY_WORD(word_at(words, *at), FEW))
		return false;
	(*at)++;
	if (septel__is_phrase_word(word_at(words, *at), "of"))
		(*at)++;
	return true;
}

static const struct {
	const char *one, *more, *often;
	char unit;
	int factor;
} UNITS[] = {
	{"day", "days", "daily", 'd', 1},
	{"week", "weeks", "weekly", 'w', 1},
	{"wk", "wks", "", 'w', 1},
	{"fortnight", "fortnights", "", 'w', 2},
	{"month", "months", "monthly", 'm', 1},
	{"mo", "mos", "", 'm', 1},
	{"quarter", "quarters", "quarterly", 'q', 1},
	{"year", "years", "yearly", 'y', 1},
	{"yr", "yrs", "annually", 'y', 1},
	{"hour", "hours", "", 'h', 1},
	{"hr", "hrs", "", 'h', 1},
	{"workday", "workdays", "", 'b', 1},
	{"weekday", "weekdays", "", 'b', 1},
};

static bool read_unit(const struct phrase_words *words, size_t *at, struct phrase_slots *slots,
		      bool often)
{
	static const char *const WORK[] = {"working", "business", "work"};
	const bool work = IS_ANY_WORD(word_at(words, *at), WORK);
	const struct phrase_word *word = word_at(
		words, *at + (work || septel__is_phrase_word(word_at(words, *at), "calendar")));
	for (size_t i = 0; word->text[0] && i < sizeof UNITS / sizeof *UNITS; i++) {
		const bool more = !often && septel__is_phrase_word(word, UNITS[i].more);
		if (!more && !septel__is_phrase_word(word, often ? UNITS[i].often : UNITS[i].one))
			continue;
		slots->unit = work && UNITS[i].unit == 'd' ? 'b' : UNITS[i].unit;
		slots->factor = UNITS[i].factor;
		slots->plural = more;
		*at = (size_t)(word - words->at) + 1;
		return true;
	}
	return false;
}

static bool slot_unit(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	return *at < words->count && read_unit(words, at, slots, false);
}

static bool slot_units(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	return slot_unit(words, at, slots) && slots->plural;
}

static bool slot_unitly(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	return *at < words->count && read_unit(words, at, slots, true);
}

static bool slot_weekday(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	static const char *const NAMES[][4] = {
		{"monday", "mon", "mondays", "mon"},        {"tuesday", "tue", "tues", "tuesdays"},
		{"wednesday", "wed", "weds", "wednesdays"}, {"thursday", "thu", "thur", "thurs"},
		{"friday", "fri", "fridays", "fri"},        {"saturday", "sat", "saturdays", "sat"},
		{"sunday", "sun", "sundays", "sun"}};
	for (int day = 0; day < 7; day++)
		if (septel__is_any_phrase_word(word_at(words, *at), NAMES[day], 4)) {
			slots->weekday = day;
			(*at)++;
			return true;
		}
	return false;
}

static int month_of(const struct phrase_word *word)
{
	return word->kind == WORD_LETTERS ? septel__month(septel_view_of(word->text)) : 0;
}

static bool slot_month(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	slots->month = month_of(word_at(words, *at));
	*at += slots->month != 0;
	return slots->month != 0;
}

/* A year that a message would name, so that "15 January 1700" is an hour; 0. */
static int year_of(const struct phrase_word *word, bool short_too)
{
	enum { FIRST = 1800, LAST = 2199 };
	if (word->kind != WORD_NUMBER || word->ordinal)
		return 0;
	if (short_too && word->digits == 2)
		return septel__full_year(word->number);
	return word->digits == 4 && word->number >= FIRST && word->number <= LAST ? word->number
										  : 0;
}

static bool slot_year(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	slots->year = year_of(word_at(words, *at), true);
	*at += slots->year != 0;
	return slots->year != 0;
}

static bool slot_long_year(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	slots->year = year_of(word_at(words, *at), false);
	*at += slots->year != 0;
	return slots->year != 0;
}

static bool slot_nth(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	static const char *const NAMES[] = {"first", "second", "third", "fourth", "fifth"};
	const struct phrase_word *word = word_at(words, *at);
	slots->nth = word->ordinal && word->number <= 5 ? word->number : 0;
	for (int i = 0; i < 5; i++)
		if (septel__is_phrase_word(word, NAMES[i]))
			slots->nth = i + 1;
	if (septel__is_phrase_word(word, "last") || septel__is_phrase_word(word, "final"))
		slots->nth = NTH_LAST;
	(*at)++;
	return slots->nth != 0;
}

static bool slot_digit(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	const struct phrase_word *word = word_at(words, (*at)++);
	slots->nth = word->number;
	return word->kind == WORD_NUMBER && word->digits == 1 && word->number >= 1 &&
	       word->number <= 4;
}

/* The day that six digits and the letter of a zone begin with: "151200Z"; 0. */
static int zulu_day(const struct phrase_words *words, size_t at)
{
	const struct phrase_word *zone = word_at(words, at + 1);
	const struct phrase_word *digits = word_at(words, at);
	return digits->kind == WORD_NUMBER && digits->digits == 6 && zone->kind == WORD_LETTERS &&
			       zone->text[0] && !zone->text[1]
		       ? digits->number / 10000
		       : 0;
}

static bool slot_nth_day(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	const struct phrase_word *word = word_at(words, *at);
	const int zulu = zulu_day(words, *at);
	slots->first = (struct phrase_day){zulu ? zulu : word->number, 0, 0};
	*at += zulu ? 2 : 1;
	return (zulu || word->ordinal) && slots->first.day >= 1 && slots->first.day <= 31;
}

/* ---- dates ---- */

static bool day_exists(struct phrase_day day)
{
	const int leap_year = 2000;
	return day.month >= 1 && day.month <= 12 && day.day >= 1 &&
	       day.day <= septel__days_in_month(day.year ? day.year : leap_year, day.month);
}

/* The day of a month at `at`: "1", "15th"; 0. */
static int month_day(const struct phrase_word *word)
{
	return word->kind == WORD_NUMBER && word->digits <= 2 ? word->number : 0;
}

/* "151200Z JAN 09". */
static bool read_zulu(const struct phrase_words *words, size_t *at, struct phrase_day *day)
{
	day->day = zulu_day(words, *at);
	day->month = month_of(word_at(words, *at + 2));
	day->year = year_of(word_at(words, *at + 3), true);
	*at += day->year ? 4 : 3;
	return day_exists(*day);
}

/* "2008-12-01", "2008/12/01"; "12/1/2008", "12/1": in this order wherever there is such a day;
 * "1.12.2008". */
static bool read_digits(const struct phrase_words *words, size_t *at, struct phrase_day *day)
{
	const struct phrase_word *first = word_at(words, *at), *sign = word_at(words, *at + 1),
				 *second = word_at(words, *at + 2),
				 *again = word_at(words, *at + 3), *third = word_at(words, *at + 4);
	if (first->kind != WORD_NUMBER || second->kind != WORD_NUMBER)
		return false;
	if (first->digits == 4 && sign->kind == again->kind &&
	    (sign->kind == WORD_DASH || sign->kind == WORD_SLASH)) {
		*day = (struct phrase_day){third->number, second->number, first->number};
		*at += 5;
		return third->kind == WORD_NUMBER && day_exists(*day);
	}
	if ((sign->kind != WORD_SLASH && sign->kind != WORD_DOT) || first->digits > 2 ||
	    second->digits > 2)
		return false;
	*day = (struct phrase_day){second->number, first->number, 0};
	if (again->kind == sign->kind)
		day->year = year_of(third, true);
	*at += day->year ? 5 : 3;
	if (sign->kind == WORD_SLASH && day_exists(*day))
		return true;
	*day = (struct phrase_day){first->number, second->number, day->year};
	return day_exists(*day);
}

/* "15 January 2009", "15th of January", "15JAN09", "1-Dec-2008". */
static bool read_day_month(const struct phrase_words *words, size_t *at, struct phrase_day *day)
{
	size_t next = septel__phrase_behind_dash(words, *at + 1);
	day->day = month_day(word_at(words, *at));
	if (septel__is_phrase_word(word_at(words, next), "of"))
		next++;
	day->month = month_of(word_at(words, next++));
	if (!day->day || !day->month)
		return false;
	const size_t year_at = septel__phrase_behind_dash(words, next);
	day->year = year_of(word_at(words, year_at), true);
	*at = day->year ? year_at + 1 : next;
	return day_exists(*day);
}

/* "January 15, 2009", "Jan. 15th". */
static bool read_month_day(const struct phrase_words *words, size_t *at, struct phrase_day *day)
{
	size_t next = *at + 1;
	day->month = month_of(word_at(words, *at));
	if (septel__is_phrase_word(word_at(words, next), "the"))
		next++;
	day->day = month_day(word_at(words, next++));
	if (!day->day || !day->month)
		return false;
	day->year = year_of(word_at(words, next), false);
	*at = day->year ? next + 1 : next;
	return day_exists(*day);
}

typedef bool read_form(const struct phrase_words *words, size_t *at, struct phrase_day *day);

static bool read_date(const struct phrase_words *words, size_t *at, struct phrase_day *day)
{
	static read_form *const FORMS[] = {read_zulu, read_digits, read_day_month, read_month_day};
	struct phrase_slots slots = {0};
	size_t from = *at;
	if (slot_weekday(words, &from, &slots) &&
	    septel__is_phrase_word(word_at(words, from), "the"))
		from++;
	else if (from == *at && septel__is_phrase_word(word_at(words, from), "the"))
		from++;
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		size_t next = from;
		*day = (struct phrase_day){0};
		if (FORMS[i](words, &next, day)) {
			*at = next;
			return true;
		}
	}
	return false;
}

static bool slot_date(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	return read_date(words, at, &slots->first);
}

/* "1-7 December", "1 to 7 December 2008": the first day lacks what the last one has. */
static bool read_days_of_month(const struct phrase_words *words, size_t *at,
			       struct phrase_slots *slots)
{
	const bool article = septel__is_phrase_word(word_at(words, *at), "the");
	*at += article;
	size_t next = *at + 2;
	const int day = month_day(word_at(words, *at));
	if (!day || !is_between(word_at(words, *at + 1)) ||
	    !read_day_month(words, &next, &slots->last))
		return false;
	slots->first = (struct phrase_day){day, slots->last.month, slots->last.year};
	*at = next;
	return day_exists(slots->first) && day <= slots->last.day;
}

/* "December 1-7", "December 1 to 7, 2008". */
static bool read_month_of_days(const struct phrase_words *words, size_t *at,
			       struct phrase_slots *slots)
{
	size_t next = *at;
	if (!read_month_day(words, &next, &slots->first) || !is_between(word_at(words, next)))
		return false;
	slots->last = (struct phrase_day){month_day(word_at(words, next + 1)), slots->first.month,
					  slots->first.year};
	if (!slots->last.day || month_of(word_at(words, next + 2)))
		return false;
	if (!slots->first.year)
		slots->last.year = slots->first.year = year_of(word_at(words, next + 2), false);
	*at = next + 2 + (slots->last.year && year_of(word_at(words, next + 2), false));
	return day_exists(slots->last) && slots->first.day <= slots->last.day;
}

static bool read_two_dates(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	size_t next = *at;
	if (!read_date(words, &next, &slots->first) || !is_between(word_at(words, next)))
		return false;
	next++;
	if (!read_date(words, &next, &slots->last))
		return false;
	if (slots->last.year && !slots->first.year)
		slots->first.year = slots->last.year - (slots->first.month > slots->last.month);
	*at = next;
	return true;
}

static bool slot_range(const struct phrase_words *words, size_t *at, struct phrase_slots *slots)
{
	static bool (*const FORMS[])(const struct phrase_words *, size_t *,
				     struct phrase_slots *) = {read_days_of_month,
							       read_month_of_days, read_two_dates};
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		size_t next = *at;
		slots->first = slots->last = (struct phrase_day){0};
		if (FORMS[i](words, &next, slots)) {
			*at = next;
			return true;
		}
	}
	return false;
}

/* ---- patterns ---- */

static const struct {
	struct septel_view name;
	bool (*read)(const struct phrase_words *words, size_t *at, struct phrase_slots *slots);
} SLOTS[] = {
#define SLOT(name, read) {{#name, sizeof #name - 1}, read},
	SLOT(N, slot_count) SLOT(FEW, slot_few) SLOT(UNIT, slot_unit) SLOT(UNITS, slot_units)
		SLOT(UNITLY, slot_unitly) SLOT(WEEKDAY, slot_weekday) SLOT(MONTH, slot_month)
			SLOT(YEAR, slot_year) SLOT(YEAR4, slot_long_year) SLOT(NTH, slot_nth)
				SLOT(NTHDAY, slot_nth_day) SLOT(DATE, slot_date)
					SLOT(RANGE, slot_range) SLOT(DIGIT, slot_digit)
						SLOT(NMORE, slot_more)
#undef SLOT
};

static bool match_slot(struct septel_view name, const struct phrase_words *words, size_t *at,
		       struct phrase_slots *slots)
{
	for (size_t i = 0; i < sizeof SLOTS / sizeof *SLOTS; i++)
		if (septel__equal(name, SLOTS[i].name))
			return SLOTS[i].read(words, at, slots);
	return false;
}

/* `word` is one of "a|b|c". */
static bool match_words(struct septel_view any, const struct phrase_word *word)
{
	const struct septel_view text = septel_view_of(word->text);
	if (word->kind != WORD_LETTERS || !text.len)
		return false;
	for (size_t from = 0; from <= any.len;) {
		size_t end = septel__find_byte(any, '|', from);
		if (end == VIEW_NOT_FOUND)
			end = any.len;
		if (septel__equal(septel__slice(any, from, end), text))
			return true;
		from = end + 1;
	}
	return false;
}

static bool match_element(struct septel_view element, const struct phrase_words *words, size_t *at,
			  struct phrase_slots *slots)
{
	size_t next = *at;
	if (septel__is_upper(element.ptr[0])) {
		if (!match_slot(element, words, &next, slots))
			return false;
	} else if (!match_words(element, word_at(words, next++))) {
		return false;
	}
	if (next > words->count)
		return false;
	*at = next;
	return true;
}

size_t septel__phrase_match(const struct phrase_words *words, size_t at, const char *pattern,
			    struct phrase_slots *slots)
{
	struct septel_view rest = septel_view_of(pattern), element;
	struct phrase_slots had = *slots;
	const size_t from = at;
	while (septel__next_word(&rest, &element)) {
		const bool optional = septel__ends(element, "?");
		size_t next = at > from ? septel__phrase_behind_dash(words, at) : at;
		if (optional)
			element.len--;
		if (match_element(element, words, &next, &had))
			at = next;
		else if (!optional)
			return NO_MATCH;
	}
	if (at == from)
		return NO_MATCH;
	*slots = had;
	return at;
}

/* ---- first letters ---- */

#define ANY_LETTER 0x03ffffffu
#define ANY_DIGIT  0x04000000u

uint32_t septel__phrase_first(const struct phrase_word *word)
{
	if (word->kind == WORD_NUMBER)
		return ANY_DIGIT;
	return word->kind == WORD_LETTERS && septel__is_lower(word->text[0])
		       ? 1u << (word->text[0] - 'a')
		       : 0;
}

uint32_t septel__phrase_firsts(const char *pattern)
{
	uint32_t bits = 0;
	for (bool optional = true; optional && *pattern;) {
		if (septel__is_upper(*pattern))
			return ANY_LETTER | ANY_DIGIT;
		bits |= 1u << (*pattern - 'a');
		for (; *pattern && *pattern != ' '; pattern++)
			if (*pattern == '|')
				bits |= 1u << (pattern[1] - 'a');
		optional = pattern[-1] == '?';
		pattern += *pattern == ' ';
	}
	return bits;
}
