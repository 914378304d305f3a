/* body.h - paragraphs: rules P1 to P6, version split=1.
 *
 * Reads the lines body_first up to the end; fills paragraphs, signature,
 * summary and body_end of the reading, and says what the lines are used for.
 * The text of a paragraph has its lines joined (P5); a hard break inside it
 * (P6) is kept as one '\n', which the printer shows as a space.
 */
#ifndef SEPTEL_MESSAGE_BODY_H
#define SEPTEL_MESSAGE_BODY_H

#include "reading.h"

void septel__body_read(struct reading *reading);

/* True for a line of 3 or more of - = _ * (blanks between them allowed). */
bool septel__is_rule(struct septel_view line);
/* The label at the start of `line` ("12. (S/NF) text", "¶4. (C) ..."): its
 * number, and where the text behind label and mark begins.  0 if there is none. */
struct label {
	int number;
	struct septel_view marking; /* empty where there is none */
	size_t text_offset;
};
bool septel__label(struct septel_view line, struct label *out);

#endif
