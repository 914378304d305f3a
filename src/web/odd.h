/* odd.h - characters that a reader would not see, or that would change how he sees others:
 * controls, marks that turn the direction of writing, what is no character at all. */
#ifndef SEPTEL_WEB_ODD_H
#define SEPTEL_WEB_ODD_H

#include "../base/utf8.h"
#include "../base/view.h"

#define ODD_REPLACEMENT  "\xEF\xBF\xBD"
#define ODD_NO_CHARACTER UINT32_MAX

/* Line ends and tabs are not odd: they lay out a text. */
static inline bool septel__odd_is(uint32_t code)
{
	if (code == '\n' || code == '\t' || code == '\r')
		return false;
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0x61C ||
	       (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
	       (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
	       (code >= 0xFFF9 && code <= 0xFFFB) || code == 0xFFFE || code == 0xFFFF;
}

/* The character at `at` and its bytes; a byte that is none is ODD_NO_CHARACTER. */
static inline size_t septel__odd_next(struct septel_view text, size_t at, uint32_t *code)
{
	const size_t length = septel__utf8_decode(text, at, code);
	if (length == 0)
		*code = ODD_NO_CHARACTER;
	return length ? length : 1;
}

#endif
