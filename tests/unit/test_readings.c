/* test_readings.c - what people write for when something is due, in every reading.
 *
 * The days to look from are those of the specimen, unless a row says otherwise: an event of
 * Wednesday 26 November 2008, a text of 27 to 30 November, a report of Thursday 4 December. */
#include "../../src/base/date.h"
#include "../../src/casebook/readings.h"
#include "unit.h"

static long day(const char *text)
{
	struct septel_time time;
	if (!text[0])
		return DAY_NONE;
	assert_true(septel__time_read(septel_view_of(text), &time));
	return septel__time_day(time);
}

static size_t put_day(char *text, size_t at, size_t size, long number)
{
	char buffer[TIME_TEXT_SIZE];
	const char *shown = septel__time_text(septel__day_time(number), buffer);
	return at + (size_t)snprintf(text + at, size - at, "%s", shown[0] ? shown : "..");
}

/* "R3 event 2008-12-01/2008-12-07 *text ... ambiguous vague": the chosen one has the star. */
static void show(const struct day_readings *readings, char *text, size_t size)
{
	size_t at = (size_t)snprintf(text, size, "%s", septel__date_rule_name(readings->rule));
	for (size_t i = 0; i < readings->count; i++) {
		const struct day_span days = readings->at[i].days;
		at += (size_t)snprintf(text + at, size - at, " %s%s ",
				       i == readings->chosen ? "*" : "",
				       septel__reading_name(readings->at[i].rule));
		at = put_day(text, at, size, days.from);
		if (days.to == days.from)
			continue;
		at += (size_t)snprintf(text + at, size - at, "/");
		at = put_day(text, at, size, days.to);
	}
	snprintf(text + at, size - at, "%s%s", readings->ambiguous ? " ambiguous" : "",
		 readings->vague ? " vague" : "");
}

static const struct {
	const char *words, *expected;
} WORDS[] = {
	/* R1: a full date, in whatever form. */
	{"2008-12-15", "R1 *exact 2008-12-15"},
	{"15 January 2009", "R1 *exact 2009-01-15"},
	{"on January 15, 2009", "R1 *exact 2009-01-15"},
	{"Jan. 15th, 2009", "R1 *exact 2009-01-15"},
	{"the 15th of January 2009", "R1 *exact 2009-01-15"},
	{"Thursday, January 15, 2009", "R1 *exact 2009-01-15"},
	{"15 JAN 09", "R1 *exact 2009-01-15"},
	{"15JAN09", "R1 *exact 2009-01-15"},
	{"15-Jan-2009", "R1 *exact 2009-01-15"},
	{"151200Z JAN 09", "R1 *exact 2009-01-15"},
	{"151200ZJAN09", "R1 *exact 2009-01-15"},
	{"at 1700Z 15 JAN 09", "R1 *exact 2009-01-15"},
	{"1/15/2009", "R1 *exact 2009-01-15"},
	{"15/1/2009", "R1 *exact 2009-01-15"},
	{"at 5 p.m. on 15 January 2009", "R1 *exact 2009-01-15"},
	{"December 29, 2008 to January 3, 2009", "R1 *exact 2008-12-29/2009-01-03"},
	{"29 December - 3 January 2009", "R1 *exact 2008-12-29/2009-01-03"},
	{"1-7 December 2008", "R1 *exact 2008-12-01/2008-12-07"},
	{"December 1-7, 2008", "R1 *exact 2008-12-01/2008-12-07"},
	{"in January 2009", "R1 *exact 2009-01-01/2009-01-31"},
	{"in 2009", "R1 *exact 2009-01-01/2009-12-31"},
	{"the first quarter of 2009", "R1 *exact 2009-01-01/2009-03-31"},
	{"in FY09", "R1 *exact 2008-10-01/2009-09-30"},
	{"2008-12", "R1 *exact 2008-12-01/2008-12-31"},
	{"2008-12~", "R1 *exact 2008-12-01/2008-12-31 vague"},
	{"2008-12-10/..", "R1 *exact 2008-12-10/.."},
	{"31 November 2008", ""},
	{"10.12.2008", "R1 *exact 2008-12-10"},
	{"2008/12/10", "R1 *exact 2008-12-10"},
	{"10/12/08", "R1 *exact 2008-10-12"},
	{"December 10, 2008 at 3:00 p.m.", "R1 *exact 2008-12-10"},
	{"10 December 2008, 1500Z", "R1 *exact 2008-12-10"},
	{"in Q1 2009", "R1 *exact 2009-01-01/2009-03-31"},
	{"1Q09", "R1 *exact 2009-01-01/2009-03-31"},
	{"in the second half of January 2009", "R1 *exact 2009-01-16/2009-01-31 vague"},
	{"at the end of 2009", "R1 *exact 2009-12-01/2009-12-31 vague"},
	{"November 31", ""},
	/* R2: the year is that which is nearest to the report. */
	{"November 30", "R2 *exact 2008-11-30"},
	{"on November 30", "R2 *exact 2008-11-30"},
	{"January 15", "R2 *exact 2009-01-15"},
	{"15 JAN", "R2 *exact 2009-01-15"},
	{"151200Z JAN", "R2 *exact 2009-01-15"},
	{"Friday, December 5", "R2 *exact 2008-12-05"},
	{"12/15", "R2 *exact 2008-12-15"},
	{"December 1-7", "R2 *exact 2008-12-01/2008-12-07"},
	{"1 to 7 December", "R2 *exact 2008-12-01/2008-12-07"},
	{"between December 1 and 7", "R2 *exact 2008-12-01/2008-12-07"},
	{"from December 29 to January 3", "R2 *exact 2008-12-29/2009-01-03"},
	{"December 29 - January 3", "R2 *exact 2008-12-29/2009-01-03"},
	{"1\xe2\x80\x93"
	 "7 December",
	 "R2 *exact 2008-12-01/2008-12-07"},
	{"the 15th and 16th of December", "R2 *exact 2008-12-15/2008-12-16"},
	{"around January 15", "R2 *exact 2009-01-15 vague"},
	{"on or about 15 January", "R2 *exact 2009-01-15 vague"},
	{"in January", "R2 *exact 2009-01-01/2009-01-31"},
	{"in early December", "R2 *exact 2008-12-01/2008-12-10 vague"},
	{"early in December", "R2 *exact 2008-12-01/2008-12-10 vague"},
	{"mid-January", "R2 *exact 2009-01-11/2009-01-21 vague"},
	{"in late January", "R2 *exact 2009-01-22/2009-01-31 vague"},
	{"at the end of January", "R2 *exact 2009-01-22/2009-01-31 vague"},
	{"the first week of January", "R2 *exact 2009-01-01/2009-01-07"},
	{"in the last week of January", "R2 *exact 2009-01-25/2009-01-31"},
	{"the week of December 10", "R1 *exact 2008-12-08/2008-12-14"},
	{"February 29", "R2 *exact 2008-02-29"},
	/* R3: from the writer's desk. */
	{"next week", "R3 event 2008-12-01/2008-12-07 *text 2008-12-01/2008-12-07 "
		      "report 2008-12-08/2008-12-14 ambiguous"},
	{"NEXT WEEK", "R3 event 2008-12-01/2008-12-07 *text 2008-12-01/2008-12-07 "
		      "report 2008-12-08/2008-12-14 ambiguous"},
	{"ICRC will return next week with a translator",
	 "R3 event 2008-12-01/2008-12-07 *text 2008-12-01/2008-12-07 "
	 "report 2008-12-08/2008-12-14 ambiguous"},
	{"this week", "R3 event 2008-11-24/2008-11-30 *text 2008-11-24/2008-11-30 "
		      "report 2008-12-01/2008-12-07 ambiguous"},
	{"later this week", "R3 event 2008-11-26/2008-11-30 *text 2008-11-27/2008-11-30 "
			    "report 2008-12-04/2008-12-07 ambiguous"},
	{"early next week", "R3 event 2008-12-01/2008-12-03 *text 2008-12-01/2008-12-03 "
			    "report 2008-12-08/2008-12-10 ambiguous vague"},
	{"the week after next", "R3 event 2008-12-08/2008-12-14 *text 2008-12-08/2008-12-14 "
				"report 2008-12-15/2008-12-21 ambiguous"},
	{"next month", "R3 event 2008-12-01/2008-12-31 *text 2008-12-01/2008-12-31 "
		       "report 2009-01-01/2009-01-31 ambiguous"},
	{"next year", "R3 event 2009-01-01/2009-12-31 *text 2009-01-01/2009-12-31 "
		      "report 2009-01-01/2009-12-31"},
	{"early in the new year", "R3 event 2009-01-01/2009-05-02 *text 2009-01-01/2009-05-02 "
				  "report 2009-01-01/2009-05-02 vague"},
	{"today", "R3 event 2008-11-26 *text 2008-11-27 text 2008-11-30 report 2008-12-04 "
		  "ambiguous"},
	{"tomorrow morning", "R3 event 2008-11-27 *text 2008-11-28 text 2008-12-01 "
			     "report 2008-12-05 ambiguous"},
	{"the day after tomorrow", "R3 event 2008-11-28 *text 2008-11-29 text 2008-12-02 "
				   "report 2008-12-06 ambiguous"},
	{"next Monday", "R3 event 2008-12-01 *text 2008-12-01 report 2008-12-08 ambiguous"},
	{"next Friday", "R3 event 2008-12-05 *text 2008-12-05 report 2008-12-12 ambiguous"},
	{"Friday next week", "R3 event 2008-12-05 *text 2008-12-05 report 2008-12-12 ambiguous"},
	{"this Thursday",
	 "R3 event 2008-11-27 *text 2008-11-27 text 2008-12-04 report 2008-12-04 ambiguous"},
	{"on Friday",
	 "R3 event 2008-11-28 *text 2008-11-28 text 2008-12-05 report 2008-12-05 ambiguous"},
	{"Friday morning",
	 "R3 event 2008-11-28 *text 2008-11-28 text 2008-12-05 report 2008-12-05 ambiguous"},
	{"this weekend", "R3 event 2008-11-29/2008-11-30 *text 2008-11-29/2008-11-30 "
			 "report 2008-12-06/2008-12-07 ambiguous"},
	{"the following week", "R3 *event 2008-12-01/2008-12-07 text 2008-12-01/2008-12-07 "
			       "report 2008-12-08/2008-12-14 ambiguous"},
	{"the next day",
	 "R3 *event 2008-11-27 text 2008-11-28 text 2008-12-01 report 2008-12-05 ambiguous"},
	/* R4: a number not told, part of what was agreed. */
	{"in the next few days", "R4 *event 2008-11-27/2008-12-03 text 2008-11-28/2008-12-04 "
				 "report 2008-12-05/2008-12-11 ambiguous vague"},
	{"within days", "R4 *event 2008-11-27/2008-12-03 text 2008-11-28/2008-12-04 "
			"report 2008-12-05/2008-12-11 ambiguous vague"},
	{"in the coming days", "R4 *event 2008-11-27/2008-12-03 text 2008-11-28/2008-12-04 "
			       "report 2008-12-05/2008-12-11 ambiguous vague"},
	{"in a couple of weeks", "R4 *event 2008-11-27/2008-12-24 text 2008-11-28/2008-12-25 "
				 "report 2008-12-05/2009-01-01 ambiguous vague"},
	/* R5, R6: what is past. */
	{"prior to redesignation", "R8"},
	{"three days before the transfer", "R8"},
	{"30 days prior to 1 October 2009", "R10 *exact 2009-09-01"},
	{"two weeks before January 15", "R10 *exact 2009-01-01"},
	{"effective 15 January 2009", "R1 *exact 2009-01-15/.."},
	{"beginning in January", "R2 *exact 2009-01-01/.."},
	{"since April", "R5 *report 2008-04-01/.."},
	{"since January", "R5 *report 2008-01-01/.."},
	{"since 1986", "R5 *report 1986-01-01/.."},
	{"since 5 April 2003", "R5 *report 2003-04-05/.."},
	{"for six years", "R6 *event 2002-01-01/2002-12-31"},
	{"for the past six months", "R6 *event 2008-05-01/2008-05-31"},
	{"26-year-old", "R6 *event 1981-11-27/1982-11-26"},
	{"26 years old", "R6 *event 1981-11-27/1982-11-26"},
	{"aged 26", "R6 *event 1981-11-27/1982-11-26"},
	/* R7, R12: how often; R8: conditions; R9: nothing binds. */
	{"three times a week", "R7"},
	{"weekly", "R12"},
	{"every two weeks", "R12"},
	{"every Monday", "R12"},
	{"until his legal status is determined", "R8"},
	{"until January 15", "R8"},
	{"after the transfer", "R8"},
	{"after January 15", "R8"},
	{"once approval is given", "R8"},
	{"as soon as the transfer is completed", "R8"},
	{"within ten days of the transfer", "R8"},
	{"two weeks after the election", "R8"},
	{"in the week after the election", "R8"},
	{"no earlier than 15 January", "R8"},
	{"upon receipt of approval", "R8"},
	{"soon", "R9"},
	{"short period", "R9"},
	{"within a short period", "R9"},
	{"continuous", "R9"},
	{"as soon as possible", "R9"},
	{"ASAP", "R9"},
	{"in the near future", "R9"},
	{"at the earliest opportunity", "R9"},
	{"later", "R9"},
	{"until further notice", "R9"},
	{"when possible", "R9"},
	/* R10: a number of days. */
	{"within ten days", "R10 *event 2008-11-26/2008-12-06 text 2008-11-27/2008-12-07 "
			    "report 2008-12-04/2008-12-14 ambiguous"},
	{"within 10 days", "R10 *event 2008-11-26/2008-12-06 text 2008-11-27/2008-12-07 "
			   "report 2008-12-04/2008-12-14 ambiguous"},
	{"in two weeks", "R10 *event 2008-11-26/2008-12-10 text 2008-11-27/2008-12-11 "
			 "report 2008-12-04/2008-12-18 ambiguous"},
	{"in two weeks' time", "R10 *event 2008-11-26/2008-12-10 text 2008-11-27/2008-12-11 "
			       "report 2008-12-04/2008-12-18 ambiguous"},
	{"in three months", "R10 *event 2008-11-26/2009-02-26 text 2008-11-27/2009-02-27 "
			    "report 2008-12-04/2009-03-04 ambiguous"},
	{"within a week", "R10 *event 2008-11-26/2008-12-03 text 2008-11-27/2008-12-04 "
			  "report 2008-12-04/2008-12-11 ambiguous"},
	{"in the next week", "R10 *event 2008-11-26/2008-12-03 text 2008-11-27/2008-12-04 "
			     "report 2008-12-04/2008-12-11 ambiguous"},
	{"over the next twenty-one days",
	 "R10 *event 2008-11-26/2008-12-17 text 2008-11-27/2008-12-18 "
	 "report 2008-12-04/2008-12-25 ambiguous"},
	{"within 48 hours", "R10 *event 2008-11-26/2008-11-28 text 2008-11-27/2008-11-29 "
			    "report 2008-12-04/2008-12-06 ambiguous"},
	{"within five working days", "R10 *event 2008-11-26/2008-12-03 text 2008-11-27/2008-12-04 "
				     "report 2008-12-04/2008-12-11 ambiguous"},
	{"within a fortnight", "R10 *event 2008-11-26/2008-12-10 text 2008-11-27/2008-12-11 "
			       "report 2008-12-04/2008-12-18 ambiguous"},
	{"in two to three weeks", "R10 *event 2008-12-10/2008-12-17 text 2008-12-11/2008-12-18 "
				  "report 2008-12-18/2008-12-25 ambiguous vague"},
	{"in a week or two", "R10 *event 2008-12-03/2008-12-10 text 2008-12-04/2008-12-11 report "
			     "2008-12-11/2008-12-18 ambiguous vague"},
	{"in ten days or so", "R10 *event 2008-11-26/2008-12-06 text 2008-11-27/2008-12-07 report "
			      "2008-12-04/2008-12-14 ambiguous vague"},
	{"two weeks from now", "R10 event 2008-11-26/2008-12-10 *text 2008-11-27/2008-12-11 "
			       "report 2008-12-04/2008-12-18 ambiguous"},
	{"within ten days of the meeting", "R10 *event 2008-11-26/2008-12-06"},
	{"within 30 days of receipt of this message", "R10 *report 2008-12-04/2009-01-03"},
	{"within ten days of 1 December", "R10 *exact 2008-12-01/2008-12-11"},
	/* R11: deadlines. */
	{"by the end of the month", "R11 *event 2008-11-26/2008-11-30 text 2008-11-27/2008-11-30 "
				    "report 2008-12-04/2008-12-31 ambiguous"},
	{"by month-end", "R11 *event 2008-11-26/2008-11-30 text 2008-11-27/2008-11-30 "
			 "report 2008-12-04/2008-12-31 ambiguous"},
	{"by the end of next month", "R11 *event 2008-11-26/2008-12-31 text 2008-11-27/2008-12-31 "
				     "report 2008-12-04/2009-01-31 ambiguous"},
	{"before the end of the year",
	 "R11 *event 2008-11-26/2008-12-31 text 2008-11-27/2008-12-31 "
	 "report 2008-12-04/2008-12-31"},
	{"by the end of the week", "R11 *event 2008-11-26/2008-11-30 text 2008-11-27/2008-11-30 "
				   "report 2008-12-04/2008-12-07 ambiguous"},
	{"within the week", "R11 *event 2008-11-26/2008-11-30 text 2008-11-27/2008-11-30 "
			    "report 2008-12-04/2008-12-07 ambiguous"},
	{"by Friday", "R11 *event 2008-11-26/2008-11-28 text 2008-11-27/2008-11-28 "
		      "text 2008-11-30/2008-12-05 report 2008-12-04/2008-12-05 ambiguous"},
	{"COB Friday", "R11 *event 2008-11-26/2008-11-28 text 2008-11-27/2008-11-28 "
		       "text 2008-11-30/2008-12-05 report 2008-12-04/2008-12-05 ambiguous"},
	{"by close of business on Friday",
	 "R11 *event 2008-11-26/2008-11-28 text 2008-11-27/2008-11-28 "
	 "text 2008-11-30/2008-12-05 report 2008-12-04/2008-12-05 ambiguous"},
	{"by 1700 local Friday", "R11 *event 2008-11-26/2008-11-28 text 2008-11-27/2008-11-28 "
				 "text 2008-11-30/2008-12-05 report 2008-12-04/2008-12-05 "
				 "ambiguous"},
	{"by tomorrow", "R11 *event 2008-11-26/2008-11-27 text 2008-11-27/2008-11-28 "
			"text 2008-11-30/2008-12-01 report 2008-12-04/2008-12-05 ambiguous"},
	{"before June", "R11 *event 2008-11-26/2009-05-31 text 2008-11-27/2009-05-31 "
			"report 2008-12-04/2009-05-31"},
	{"by June", "R11 *event 2008-11-26/2009-06-30 text 2008-11-27/2009-06-30 "
		    "report 2008-12-04/2009-06-30"},
	{"no later than 15 January", "R11 *event 2008-11-26/2009-01-15 "
				     "text 2008-11-27/2009-01-15 report 2008-12-04/2009-01-15"},
	{"NLT 15 JAN 09", "R11 *event 2008-11-26/2009-01-15 text 2008-11-27/2009-01-15 "
			  "report 2008-12-04/2009-01-15"},
	{"NLT 151200Z JAN 09", "R11 *event 2008-11-26/2009-01-15 text 2008-11-27/2009-01-15 "
			       "report 2008-12-04/2009-01-15"},
	{"NLT COB 15 JAN 2009", "R11 *event 2008-11-26/2009-01-15 text 2008-11-27/2009-01-15 "
				"report 2008-12-04/2009-01-15"},
	{"prior to 15 January", "R11 *event 2008-11-26/2009-01-14 text 2008-11-27/2009-01-14 "
				"report 2008-12-04/2009-01-14"},
	{"by June 15", "R11 *event 2008-11-26/2009-06-15 text 2008-11-27/2009-06-15 "
		       "report 2008-12-04/2009-06-15"},
	{"by November 30", "R11 *event 2008-11-26/2008-11-30 text 2008-11-27/2008-11-30 "
			   "report 2008-11-30"},
	{"by mid-January", "R11 *event 2008-11-26/2009-01-21 text 2008-11-27/2009-01-21 "
			   "report 2008-12-04/2009-01-21 vague"},
	{"by the 15th", "R11 *event 2008-11-26/2008-12-15 text 2008-11-27/2008-12-15 "
			"report 2008-12-04/2008-12-15"},
	{"not later than the end of FY09",
	 "R11 *event 2008-11-26/2009-09-30 text 2008-11-27/2009-09-30 "
	 "report 2008-12-04/2009-09-30"},
	{"by the end of the day", "R11 *event 2008-11-26 text 2008-11-27 text 2008-11-30 "
				  "report 2008-12-04 ambiguous"},
	{"by 0900 tomorrow", "R11 *event 2008-11-26/2008-11-27 text 2008-11-27/2008-11-28 text "
			     "2008-11-30/2008-12-01 report 2008-12-04/2008-12-05 ambiguous"},
	{"by the end of calendar year 2008", "R11 *event 2008-11-26/2008-12-31 text "
					     "2008-11-27/2008-12-31 report 2008-12-04/2008-12-31"},
	/* Unknown words, and words that are dates only in company. */
	{"", ""},
	{"when hell freezes", "R8"},
	{"the twelfth of never", ""},
	{"may visit him", ""},
	{"sun", "R3 event 2008-11-30 *text 2008-11-30 text 2008-12-07 report 2008-12-07 ambiguous"},
	{"the sun shines", ""},
	{"in May", "R2 *exact 2009-05-01/2009-05-31"},
	{"99999999999999999999", ""},
	{"within 99999 days", ""},
	{"within 9999 years", "R10"},
	{"days", "R4 *event 2008-11-27/2008-12-03 text 2008-11-28/2008-12-04 "
		 "report 2008-12-05/2008-12-11 ambiguous vague"},
	{"\xff\xfe", ""},
	{"- - -", ""},
	{"a/b/c", ""},
};

static const struct reading_anchors SPECIMEN_WEEK = {.week = WEEK_FROM_MONDAY};

static struct reading_anchors specimen(void)
{
	struct reading_anchors anchors = SPECIMEN_WEEK;
	anchors.event = day("2008-11-26");
	anchors.text_first = day("2008-11-27");
	anchors.text_last = day("2008-11-30");
	anchors.report = day("2008-12-04");
	return anchors;
}

/* R1 to R12 in words: "since" and ages among them, which are no due dates. */
static void test_words(void **state)
{
	const struct reading_anchors anchors = specimen();
	size_t wrong = 0;
	(void)state;
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		struct day_readings readings;
		char text[512];
		const struct claim_due due = {.words = septel_view_of(WORDS[i].words)};
		septel__readings_of_words(due.words, &anchors, &readings);
		if (readings.rule != RULE_R5 && readings.rule != RULE_R6 && due.words.len)
			septel__readings_of_due(&due, &anchors, &readings);
		show(&readings, text, sizeof text);
		assert_true((readings.count == 0) <= (readings.note[0] != '\0'));
		if (strcmp(text, WORDS[i].expected) == 0)
			continue;
		print_message("\"%s\"\n  is  %s\n  not %s\n", WORDS[i].words, text,
			      WORDS[i].expected);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* What changes where the days to look from are others. */
static const struct {
	const char *words, *event, *first, *last, *report;
	enum week_begin week;
	const char *expected;
} ANCHORS[] = {
	{"next week", "", "2008-11-27", "2008-11-30", "2008-12-04", WEEK_FROM_SUNDAY,
	 "R3 *text 2008-11-30/2008-12-06 text 2008-12-07/2008-12-13 "
	 "report 2008-12-07/2008-12-13 ambiguous"},
	{"next week", "2008-11-26", "2008-11-27", "2008-11-29", "2008-12-04", WEEK_FROM_SUNDAY,
	 "R3 event 2008-11-30/2008-12-06 *text 2008-11-30/2008-12-06 "
	 "report 2008-12-07/2008-12-13 ambiguous"},
	{"next week", "2008-11-26", "2008-11-28", "2008-12-02", "2008-12-04", WEEK_FROM_MONDAY,
	 "R3 event 2008-12-01/2008-12-07 *text 2008-12-01/2008-12-07 "
	 "text 2008-12-08/2008-12-14 report 2008-12-08/2008-12-14 ambiguous"},
	{"next week", "2008-11-26", "", "", "2008-12-04", WEEK_FROM_MONDAY,
	 "R3 *event 2008-12-01/2008-12-07 report 2008-12-08/2008-12-14 ambiguous"},
	{"next week", "", "", "", "2008-12-04", WEEK_FROM_MONDAY,
	 "R3 *report 2008-12-08/2008-12-14"},
	{"next week", "2008-12-02", "2008-12-03", "2008-12-03", "2008-12-04", WEEK_FROM_MONDAY,
	 "R3 event 2008-12-08/2008-12-14 *text 2008-12-08/2008-12-14 "
	 "report 2008-12-08/2008-12-14"},
	{"within ten days", "", "2008-11-27", "2008-11-30", "2008-12-04", WEEK_FROM_MONDAY,
	 "R10 *text 2008-11-27/2008-12-07 report 2008-12-04/2008-12-14 ambiguous"},
	{"within ten days of the meeting", "", "2008-11-27", "2008-11-30", "2008-12-04",
	 WEEK_FROM_MONDAY, "R8"},
	{"January 15", "", "", "", "2009-01-20", WEEK_FROM_MONDAY, "R2 *exact 2009-01-15"},
	{"December 30", "", "", "", "2009-01-20", WEEK_FROM_MONDAY, "R2 *exact 2008-12-30"},
	{"December 28 - January 2", "", "", "", "2009-01-01", WEEK_FROM_MONDAY,
	 "R2 *exact 2008-12-28/2009-01-02"},
	{"in three months", "2008-11-30", "", "", "2008-12-04", WEEK_FROM_MONDAY,
	 "R10 *event 2008-11-30/2009-02-28 report 2008-12-04/2009-03-04 ambiguous"},
	{"by the 31st", "2008-11-30", "", "", "2008-11-30", WEEK_FROM_MONDAY,
	 "R11 *event 2008-11-30/2008-12-31 report 2008-11-30/2008-12-31"},
	{"by Friday", "2008-11-28", "", "", "2008-11-28", WEEK_FROM_MONDAY,
	 "R11 *event 2008-11-28/2008-12-05 report 2008-11-28/2008-12-05"},
	{"next month", "", "2008-12-30", "2009-01-02", "2009-01-03", WEEK_FROM_MONDAY,
	 "R3 *text 2009-01-01/2009-01-31 text 2009-02-01/2009-02-28 "
	 "report 2009-02-01/2009-02-28 ambiguous"},
	{"26-year-old", "2008-11-21", "", "", "2008-12-04", WEEK_FROM_MONDAY,
	 "R6 *event 1981-11-22/1982-11-21"},
	{"for six years", "2008-11-21", "", "", "2008-12-04", WEEK_FROM_MONDAY,
	 "R6 *event 2002-01-01/2002-12-31"},
	{"since November", "", "", "", "2009-01-20", WEEK_FROM_MONDAY, "R5 *report 2008-11-01/.."},
};

static void test_anchors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ANCHORS / sizeof *ANCHORS; i++) {
		const struct reading_anchors anchors = {day(ANCHORS[i].event),
							day(ANCHORS[i].first), day(ANCHORS[i].last),
							day(ANCHORS[i].report), ANCHORS[i].week};
		struct day_readings readings;
		char text[512];
		septel__readings_of_words(septel_view_of(ANCHORS[i].words), &anchors, &readings);
		show(&readings, text, sizeof text);
		if (strcmp(text, ANCHORS[i].expected) != 0)
			fail_msg("row %zu \"%s\" is %s, not %s", i, ANCHORS[i].words, text,
				 ANCHORS[i].expected);
	}
}

static const struct {
	const char *words;
	struct claim_every every;
} RECURRENCES[] = {
	{"three times a week", {3, 1, 'w'}},
	{"twice a month", {2, 1, 'm'}},
	{"weekly", {1, 1, 'w'}},
	{"on a monthly basis", {1, 1, 'm'}},
	{"every two weeks", {1, 14, 'd'}},
	{"every other week", {1, 14, 'd'}},
	{"fortnightly", {1, 14, 'd'}},
	{"every 10 days", {1, 10, 'd'}},
	{"once every three months", {1, 3, 'm'}},
	{"daily", {1, 1, 'd'}},
	{"quarterly", {1, 1, 'q'}},
	{"each Monday", {1, 1, 'w'}},
	{"two to three times a week", {2, 1, 'w'}},
	{"twice weekly", {2, 1, 'w'}},
	{"semi-annually", {2, 1, 'y'}},
	{"soon", {0, 0, 0}},
	{"next week", {0, 0, 0}},
};

static void test_recurrence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof RECURRENCES / sizeof *RECURRENCES; i++) {
		struct claim_every every;
		const bool read = septel__every_words(septel_view_of(RECURRENCES[i].words), &every);
		if (read != (RECURRENCES[i].every.times > 0) ||
		    every.times != RECURRENCES[i].every.times ||
		    every.period != RECURRENCES[i].every.period ||
		    every.unit != RECURRENCES[i].every.unit)
			fail_msg("\"%s\": %d/%d%c", RECURRENCES[i].words, every.times, every.period,
				 every.unit ? every.unit : '-');
	}
}

/* An officer prefers one; the others stay. */
static void test_prefer(void **state)
{
	const struct reading_anchors anchors = specimen();
	struct day_readings readings;
	(void)state;
	septel__readings_of_words(septel_view_of("next week"), &anchors, &readings);
	assert_true(septel__readings_prefer(&readings, READING_REPORT));
	assert_int_equal(readings.count, 3);
	assert_int_equal(readings.at[readings.chosen].days.to, day("2008-12-14"));
	assert_false(septel__readings_prefer(&readings, READING_EXACT));
	assert_int_equal(readings.at[readings.chosen].rule, READING_REPORT);
	assert_true(readings.ambiguous);
	assert_int_equal(septel__readings_last(&readings).from, day("2008-12-07"));
	assert_int_equal(septel__readings_last(&readings).to, day("2008-12-14"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_anchors),
		cmocka_unit_test(test_recurrence),
		cmocka_unit_test(test_prefer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
