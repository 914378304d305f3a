/* text.c - see text.h. */
#include "text.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

bool septel__is_one_line(struct septel_view view)
{
	size_t i = 0;
#ifdef __SSE2__
	const __m128i space = _mm_set1_epi8(' '), last_control = _mm_set1_epi8(0x1F);
	for (; i + 17 <= view.len; i += 16) {
		const __m128i *at = (const __m128i *)(const void *)(view.ptr + i);
		const __m128i *behind = (const __m128i *)(const void *)(view.ptr + i + 1);
		const __m128i bytes = _mm_loadu_si128(at), next = _mm_loadu_si128(behind);
		const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
		const __m128i doubled =
			_mm_and_si128(_mm_cmpeq_epi8(bytes, space), _mm_cmpeq_epi8(next, space));
		if (_mm_movemask_epi8(_mm_or_si128(controls, doubled)))
			return false;
	}
#endif
	for (; i < view.len; i++) {
		const unsigned char c = (unsigned char)view.ptr[i];
		if (c < ' ' || (c == ' ' && i + 1 < view.len && view.ptr[i + 1] == ' '))
			return false;
	}
	return true;
}

struct septel_view septel__one_line(struct septel_arena *arena, struct septel_view view)
{
	view = septel__trim(view);
	if (septel__is_one_line(view))
		return view;
	char *bytes = septel_arena_alloc(arena, view.len);
	if (!bytes)
		return (struct septel_view){"", 0};
	size_t length = 0;
	for (size_t i = 0; i < view.len; i++) {
		if (!septel__is_space(view.ptr[i])) {
			bytes[length++] = view.ptr[i];
			continue;
		}
		bool wraps = false;
		for (; i + 1 < view.len && septel__is_space(view.ptr[i + 1]); i++)
			wraps = wraps || view.ptr[i] == '\n';
		wraps = wraps || view.ptr[i] == '\n';
		/* A word wrapped at its hyphen is one word (P5). */
		if (!wraps || length < 2 || bytes[length - 1] != '-' ||
		    !septel__is_alpha(bytes[length - 2]))
			bytes[length++] = ' ';
	}
	return (struct septel_view){bytes, length};
}
