/* vault_seal.h - the bytes of a vault file: what is locked, and the header that tells how.
 *
 *   offset  bytes
 *        0     16  "septel-vault v1\n"
 *       16      4  passes of Argon2id, little-endian
 *       20      4  its memory in KiB, little-endian
 *       24     16  salt
 *       40     24  nonce, fresh each time the file is written
 *       64     16  proof of the key: BLAKE2b-128 of the bytes before it, keyed
 *       80     16  checksum: BLAKE2b-128 of the bytes before it
 *       96         the names, padded to whole pages (ISO 7816-4), by
 *                  XChaCha20-Poly1305 with the header as additional data
 *
 * The checksum tells a damaged header from a wrong key; what proves that nothing was changed
 * is the key's tag over header and names.  Two keys come out of the secret: Argon2id makes a
 * master of it, libsodium's key derivation (BLAKE2b) one key for the proof, one for the names.
 *
 * Any bytes may be given; what a header asks for is bounded before it is done.  One thread.
 */
#ifndef SEPTEL_CASEBOOK_VAULT_SEAL_H
#define SEPTEL_CASEBOOK_VAULT_SEAL_H

#include "../base/out.h"
#include "secret.h"

#define VAULT_SALT_SIZE 16

enum vault_status {
	VAULT_OK = 0,
	VAULT_INVALID = 2,   /* what was asked does not go; nothing changed */
	VAULT_DAMAGED = 4,   /* no vault, or not as it was written */
	VAULT_WRONG_KEY = 5, /* whole, as far as can be told without the key */
	VAULT_FAILED = -1    /* memory is out, or the system refused */
};

/* What it costs to try one key. */
struct vault_strength {
	uint32_t passes;
	uint32_t kibibytes;
};

/* For a passphrase that a person can keep in mind, and for a file that holds a key. */
#define VAULT_STRENGTH_PASSPHRASE ((struct vault_strength){3, 256u * 1024})
#define VAULT_STRENGTH_KEY_FILE   ((struct vault_strength){2, 64u * 1024})

/* A key as a vault has it. */
struct vault_lock {
	struct vault_strength strength;
	unsigned char salt[VAULT_SALT_SIZE];
	struct secret master; /* none: not made yet */
};

/* A lock of its own, with a new salt.  False: memory is out. */
bool septel__vault_lock_new(struct vault_lock *lock, const struct secret *key,
			    struct vault_strength strength)
	__attribute__((nonnull, warn_unused_result));
void septel__vault_lock_release(struct vault_lock *lock) __attribute__((nonnull));

/* Opens the file's bytes: *names is what was locked, to be released, and *lock the lock that
 * it has.  Whatever else is answered, both are none. */
enum vault_status septel__vault_unseal(struct secret *names, struct vault_lock *lock,
				       struct septel_view file, const struct secret *key)
	__attribute__((nonnull, warn_unused_result));

/* Appends the bytes of a file that holds `names`.  False: memory is out. */
bool septel__vault_seal(struct septel_out *file, const struct vault_lock *lock,
			const struct secret *names) __attribute__((nonnull, warn_unused_result));

#endif
