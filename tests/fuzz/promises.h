/* promises.h - what fuzz entries need: promises that must hold. */
#ifndef SEPTEL_FUZZ_PROMISES_H
#define SEPTEL_FUZZ_PROMISES_H

#include <septel/message.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes of one input: longer ones find nothing that these do not. */
#define FUZZ_INPUT_LIMIT ((size_t)64 * 1024)

/* Ends the program, and says where, unless the promise holds. */
#define require(holds) ((holds) ? (void)0 : broken(#holds, __FILE__, __LINE__))

static inline _Noreturn void broken(const char *promise, const char *file, int line)
{
	fprintf(stderr, "%s:%d: broken: %s\n", file, line, promise);
	abort();
}

static inline bool same_bytes(struct septel_view a, struct septel_view b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

#endif
