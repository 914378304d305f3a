/* diff.h - the repairs of a file as a unified diff.
 *
 * The messages of one file are one text to patch: a hunk's context goes on over
 * the end of a message, and line numbers of the new side count the repairs of
 * all messages before.  So messages are gathered until the file ends, or
 * DIFF_TEXT_LIMIT, behind which a new diff begins.  A
 * message that was taken out of something (CSV, mail) is a text of its own.
 */
#ifndef SEPTEL_CLI_DIFF_H
#define SEPTEL_CLI_DIFF_H

#include "../base/out.h"
#include "../corpus/source.h"

struct diff {
	struct septel_out path, raw, text;
	uint64_t offset, line;         /* of raw in its file */
	struct septel_repair *repairs; /* offsets in raw; of `now` only the length counts */
	size_t count, capacity;
	struct change *changes; /* of the hunk in hand */
	size_t change_count, change_capacity;
};

/* Nothing gathered, nothing allocated. */
void diff_init(struct diff *diff);
void diff_release(struct diff *diff);

/* Takes the next message of the input; writes what was gathered to `out` where
 * another file begins.  False when memory is out. */
bool diff_add(struct septel_out *out, struct diff *diff, const struct septel_message *message,
	      const struct corpus_item *item);
/* Writes what is left: headers and hunks with three lines of context, nothing
 * where there are no repairs. */
void diff_finish(struct septel_out *out, struct diff *diff);

#endif
