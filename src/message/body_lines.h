/* body_lines.h - the lines of the body, told apart, and their joining.
 *
 * A body line is what one line gives to the text: trimmed, a label, a mark and
 * the name of a set (RMKS/) cut off.
 */
#ifndef SEPTEL_MESSAGE_BODY_LINES_H
#define SEPTEL_MESSAGE_BODY_LINES_H

#include "reading.h"

enum body_kind { BODY_BLANK, BODY_RULE, BODY_TEXT, BODY_LABEL, BODY_HEADING, BODY_ENDING };

struct body_line {
	uint32_t start, length; /* in the text */
	unsigned char kind;
};

struct body {
	struct reading *reading;
	struct body_line *lines; /* from line reading->body_first on */
	size_t count;            /* up to the ending */
};

static inline struct septel_view body_view(const struct body *body, size_t index)
{
	const struct body_line *line = &body->lines[index];
	return (struct septel_view){body->reading->text.ptr + line->start, line->length};
}

static inline bool body_is_text(const struct body_line *line)
{
	return line->kind == BODY_TEXT || line->kind == BODY_LABEL;
}

/* Text that begins with an item mark: "- ", "-- ", "* ", "• ", "(a) ", "a) ",
 * "a. ", "(1) ", "(iv) " (P6). */
bool septel__begins_item(struct septel_view text);
/* Text that ends in a stop (S1) and its closers. */
bool septel__ends_in_stop(struct septel_view text);

/* The text of the lines `first` up to, not including, `end`: rules P5 and P6.
 * A view of the message's text where one line is all, else in the arena. */
struct septel_view septel__join_lines(const struct body *body, size_t first, size_t end);
/* The heading lines among them, joined by one space. */
struct septel_view septel__join_heading(const struct body *body, size_t first, size_t end);

#endif
