/* timeline_rows.h - a timeline as rows of a picture, from the records of its answer.
 *
 * Pictures are drawn from what was answered and nothing else, so that they cannot show what the
 * viewer may not see.  Ownership: rows point into the records, which must outlive them.
 */
#ifndef SEPTEL_CLI_TIMELINE_ROWS_H
#define SEPTEL_CLI_TIMELINE_ROWS_H

#include "../casebook/answer.h"
#include "../casebook/calendar.h"

enum timeline_lane { LANE_STAYS, LANE_MEETINGS, LANE_EVENTS, LANE_PROMISES, TIMELINE_LANES };

/* What a row is drawn as. */
enum timeline_look {
	LOOK_STAY,
	LOOK_MEETING,         /* with the person */
	LOOK_MEETING_WITHOUT, /* about the case */
	LOOK_MEETING_PLANNED,
	LOOK_MEETING_CANCELLED,
	LOOK_EVENT,
	LOOK_FEAR,
	LOOK_STANDING, /* promises from here on */
	LOOK_CONDITIONAL,
	LOOK_NOT_YET_DUE,
	LOOK_DUE,
	LOOK_OVERDUE,
	LOOK_KEPT,
	LOOK_KEPT_LATE,
	LOOK_BROKEN, /* or declined */
	LOOK_OVER,   /* waived, superseded, done by another */
	LOOK_UNKNOWN,
	TIMELINE_LOOKS
};

/* Other readings of when a promise is due. */
#define TIMELINE_READINGS 4

struct timeline_row {
	const json_t *record;
	enum timeline_lane lane;
	enum timeline_look look;
	struct day_span days; /* to: DAY_NONE while it lasts */
	struct day_span due;  /* of a promise; DAY_NONE: no date */
	struct day_span others[TIMELINE_READINGS];
	size_t other_count;
	long done; /* the day on which a promise was over; DAY_NONE */
	const char *label, *anchor, *level;
};

struct timeline_rows {
	struct timeline_row *at; /* by lane, in the order of the records */
	size_t count;
	size_t in_lane[TIMELINE_LANES];
	struct day_span span; /* that of the picture, a little wider than what is in it */
	long on;              /* today; it may lie outside */
};

/* False: memory is out.  The caller frees rows->at. */
bool timeline_rows_read(struct timeline_rows *rows, const struct answer *answer, long on);

/* "Custody" */
const char *timeline_lane_name(enum timeline_lane lane);
/* "overdue" */
const char *timeline_look_name(enum timeline_look look);

/* Days between ticks, as a unit of septel__day_add, and what they are called. */
struct timeline_ticks {
	char unit; /* 'd' 'w' 'm' 'q' 'y' */
	int count;
};
struct timeline_ticks timeline_ticks_of(struct day_span span);
/* The first tick of the span or behind it. */
long timeline_first_tick(struct day_span span, struct timeline_ticks ticks);
/* "24 Nov", "Dec 2008", "2008" into `text`. */
#define TICK_TEXT_SIZE 16
const char *timeline_tick_text(long day, struct timeline_ticks ticks, char text[TICK_TEXT_SIZE]);

#endif
