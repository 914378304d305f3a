/* draft_json.h - a draft from the JSON of `septel parse --json`. */
#ifndef SEPTEL_CLI_DRAFT_JSON_H
#define SEPTEL_CLI_DRAFT_JSON_H

#include "../base/view.h"

#include <septel/compose.h>

/* What is wrong with the JSON, and where (line 1 is the first of `text`). */
struct json_fault {
	int line, column;
	char text[256]; /* empty: nothing */
};

/* Reads one object.  Everything *out points to lives in `arena`.  Keys that say
 * nothing about what the sender stated are passed over; unknown ones too. */
bool draft_json_read(struct septel_draft *out, struct json_fault *fault, struct septel_view text,
		     struct septel_arena *arena);

#endif
