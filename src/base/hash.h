/* hash.h - a 64-bit hash of bytes (FNV-1a), for tables and for telling texts
 * apart.  Not a signature: whoever wants to forge one can. */
#ifndef SEPTEL_BASE_HASH_H
#define SEPTEL_BASE_HASH_H

#include "view.h"

#define HASH_START 14695981039346656037ULL

static inline uint64_t septel__hash(uint64_t hash, struct septel_view view)
{
	for (size_t i = 0; i < view.len; i++)
		hash = (hash ^ (unsigned char)view.ptr[i]) * 1099511628211ULL;
	return hash;
}

#endif
