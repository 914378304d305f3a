/* frames.h - what archives and relays put between the lines of a text.
 *
 *     section markers   BAGHDAD 00003796  002 OF 003
 *     page frames       CONFIDENTIAL / PAGE 02 LA PAZ 00015 022228Z
 *     stamps            Declassified/Released US Department of State ...
 */
#ifndef SEPTEL_MESSAGE_FRAMES_H
#define SEPTEL_MESSAGE_FRAMES_H

#include "reading.h"

/* "BAGHDAD 00003796  002 OF 003", "PORT AU PR 00002230  001.2 OF 002". */
struct section_marker {
	struct septel_view station; /* cut to 10 characters by the archive */
	int serial, section, total;
	struct septel_view whole;
};
/* A marker that is all of `line`. */
bool septel__section_marker(struct septel_view line, struct section_marker *out);

/* What was lifted out of the text says which sections there are, and the
 * number of a message whose line 12 is lost. */
void septel__frames_read(struct reading *reading);

#endif
