/* timeline_picture.h - the timeline of a case as a picture: SVG, and columns of a terminal.
 *
 * Either stands by itself: no script, no font, no address; each shape says in words what it
 * shows, and bears the mark of what it rests on.
 */
#ifndef SEPTEL_CLI_TIMELINE_PICTURE_H
#define SEPTEL_CLI_TIMELINE_PICTURE_H

#include "timeline_rows.h"

struct timeline_frame {
	struct septel_view person;
	const char *level;         /* "CONFIDENTIAL"; empty: nothing is marked */
	struct septel_view footer; /* what it derives from, one line */
};

void timeline_svg(struct septel_out *out, const struct timeline_rows *rows,
		  const struct timeline_frame *frame);
/* `columns`: of the terminal. */
void timeline_chart(struct septel_out *out, const struct timeline_rows *rows, size_t columns);

#endif
