/* vault.h - who is who: the file `vault` of a casebook.
 *
 * Journals and all that is printed of them call a person by an id.  The name, and other words
 * that would tell who it is (a number of a document, a telephone), stand in the messages and
 * here: id -> words, one way of writing a line, the name in the first.  The file is locked with
 * a key (vault_seal.h) and replaced as a whole; a crash leaves the old or the new one.
 *
 * Inside, as bytes: for each id, in ascending order, one byte its length, the id, eight bytes
 * the time it was put in (seconds since 1970, little-endian), four bytes the length of the
 * words, the words.  Names are only ever in secret memory (secret.h); views of an entry point
 * there, and live until the vault is changed or released.  One thread.
 */
#ifndef SEPTEL_CASEBOOK_VAULT_H
#define SEPTEL_CASEBOOK_VAULT_H

#include "../access/status.h"
#include "vault_seal.h"

struct vault {
	bool present;           /* the file was there */
	struct vault_lock lock; /* none where it was not */
	struct secret names;
};

struct vault_entry {
	struct septel_view id;
	int64_t since;
	struct septel_view words; /* lines; the first is the name */
};

/* Reads the vault of the casebook in that folder; where there is none it is empty, and no key
 * is asked for: `key` may then be anything.  To be released whatever is answered. */
enum vault_status septel__vault_open(struct vault *vault, const char *casebook,
				     const struct secret *key, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
void septel__vault_release(struct vault *vault) __attribute__((nonnull));
/* True where the casebook has the file. */
bool septel__vault_is_there(const char *casebook) __attribute__((nonnull));

/* Walks over the entries by id: *at begins with 0.  False behind the last. */
bool septel__vault_next(const struct vault *vault, size_t *at, struct vault_entry *entry)
	__attribute__((nonnull));
bool septel__vault_find(const struct vault *vault, struct septel_view id, struct vault_entry *entry)
	__attribute__((nonnull));

/* What may stand as the words of an entry: NULL; else what is wrong, to be printed. */
const char *septel__vault_refuses(struct septel_view words);
/* Puts an entry in, or in the place of the one with that id.  VAULT_INVALID: the vault would
 * be longer than it may be. */
enum vault_status septel__vault_put(struct vault *vault, const struct vault_entry *entry)
	__attribute__((nonnull, warn_unused_result));
/* Takes one out; there has to be one. */
enum vault_status septel__vault_forget(struct vault *vault, struct septel_view id)
	__attribute__((nonnull, warn_unused_result));

/* Writes it, under its lock.  `folder` is what septel__vault_hold gave. */
enum vault_status septel__vault_save(const struct vault *vault, const char *casebook, int folder,
				     struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* From before the vault is read until it is saved: one process at a time. */
enum vault_status septel__vault_hold(int *folder, const char *casebook, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
void septel__vault_let_go(int folder);

/* True where `names`, any bytes, are entries as written above. */
bool septel__vault_names_hold(struct septel_view names);

#endif
