/* secret.h - bytes that stay in this process: locked into memory, wiped when given back.
 *
 * The memory is libsodium's (sodium_malloc): between guard pages, not swapped out where the
 * system lets it be locked, zeroed by septel__secret_release.  One thread.
 */
#ifndef SEPTEL_CASEBOOK_SECRET_H
#define SEPTEL_CASEBOOK_SECRET_H

#include "../base/view.h"

struct secret {
	char *bytes; /* NULL: none */
	size_t length;
	size_t room;
};

/* Empty, with room for `room` bytes (at least 1).  False: memory is out. */
bool septel__secret_init(struct secret *secret, size_t room)
	__attribute__((nonnull, warn_unused_result));
/* Wipes it and gives it back; what is none may be given, too. */
void septel__secret_release(struct secret *secret) __attribute__((nonnull));

/* Appends; the caller made room enough. */
void septel__secret_append(struct secret *secret, const void *bytes, size_t length)
	__attribute__((nonnull));

static inline struct septel_view septel__secret_view(const struct secret *secret)
{
	return (struct septel_view){secret->bytes ? secret->bytes : "", secret->length};
}

#endif
