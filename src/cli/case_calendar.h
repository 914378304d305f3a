/* case_calendar.h - what is due, as an iCalendar (RFC 5545). */
#ifndef SEPTEL_CLI_CASE_CALENDAR_H
#define SEPTEL_CLI_CASE_CALENDAR_H

#include "case_desk.h"

/* Writes the records of the answer as one VCALENDAR: a VTODO for each that has a last day.  The
 * same promise always has the same UID. */
void put_calendar(struct septel_out *out, struct answer *answer);

#endif
