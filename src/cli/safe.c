/* safe.c - see safe.h. */
#include "safe.h"

#include "../base/utf8.h"

static bool is_unsafe(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E || code == 0x200F ||
	       (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

size_t print_safely(struct septel_out *out, struct septel_view words)
{
	size_t columns = 0;
	for (size_t at = 0; at < words.len; columns++) {
		uint32_t code = 0;
		const size_t length = septel__utf8_decode(words, at, &code);
		if (length == 0 || is_unsafe(code))
			septel__out_string(out, "\xEF\xBF\xBD");
		else
			septel__out_bytes(out, words.ptr + at, length);
		at += length ? length : 1;
	}
	return columns;
}
