/* smtp_words.c - see smtp_words.h. */
#include "smtp_words.h"

static bool is_plain(char c)
{
	return c > ' ' && c <= '~' && c != '+' && c != '=';
}

void septel__xtext_write(struct septel_out *out, struct septel_view bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		septel__out_format(out, is_plain(bytes.ptr[i]) ? "%c" : "+%02X",
				   (unsigned char)bytes.ptr[i]);
}

/* Capital letters, says the grammar. */
static int hex_digit(char c)
{
	if (septel__is_digit(c))
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool septel__xtext_read(struct septel_out *out, struct septel_view xtext)
{
	for (size_t i = 0; i < xtext.len; i++) {
		if (xtext.ptr[i] != '+') {
			if (!is_plain(xtext.ptr[i]))
				return false;
			septel__out_byte(out, xtext.ptr[i]);
			continue;
		}
		const int high = i + 2 < xtext.len ? hex_digit(xtext.ptr[i + 1]) : -1;
		const int low = i + 2 < xtext.len ? hex_digit(xtext.ptr[i + 2]) : -1;
		if (high < 0 || low < 0)
			return false;
		septel__out_byte(out, (char)(high * 16 + low));
		i += 2;
	}
	return true;
}

void septel__smtp_clean(struct septel_out *out, struct septel_view view)
{
	for (size_t i = 0; i < view.len; i++)
		septel__out_byte(out, view.ptr[i] >= ' ' && view.ptr[i] <= '~' ? view.ptr[i] : ' ');
}

enum smtp_line septel__smtp_line(struct smtp_line_reader *reader, struct septel_view *bytes,
				 struct septel_view *line)
{
	const size_t newline = septel__find_byte(*bytes, '\n', 0);
	const size_t end = newline == VIEW_NOT_FOUND ? bytes->len : newline + 1;
	if (end > reader->limit - reader->length)
		return SMTP_LINE_LONG;
	memcpy(reader->bytes + reader->length, bytes->ptr, end);
	reader->length += end;
	*bytes = septel__slice(*bytes, end, bytes->len);
	if (newline == VIEW_NOT_FOUND)
		return SMTP_LINE_PART;
	const struct septel_view whole = {reader->bytes, reader->length};
	reader->length = 0;
	if (!septel__ends(whole, "\r\n"))
		return SMTP_LINE_BARE;
	*line = septel__slice(whole, 0, whole.len - 2);
	return septel__find_byte(*line, '\r', 0) != VIEW_NOT_FOUND ||
			       septel__find_byte(*line, '\0', 0) != VIEW_NOT_FOUND
		       ? SMTP_LINE_BARE
		       : SMTP_LINE_WHOLE;
}
