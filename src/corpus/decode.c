/* decode.c - see decode.h. */
#include "decode.h"

#define NO_DIGIT 64u

static unsigned base64_digit(char c)
{
	if (septel__is_upper(c))
		return (unsigned)(c - 'A');
	if (septel__is_lower(c))
		return (unsigned)(c - 'a') + 26;
	if (septel__is_digit(c))
		return (unsigned)(c - '0') + 52;
	return c == '+' ? 62 : c == '/' ? 63 : NO_DIGIT;
}

bool septel__decode_base64(struct septel_out *out, struct septel_view text)
{
	uint32_t bits = 0;
	unsigned held = 0; /* digits of a group of four */
	size_t i = 0;
	if (!septel__out_reserve(out, text.len / 4 * 3 + 3))
		return true;
	char *to = out->data + out->length;
	for (; i < text.len && text.ptr[i] != '='; i++) {
		const unsigned digit = base64_digit(text.ptr[i]);
		if (digit == NO_DIGIT) {
			if (septel__is_space(text.ptr[i]))
				continue;
			break;
		}
		bits = bits << 6 | digit;
		if (++held == 4) {
			*to++ = (char)(bits >> 16);
			*to++ = (char)(bits >> 8);
			*to++ = (char)bits;
			held = 0;
		}
	}
	if (held >= 2)
		*to++ = (char)(held == 2 ? bits >> 4 : bits >> 10);
	if (held == 3)
		*to++ = (char)(bits >> 2);
	out->length = (size_t)(to - out->data);
	while (i < text.len && (text.ptr[i] == '=' || septel__is_space(text.ptr[i])))
		i++;
	return i == text.len && held != 1;
}

static int hex_digit(char c)
{
	if (septel__is_digit(c))
		return c - '0';
	c = septel__lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Bytes of a soft line break behind '=' at `at`: white space and the line end; 0
 * for none. */
static size_t soft_break(struct septel_view text, size_t at)
{
	size_t end = at + 1;
	while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t'))
		end++;
	if (end < text.len && text.ptr[end] == '\r')
		end++;
	if (end == text.len)
		return end - at;
	return text.ptr[end] == '\n' ? end + 1 - at : 0;
}

void septel__decode_quoted_printable(struct septel_out *out, struct septel_view text)
{
	size_t at = 0;
	while (at < text.len) {
		const size_t escape = septel__find_byte(text, '=', at);
		if (escape == VIEW_NOT_FOUND) {
			septel__out_view(out, septel__slice(text, at, text.len));
			return;
		}
		septel__out_view(out, septel__slice(text, at, escape));
		const int high = escape + 1 < text.len ? hex_digit(text.ptr[escape + 1]) : -1;
		const int low = escape + 2 < text.len ? hex_digit(text.ptr[escape + 2]) : -1;
		const size_t soft = soft_break(text, escape);
		if (high >= 0 && low >= 0) {
			septel__out_byte(out, (char)(high * 16 + low));
			at = escape + 3;
		} else if (soft) {
			at = escape + soft;
		} else {
			septel__out_byte(out, '=');
			at = escape + 1;
		}
	}
}
