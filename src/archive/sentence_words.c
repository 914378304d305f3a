/* sentence_words.c - see sentence_words.h. */
#include "sentence_words.h"

#include <string.h>

static bool in_word(struct septel_view text, size_t at)
{
	const char c = text.ptr[at];
	if (septel__is_alnum(c))
		return true;
	/* "123/09", "I/D": but "//" ends a set. */
	return (c == '/' || c == '-' || c == '_') && at > 0 && at + 1 < text.len &&
	       septel__is_alnum(text.ptr[at - 1]) && septel__is_alnum(text.ptr[at + 1]);
}

void septel__sentence_split(struct sentence *sentence, struct septel_view text)
{
	bool apart = false;
	sentence->count = 0;
	for (size_t at = 0; at < text.len && sentence->count < SENTENCE_WORDS_LIMIT;) {
		if (!in_word(text, at)) {
			apart |= septel__is_one_of(text.ptr[at], ",;()");
			at++;
			continue;
		}
		const size_t start = at;
		while (at < text.len && in_word(text, at))
			at++;
		sentence->words[sentence->count++] =
			(struct sentence_word){septel__slice(text, start, at), apart};
		apart = false;
	}
}

struct septel_view septel__sentence_word(const struct sentence *sentence, size_t index)
{
	return index < sentence->count ? sentence->words[index].text : VIEW_LITERAL("");
}

bool septel__word_is_one_of(struct septel_view word, const char *const *words)
{
	for (; *words; words++)
		if (septel__is_word(word, *words))
			return true;
	return false;
}
