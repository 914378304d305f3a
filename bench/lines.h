/* lines.h - the text of a message as a list of lines, before it becomes bytes. */
#ifndef BENCH_LINES_H
#define BENCH_LINES_H

#include "made.h"

#define LINES_LIMIT 6000

enum line_part {
	PART_BLANK,
	PART_CLASS,
	PART_CAPTION,
	PART_PASSING,
	PART_ORDER,
	PART_TAGS,
	PART_SUBJECT,
	PART_REFERENCE,
	PART_CLASSIFIED_BY,
	PART_RULE,
	PART_HEADING,
	PART_TEXT,
	PART_SIGNATURE,
	PART_MARKER,
	PART_PAGE
};

struct line {
	const char *at;
	size_t length;
	enum line_part part;
	bool continues; /* goes on from the line before: a reflow joins the two */
};

struct lines {
	struct line at[LINES_LIMIT];
	size_t count;
};

void lines_add(struct lines *lines, enum line_part part, const char *string, size_t length);
void lines_blank(struct lines *lines);
void lines_insert(struct lines *lines, size_t where, struct line line);
/* Wraps at `width`; further lines continue the first. */
void lines_wrap(struct lines *lines, enum line_part part, const char *string, size_t length,
		size_t width);

#endif
