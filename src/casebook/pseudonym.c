/* pseudonym.c - see pseudonym.h. */
#include "pseudonym.h"

#include <sodium.h>

/* Half a byte is a letter, "a" to "p". */
#define DIGEST_SIZE (PSEUDONYM_LETTERS / 2)
#define KEY_SIZE    32

/* Of both, so that no recipient and purpose run into one another. */
static void salt_of(unsigned char salt[crypto_pwhash_SALTBYTES], struct septel_view recipient,
		    struct septel_view purpose)
{
	static const char WHAT[] = "septel case export";
	const uint64_t length = recipient.len;
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, crypto_pwhash_SALTBYTES);
	crypto_generichash_update(&state, (const unsigned char *)WHAT, sizeof WHAT);
	crypto_generichash_update(&state, (const unsigned char *)&length, sizeof length);
	crypto_generichash_update(&state, (const unsigned char *)recipient.ptr, recipient.len);
	crypto_generichash_update(&state, (const unsigned char *)purpose.ptr, purpose.len);
	crypto_generichash_final(&state, salt, crypto_pwhash_SALTBYTES);
}

bool septel__pseudonym_key(struct pseudonym_key *key, const struct secret *secret,
			   struct septel_view recipient, struct septel_view purpose)
{
	unsigned char salt[crypto_pwhash_SALTBYTES];
	if (!septel__secret_init(&key->key, KEY_SIZE))
		return false;
	salt_of(salt, recipient, purpose);
	key->key.length = KEY_SIZE;
	if (crypto_pwhash((unsigned char *)key->key.bytes, KEY_SIZE, secret->bytes, secret->length,
			  salt, crypto_pwhash_OPSLIMIT_INTERACTIVE,
			  crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0)
		return true;
	septel__secret_release(&key->key);
	return false;
}

void septel__pseudonym_release(struct pseudonym_key *key)
{
	septel__secret_release(&key->key);
}

void septel__pseudonym(const struct pseudonym_key *key, struct septel_view id,
		       char text[PSEUDONYM_LETTERS + 1])
{
	unsigned char digest[crypto_generichash_BYTES_MIN];
	_Static_assert(DIGEST_SIZE <= crypto_generichash_BYTES_MIN, "enough bytes");
	crypto_generichash(digest, sizeof digest, (const unsigned char *)id.ptr, id.len,
			   (const unsigned char *)key->key.bytes, key->key.length);
	for (int i = 0; i < PSEUDONYM_LETTERS; i++)
		text[i] = (char)('a' + (digest[i / 2] >> (i % 2 ? 0 : 4) & 15));
	text[PSEUDONYM_LETTERS] = '\0';
}
