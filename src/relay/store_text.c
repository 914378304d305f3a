/* store_text.c - see store_text.h. */
#include "store_text.h"

#include "../base/utf8.h"

/* Bytes at `at` that stand as they are; 0: it is odd. */
static size_t plain(struct septel_view text, size_t at, bool exact)
{
	const unsigned char c = (unsigned char)text.ptr[at];
	uint32_t code;
	if (c >= 0x80)
		return septel__utf8_decode(text, at, &code);
	if (c == '\\')
		return exact ? 0 : 1;
	return (c >= 0x20 && c != 0x7f) || c == '\n' || c == '\r' || c == '\t';
}

static bool is_plain(struct septel_view text, bool exact)
{
	for (size_t at = 0, length; at < text.len; at += length)
		if ((length = plain(text, at, exact)) == 0)
			return false;
	return true;
}

struct septel_view septel__store_clean(struct septel_out *out, struct septel_view text, bool exact)
{
	if (is_plain(text, exact))
		return text;
	const size_t from = out->length;
	for (size_t at = 0, length; at < text.len; at += length ? length : 1) {
		length = plain(text, at, exact);
		if (length)
			septel__out_bytes(out, text.ptr + at, length);
		else
			septel__out_format(out, "\\x%02X", (unsigned char)text.ptr[at]);
	}
	return septel__slice(septel__out_written(out), from, out->length);
}
