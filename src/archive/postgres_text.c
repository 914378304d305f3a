/* postgres_text.c - see postgres_text.h. */
#include "postgres_text.h"

#include "../base/utf8.h"

#define FIRST_CODE 0x10FF00u
#define FIRST_BYTE 0xF4 /* in UTF-8, of each of the codes */

/* Of the code point of a byte at `offset`; 0: there is none. */
static size_t code_of_byte(struct septel_view text, size_t offset, unsigned char *byte)
{
	uint32_t code;
	if ((unsigned char)text.ptr[offset] != FIRST_BYTE)
		return 0;
	const size_t length = septel__utf8_decode(text, offset, &code);
	if (length == 0 || code < FIRST_CODE)
		return 0;
	*byte = (unsigned char)(code - FIRST_CODE);
	return length;
}

bool septel__postgres_text_coded(struct septel_view text)
{
	unsigned char byte;
	for (size_t at = 0; at < text.len; at++) {
		const char *found = memchr(text.ptr + at, FIRST_BYTE, text.len - at);
		if (!found)
			return false;
		at = (size_t)(found - text.ptr);
		if (code_of_byte(text, at, &byte))
			return true;
	}
	return false;
}

bool septel__postgres_text_odd(struct septel_view text)
{
	return (text.len && memchr(text.ptr, '\0', text.len)) || !septel__utf8_valid(text) ||
	       septel__postgres_text_coded(text);
}

static void put_byte(struct septel_out *out, unsigned char byte)
{
	char bytes[UTF8_BYTES];
	septel__out_bytes(out, bytes, septel__utf8_encode(FIRST_CODE + byte, bytes));
}

void septel__postgres_text_put(struct septel_out *out, struct septel_view text)
{
	uint32_t code;
	for (size_t at = 0; at < text.len;) {
		const size_t length = septel__utf8_decode(text, at, &code);
		if (length && code && code < FIRST_CODE) {
			septel__out_bytes(out, text.ptr + at, length);
			at += length;
		} else {
			put_byte(out, (unsigned char)text.ptr[at++]);
		}
	}
}

void septel__postgres_text_take(struct septel_out *out, struct septel_view text)
{
	unsigned char byte;
	for (size_t at = 0; at < text.len;) {
		const size_t length = code_of_byte(text, at, &byte);
		septel__out_byte(out, length ? (char)byte : text.ptr[at]);
		at += length ? length : 1;
	}
}
