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

/* Passes over `count` numbers: each ends with a byte whose top bit is not set, so eight
 * bytes are looked at together. */
static inline void septel__varint_skip(struct varint_cursor *cursor, uint64_t count)
{
	while (count >= 8 && cursor->end - cursor->at >= 8) {
		uint64_t eight;
		memcpy(&eight, cursor->at, sizeof eight);
		/* One in each byte that ends a number; the product adds them up at its top. */
		const uint64_t ends = ~eight >> 7 & UINT64_C(0x0101010101010101);
		count -= ends * UINT64_C(0x0101010101010101) >> 56;
		cursor->at += sizeof eight;
	}
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

/* Reads `count` numbers, each the distance from the one before, into `sums`. */
static inline void septel__varint_sums(struct varint_cursor *cursor, uint32_t *sums, uint32_t count)
{
	uint32_t sum = 0;
	uint32_t i = 0;
	/* Nearly all are of one byte: eight are looked at together. */
	while (count - i >= 8 && cursor->end - cursor->at >= 8) {
		uint64_t eight;
		memcpy(&eight, cursor->at, sizeof eight);
		if (eight & UINT64_C(0x8080808080808080)) {
			sum += septel__varint_read(cursor);
			sums[i++] = sum;
			continue;
		}
		for (unsigned byte = 0; byte < 8; byte++) {
			sum += cursor->at[byte];
			sums[i + byte] = sum;
		}
		cursor->at += 8;
		i += 8;
	}
	for (; i < count; i++) {
		sum += septel__varint_read(cursor);
		sums[i] = sum;
	}
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
