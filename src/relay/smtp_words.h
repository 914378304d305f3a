/* smtp_words.h - what both sides of SMTP read and write: lines, xtext. */
#ifndef SEPTEL_RELAY_SMTP_WORDS_H
#define SEPTEL_RELAY_SMTP_WORDS_H

#include "../base/out.h"

/* xtext (RFC 3461 4): bytes with "+", "=", blanks and controls as "+HH". */
void septel__xtext_write(struct septel_out *out, struct septel_view bytes);
/* False: it is none. */
bool septel__xtext_read(struct septel_out *out, struct septel_view xtext);

/* `view` with controls and bytes that are no ASCII as blanks: fit for a line of a reply. */
void septel__smtp_clean(struct septel_out *out, struct septel_view view);

/* A line under way, of a limited length; it ends in CR LF. */
enum smtp_line {
	SMTP_LINE_PART, /* it goes on behind the bytes */
	SMTP_LINE_WHOLE,
	SMTP_LINE_LONG, /* longer than the limit */
	SMTP_LINE_BARE  /* with a CR or LF that is no part of a line end, or a NUL */
};
struct smtp_line_reader {
	char *bytes;
	size_t limit, length;
};
/* Takes the line at the front of *bytes, or what is there of it.  WHOLE: *line is it without its
 * line end, until the next call. */
enum smtp_line septel__smtp_line(struct smtp_line_reader *reader, struct septel_view *bytes,
				 struct septel_view *line);

#endif
