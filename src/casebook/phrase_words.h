/* phrase_words.h - the words of a phrase, and the patterns of phrases.def against them. */
#ifndef SEPTEL_CASEBOOK_PHRASE_WORDS_H
#define SEPTEL_CASEBOOK_PHRASE_WORDS_H

#include "phrases.h"

#include <string.h>

/* Longer phrases tell no date: what is written for one has a few words. */
#define PHRASE_WORDS_LIMIT 40
/* With the NUL; a longer word is none that any pattern has. */
#define PHRASE_LETTERS 16

struct phrase_word {
	enum { WORD_LETTERS, WORD_NUMBER, WORD_DASH, WORD_SLASH, WORD_DOT } kind;
	char text[PHRASE_LETTERS]; /* in small letters; "" of a word too long */
	int number, digits;        /* of WORD_NUMBER */
	bool ordinal;              /* "15th" */
};

struct phrase_words {
	struct phrase_word at[PHRASE_WORDS_LIMIT];
	size_t count;
};

/* What the slots of a pattern had. */
struct phrase_slots {
	int least, most; /* N */
	char unit;
	int factor; /* a fortnight is two weeks */
	bool plural;
	int weekday, month, year, nth;
	struct phrase_day first, last;
};

/* Without times of day, commas and other signs.  False: there are too many. */
bool septel__phrase_words(struct septel_view text, struct phrase_words *words)
	__attribute__((nonnull));

static inline bool septel__is_phrase_word(const struct phrase_word *word, const char *text)
{
	return word->kind == WORD_LETTERS && word->text[0] == text[0] &&
	       strcmp(word->text, text) == 0;
}

bool septel__is_any_phrase_word(const struct phrase_word *word, const char *const *texts,
				size_t count) __attribute__((nonnull));
#define IS_ANY_WORD(word, list)                                                                    \
	septel__is_any_phrase_word(word, list, sizeof(list) / sizeof *(list))

#define NO_MATCH SIZE_MAX
/* Where the words end that begin at `at` and match; NO_MATCH, and then *slots is unchanged. */
size_t septel__phrase_match(const struct phrase_words *words, size_t at, const char *pattern,
			    struct phrase_slots *slots) __attribute__((nonnull));
/* The bits of all words that a pattern may begin with, and that of a word: where they have none
 * in common it does not match there. */
uint32_t septel__phrase_firsts(const char *pattern) __attribute__((nonnull));
uint32_t septel__phrase_first(const struct phrase_word *word) __attribute__((nonnull));
/* Behind dashes. */
size_t septel__phrase_behind_dash(const struct phrase_words *words, size_t at)
	__attribute__((nonnull));

#endif
