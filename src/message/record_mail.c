/* record_mail.c - see record_mail.h. */
#include "record_mail.h"

#include "../base/encoding.h"

void septel__mail_lines(struct septel_out *out, struct septel_view mail)
{
	struct septel_view line;
	while (septel__next_line(&mail, &line)) {
		septel__out_view(out, line);
		septel__out_byte(out, '\n');
	}
}

/* Where the fields of the text's part begin: they are the last of the header, and no field
 * before them can hold a line that begins so. */
static size_t part_begin(struct septel_view mail)
{
	const size_t at = septel__find(mail, "\r\nContent-Type:", 0);
	return at == VIEW_NOT_FOUND ? mail.len : at + 2;
}

void septel__record_mail(struct septel_out *out, struct septel_view mail, struct septel_view bytes,
			 int year, const char *mark)
{
	const size_t part = part_begin(mail);
	septel__mail_lines(out, septel__slice(mail, 0, part));
	septel__out_format(out, "Content-Type: multipart/mixed; boundary=\"%s\"\n\n--%s\n", mark,
			   mark);
	septel__mail_lines(out, septel__slice(mail, part, mail.len));
	septel__out_format(out,
			   "--%s\n"
			   "Content-Type: " RECORD_MAIL_TYPE "; year=%d\n"
			   "Content-Transfer-Encoding: base64\n\n",
			   mark, year);
	for (size_t at = 0; at < bytes.len; at += RECORD_MAIL_LINE_BYTES) {
		septel__encode_base64(out, septel__slice(bytes, at, at + RECORD_MAIL_LINE_BYTES));
		septel__out_byte(out, '\n');
	}
	septel__out_format(out, "--%s--\n", mark);
}
