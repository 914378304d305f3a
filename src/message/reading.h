/* reading.h - what the stages of one parse share.
 *
 * A parse runs in two halves.  First the text is made clean: rounds of repair
 * propose edits until none is left (repair.h).  Then the clean text is read
 * once, stage after stage, each stage filling its part of the message:
 *
 *     lines     the text as lines                         lines.h
 *     heading   format lines 1 to 10                      heading.h
 *     text      line 12, captions, E.O., TAGS, SUBJECT,   internal_heading.h
 *               REF, Classified By; Navy sets             navy.h
 *     body      paragraphs, signature, summary            body.h
 *
 * A stage reads `text` only, allocates from `arena` only, and never fails on
 * account of the text: what it cannot make sense of it leaves for the next
 * stage or reports by septel__diagnose.  Spans in the message are in `text`;
 * those of repairs and diagnostics are in `raw`.
 */
#ifndef SEPTEL_MESSAGE_READING_H
#define SEPTEL_MESSAGE_READING_H

#include "../base/limits.h"
#include "../base/view.h"

#include <septel/message.h>

/* One line of a text, without its line end.  `length` excludes white space at
 * the right end; `indent` counts white space at the left (so an empty line has
 * length 0).  `start` and `next` bound the whole line: the next one begins at
 * `next`. */
struct line {
	uint32_t start;
	uint32_t next;
	uint32_t length; /* from start, trimmed at the right; includes the indent */
	uint32_t indent;
};

struct lines {
	const struct line *at;
	size_t count;
};

/* What accounts for a line of the text; LINE_UNEXPLAINED until a stage says so. */
enum line_use {
	LINE_UNEXPLAINED,
	LINE_BLANK,
	LINE_HEADING,   /* format lines 1 to 10, distribution blocks */
	LINE_SEPARATOR, /* BT */
	LINE_INTERNAL,  /* line 12 and what follows up to the text */
	LINE_BODY,      /* headings, rules and paragraphs */
	LINE_ENDING     /* signature, BT, format lines 14 to 16, archive footers */
};

struct reading {
	struct septel_message *message;
	struct septel_arena *arena;
	struct septel_options options; /* never NULL fields; year 0 and empty id if none */
	struct septel_view text;       /* clean */
	struct lines lines;
	unsigned char *uses; /* one enum line_use a line */

	/* Lines of `lines` where the parts begin; lines.count where a part is absent. */
	size_t internal_first; /* line 12 (or what stands for it) */
	size_t body_first;     /* the first line behind the heading block (P1) */
	size_t body_end;       /* one past the last line of the body: the ending begins */

	struct diagnostic_list *diagnostics; /* grows; see diagnostics.h */
};

/* The bytes of line `index`, trimmed at the right (indent kept). */
static inline struct septel_view reading_line(const struct reading *reading, size_t index)
{
	const struct line *line = &reading->lines.at[index];
	return (struct septel_view){reading->text.ptr + line->start, line->length};
}

/* The bytes of line `index`, trimmed at both ends. */
static inline struct septel_view reading_line_trimmed(const struct reading *reading, size_t index)
{
	const struct line *line = &reading->lines.at[index];
	return (struct septel_view){reading->text.ptr + line->start + line->indent,
				    line->length - line->indent};
}

static inline bool line_is_blank(const struct line *line)
{
	return line->length == 0;
}

/* Where a view into reading->text stands in it. */
static inline struct septel_span reading_span(const struct reading *reading,
					      struct septel_view part)
{
	return (struct septel_span){(uint32_t)(part.ptr - reading->text.ptr), (uint32_t)part.len};
}

/* Notes that something is wrong with `at` (a view into reading->text).  `code`
 * is a stable identifier (literal), `text` a message: lower case, no full
 * stop, showing the offending token; it is copied. */
void septel__diagnose(struct reading *reading, enum septel_severity severity, const char *code,
		      struct septel_view at, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* The same with a suggestion of what should stand there instead. */
void septel__suggest(struct reading *reading, enum septel_severity severity, const char *code,
		     struct septel_view at, struct septel_view fix, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

#endif
