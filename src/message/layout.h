/* layout.h - where the parts of one transmission stand, as it came.
 *
 *     heading   format lines 1 to 10 and BT           0 .. twelve
 *     block     line 12 to SUBJECT: repeated by every section   twelve .. text
 *     text      a slice of the text                   text .. ending
 *     ending    BT, format lines 14 to 16             ending .. count
 *
 * Line numbers into `lines`.  Sections from an archive may lack BT and ending.
 */
#ifndef SEPTEL_MESSAGE_LAYOUT_H
#define SEPTEL_MESSAGE_LAYOUT_H

#include "../base/out.h"
#include "reading.h"

struct layout {
	struct septel_view bytes;
	struct lines lines;
	size_t twelve, text, ending;
	size_t number_from, number_to; /* "SECTION 01 OF 03 " in bytes; equal: none */
	int section, total;            /* of line 12; 0: none */
};

/* False where there is no line 12. */
bool septel__layout(struct layout *out, struct septel_view bytes, struct septel_arena *arena);

/* Line `index` trimmed at both ends; the bytes of lines `from` up to `to`. */
struct septel_view septel__layout_line(const struct layout *layout, size_t index);
struct septel_view septel__layout_lines(const struct layout *layout, size_t from, size_t to);
/* Writes the lines `from` up to `to`, each trimmed at the right and with LF. */
void septel__layout_write(struct septel_out *out, const struct layout *layout, size_t from,
			  size_t to);

#endif
