/* pseudonym.h - names that stand for ids in a copy that goes to one recipient.
 *
 * Made by keyed BLAKE2b.  The key of a copy comes out of the exporter's key, the recipient and
 * the purpose by Argon2id, so that neither who has another copy nor who tries likely ids with
 * likely keys can tell whose they are.  The same id has the same pseudonym in every copy made
 * for the same recipient and purpose, and no other.
 */
#ifndef SEPTEL_CASEBOOK_PSEUDONYM_H
#define SEPTEL_CASEBOOK_PSEUDONYM_H

#include "secret.h"

/* Letters of a pseudonym: 80 bits, too many for two of one casebook to be alike.  No digits,
 * so that it looks like no day and no age. */
#define PSEUDONYM_LETTERS 20

struct pseudonym_key {
	struct secret key;
};

/* False: memory is out.  To be released. */
bool septel__pseudonym_key(struct pseudonym_key *key, const struct secret *secret,
			   struct septel_view recipient, struct septel_view purpose)
	__attribute__((nonnull, warn_unused_result));
void septel__pseudonym_release(struct pseudonym_key *key) __attribute__((nonnull));

/* Writes the pseudonym of `id`, with a NUL behind it. */
void septel__pseudonym(const struct pseudonym_key *key, struct septel_view id,
		       char text[PSEUDONYM_LETTERS + 1]) __attribute__((nonnull));

#endif
