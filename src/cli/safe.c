/* safe.c - see safe.h. */
#include "safe.h"

#include "../base/utf8.h"

#include <stdio.h>
#include <utf8proc.h>

bool is_unsafe(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E ||
	       code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069) ||
	       /* No characters: XML may not have them. */
	       code == 0xFFFE || code == 0xFFFF;
}

/* One character at `*at`, which moves behind it: as it is, or U+FFFD where it may
 * not be (`*safe` false).  Gives its columns. */
static size_t next_character(struct septel_view words, size_t *at, bool *safe)
{
	uint32_t code = 0;
	const size_t length = septel__utf8_decode(words, *at, &code);
	*safe = length > 0 && !is_unsafe(code);
	*at += length ? length : 1;
	if (!*safe || code < 0x7F)
		return 1;
	return (size_t)utf8proc_charwidth((utf8proc_int32_t)code);
}

bool has_unsafe(struct septel_view words)
{
	bool safe = true;
	for (size_t at = 0; safe && at < words.len;)
		next_character(words, &at, &safe);
	return !safe;
}

size_t columns_of(struct septel_view words)
{
	size_t columns = 0;
	bool safe;
	for (size_t at = 0; at < words.len;)
		columns += next_character(words, &at, &safe);
	return columns;
}

size_t print_safely(struct septel_out *out, struct septel_view words)
{
	size_t columns = 0;
	bool safe;
	for (size_t at = 0; at < words.len;) {
		const size_t begin = at;
		columns += next_character(words, &at, &safe);
		if (safe)
			septel__out_bytes(out, words.ptr + begin, at - begin);
		else
			septel__out_string(out, "\xEF\xBF\xBD");
	}
	return columns;
}

void complain(const char *format, ...)
{
	struct septel_out words, line;
	va_list values;
	septel__out_init(&words, NULL, 0);
	septel__out_init(&line, NULL, 0);
	va_start(values, format);
	septel__out_format_list(&words, format, values);
	va_end(values);
	print_safely(&line, septel__out_written(&words));
	septel__out_byte(&line, '\n');
	/* In one write: lines of several threads do not mix. */
	if (words.failed || line.failed)
		(void)fputs("septel: out of memory\n", stderr);
	else
		(void)fwrite(line.data, 1, line.length, stderr);
	septel__out_release(&words);
	septel__out_release(&line);
}
