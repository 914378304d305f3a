/* navy.h - sets of a general message: MSGID, SUBJ, REF, NARR, AMPN, POC, RMKS.
 *
 * A set begins at a line start with its name and an oblique and runs to the
 * next double oblique; web copies wrap lines and lose terminators, so that a
 * set also ends where the next one begins, at a blank line or at a paragraph.
 */
#ifndef SEPTEL_MESSAGE_NAVY_H
#define SEPTEL_MESSAGE_NAVY_H

#include "edits.h"
#include "reading.h"

/* True where the lines from internal_first on hold Navy sets or the number of
 * a message series. */
bool septel__navy_recognise(const struct reading *reading);
/* Reads them; fills id, classification, captions, subject, references and
 * body_first. */
void septel__navy_read(struct reading *reading);
/* Proposes that sets glued to the end of another stand on lines of their own. */
void septel__navy_repair(struct edits *edits, struct septel_view text, struct lines lines);

/* navy_references.c: REF sets joined with the NARR and AMPN text that explains
 * them. */
struct navy_references {
	struct septel_reference *at;
	size_t count, capacity;
};
/* "A/MSG/CNO WASHINGTON DC/091802ZSEP10": the words behind "REF/". */
void septel__navy_reference_read(struct reading *reading, struct navy_references *list,
				 struct septel_view words);
/* "REF A IS NAVADMIN 302/10, ...": the words behind "NARR/" or "AMPN/". */
void septel__navy_narrative_read(struct reading *reading, struct navy_references *list,
				 struct septel_view words);

/* "NAVADMIN 174/05", "NAVADMIN/012/11", "NAVADMIN //333/07//" at the front of
 * `words`: its canonical number, in the arena; empty if none. */
struct septel_view septel__series_number(struct reading *reading, struct septel_view words,
					 size_t *length);

#endif
