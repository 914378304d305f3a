/* block.c - see block.h. */
#include "block.h"

#include <stdlib.h>

bool septel__block_init(struct corpus_block *block)
{
	*block = (struct corpus_block){.capacity = CORPUS_BLOCK_SIZE};
	block->bytes = malloc(block->capacity);
	block->pieces = malloc(CORPUS_BLOCK_PIECES * sizeof *block->pieces);
	block->arena = septel_arena_new(CORPUS_NAMES_LIMIT);
	if (block->bytes && block->pieces && block->arena)
		return true;
	septel__block_release(block);
	return false;
}

void septel__block_release(struct corpus_block *block)
{
	free(block->bytes);
	free(block->pieces);
	septel_arena_free(block->arena);
	*block = (struct corpus_block){0};
}

void septel__block_clear(struct corpus_block *block)
{
	if (block->capacity > CORPUS_BLOCK_SIZE) {
		/* Given back and taken anew: a shrinking realloc would copy. */
		char *bytes = malloc(CORPUS_BLOCK_SIZE);
		if (bytes) {
			free(block->bytes);
			block->bytes = bytes;
			block->capacity = CORPUS_BLOCK_SIZE;
		}
	}
	septel_arena_reset(block->arena);
	block->length = 0;
	block->count = 0;
	block->read = (struct corpus_totals){0};
}

bool septel__block_grow(struct corpus_block *block, size_t capacity)
{
	if (capacity <= block->capacity)
		return true;
	char *bytes = realloc(block->bytes, capacity);
	if (!bytes)
		return false;
	block->bytes = bytes;
	block->capacity = capacity;
	return true;
}

bool septel__block_add(struct corpus_block *block, const struct corpus_piece *piece)
{
	if (block->count == CORPUS_BLOCK_PIECES)
		return false;
	block->pieces[block->count++] = *piece;
	return true;
}

bool septel__block_fault(struct corpus_block *block, const struct corpus_fault *fault)
{
	const struct corpus_piece piece = {
		.path = septel_arena_copy(block->arena, fault->path),
		.offset = fault->offset,
		.line = fault->line,
		.reason = septel_arena_copy(block->arena, fault->reason),
	};
	return !septel_arena_failed(block->arena) && septel__block_add(block, &piece);
}

bool septel__block_crowded(const struct corpus_block *block)
{
	return block->count + CORPUS_FILE_PIECES > CORPUS_BLOCK_PIECES;
}

bool septel__block_full(const struct corpus_block *block)
{
	return septel__block_crowded(block) || block->capacity - block->length < CORPUS_HEAD_SIZE ||
	       septel_arena_used(block->arena) > CORPUS_NAMES_LIMIT / 2;
}
