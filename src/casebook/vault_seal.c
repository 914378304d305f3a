/* vault_seal.c - see vault_seal.h. */
#include "vault_seal.h"

#include "../base/limits.h"

#include <sodium.h>

#define MAGIC "septel-vault v1\n"
/* Names are padded to whole pages, so that the file tells little of how many there are. */
#define PAGE 4096u

enum {
	AT_PASSES = 16,
	AT_MEMORY = 20,
	AT_SALT = 24,
	AT_NONCE = 40,
	AT_PROOF = 64,
	AT_CHECKSUM = 80,
	HEADER_SIZE = 96,
	DIGEST_SIZE = crypto_generichash_BYTES_MIN,
	TAG_SIZE = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
};

_Static_assert(sizeof MAGIC - 1 == AT_PASSES, "the magic fills its place");
_Static_assert(VAULT_SALT_SIZE == crypto_pwhash_SALTBYTES, "a salt of Argon2id");
_Static_assert(AT_NONCE - AT_SALT == VAULT_SALT_SIZE && AT_PROOF - AT_NONCE == NONCE_SIZE &&
		       AT_CHECKSUM - AT_PROOF == DIGEST_SIZE &&
		       HEADER_SIZE - AT_CHECKSUM == DIGEST_SIZE,
	       "fields follow each other");
#define KEY_SIZE 32
_Static_assert(crypto_kdf_KEYBYTES == KEY_SIZE, "the size of a master");
_Static_assert(crypto_generichash_KEYBYTES == KEY_SIZE, "the size of the key of a proof");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == KEY_SIZE, "of that of the names");

/* The keys that a master makes. */
enum subkey { SUBKEY_PROOF = 1, SUBKEY_NAMES = 2 };
static const char SUBKEY_CONTEXT[crypto_kdf_CONTEXTBYTES] = {'s', 'e', 'p', 'v',
							     'a', 'u', 'l', 't'};

static void put_number(unsigned char *at, uint32_t number)
{
	for (int i = 0; i < 4; i++)
		at[i] = (unsigned char)(number >> (8 * i));
}

static uint32_t number_at(const unsigned char *at)
{
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* ---- keys -------------------------------------------------------------------------------- */

static bool make_master(struct vault_lock *lock, const struct secret *key)
{
	if (!septel__secret_init(&lock->master, KEY_SIZE))
		return false;
	const int made = crypto_pwhash((unsigned char *)lock->master.bytes, KEY_SIZE, key->bytes,
				       key->length, lock->salt, lock->strength.passes,
				       (size_t)lock->strength.kibibytes * 1024,
				       crypto_pwhash_ALG_ARGON2ID13);
	lock->master.length = KEY_SIZE;
	if (made != 0)
		septel__secret_release(&lock->master);
	return made == 0;
}

bool septel__vault_lock_new(struct vault_lock *lock, const struct secret *key,
			    struct vault_strength strength)
{
	*lock = (struct vault_lock){.strength = strength};
	if (sodium_init() < 0)
		return false;
	randombytes_buf(lock->salt, sizeof lock->salt);
	return make_master(lock, key);
}

void septel__vault_lock_release(struct vault_lock *lock)
{
	septel__secret_release(&lock->master);
}

static bool derive(struct secret *subkey, const struct vault_lock *lock, enum subkey which)
{
	if (!septel__secret_init(subkey, KEY_SIZE))
		return false;
	subkey->length = KEY_SIZE;
	crypto_kdf_derive_from_key((unsigned char *)subkey->bytes, KEY_SIZE, (uint64_t)which,
				   SUBKEY_CONTEXT, (const unsigned char *)lock->master.bytes);
	return true;
}

/* ---- the header ------------------------------------------------------------------------------ */

static void checksum_of(const unsigned char *header, unsigned char digest[DIGEST_SIZE])
{
	crypto_generichash(digest, DIGEST_SIZE, header, AT_CHECKSUM, NULL, 0);
}

static bool proof_of(const unsigned char *header, const struct vault_lock *lock,
		     unsigned char digest[DIGEST_SIZE])
{
	struct secret subkey;
	if (!derive(&subkey, lock, SUBKEY_PROOF))
		return false;
	crypto_generichash(digest, DIGEST_SIZE, header, AT_PROOF,
			   (const unsigned char *)subkey.bytes, subkey.length);
	septel__secret_release(&subkey);
	return true;
}

/* Whole, and asking for no more than septel gives. */
static bool header_holds(struct septel_view file)
{
	const unsigned char *header = (const unsigned char *)file.ptr;
	unsigned char digest[DIGEST_SIZE];
	if (file.len < HEADER_SIZE + TAG_SIZE || file.len > VAULT_FILE_LIMIT ||
	    !septel__starts(file, MAGIC))
		return false;
	checksum_of(header, digest);
	if (sodium_memcmp(digest, header + AT_CHECKSUM, DIGEST_SIZE) != 0)
		return false;
	const uint32_t passes = number_at(header + AT_PASSES);
	const uint32_t kibibytes = number_at(header + AT_MEMORY);
	return passes >= 1 && passes <= VAULT_PASSES_LIMIT &&
	       kibibytes >= crypto_pwhash_MEMLIMIT_MIN / 1024 && kibibytes <= VAULT_KIBIBYTES_LIMIT;
}

/* ---- opening --------------------------------------------------------------------------------- */

static enum vault_status prove_key(const unsigned char *header, struct vault_lock *lock,
				   const struct secret *key)
{
	unsigned char digest[DIGEST_SIZE];
	lock->strength = (struct vault_strength){number_at(header + AT_PASSES),
						 number_at(header + AT_MEMORY)};
	memcpy(lock->salt, header + AT_SALT, VAULT_SALT_SIZE);
	if (!make_master(lock, key) || !proof_of(header, lock, digest))
		return VAULT_FAILED;
	return sodium_memcmp(digest, header + AT_PROOF, DIGEST_SIZE) == 0 ? VAULT_OK
									  : VAULT_WRONG_KEY;
}

static enum vault_status decrypt(struct secret *names, const struct vault_lock *lock,
				 struct septel_view file)
{
	const unsigned char *header = (const unsigned char *)file.ptr;
	const size_t length = file.len - HEADER_SIZE - TAG_SIZE;
	struct secret subkey;
	if (length == 0 || length % PAGE != 0)
		return VAULT_DAMAGED;
	if (!septel__secret_init(names, length) || !derive(&subkey, lock, SUBKEY_NAMES))
		return VAULT_FAILED;
	const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
		(unsigned char *)names->bytes, NULL, NULL, header + HEADER_SIZE, length + TAG_SIZE,
		header, HEADER_SIZE, header + AT_NONCE, (const unsigned char *)subkey.bytes);
	septel__secret_release(&subkey);
	if (opened != 0 ||
	    sodium_unpad(&names->length, (const unsigned char *)names->bytes, length, PAGE) != 0)
		return VAULT_DAMAGED;
	return VAULT_OK;
}

enum vault_status septel__vault_unseal(struct secret *names, struct vault_lock *lock,
				       struct septel_view file, const struct secret *key)
{
	*names = (struct secret){NULL, 0, 0};
	*lock = (struct vault_lock){.master = {NULL, 0, 0}};
	if (sodium_init() < 0)
		return VAULT_FAILED;
	if (!header_holds(file))
		return VAULT_DAMAGED;
	enum vault_status status = prove_key((const unsigned char *)file.ptr, lock, key);
	if (status == VAULT_OK)
		status = decrypt(names, lock, file);
	if (status != VAULT_OK) {
		septel__secret_release(names);
		septel__vault_lock_release(lock);
	}
	return status;
}

/* ---- closing --------------------------------------------------------------------------------- */

static bool write_header(unsigned char header[HEADER_SIZE], const struct vault_lock *lock)
{
	memcpy(header, MAGIC, AT_PASSES);
	put_number(header + AT_PASSES, lock->strength.passes);
	put_number(header + AT_MEMORY, lock->strength.kibibytes);
	memcpy(header + AT_SALT, lock->salt, VAULT_SALT_SIZE);
	randombytes_buf(header + AT_NONCE, NONCE_SIZE);
	if (!proof_of(header, lock, header + AT_PROOF))
		return false;
	checksum_of(header, header + AT_CHECKSUM);
	return true;
}

static bool padded(struct secret *copy, const struct secret *names)
{
	size_t length;
	const size_t room = (names->length / PAGE + 1) * PAGE;
	if (!septel__secret_init(copy, room))
		return false;
	septel__secret_append(copy, septel__secret_view(names).ptr, names->length);
	if (sodium_pad(&length, (unsigned char *)copy->bytes, copy->length, PAGE, room) != 0)
		return false;
	copy->length = length;
	return true;
}

bool septel__vault_seal(struct septel_out *file, const struct vault_lock *lock,
			const struct secret *names)
{
	unsigned char header[HEADER_SIZE];
	struct secret text = {NULL, 0, 0}, subkey = {NULL, 0, 0};
	const bool ready = write_header(header, lock) && padded(&text, names) &&
			   derive(&subkey, lock, SUBKEY_NAMES) &&
			   septel__out_reserve(file, HEADER_SIZE + text.length + TAG_SIZE);
	if (ready) {
		septel__out_bytes(file, (const char *)header, HEADER_SIZE);
		crypto_aead_xchacha20poly1305_ietf_encrypt(
			(unsigned char *)file->data + file->length, NULL,
			(const unsigned char *)text.bytes, text.length, header, HEADER_SIZE, NULL,
			header + AT_NONCE, (const unsigned char *)subkey.bytes);
		file->length += text.length + TAG_SIZE;
	}
	septel__secret_release(&subkey);
	septel__secret_release(&text);
	return ready;
}
