/* readings.h - on which days something is due, in every reading there is.
 *
 * "Next week" depends on the day from which one looks: that of the event told, that on which the
 * text was written, that of the report.  All readings are kept, one is chosen by the rule of the
 * words, and where they do not agree on the last day the whole is ambiguous.  Words that tell no
 * date have no reading and can never be overdue; a note says why.  Plain values, any thread.
 */
#ifndef SEPTEL_CASEBOOK_READINGS_H
#define SEPTEL_CASEBOOK_READINGS_H

#include "calendar.h"
#include "phrases.h"

/* LIST_READING has these names; "exact" needs no day to look from. */
enum reading_rule { READING_EVENT, READING_TEXT, READING_REPORT, READING_EXACT };

/* The days to look from. */
struct reading_anchors {
	long event;                 /* DAY_NONE: none is told */
	long text_first, text_last; /* the writing window; DAY_NONE: none can be told */
	long report;                /* the message's day */
	enum week_begin week;
};

struct day_reading {
	enum reading_rule rule;
	struct day_span days;
};

/* Two of a window's ends, and one of the event and of the report each. */
#define READINGS_LIMIT 4

struct day_readings {
	enum date_rule rule;
	struct day_reading at[READINGS_LIMIT]; /* event, text, report, or the exact one */
	size_t count, chosen;                  /* count 0: no date */
	bool vague;
	bool ambiguous;   /* they disagree on the last day */
	const char *note; /* why there is no date, or what was passed over; "" */
};

/* What the words say, R5 and R6 (a time past) among it. */
void septel__readings_of_words(struct septel_view words, const struct reading_anchors *anchors,
			       struct day_readings *readings) __attribute__((nonnull));
/* The same of words that were taken apart before; `read` is what septel__phrase_read gave. */
void septel__readings_of_phrase(const struct phrase *phrase, bool read,
				const struct reading_anchors *anchors,
				struct day_readings *readings) __attribute__((nonnull));
/* What is due by the words or days that stand behind `due`. */
void septel__readings_of_due(const struct claim_due *due, const struct reading_anchors *anchors,
			     struct day_readings *readings) __attribute__((nonnull));
/* The same with the phrase that the words are; it counts where there are words and no days. */
void septel__readings_of_due_phrase(const struct claim_due *due, const struct phrase *phrase,
				    bool read, const struct reading_anchors *anchors,
				    struct day_readings *readings) __attribute__((nonnull));
/* Chooses the first reading of that rule.  False: there is none, and nothing changes. */
bool septel__readings_prefer(struct day_readings *readings, enum reading_rule rule)
	__attribute__((nonnull));
/* Earliest and latest last day of all readings: when to warn, when to escalate. */
struct day_span septel__readings_last(const struct day_readings *readings) __attribute__((nonnull));
/* R6: when somebody was born who is `age` on that day. */
struct day_span septel__born(long day, int age);
/* "event", "text", "report", "exact". */
const char *septel__reading_name(enum reading_rule rule);

#endif
