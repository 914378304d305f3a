/* words.h - the word lists of the sentence rules S5 to S8, and letters.
 *
 * Part of split=1: a changed list is a new version of the rules.  Words are
 * compared without case.
 */
#ifndef SEPTEL_MESSAGE_WORDS_H
#define SEPTEL_MESSAGE_WORDS_H

#include <septel/message.h>

/* What a dot behind a word means. */
enum abbreviation {
	ABBREVIATION_NONE,
	ABBREVIATION_NEVER_ENDS,    /* S5: "Dr.", "e.g." */
	ABBREVIATION_BEFORE_NUMBER, /* S6: "No.", "Nov."; ends no sentence before a digit */
	ABBREVIATION_BEFORE_ANY     /* S7: "Inc.", "etc."; ends one only before a starter */
};

enum abbreviation septel__abbreviation(struct septel_view word);
/* S7: a word that a single letter names one of: "ref", "Annex". */
bool septel__is_lettered_word(struct septel_view word);
/* S8: a word that mostly stands at the start of a sentence. */
bool septel__is_starter_word(struct septel_view word);

enum letter { LETTER_NONE, LETTER_LOWER, LETTER_OTHER };

/* What kind of letter stands at `at`, in UTF-8; *length: the bytes of the
 * character (1 for a byte that is none). */
enum letter septel__letter_at(struct septel_view text, size_t at, size_t *length);

#endif
