/* parties.h - what kind of party somebody is, where the registry or a journal tells.
 *
 * A journal may leave `kind` out and say it in words: "group of 15 family members",
 * "USG post; holder not named".  The head of those words counts where it is a kind of
 * party; nothing else is guessed.  Any thread.
 */
#ifndef SEPTEL_CASEBOOK_PARTIES_H
#define SEPTEL_CASEBOOK_PARTIES_H

#include "casebook.h"
#include "words.h"

/* PARTY_UNKNOWN where nothing tells. */
enum party_kind septel__party_kind(const struct thing *party) __attribute__((nonnull));

/* A ministry, force, State, organisation: acts by its organs, and is no sum of individuals. */
bool septel__is_body(const struct thing *party) __attribute__((nonnull));

/* What a journal's party.noted says that it is; empty where none does. */
struct septel_view septel__party_is(const struct thing *party) __attribute__((nonnull));

/* True where `text` has the words `words` as whole words, case aside. */
bool septel__has_words(struct septel_view text, struct septel_view words);
/* True where it has one of those; HAS_ANY: of an array of them. */
bool septel__has_any(struct septel_view text, const char *const *words, size_t count);
#define HAS_ANY(text, words) septel__has_any(text, words, sizeof(words) / sizeof *(words))

#endif
