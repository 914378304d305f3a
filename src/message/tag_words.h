/* tag_words.h - the words of a TAGS value, and what each can be.
 *
 * A value is read over its own lines only; what stands in parentheses is one
 * word.  Nothing here allocates.
 */
#ifndef SEPTEL_MESSAGE_TAG_WORDS_H
#define SEPTEL_MESSAGE_TAG_WORDS_H

#include "../base/view.h"

#include <septel/message.h>

/* Words of one value, and words of one tag. */
#define TAG_WORDS_LIMIT   512
#define THEME_WORDS_LIMIT 6
/* The longest code, and the codes that one fused word may come apart into. */
#define TAG_CODE_LIMIT   64
#define TAG_PIECES_LIMIT 24

struct tag_word {
	struct septel_view text; /* without separators and parentheses */
	bool separated;          /* a comma or semicolon follows */
	bool person;             /* it stood in parentheses */
};

struct tag_words {
	struct tag_word at[TAG_WORDS_LIMIT];
	size_t count;
	bool separators; /* commas part the tags */
};

void septel__tag_words(struct septel_view value, struct tag_words *out);

/* How sure it is that a word is a code. */
enum tag_standing {
	TAG_NO_CODE, /* no table has it */
	TAG_BY_FORM, /* its form says what it is: two letters, K or Q and three */
	TAG_IN_TABLE
};
enum tag_standing septel__tag_standing(struct septel_view word, enum septel_tag_kind *kind,
				       struct septel_view *name);

/* How many words from `first` on are one theme or organisation of several words
 * ("ISRAELI PALESTINIAN AFFAIRS", "EL AL"); 0 if none. */
size_t septel__tag_theme(const struct tag_words *words, size_t first);
/* How many words from `first` on are a person printed without parentheses
 * ("BIDEN JOSEPH"); `expected`: a code that wants a person stands before. */
size_t septel__tag_person(const struct tag_words *words, size_t first, bool expected);
/* OVIP, OCON, OEXC, OREP, OTRA: a person or an event follows. */
bool septel__tag_wants_person(struct septel_view word);

/* The codes that `word` comes apart into where they lost their blanks
 * ("ETRDEINVECIN"); 0 unless there is exactly one way with the fewest codes. */
size_t septel__tag_pieces(struct septel_view word, struct septel_view pieces[TAG_PIECES_LIMIT]);
/* The one code of the table that `word` is with a letter too many ("MOPPS"), in
 * `code` (5 bytes with NUL); false if there is none or more than one. */
bool septel__tag_misspelt(struct septel_view word, char code[5]);
/* The one code of the table at distance 1 from an unknown word: a suggestion,
 * for the word may be a code that the table lacks; empty if none or several. */
struct septel_view septel__tag_near(struct septel_view word);

#endif
