/* printable.c - see printable.h. */
#include "printable.h"

#include "../base/out.h"
#include "../base/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD"

static bool is_plain(struct septel_view view, bool lines)
{
	for (size_t i = 0; i < view.len; i++)
		if ((view.ptr[i] < ' ' || view.ptr[i] > '~') && !(lines && view.ptr[i] == '\n'))
			return false;
	return true;
}

/* Left-to-right and other marks, embeddings, overrides, isolates; and what
 * breaks lines without being one. */
static bool is_dropped(uint32_t code)
{
	return (code < ' ') || (code >= 0x7F && code <= 0x9F) || code == 0x61C ||
	       (code >= 0x200B && code <= 0x200F && code != 0x200C && code != 0x200D) ||
	       (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
	       code == 0xFEFF || (code >= 0xE0000 && code <= 0xE007F);
}

struct septel_view septel__printable(struct septel_arena *arena, struct septel_view view,
				     bool lines)
{
	if (is_plain(view, lines))
		return view;
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < view.len;) {
		uint32_t code = 0;
		const size_t length = septel__utf8_decode(view, i, &code);
		if (length == 0)
			septel__out_string(&out, REPLACEMENT);
		else if (code == '\t' || (code == '\n' && !lines))
			septel__out_byte(&out, ' ');
		else if (code == '\n' || !is_dropped(code))
			septel__out_bytes(&out, view.ptr + i, length);
		i += length ? length : 1;
	}
	return septel__out_written(&out);
}
