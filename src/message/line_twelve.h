/* line_twelve.h - format line 12: classification, captions, section, station, serial.
 *
 *     C O N F I D E N T I A L SECTION 01 OF 03 BAGHDAD 003796
 */
#ifndef SEPTEL_MESSAGE_LINE_TWELVE_H
#define SEPTEL_MESSAGE_LINE_TWELVE_H

#include "reading.h"

/* Captions as they are gathered: in text order, each once. */
struct caption_list {
	struct septel_arena *arena;
	struct septel_view *at;
	size_t count, capacity;
};
void septel__captions_init(struct caption_list *list, struct septel_arena *arena);
/* Takes the captions off the front of `words`; gives what is left of them. */
struct septel_view septel__captions_read(struct caption_list *list, struct septel_view words);
/* Takes those that stand in a line of passing instructions: at its front, where
 * a clause begins ("NSC FOR SMITH; EYES ONLY FOR JONES") and where one ends
 * ("STATE FOR INR ROGER CHANNEL"). */
void septel__captions_among(struct caption_list *list, struct septel_view line);
struct septel_views septel__captions_finish(const struct caption_list *list);

/* Reads line 12 into classification, captions, sections and id; false if the
 * line does not begin with a classification. */
bool septel__line_twelve_read(struct reading *reading, struct septel_view line,
			      struct caption_list *captions);

/* "BAGHDAD 003796" and nothing else: fills id; "FINAL SECTION OF 4": sections. */
bool septel__station_serial_read(struct reading *reading, struct septel_view words);

/* "SECTION 01 OF 03", "FINAL SECTION OF 2", at the front of *rest. */
bool septel__scan_section(struct septel_view *rest, int *section, int *total);

#endif
