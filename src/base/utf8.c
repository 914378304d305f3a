/* utf8.c - see utf8.h. */
#include "utf8.h"

static bool continues(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

size_t septel__utf8_decode(struct septel_view view, size_t offset, uint32_t *code)
{
	static const uint32_t LEAST[5] = {0, 0, 0x80, 0x800, 0x10000};
	if (offset >= view.len)
		return 0;
	const unsigned char *bytes = (const unsigned char *)view.ptr + offset;
	const size_t left = view.len - offset;
	if (bytes[0] < 0x80) {
		*code = bytes[0];
		return 1;
	}
	size_t length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
	if (bytes[0] < 0xC2 || bytes[0] > 0xF4 || length > left)
		return 0;
	uint32_t value = bytes[0] & (0xFFu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if (!continues(bytes[i]))
			return 0;
		value = value << 6 | (bytes[i] & 0x3Fu);
	}
	if (value < LEAST[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*code = value;
	return length;
}

size_t septel__utf8_encode(uint32_t code, char bytes[UTF8_BYTES])
{
	if (code < 0x80) {
		bytes[0] = (char)code;
		return 1;
	}
	const size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const unsigned char LEAD[5] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = length - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (code & 0x3F));
		code >>= 6;
	}
	bytes[0] = (char)(LEAD[length] | code);
	return length;
}

bool septel__utf8_valid(struct septel_view view)
{
	for (size_t at = 0; at < view.len;) {
		uint32_t code;
		const size_t length = septel__utf8_decode(view, at, &code);
		if (length == 0)
			return false;
		at += length;
	}
	return true;
}
