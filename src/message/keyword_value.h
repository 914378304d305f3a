/* keyword_value.h - how far the value of a keyword of the internal heading runs.
 *
 * A value runs over its wrapped lines: to a blank line, the next keyword, a
 * rule, the label of a paragraph, or to where text begins without any of these.
 */
#ifndef SEPTEL_MESSAGE_KEYWORD_VALUE_H
#define SEPTEL_MESSAGE_KEYWORD_VALUE_H

#include "keyword.h"
#include "reading.h"

/* How many lines the internal heading may run; a keyword behind is body text. */
#define INTERNAL_LINES_LIMIT 160

/* One past the last line of the value that the keyword on line `first` opens. */
size_t septel__value_end(struct reading *reading, size_t first, const struct keyword *opens);

/* The line carries the label of a paragraph, with text behind it. */
bool septel__begins_paragraph(struct septel_view line);

/* The next line from `index` on that is not blank; lines.count if none. */
size_t septel__next_text_line(const struct reading *reading, size_t index);

/* subject_end.c: line `index` begins the text, though no blank line parts it
 * from the subject, whose last line is index - 1.  `subject` is the subject as
 * it stands up to there. */
bool septel__subject_is_over(const struct reading *reading, size_t index,
			     struct septel_view subject);
/* "SUMMARY: ...", "BEGIN SUMMARY.", "SUMMARY" alone: the text begins. */
bool septel__begins_summary(struct septel_view line);

#endif
