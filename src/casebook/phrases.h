/* phrases.h - the words in which people say when something is due, taken apart.
 *
 * "by the end of next month" is a deadline, the end, and the month behind the one the writer is
 * in.  Which days these are, readings.h tells.  The words that are known are phrases.def and
 * nothing else; any bytes may be given.  Plain values, any thread.
 */
#ifndef SEPTEL_CASEBOOK_PHRASES_H
#define SEPTEL_CASEBOOK_PHRASES_H

#include "casebook.h"

/* R1 to R12: what kind of words, and whence they are counted. */
enum date_rule {
	RULE_UNKNOWN,
	RULE_R1,  /* a full date */
	RULE_R2,  /* a date without its year */
	RULE_R3,  /* seen from the writer's desk: "next week" */
	RULE_R4,  /* a number not told: "in the next few days" */
	RULE_R5,  /* "since April" */
	RULE_R6,  /* "for six years", "26-year-old" */
	RULE_R7,  /* "three times a week" */
	RULE_R8,  /* a condition: "until", "after" */
	RULE_R9,  /* "soon" */
	RULE_R10, /* "within ten days" */
	RULE_R11, /* a deadline: "by Friday" */
	RULE_R12, /* "weekly" */
	DATE_RULES
};

/* What stands before a period. */
enum phrase_lead { LEAD_ON, LEAD_WITHIN, LEAD_BY, LEAD_BEFORE, LEAD_FROM, LEAD_SINCE, LEAD_FOR };

enum phrase_part {
	PART_WHOLE,
	PART_BEGINNING,
	PART_EARLY,
	PART_FIRST_HALF,
	PART_MIDDLE,
	PART_SECOND_HALF,
	PART_LATE,
	PART_END,
	PART_REST
};

enum period_kind {
	PERIOD_NONE,
	PERIOD_UNIT,            /* `unit`, `offset` behind the anchor's */
	PERIOD_THE_UNIT,        /* "the month": only a part or an end of it is a date */
	PERIOD_ONE,             /* "the next week": seven days, or the week */
	PERIOD_COUNT,           /* `least` to `most` units */
	PERIOD_FEW,             /* some units */
	PERIOD_WEEKDAY,         /* the first one behind the anchor */
	PERIOD_WEEKDAY_OF_WEEK, /* that of the anchor's week, or `offset` weeks later */
	PERIOD_WEEKEND,
	PERIOD_DAY,          /* `first` */
	PERIOD_RANGE,        /* `first` to `last` */
	PERIOD_DAY_OF_MONTH, /* first.day, on or behind the anchor */
	PERIOD_DAY_OF_NEXT_MONTH,
	PERIOD_MONTH,
	PERIOD_YEAR,
	PERIOD_FISCAL, /* the government's year, from October on */
	PERIOD_QUARTER,
	PERIOD_WEEK_OF, /* the week of `first` */
	PERIOD_WEEK_OF_MONTH,
	PERIOD_AGE /* `least` to `most` years */
};

/* Whence a period is counted: as the writer sees it, or as part of what was agreed. */
enum phrase_order { ORDER_DESK, ORDER_AGREED };

/* What the words themselves tell of it. */
enum phrase_base {
	BASE_NONE,
	BASE_ABOUT,
	BASE_NOW,
	BASE_EVENT,
	BASE_REPORT,
	BASE_DATE,
	BASE_BEFORE,
	BASE_OTHER
};

#define NTH_LAST 9 /* "the last week of" */

struct phrase_day {
	int day, month, year; /* 0: not told */
};

struct phrase {
	enum date_rule rule;
	enum phrase_lead lead;
	enum phrase_part part;
	enum period_kind kind;
	enum phrase_order order;
	enum phrase_base base;
	char unit; /* as septel__day_add */
	int offset, least, most;
	int weekday, month, year, nth;
	struct phrase_day first, last;
	struct phrase_day from;   /* BASE_DATE, BASE_BEFORE */
	struct claim_every every; /* R7, R12 */
	bool vague;
	bool whole; /* there were no other words */
};

/* False, and phrase->rule RULE_UNKNOWN, where no row of the table is in `words`. */
bool septel__phrase_read(struct septel_view words, struct phrase *phrase) __attribute__((nonnull));
/* "three times a week", "every two weeks". */
bool septel__every_words(struct septel_view words, struct claim_every *every)
	__attribute__((nonnull, warn_unused_result));
/* "R1" to "R12"; "" of RULE_UNKNOWN. */
const char *septel__date_rule_name(enum date_rule rule);

#endif
