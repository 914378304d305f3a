/* utf8.h - bytes and code points.
 *
 * Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef SEPTEL_BASE_UTF8_H
#define SEPTEL_BASE_UTF8_H

#include "view.h"

/* Most bytes of one code point. */
#define UTF8_BYTES 4

/* The length in bytes of a byte order mark at the front of `view`; 0 for none. */
static inline size_t septel__byte_order_mark(struct septel_view view)
{
	static const char MARK[] = "\xEF\xBB\xBF";
	return septel__starts(view, MARK) ? sizeof MARK - 1 : 0;
}

/* The length in bytes of the code point that begins at `offset` (1 to 4), its
 * value in *code; 0 where no valid one begins there. */
size_t septel__utf8_decode(struct septel_view view, size_t offset, uint32_t *code);
/* Writes `code` and returns its length in bytes. */
size_t septel__utf8_encode(uint32_t code, char bytes[UTF8_BYTES]);
/* True when the whole view is UTF-8. */
bool septel__utf8_valid(struct septel_view view);

#endif
