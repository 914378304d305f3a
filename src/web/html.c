/* html.c - see html.h. */
#include "html.h"

#include "odd.h"

static bool is_plain(char c)
{
	const unsigned char byte = (unsigned char)c;
	return byte < 0x7F && (byte >= 0x20 || c == '\n' || c == '\t') && c != '&' && c != '<' &&
	       c != '>' && c != '"' && c != '\'';
}

static void show_odd(struct septel_out *out, uint32_t code)
{
	char bytes[UTF8_BYTES];
	if (code < 0x20 || code == 0x7F)
		septel__out_bytes(
			out, bytes,
			septel__utf8_encode(code == 0x7F ? 0x2421 : 0x2400 + code, bytes));
	else
		septel__out_format(out, "\xE2\x9F\xA8U+%04X\xE2\x9F\xA9", code);
}

static void show(struct septel_out *out, struct septel_view text, size_t at, size_t length,
		 uint32_t code)
{
	switch (code) {
	case '&':
		HTML(out, "&amp;");
		return;
	case '<':
		HTML(out, "&lt;");
		return;
	case '>':
		HTML(out, "&gt;");
		return;
	case '"':
		HTML(out, "&quot;");
		return;
	case '\'':
		HTML(out, "&#39;");
		return;
	case '\r':
		/* Of a line end; alone it would be one to some and nothing to others. */
		if (at + 1 == text.len || text.ptr[at + 1] != '\n')
			show_odd(out, 0x0D);
		return;
	case ODD_NO_CHARACTER:
		HTML(out, ODD_REPLACEMENT);
		return;
	default:
		break;
	}
	if (septel__odd_is(code))
		show_odd(out, code);
	else
		septel__out_bytes(out, text.ptr + at, length);
}

void septel__html_text(struct septel_out *out, struct septel_view text)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		while (end < text.len && is_plain(text.ptr[end]))
			end++;
		septel__out_bytes(out, text.ptr + at, end - at);
		at = end;
		if (at == text.len)
			return;
		uint32_t code;
		const size_t length = septel__odd_next(text, at, &code);
		show(out, text, at, length, code);
		at += length;
	}
}

void septel__html_start(struct septel_out *out, struct septel_view text, size_t most)
{
	size_t end = most;
	if (text.len <= most) {
		septel__html_text(out, text);
		return;
	}
	while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
		end--;
	septel__html_text(out, septel__slice(text, 0, end));
	HTML(out, " \xE2\x80\xA6");
}

static void encode(struct septel_out *out, struct septel_view text, bool slash)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.ptr[i];
		if (septel__is_alnum(c) || septel__is_one_of(c, "-._~") || (slash && c == '/'))
			septel__out_byte(out, c);
		else
			septel__out_format(out, "%%%02X", (unsigned char)c);
	}
}

void septel__html_path(struct septel_out *out, struct septel_view text)
{
	encode(out, text, true);
}

void septel__html_value(struct septel_out *out, struct septel_view text)
{
	encode(out, text, false);
}
