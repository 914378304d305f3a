/* varint.h - numbers in as few bytes as they need: seven bits a byte, low ones
 * first, the top bit set where more follow.
 *
 * Reading never passes the end: what is cut off, or longer than five bytes,
 * sets the cursor's `broken` and reads as 0 from there on.
 */
#ifndef SEPTEL_ARCHIVE_VARINT_H
#define SEPTEL_ARCHIVE_VARINT_H

#include "../base/out.h"

/* Most bytes of one number. */
#define VARINT_BYTES 5

struct varint_cursor {
	const unsigned char *at, *end;
	bool broken;
};

static inline struct varint_cursor septel__varint_cursor(struct septel_view bytes)
{
	const unsigned char *at = (const unsigned char *)bytes.ptr;
	return (struct varint_cursor){at, at ? at + bytes.len : at, false};
}

static inline uint32_t septel__varint_read(struct varint_cursor *cursor)
{
	if (cursor->at < cursor->end && *cursor->at < 0x80)
		return *cursor->at++;
	uint32_t number = 0;
	for (unsigned shift = 0; shift < 7 * VARINT_BYTES; shift += 7) {
		if (cursor->at == cursor->end)
			break;
		const unsigned char byte = *cursor->at++;
		number |= (uint32_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return number;
	}
	cursor->broken = true;
	cursor->at = cursor->end;
	return 0;
}

/* Passes over `count` numbers. */
static inline void septel__varint_skip(struct varint_cursor *cursor, uint32_t count)
{
	while (count && cursor->at < cursor->end)
		count -= *cursor->at++ < 0x80;
	if (count)
		cursor->broken = true;
}

/* Writes at most VARINT_BYTES; returns how many. */
static inline size_t septel__varint_write(unsigned char *bytes, uint32_t number)
{
	size_t length = 0;
	while (number >= 0x80) {
		bytes[length++] = (unsigned char)(number | 0x80);
		number >>= 7;
	}
	bytes[length++] = (unsigned char)number;
	return length;
}

static inline void septel__varint_append(struct septel_out *out, uint32_t number)
{
	if (!septel__out_reserve(out, VARINT_BYTES))
		return;
	out->length += septel__varint_write((unsigned char *)out->data + out->length, number);
}

/* The next `length` bytes as they are; empty and broken where they are not there. */
static inline struct septel_view septel__varint_bytes(struct varint_cursor *cursor, size_t length)
{
	struct septel_view view = {(const char *)cursor->at, length};
	if ((size_t)(cursor->end - cursor->at) < length) {
		cursor->broken = true;
		cursor->at = cursor->end;
		view.len = 0;
	} else {
		cursor->at += length;
	}
	return view;
}

#endif
