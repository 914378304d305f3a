/* words.h - a text as the words that are indexed and asked for.
 *
 * The one tokenizer of the archive: what it makes of a text and what it makes
 * of a query meet.  It takes any bytes.
 *
 *   case, diacritics    folded: "São", "SAO" are sao; "Straße" is strasse; ligatures,
 *                       wide and raised forms are plain letters and digits
 *   hyphen, slash, &    split: "al-Maliki" is two words that stand side by side
 *   apostrophe          left out inside a word: "Qa'ida" is qaida, "don't" is dont;
 *                       a possessive 's is no part of a word: "Iran's" is iran
 *   single letters      between dots are joined: "U.S." is us, "E.O." is eo
 *   1,234,567           is 1234567
 *   letters and digits  together are one word: 08BAGHDAD3796
 *   scripts that set no spaces (Han, kana, Hangul, Thai ...): each character a word
 *   bytes that are no UTF-8: split
 *
 * A folded word, split again, gives itself.  A word longer than WORD_LIMIT bytes
 * is known by those it begins with, whole characters.
 */
#ifndef SEPTEL_ARCHIVE_WORDS_H
#define SEPTEL_ARCHIVE_WORDS_H

#include "../base/view.h"

/* Bytes of a folded word. */
#define WORD_LIMIT 64
/* Bytes that are folded at a time: room behind the longest word. */
#define WORD_STRIDE 16

struct word {
	struct septel_view folded; /* borrowed from the reader until its next word */
	size_t start, end;         /* where it stands in the text, without a possessive */
};

struct word_reader {
	struct septel_view text; /* borrowed */
	size_t at;
	char buffer[WORD_LIMIT + WORD_STRIDE];
};

void septel__words_begin(struct word_reader *reader, struct septel_view text);
/* The next word; false when there is none. */
bool septel__words_next(struct word_reader *reader, struct word *word);

#endif
