/* record_mail.h - a mail that is read by people and gives its message back byte for byte.
 *
 * Its first part is the text, as any mail reader shows it; behind it stand the bytes as
 * received (application/x-septel-message), which septel import takes (src/corpus/mail.h).
 */
#ifndef SEPTEL_MESSAGE_RECORD_MAIL_H
#define SEPTEL_MESSAGE_RECORD_MAIL_H

#include "../base/out.h"

/* Media type of the part that holds a message's bytes as received.  Its parameter `year` (0: none)
 * is what was known of the year without the message, and goes before Date. */
#define RECORD_MAIL_TYPE "application/x-septel-message"

/* A line of base64 in a mail: 76 characters (RFC 2045). */
#define RECORD_MAIL_LINE_BYTES 57u

/* `mail` with line ends `line_end`: "\n" as files of mail have them, "\r\n" on the way. */
void septel__mail_lines(struct septel_out *out, struct septel_view mail, const char *line_end);

/* The same with `bytes` behind it.  `year`: what the record around the message said of its
 * year, 0 for nothing.  `mark` is no line of the text: it has a hash of it. */
void septel__record_mail(struct septel_out *out, struct septel_view mail, struct septel_view bytes,
			 int year, const char *mark, const char *line_end);

#endif
