/* report_heading.h - the headers of a draft that reports on a case, from the messages it rests on.
 *
 * Sender, addressee and signature are those of the latest of these messages that has them, TAGS
 * and reasons those of all.  Where a message is not held it is a reference and nothing else.
 */
#ifndef SEPTEL_CLI_REPORT_HEADING_H
#define SEPTEL_CLI_REPORT_HEADING_H

#include "../base/out.h"
#include "../casebook/anchors.h"

#include <jansson.h>

struct report_heading {
	struct septel_time on;
	bool dated; /* `on` was given: the draft gets it, else compose's minute */
	enum septel_class level;
	uint64_t captions; /* bits of a label */
	struct septel_time declassify;
	const char *subject;
	/* From the command line; NULL: from the messages. */
	const char *from, *to, *number, *classified_by;
};

/* False: `why` (one line) tells what is missing, or that a message could not be read. */
bool report_heading(struct septel_out *out, const struct report_heading *heading,
		    const struct message_source *source, const json_t *refs, const char **why);

/* "/NF": what stands behind the level in every mark of the text. */
void report_controls(struct septel_out *out, uint64_t captions);

#endif
