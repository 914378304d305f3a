/* record_mail.c - see record_mail.h. */
#include "record_mail.h"

#include "../base/encoding.h"

void septel__mail_lines(struct septel_out *out, struct septel_view mail, const char *line_end)
{
	struct septel_view line;
	while (septel__next_line(&mail, &line)) {
		septel__out_view(out, line);
		septel__out_string(out, line_end);
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
			 int year, const char *mark, const char *line_end)
{
	const size_t part = part_begin(mail);
	const size_t lines = bytes.len / RECORD_MAIL_LINE_BYTES + 1;
	septel__mail_lines(out, septel__slice(mail, 0, part), line_end);
	septel__out_format(out, "Content-Type: multipart/mixed; boundary=\"%s\"%s%s--%s%s", mark,
			   line_end, line_end, mark, line_end);
	septel__mail_lines(out, septel__slice(mail, part, mail.len), line_end);
	septel__out_format(out,
			   "--%s%s"
			   "Content-Type: " RECORD_MAIL_TYPE "; year=%d%s"
			   "Content-Transfer-Encoding: base64%s%s",
			   mark, line_end, year, line_end, line_end, line_end);
	if (septel__out_reserve(out, bytes.len / 3 * 4 + lines * 4))
		for (size_t at = 0; at < bytes.len; at += RECORD_MAIL_LINE_BYTES) {
			septel__encode_base64(
				out, septel__slice(bytes, at, at + RECORD_MAIL_LINE_BYTES));
			septel__out_string(out, line_end);
		}
	septel__out_format(out, "--%s--%s", mark, line_end);
}
