/* frame.h - what stands around every page: head, way to the content, places to go. */
#ifndef SEPTEL_WEB_FRAME_H
#define SEPTEL_WEB_FRAME_H

#include "html.h"

/* `name` is a word of our own, for the style of one page. */
void septel__frame_begin(struct septel_out *out, const char *name, struct septel_view title,
			 struct septel_view viewer);
void septel__frame_end(struct septel_out *out);
/* Writes words of our own: "message", as they are in this source. */
void septel__frame_own(struct septel_out *out, const char *words);

#endif
