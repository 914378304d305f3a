/* layout.h - print a made message: heading and text as lines. */
#ifndef BENCH_LAYOUT_H
#define BENCH_LAYOUT_H

#include "lines.h"
#include "made.h"

/* How the copy at hand came down to us; drawn from made->print. */
struct copy {
	size_t width;     /* 59 to 61 */
	bool reflowed;    /* D5: a paragraph is one line */
	bool pilcrows;    /* D4 */
	bool anchors;     /* D4 */
	bool entities;    /* D4 */
	const char *tail; /* what every line ends in before the newline */
};

/* Line 1 to the last address line. */
void layout_heading(const struct made *made, struct text *out);
/* Line 12 to the signature, undamaged; the sections are counted on the way. */
void layout_body(struct made *made, const struct copy *copy, struct lines *lines);
/* Counts the sections that the text needs; before the addressees are invented. */
int layout_sections(struct made *made);
/* Puts section markers into the text, where the copy has them. */
void layout_markers(struct made *made, struct lines *lines);
void layout_bytes(const struct lines *lines, const struct copy *copy, struct text *out);

/* True if a blank line before line `index` leaves the message as it is to a careful reader. */
bool layout_may_part(const struct lines *lines, size_t index);
const char *layout_marker(const struct made *made, int section);
const char *layout_class_letters(enum made_class class_, bool spaced);

#endif
