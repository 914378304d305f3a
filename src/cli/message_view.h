/* message_view.h - a message as people read it. */
#ifndef SEPTEL_CLI_MESSAGE_VIEW_H
#define SEPTEL_CLI_MESSAGE_VIEW_H

#include "../base/out.h"
#include "../corpus/source.h"

struct view_style {
	bool color;
	size_t width; /* columns */
};

/* "auto", "always", "never" (NULL: auto): colour only on a terminal and without
 * NO_COLOR; the width of the terminal, or of COLUMNS, or 80. */
struct view_style view_style_for(const char *color);

void message_view(struct septel_out *out, const struct septel_message *message,
		  const struct corpus_item *item, const struct view_style *style);

/* `words` wrapped to `width` columns, continuation lines indented; white space
 * runs are one space, controls are shown as U+FFFD. */
void view_wrap(struct septel_out *out, struct septel_view words, size_t column, size_t indent,
	       size_t width);

#endif
