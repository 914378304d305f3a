/* secret.c - see secret.h. */
#include "secret.h"

#include <assert.h>
#include <sodium.h>

bool septel__secret_init(struct secret *secret, size_t room)
{
	*secret = (struct secret){NULL, 0, 0};
	if (sodium_init() < 0)
		return false;
	secret->bytes = sodium_malloc(room);
	secret->room = secret->bytes ? room : 0;
	return secret->bytes != NULL;
}

void septel__secret_release(struct secret *secret)
{
	sodium_free(secret->bytes);
	*secret = (struct secret){NULL, 0, 0};
}

void septel__secret_append(struct secret *secret, const void *bytes, size_t length)
{
	assert(length <= secret->room - secret->length);
	if (length)
		memcpy(secret->bytes + secret->length, bytes, length);
	secret->length += length;
}
