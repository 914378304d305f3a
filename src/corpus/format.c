/* format.c - what a file is, by its first bytes. */
#include "format.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Of a hundred bytes of text, so many may be control characters: tapes are
 * damaged, yet a picture or a program is no message. */
#define CONTROLS_PER_HUNDRED 20

uint64_t septel__count_bytes(struct septel_view bytes, char c)
{
	uint64_t count = 0;
	size_t i = 0;
#if defined(__SSE2__)
	const __m128i wanted = _mm_set1_epi8(c), zero = _mm_setzero_si128();
	while (bytes.len - i >= 16) {
		/* Each lane counts to 255 at most before the lanes are added up. */
		const size_t most = (bytes.len - i) / 16 < 255 ? (bytes.len - i) / 16 : 255;
		__m128i lanes = zero;
		for (size_t n = 0; n < most; n++, i += 16)
			lanes = _mm_sub_epi8(
				lanes,
				_mm_cmpeq_epi8(
					_mm_loadu_si128(
						(const __m128i *)(const void *)(bytes.ptr + i)),
					wanted));
		const __m128i sums = _mm_sad_epu8(lanes, zero);
		count += (uint64_t)_mm_cvtsi128_si64(sums) +
			 (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums));
	}
#endif
	for (; i < bytes.len; i++)
		count += bytes.ptr[i] == c;
	return count;
}

static bool is_binary(struct septel_view head)
{
	size_t controls = 0;
	for (size_t i = 0; i < head.len; i++) {
		const unsigned char c = (unsigned char)head.ptr[i];
		controls += c < ' ' && !septel__is_space((char)c);
	}
	return controls * 100 > head.len * CONTROLS_PER_HUNDRED;
}

/* What is none of these is plain text. */
static const struct {
	bool (*is)(struct septel_view head);
	const struct corpus_format *format;
} KINDS[] = {
	{septel__is_csv, &septel__format_csv},
	{septel__is_json, &septel__format_json},
	{septel__is_mbox, &septel__format_mbox},
	{septel__is_mail, &septel__format_mail},
};

const struct corpus_format *septel__format_find(struct septel_view head, const char **reason)
{
	if (septel__starts(head, "\xff\xfe") || septel__starts(head, "\xfe\xff")) {
		*reason = "text is UTF-16, not bytes of ASCII or UTF-8";
		return NULL;
	}
	if (is_binary(head)) {
		*reason = "file is no text";
		return NULL;
	}
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		if (KINDS[i].is(head))
			return KINDS[i].format;
	return &septel__format_plain;
}

/* A tar header's magic stands at 257; old ones have a checksum only, which
 * libarchive looks at, and no name that text would begin with. */
bool septel__is_container(struct septel_view head)
{
	static const struct {
		const char *bytes;
		size_t length, offset;
	} MAGICS[] = {
		{"\x1f\x8b\x08", 3, 0},     /* gzip */
		{"BZh", 3, 0},              /* bzip2 */
		{"\xfd\x37zXZ\0", 6, 0},    /* xz */
		{"\x28\xb5\x2f\xfd", 4, 0}, /* zstd */
		{"PK\x03\x04", 4, 0},       /* zip */
		{"PK\x05\x06", 4, 0},       /* zip without members */
		{"ustar", 5, 257},          /* tar */
	};
	for (size_t i = 0; i < sizeof MAGICS / sizeof *MAGICS; i++)
		if (head.len >= MAGICS[i].offset + MAGICS[i].length &&
		    memcmp(head.ptr + MAGICS[i].offset, MAGICS[i].bytes, MAGICS[i].length) == 0)
			return true;
	return false;
}
