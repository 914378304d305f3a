/* worksheet_times.c - see worksheet_reading.h: days and terms in a sentence.
 *
 * A time is read word by word: a lead ("no later than", "by"), then a day ("8 APRIL 2011",
 * "November 30", "251400Z FEB08", "JUN 09"), a term ("within ten days of arrival") or words
 * that count from some day ("next week").  Days are resolved where rule R1 or R2 tells the
 * day; all else stays words. */
#include "worksheet_days.h"

/* A term tells what it counts from: so many words of it are kept. */
#define TERM_WORDS 8
/* Words that a sentence has between "deadline" and its day. */
#define DEADLINE_REACH 14
/* Words around a day in which it is said what is open until then. */
#define OPEN_REACH 40
enum lead_sense {
	LEAD_FIRM,  /* a deadline, whatever follows */
	LEAD_DAY,   /* one before a day that is not past */
	LEAD_OPEN,  /* one where something is open or taken until then */
	LEAD_AFTER, /* one where nothing is taken behind it */
	LEAD_ON,    /* the day of something: no deadline */
};

/* Longer ones first. */
static const struct {
	const char *phrase;
	enum lead_sense sense;
} LEADS[] = {
	{"no later than", LEAD_FIRM},
	{"not later than", LEAD_FIRM},
	{"nlt", LEAD_FIRM},
	{"not after", LEAD_FIRM},
	{"on or before", LEAD_FIRM},
	{"by close of business on", LEAD_FIRM},
	{"by close of business", LEAD_FIRM},
	{"by cob on", LEAD_FIRM},
	{"by cob", LEAD_FIRM},
	{"cob", LEAD_FIRM},
	{"by the end of", LEAD_FIRM},
	{"by end of", LEAD_FIRM},
	{"due on or before", LEAD_FIRM},
	{"due no later than", LEAD_FIRM},
	{"due not later than", LEAD_FIRM},
	{"due nlt", LEAD_FIRM},
	{"due by", LEAD_FIRM},
	{"due on", LEAD_FIRM},
	{"due in", LEAD_FIRM},
	{"due", LEAD_FIRM},
	{"suspense date", LEAD_FIRM},
	{"suspense", LEAD_FIRM},
	{"suspense is", LEAD_FIRM},
	{"by", LEAD_DAY},
	{"before", LEAD_DAY},
	{"prior to", LEAD_DAY},
	{"until", LEAD_OPEN},
	{"through", LEAD_OPEN},
	{"thru", LEAD_OPEN},
	{"ending on", LEAD_OPEN},
	{"ending", LEAD_OPEN},
	{"ends on", LEAD_OPEN},
	{"ends", LEAD_OPEN},
	{"closes on", LEAD_FIRM},
	{"closes", LEAD_FIRM},
	{"expires on", LEAD_FIRM},
	{"expires", LEAD_FIRM},
	{"after the", LEAD_AFTER},
	{"after", LEAD_AFTER},
	{"on or about", LEAD_ON},
	{"on", LEAD_ON},
	{"in", LEAD_ON},
	{"for", LEAD_ON},
};

/* Words that say what may be done until a day. */
static const char *const OPEN_WORDS[] = {
	"accept",       "accepted", "apply",    "available", "enroll", "enrollment",   "extended",
	"open",         "opens",    "register", "submit",    "window", "applications", "period",
	"registration", "vote",     "receive",  "received",  NULL};
/* Words that say that nothing is taken any more. */
static const char *const SHUT_WORDS[] = {"accepted",  "considered",  "disapproved", "rejected",
					 "processed", "cut",         "cutoff",      "returned",
					 "honored",   "entertained", NULL};
static const char *const DEADLINE_WORDS[] = {"deadline", "deadlines", "suspense", "cutoff", NULL};

static const char *const UNITS[] = {"hour",    "hours",    "day",    "days",    "week",
				    "weeks",   "month",    "months", "year",    "years",
				    "quarter", "quarters", "period", "periods", NULL};
static const char *const NUMBERS[] = {"a",      "an",     "one",      "two",     "three",  "four",
				      "five",   "six",    "seven",    "eight",   "nine",   "ten",
				      "eleven", "twelve", "fourteen", "fifteen", "twenty", "thirty",
				      "sixty",  "ninety", "few",      "several", "couple", NULL};
static const char *const WEEKDAYS[] = {"monday", "tuesday",  "wednesday", "thursday",
				       "friday", "saturday", "sunday",    NULL};

/* Words that count from some day; R3, R4, R11. */
static const struct {
	const char *phrase;
	bool past;
} RELATIVE[] = {
	{"in the next few days", false},
	{"over the next few days", false},
	{"within the next few days", false},
	{"in the coming days", false},
	{"in the coming weeks", false},
	{"in the next few weeks", false},
	{"over the next few weeks", false},
	{"in the near future", false},
	{"early next week", false},
	{"late next week", false},
	{"later this week", false},
	{"early next month", false},
	{"late next month", false},
	{"later this month", false},
	{"next week", false},
	{"next month", false},
	{"next year", false},
	{"this week", false},
	{"this month", false},
	{"this year", false},
	{"tomorrow", false},
	{"today", true},
	{"this morning", true},
	{"this afternoon", true},
	{"this evening", true},
	{"yesterday", true},
	{"last week", true},
	{"last night", true},
	{"last month", true},
	{"earlier this week", true},
	{"the same day", true},
};

/* ---- leads ---- */

/* The longest lead that ends straight before word `at`; its row, -1. */
static int lead_before(const struct sheet_sentence *sentence, size_t at, size_t *begin)
{
	int found = -1;
	*begin = at;
	for (size_t i = 0; i < sizeof LEADS / sizeof *LEADS; i++) {
		struct septel_view rest = septel_view_of(LEADS[i].phrase), word;
		size_t words = 0;
		while (septel__next_word(&rest, &word))
			words++;
		if (words <= at && septel__phrase_at(sentence, at - words, LEADS[i].phrase) &&
		    (found < 0 || at - words < *begin)) {
			found = (int)i;
			*begin = at - words;
		}
	}
	return found;
}

static bool says_one_of(const struct sheet_sentence *sentence, size_t first, size_t behind,
			const char *const *list)
{
	for (size_t i = first; i < behind && i < sentence->count; i++)
		if (septel__one_of(sentence->words[i].text, list))
			return true;
	return false;
}

static bool is_negative(struct septel_view word)
{
	static const char *const NO[] = {"no",  "not",    "none",     "disapproved", "rejected",
					 "cut", "cutoff", "returned", NULL};
	return septel__one_of(word, NO);
}

static bool is_shut(const struct sheet_sentence *sentence, size_t first, size_t last)
{
	const size_t from = first > DEADLINE_REACH ? first - DEADLINE_REACH : 0;
	const size_t behind = last + DEADLINE_REACH;
	bool negative = false;
	for (size_t i = from; i < behind && i < sentence->count; i++)
		negative = negative || is_negative(sentence->words[i].text);
	return negative && says_one_of(sentence, from, behind, SHUT_WORDS);
}

static bool says_near(const struct sheet_sentence *sentence, const struct sheet_time *time,
		      const char *const *list)
{
	const size_t from = time->first > OPEN_REACH ? time->first - OPEN_REACH : 0;
	return says_one_of(sentence, from, time->last + OPEN_REACH, list);
}

/* "the deadline for X is", "last day to X is", before the day. */
static bool deadline_told(const struct sheet_sentence *sentence, size_t first)
{
	static const char *const LAST[] = {"last day to",  "last week to", "last date to",
					   "last day for", "final day to", "latest date"};
	const size_t from = first > DEADLINE_REACH ? first - DEADLINE_REACH : 0;
	for (size_t i = from; i < first; i++) {
		if (septel__one_of(sentence->words[i].text, DEADLINE_WORDS))
			return true;
		for (size_t j = 0; j < sizeof LAST / sizeof *LAST; j++)
			if (septel__phrase_at(sentence, i, LAST[j]))
				return true;
	}
	return false;
}

/* A skipped word between lead and day: "by Friday, 6 June", "NLT 1700 EST on 6 June". */
static size_t behind_clock(const struct sheet_sentence *sentence, size_t first)
{
	static const char *const CLOCK[] = {"the",  "est",     "edt", "local", "hours", "midnight",
					    "noon", "morning", "of",  "cob",   "on",    NULL};
	for (size_t steps = 0; first > 0 && steps < 5; steps++) {
		const struct septel_view word = sentence->words[first - 1].text;
		size_t begin;
		struct septel_view rest;
		if (lead_before(sentence, first, &begin) >= 0 && !septel__is_word(word, "on") &&
		    !septel__is_word(word, "cob"))
			break;
		if (!septel__one_of(word, WEEKDAYS) && !septel__one_of(word, CLOCK) &&
		    !(septel__leading_number(word, &rest) >= 0 && word.len >= 4))
			break;
		first--;
	}
	return first;
}

static void judge_day(const struct sheet *sheet, const struct sheet_sentence *sentence,
		      struct sheet_time *time, long number)
{
	size_t begin = time->first;
	int lead = lead_before(sentence, time->first, &begin);
	if (lead < 0 || LEADS[lead].sense == LEAD_ON) {
		const size_t first = behind_clock(sentence, time->first);
		size_t other = first;
		const int far = first < time->first ? lead_before(sentence, first, &other) : -1;
		if (far >= 0 && LEADS[far].sense != LEAD_ON) {
			lead = far;
			begin = other;
		}
	}
	const bool ahead =
		!septel__has_time(sheet->report) || number >= septel__day_number(sheet->report);
	if (lead >= 0)
		time->lead = begin;
	switch (lead < 0 ? LEAD_ON : LEADS[lead].sense) {
	case LEAD_FIRM:
		time->deadline = true;
		break;
	case LEAD_DAY:
		time->deadline = ahead;
		break;
	case LEAD_OPEN:
		time->deadline = ahead && says_near(sentence, time, OPEN_WORDS);
		break;
	case LEAD_AFTER:
		time->deadline = is_shut(sentence, begin, time->last);
		break;
	case LEAD_ON:
		time->deadline = ahead && deadline_told(sentence, time->first);
		break;
	}
	time->past = !ahead;
}

/* ---- terms and other words ---- */

static bool is_count(struct septel_view word)
{
	struct septel_view rest;
	return septel__one_of(word, NUMBERS) ||
	       (septel__leading_number(word, &rest) > 0 && (!rest.len || rest.ptr[0] == '-'));
}

/* "ten days", "90 DAYS", "three (3) months", "nine to twelve months", "10 working days";
 * the last word; 0: none. */
static size_t count_at(const struct sheet_sentence *sentence, size_t at)
{
	static const char *const BETWEEN[] = {"to",       "or",   "and", "calendar", "working",
					      "business", "full", "pay", "fiscal",   NULL};
	if (at >= sentence->count || !is_count(sentence->words[at].text))
		return 0;
	for (size_t i = at + 1; i < sentence->count && i <= at + 4; i++) {
		const struct septel_view word = sentence->words[i].text;
		if (septel__one_of(word, UNITS))
			return i;
		if (!is_count(word) && !septel__one_of(word, BETWEEN))
			return 0;
	}
	return 0;
}

/* "within ten days of arrival", "no later than 13 months prior to PRD": the term that
 * begins at `at`. */
static bool term_at(const struct sheet_sentence *sentence, size_t at, struct sheet_time *time)
{
	static const char *const FIRM[] = {"no later than", "not later than", "nlt", "at least",
					   "not less than", "no less than",   NULL};
	static const char *const BEHIND[] = {"of",        "after", "from", "following",  "before",
					     "preceding", "prior", "upon", "thereafter", NULL};
	size_t words = 0;
	const bool within = septel__phrase_at(sentence, at, "within") > 0;
	for (size_t i = 0; FIRM[i] && !words && !within; i++)
		words = septel__phrase_at(sentence, at, FIRM[i]);
	size_t count = at + (within ? 1 : words);
	if (within &&
	    (septel__word_is(sentence, count, "the") || septel__word_is(sentence, count, "next")))
		count++;
	if (within && septel__word_is(sentence, count, "next"))
		count++;
	const size_t unit = within || words ? count_at(sentence, count) : 0;
	if (!unit)
		return false;
	*time = (struct sheet_time){.first = at, .last = unit, .lead = at, .deadline = true};
	const bool goes = !septel__stops_behind(sentence, unit) && unit + 1 < sentence->count &&
			  septel__one_of(sentence->words[unit + 1].text, BEHIND);
	/* "at least ten days" alone is how long something lasts. */
	if (!goes)
		return within || !septel__word_is(sentence, at, "at");
	if (!within && septel__word_is(sentence, unit + 1, "of"))
		return false;
	for (size_t i = unit + 1; i < sentence->count && i <= unit + TERM_WORDS; i++) {
		time->last = i;
		if (septel__stops_behind(sentence, i))
			break;
	}
	return true;
}

/* "next week", "by Friday", "in two weeks", "by the end of the month". */
static bool relative_at(const struct sheet_sentence *sentence, size_t at, struct sheet_time *time)
{
	static const char *const ENDS[] = {"month", "week", "year", "quarter", NULL};
	static const char *const FIRST[] = {"in",       "over", "within",    "early", "late",
					    "later",    "next", "this",      "last",  "today",
					    "tomorrow", "the",  "yesterday", "end",   "of",
					    "earlier",  NULL};
	size_t begin = at;
	if (!septel__one_of(sentence->words[at].text, FIRST) &&
	    !septel__one_of(sentence->words[at].text, WEEKDAYS))
		return false;
	if ((septel__word_is(sentence, at, "next") || septel__word_is(sentence, at, "this")) &&
	    at + 1 < sentence->count && septel__one_of(sentence->words[at + 1].text, WEEKDAYS)) {
		*time = (struct sheet_time){.first = at, .last = at + 1, .lead = at};
		return true;
	}
	const int lead = lead_before(sentence, at, &begin);
	const bool firm = lead >= 0 && LEADS[lead].sense <= LEAD_DAY;
	*time = (struct sheet_time){.first = at, .last = at, .lead = firm ? begin : at};
	for (size_t i = 0; i < sizeof RELATIVE / sizeof *RELATIVE; i++) {
		const size_t words = septel__phrase_at(sentence, at, RELATIVE[i].phrase);
		if (!words)
			continue;
		time->last = at + words - 1;
		time->past = RELATIVE[i].past;
		time->deadline = firm;
		return true;
	}
	const bool end = septel__phrase_at(sentence, at, "end of the") ||
			 septel__phrase_at(sentence, at, "end of this");
	if (end && at + 3 < sentence->count && septel__one_of(sentence->words[at + 3].text, ENDS)) {
		time->last = at + 3;
		time->deadline = true;
		if (at >= 2 && septel__phrase_at(sentence, at - 2, "by the"))
			time->lead = at - 2;
		return true;
	}
	if (firm && septel__one_of(sentence->words[at].text, WEEKDAYS)) {
		time->deadline = true;
		return true;
	}
	if (lead >= 0 && LEADS[lead].sense == LEAD_FIRM && septel__word_is(sentence, at, "of") &&
	    septel__phrase_at(sentence, at, "of the day following")) {
		time->last = at + 3;
		time->deadline = true;
		return true;
	}
	const size_t unit = septel__word_is(sentence, at, "in") ? count_at(sentence, at + 1) : 0;
	if (unit && !septel__phrase_at(sentence, at + 1, "a")) {
		time->last = unit;
		return true;
	}
	return false;
}

/* ---- a sentence ---- */

static bool time_at(const struct sheet *sheet, const struct sheet_sentence *sentence, size_t at,
		    struct sheet_time *time)
{
	struct found_day day;
	long number;
	if (term_at(sentence, at, time))
		return true;
	if (septel__day_at(sheet, sentence, at, &day)) {
		*time = (struct sheet_time){.first = at, .last = day.last, .lead = at};
		/* A day that is none stays words. */
		if (!septel__day_resolve(sheet, &day, time, &number)) {
			time->days[0] = '\0';
			number = septel__has_time(sheet->report) ? septel__day_number(sheet->report)
								 : 0;
		}
		judge_day(sheet, sentence, time, number);
		return true;
	}
	return relative_at(sentence, at, time);
}

/* Times have a digit, or one of few words: most sentences have none. */
static bool may_begin_time(const struct sheet_word *word)
{
	return word->text.len &&
	       (septel__is_digit(word->text.ptr[0]) ||
		septel__is_one_of(septel__lower(word->text.ptr[0]), "abcdefijlmnostwy"));
}

bool septel__sheet_times(struct sheet *sheet, struct sheet_sentence *sentence)
{
	sentence->times =
		septel_arena_alloc(sheet->scratch, (sentence->count + 1) * sizeof *sentence->times);
	sentence->time_count = 0;
	if (!sentence->times)
		return false;
	for (size_t at = 0; at < sentence->count;) {
		struct sheet_time *time = &sentence->times[sentence->time_count];
		if (!may_begin_time(&sentence->words[at]) || !time_at(sheet, sentence, at, time)) {
			at++;
			continue;
		}
		sentence->time_count++;
		at = time->last + 1;
	}
	return true;
}

size_t septel__first_time(const struct sheet_sentence *sentence, size_t word)
{
	size_t low = 0, high = sentence->time_count;
	while (low < high) {
		const size_t middle = (low + high) / 2;
		if (sentence->times[middle].first < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
