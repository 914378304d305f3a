/* block.h - what goes from the reader of a source to a worker: bytes, and what
 * they are.
 *
 * Invariants: a piece is a run of whole records of one file (or the file), or a
 * fault; pieces stand in the order of the source and own disjoint bytes of the
 * block.  Paths and reasons live in the block's arena.  A worker may change the
 * bytes of its block (CSV is unescaped in place).
 *
 * Threads: a block has one owner at a time.
 */
#ifndef SEPTEL_CORPUS_BLOCK_H
#define SEPTEL_CORPUS_BLOCK_H

#include "../base/limits.h"
#include "source.h"

struct corpus_format;

struct corpus_piece {
	const struct corpus_format *format; /* NULL: a fault */
	struct septel_view path;
	uint64_t offset, line; /* of its first byte in the file */
	size_t begin, length;  /* its bytes in the block */
	bool whole;            /* the piece is the whole file */
	bool companion;        /* found, not named: may hold no message without a fault */
	struct septel_view reason;
};

struct corpus_block {
	char *bytes;
	size_t length, capacity;
	struct corpus_piece *pieces;
	size_t count;
	struct septel_arena *arena;
	struct corpus_totals read; /* files and bytes that came with this block */
};

/* False when memory is out. */
bool septel__block_init(struct corpus_block *block);
void septel__block_release(struct corpus_block *block);
/* Empties; a grown buffer shrinks back. */
void septel__block_clear(struct corpus_block *block);
/* Makes the buffer hold `capacity` bytes in all; false when memory is out. */
bool septel__block_grow(struct corpus_block *block, size_t capacity);
/* Appends a piece; false when memory is out or the block has too many. */
bool septel__block_add(struct corpus_block *block, const struct corpus_piece *piece);
/* Appends a fault; path and reason are copied. */
bool septel__block_fault(struct corpus_block *block, const struct corpus_fault *fault);
/* True when the pieces of a further file may not fit. */
bool septel__block_crowded(const struct corpus_block *block);
/* True when no further file should begin in this block. */
bool septel__block_full(const struct corpus_block *block);

#endif
