/* pieces.h - all messages of the inputs, held at once. */
#ifndef SEPTEL_CLI_PIECES_H
#define SEPTEL_CLI_PIECES_H

#include "command.h"

#include <septel/arena.h>

struct piece {
	struct septel_view path, text;
	uint64_t line; /* of its first byte in the file; 1 where it was taken out of a record */
};

struct pieces {
	struct piece *at;
	size_t count, capacity;
	bool faults; /* some input was bad; told on stderr */
};

/* Reads every input of the invocation into `arena`.  False: out of memory. */
bool pieces_read(struct pieces *pieces, const struct invocation *invocation,
		 struct septel_arena *arena);
void pieces_release(struct pieces *pieces);

#endif
