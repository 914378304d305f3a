/* report_text.h - the paragraphs of a report on a case, from the records of an answer.
 *
 * Each paragraph has the mark of the records it tells, and no other; what the viewer may not see
 * is in none of them.  Words are those of the journal, in the signs that a message can carry.
 */
#ifndef SEPTEL_CLI_REPORT_TEXT_H
#define SEPTEL_CLI_REPORT_TEXT_H

#include "../base/out.h"

#include <jansson.h>
#include <septel/message.h>

struct report_parts {
	const char *person;
	struct septel_time since, on; /* since: year 0 where all is told */
	const json_t *head;           /* state, holder, place */
	const json_t *changes;        /* records of septel__tell_changes */
	const json_t *owed;           /* of septel__tell_owed */
	const json_t *next;           /* of septel__tell_next */
	const json_t *gate;           /* of septel__tell_gate; NULL: none stands before the case */
	const json_t *refs;           /* numbers of messages, in the order of their letters */
	struct septel_view controls;  /* "/NF": behind the level of each mark */
	struct septel_time declassify;
};

/* The text of a draft: headings, and paragraphs with number and mark, blank lines between them. */
void report_text(struct septel_out *out, const struct report_parts *parts);

/* "December 9", and ", 2008" behind it where that is not the year of `on`. */
void report_day(struct septel_out *out, struct septel_time day, struct septel_time on);
/* Words in the signs of a message: marks of typography spelt, others as "?". */
void report_words(struct septel_out *out, const char *text);

#endif
