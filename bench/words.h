/* words.h - the vocabulary of prose.c.
 *
 * In templates: $P person with title, $S surname, $O officer of the post, $B body of a
 * government, $G party or movement, $n noun, $m nouns, $a adjective, $v verb, $p verb in
 * the past, $t place, $d day, $y year, $c number, $q percentage, $k money, $r a reference
 * in parentheses with the blank before it, or nothing.
 */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

extern const char *const WORDS_NOUNS[];
extern const unsigned WORDS_NOUNS_COUNT;
extern const char *const WORDS_PLURALS[];
extern const unsigned WORDS_PLURALS_COUNT;
extern const char *const WORDS_ADJECTIVES[];
extern const unsigned WORDS_ADJECTIVES_COUNT;
extern const char *const WORDS_VERBS[];
extern const unsigned WORDS_VERBS_COUNT;
extern const char *const WORDS_PAST[];
extern const unsigned WORDS_PAST_COUNT;
extern const char *const WORDS_TITLES[];
extern const unsigned WORDS_TITLES_COUNT;
extern const char *const WORDS_OFFICERS[];
extern const unsigned WORDS_OFFICERS_COUNT;
extern const char *const WORDS_BODIES[];
extern const unsigned WORDS_BODIES_COUNT;
extern const char *const WORDS_PARTIES[];
extern const unsigned WORDS_PARTIES_COUNT;
/* Sentences that begin with a starter (S8) and end in no abbreviation. */
extern const char *const WORDS_STARTING[];
extern const unsigned WORDS_STARTING_COUNT;
/* Sentences that begin otherwise, and end in no abbreviation. */
extern const char *const WORDS_PLAIN[];
extern const unsigned WORDS_PLAIN_COUNT;
/* Sentences with abbreviations, parentheses and quotes that the rules decide. */
extern const char *const WORDS_TRICKY[];
extern const unsigned WORDS_TRICKY_COUNT;
/* Sentences that end in an abbreviation which divides only before a starter. */
extern const char *const WORDS_ABBREVIATED[];
extern const unsigned WORDS_ABBREVIATED_COUNT;
extern const char *const WORDS_SUBJECTS[];
extern const unsigned WORDS_SUBJECTS_COUNT;
extern const char *const WORDS_HEADINGS[];
extern const unsigned WORDS_HEADINGS_COUNT;
extern const char *const WORDS_LEADS[];
extern const unsigned WORDS_LEADS_COUNT;

#endif
