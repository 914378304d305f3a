/* sentence_words.h - a sentence taken apart into words, for what asks for its meaning.
 *
 * A word may hold "/", "-" and "_" ("123/09", "I/D"); it says whether a comma, a parenthesis
 * or a semicolon stands before it.
 */
#ifndef SEPTEL_ARCHIVE_SENTENCE_WORDS_H
#define SEPTEL_ARCHIVE_SENTENCE_WORDS_H

#include "../base/view.h"

/* Words of a sentence that are looked at. */
#define SENTENCE_WORDS_LIMIT 400u

struct sentence_word {
	struct septel_view text;
	bool apart; /* a comma, semicolon or parenthesis stands before it */
};

struct sentence {
	struct sentence_word words[SENTENCE_WORDS_LIMIT];
	size_t count;
};

void septel__sentence_split(struct sentence *sentence, struct septel_view text);
/* Word `index`; empty behind the last. */
struct septel_view septel__sentence_word(const struct sentence *sentence, size_t index);
/* Case aside; `words` ends with NULL. */
bool septel__word_is_one_of(struct septel_view word, const char *const *words);

#endif
