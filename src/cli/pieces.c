/* pieces.c - see pieces.h. */
#include "pieces.h"

#include "../corpus/source.h"
#include "safe.h"
#include "tell.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define FIRST_CAPACITY 64

static bool add(struct pieces *pieces, const struct corpus_item *item, struct septel_arena *arena)
{
	if (pieces->count == pieces->capacity) {
		const size_t capacity = pieces->capacity ? pieces->capacity * 2 : FIRST_CAPACITY;
		struct piece *more = realloc(pieces->at, capacity * sizeof *more);
		if (!more)
			return false;
		pieces->at = more;
		pieces->capacity = capacity;
	}
	pieces->at[pieces->count++] = (struct piece){septel_arena_copy(arena, item->path),
						     septel_arena_copy(arena, item->text),
						     item->verbatim ? item->line : 1};
	return !septel_arena_failed(arena);
}

static void tell(struct pieces *pieces, const struct invocation *invocation,
		 const struct corpus_fault *fault)
{
	pieces->faults = true;
	tell_fault(invocation->command->name, fault);
}

bool pieces_read(struct pieces *pieces, const struct invocation *invocation,
		 struct septel_arena *arena)
{
	struct corpus_item item;
	struct corpus_fault fault;
	*pieces = (struct pieces){NULL, 0, 0, false};
	struct corpus_source *source =
		septel__source_open(invocation->arguments, invocation->count);
	bool going = source != NULL, done = false;
	while (going && !done) {
		switch (septel__source_next(source, &item, &fault)) {
		case CORPUS_END:
			done = true;
			break;
		case CORPUS_ITEM:
			going = add(pieces, &item, arena);
			break;
		case CORPUS_FAULT:
			tell(pieces, invocation, &fault);
			break;
		case CORPUS_NO_MEMORY:
			going = false;
			break;
		}
	}
	septel__source_close(source);
	if (!going)
		complain("septel %s: out of memory", invocation->command->name);
	return going;
}

void pieces_release(struct pieces *pieces)
{
	free(pieces->at);
	*pieces = (struct pieces){NULL, 0, 0, false};
}
