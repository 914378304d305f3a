/* encoding.c - see encoding.h. */
#include "encoding.h"

#define NO_DIGIT 64u

/* Each digit's value plus one; 0: no digit. */
static const unsigned char DIGITS[256] = {
	['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,
	['H'] = 8,  ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14,
	['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21,
	['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28,
	['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35,
	['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
	['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49,
	['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
	['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63,
	['/'] = 64,
};

void septel__encode_base64(struct septel_out *out, struct septel_view bytes)
{
	static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789+/";
	const unsigned char *from = (const unsigned char *)bytes.ptr;
	if (!septel__out_reserve(out, (bytes.len + 2) / 3 * 4))
		return;
	char *to = out->data + out->length;
	for (size_t left = bytes.len; left; from += 3) {
		const uint32_t bits = (uint32_t)from[0] << 16 |
				      (left > 1 ? (uint32_t)from[1] << 8 : 0) |
				      (left > 2 ? from[2] : 0);
		*to++ = LETTERS[bits >> 18];
		*to++ = LETTERS[bits >> 12 & 63];
		*to++ = left > 1 ? LETTERS[bits >> 6 & 63] : '=';
		*to++ = left > 2 ? LETTERS[bits & 63] : '=';
		left -= left < 3 ? left : 3;
	}
	out->length = (size_t)(to - out->data);
}

static unsigned base64_digit(char c)
{
	const unsigned digit = DIGITS[(unsigned char)c];
	return digit ? digit - 1 : NO_DIGIT;
}

static char *put_group(char *to, uint32_t bits)
{
	*to++ = (char)(bits >> 16);
	*to++ = (char)(bits >> 8);
	*to++ = (char)bits;
	return to;
}

/* Groups of four digits with nothing between them, as most of a line is: moves *at behind
 * the last of them. */
static char *decode_groups(char *to, struct septel_view text, size_t *at)
{
	size_t i = *at;
	while (text.len - i >= 4) {
		const unsigned a = base64_digit(text.ptr[i]), b = base64_digit(text.ptr[i + 1]);
		const unsigned c = base64_digit(text.ptr[i + 2]), d = base64_digit(text.ptr[i + 3]);
		if ((a | b | c | d) & NO_DIGIT)
			break;
		to = put_group(to, a << 18 | b << 12 | c << 6 | d);
		i += 4;
	}
	*at = i;
	return to;
}

bool septel__decode_base64(struct septel_out *out, struct septel_view text)
{
	uint32_t bits = 0;
	unsigned held = 0; /* digits of a group of four */
	size_t i = 0;
	if (!septel__out_reserve(out, text.len / 4 * 3 + 3))
		return true;
	char *to = out->data + out->length;
	for (;; i++) {
		if (held == 0)
			to = decode_groups(to, text, &i);
		if (i == text.len || text.ptr[i] == '=')
			break;
		const unsigned digit = base64_digit(text.ptr[i]);
		if (digit == NO_DIGIT) {
			if (septel__is_space(text.ptr[i]))
				continue;
			break;
		}
		bits = bits << 6 | digit;
		if (++held == 4) {
			to = put_group(to, bits);
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
