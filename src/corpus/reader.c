/* reader.c - see reader.h.
 *
 * States of the leaf in hand: closed; open; passing over (skip set: something
 * was too long).  What was read but belongs to the next block is carried.
 */
#include "reader.h"

#include "format.h"
#include "input.h"
#include "walk.h"
#include <stdlib.h>

struct leaf {
	bool open, named;
	const struct corpus_format *format;
	uint64_t offset, line; /* of the first byte not yet given */
	bool ended, failed;    /* no more bytes; for the input's reason */
	bool cut;              /* something of it was given or passed over */
	const struct corpus_skip *skip;
};

struct corpus_reader {
	struct corpus_walk *walk;
	struct corpus_input *input;
	bool in_file; /* the input may hold further leaves */
	struct leaf leaf;
	struct septel_out carry;
	void (*growing)(void *context);
	void *context;
};

struct corpus_reader *septel__reader_new(const char *const *paths, size_t count,
					 void (*growing)(void *context), void *context)
{
	struct corpus_reader *reader = calloc(1, sizeof *reader);
	if (!reader)
		return NULL;
	reader->walk = septel__walk_new(paths, count);
	reader->input = septel__input_new();
	septel__out_init(&reader->carry, NULL, 0);
	reader->growing = growing;
	reader->context = context;
	if (reader->walk && reader->input)
		return reader;
	septel__reader_free(reader);
	return NULL;
}

void septel__reader_rules(struct corpus_reader *reader, const struct corpus_rules *rules)
{
	septel__walk_rules(reader->walk, rules);
}

void septel__reader_free(struct corpus_reader *reader)
{
	if (!reader)
		return;
	septel__walk_free(reader->walk);
	septel__input_free(reader->input);
	septel__out_release(&reader->carry);
	free(reader);
}

static enum corpus_result put_fault(struct corpus_block *block, struct septel_view path,
				    uint64_t offset, uint64_t line, const char *reason)
{
	const struct corpus_fault fault = {
		.path = path, .offset = offset, .line = line, .reason = septel_view_of(reason)};
	return septel__block_fault(block, &fault) ? CORPUS_FAULT : CORPUS_NO_MEMORY;
}

static enum corpus_result input_fault(struct corpus_reader *reader, struct corpus_block *block)
{
	return put_fault(block, septel__input_path(reader->input), reader->leaf.offset, 0,
			 septel__input_reason(reader->input));
}

/* Reads the first bytes of the leaf into the carry. */
static void read_head(struct corpus_reader *reader)
{
	struct septel_out *carry = &reader->carry;
	septel__out_clear(carry);
	if (!septel__out_reserve(carry, CORPUS_HEAD_SIZE))
		return;
	while (carry->length < CORPUS_HEAD_SIZE && !reader->leaf.ended) {
		const long count = septel__input_read(reader->input, carry->data + carry->length,
						      CORPUS_HEAD_SIZE - carry->length);
		if (count > 0)
			carry->length += (size_t)count;
		reader->leaf.ended = count <= 0;
		reader->leaf.failed = count < 0;
	}
}

/* Steps to the next leaf of the file in hand, or of the next file. */
static enum corpus_result step(struct corpus_reader *reader, struct corpus_block *block)
{
	struct septel_view path;
	struct corpus_fault fault;
	bool named = false;
	enum corpus_result result;
	if (reader->in_file) {
		result = septel__input_next(reader->input);
		if (result == CORPUS_FAULT)
			return input_fault(reader, block);
		reader->leaf.named = false;
		reader->in_file = result != CORPUS_END;
		if (result != CORPUS_END)
			return result;
	}
	result = septel__walk_next(reader->walk, &path, &named, &fault);
	if (result == CORPUS_FAULT)
		return septel__block_fault(block, &fault) ? CORPUS_FAULT : CORPUS_NO_MEMORY;
	if (result != CORPUS_ITEM)
		return result;
	reader->leaf.named = named;
	if (!septel__input_open(reader->input, path))
		return input_fault(reader, block);
	reader->in_file = true;
	return CORPUS_ITEM;
}

/* Opens the next leaf.  FAULT: the block has it, go on. */
static enum corpus_result open_leaf(struct corpus_reader *reader, struct corpus_block *block)
{
	reader->leaf = (struct leaf){.line = 1};
	const enum corpus_result result = step(reader, block);
	if (result != CORPUS_ITEM)
		return result;
	read_head(reader);
	if (reader->carry.failed)
		return CORPUS_NO_MEMORY;
	const struct septel_view head = septel__out_written(&reader->carry);
	if (septel__is_container(head)) {
		/* Its members come with the next steps. */
		return septel__input_descend(reader->input, head) ? CORPUS_FAULT
								  : input_fault(reader, block);
	}
	block->read.files++;
	block->read.bytes += head.len;
	if (head.len == 0)
		return reader->leaf.failed ? input_fault(reader, block)
					   : put_fault(block, septel__input_path(reader->input), 0,
						       0, "file is empty");
	const char *reason;
	reader->leaf.format = septel__format_find(head, &reason);
	if (!reader->leaf.format)
		return put_fault(block, septel__input_path(reader->input), 0, 0, reason);
	reader->leaf.open = true;
	return CORPUS_ITEM;
}

/* Gives the first `length` bytes from `start` of the block to a piece. */
static bool give(struct corpus_reader *reader, struct corpus_block *block, size_t start,
		 size_t length)
{
	struct leaf *leaf = &reader->leaf;
	if (length == 0)
		return true;
	const struct corpus_piece piece = {
		.format = leaf->format,
		.path = septel_arena_copy(block->arena, septel__input_path(reader->input)),
		.offset = leaf->offset,
		.line = leaf->line,
		.begin = start,
		.length = length,
		.whole = leaf->ended && !leaf->cut,
		.companion = !leaf->named,
	};
	leaf->cut = true;
	return !septel_arena_failed(block->arena) && septel__block_add(block, &piece);
}

/* Moves the leaf's place on over bytes that were given or passed over. */
static void pass(struct leaf *leaf, struct septel_view bytes)
{
	leaf->offset += bytes.len;
	leaf->line += septel__count_bytes(bytes, '\n');
	leaf->cut = true;
}

/* Reads until the block is full or the leaf ends. */
static void read_on(struct corpus_reader *reader, struct corpus_block *block)
{
	struct leaf *leaf = &reader->leaf;
	while (!leaf->ended && block->length < block->capacity) {
		const long count = septel__input_read(reader->input, block->bytes + block->length,
						      block->capacity - block->length);
		leaf->ended = count <= 0;
		leaf->failed = count < 0;
		if (count > 0) {
			block->length += (size_t)count;
			block->read.bytes += (uint64_t)count;
		}
	}
}

static struct septel_view bytes_from(const struct corpus_block *block, size_t start)
{
	return (struct septel_view){block->bytes + start, block->length - start};
}

/* Carries the bytes from `from` on to the next block. */
static bool carry_from(struct corpus_reader *reader, struct corpus_block *block, size_t from)
{
	if (reader->carry.capacity > CORPUS_BLOCK_SIZE)
		septel__out_release(&reader->carry);
	septel__out_clear(&reader->carry);
	septel__out_view(&reader->carry, bytes_from(block, from));
	block->length = from;
	return !reader->carry.failed;
}

/* Passes over what is too long.  True: the next record begins at `start`. */
static bool skip_on(struct corpus_reader *reader, struct corpus_block *block, size_t start)
{
	struct leaf *leaf = &reader->leaf;
	do {
		size_t drop = 0;
		read_on(reader, block);
		const struct septel_view bytes = bytes_from(block, start);
		const bool found = leaf->skip->resume(bytes, &drop);
		if (!found && leaf->ended)
			drop = bytes.len;
		pass(leaf, septel__slice(bytes, 0, drop));
		memmove(block->bytes + start, block->bytes + start + drop, bytes.len - drop);
		block->length -= drop;
		if (found) {
			leaf->skip = NULL;
			return true;
		}
	} while (!leaf->ended);
	return false;
}

/* The last piece of a leaf, and what went wrong at its end. */
static enum corpus_result end_leaf(struct corpus_reader *reader, struct corpus_block *block,
				   size_t start)
{
	reader->leaf.open = false;
	if (!give(reader, block, start, block->length - start))
		return CORPUS_NO_MEMORY;
	reader->leaf.offset += block->length - start;
	if (reader->leaf.failed && input_fault(reader, block) == CORPUS_NO_MEMORY)
		return CORPUS_NO_MEMORY;
	return CORPUS_END;
}

/* The block is full of one leaf from `start` 0: cuts it, or makes it longer.
 * ITEM: the block is to be handed over; END: read on. */
static enum corpus_result cut_or_grow(struct corpus_reader *reader, struct corpus_block *block)
{
	struct leaf *leaf = &reader->leaf;
	const struct septel_view bytes = bytes_from(block, 0);
	const size_t cut = leaf->format->cut(bytes);
	if (cut) {
		if (!give(reader, block, 0, cut))
			return CORPUS_NO_MEMORY;
		pass(leaf, septel__slice(bytes, 0, cut));
		return carry_from(reader, block, cut) ? CORPUS_ITEM : CORPUS_NO_MEMORY;
	}
	leaf->skip = leaf->format->overlong(bytes, bytes.len >= CORPUS_RECORD_LIMIT);
	if (leaf->skip) {
		const enum corpus_result result =
			put_fault(block, septel__input_path(reader->input), leaf->offset,
				  leaf->line, leaf->skip->reason);
		return result == CORPUS_NO_MEMORY ? result : CORPUS_END;
	}
	if (reader->growing)
		reader->growing(reader->context);
	const size_t wanted = block->capacity * 2;
	return septel__block_grow(block,
				  wanted < CORPUS_RECORD_LIMIT ? wanted : CORPUS_RECORD_LIMIT)
		       ? CORPUS_END
		       : CORPUS_NO_MEMORY;
}

/* Goes on with the leaf in hand.  ITEM: the block is to be handed over; END: the
 * leaf is done. */
static enum corpus_result feed(struct corpus_reader *reader, struct corpus_block *block)
{
	struct leaf *leaf = &reader->leaf;
	const size_t start = block->length, carried = reader->carry.length;
	if (carried > block->capacity - start) {
		if (start > 0)
			return CORPUS_ITEM;
		if (!septel__block_grow(block, carried))
			return CORPUS_NO_MEMORY;
	}
	if (carried)
		memcpy(block->bytes + start, reader->carry.data, carried);
	block->length += carried;
	septel__out_clear(&reader->carry);
	for (;;) {
		if (leaf->skip) {
			if (!skip_on(reader, block, start))
				return end_leaf(reader, block, start);
			/* Faults must stay in order with what was read after them. */
			if (septel__block_crowded(block))
				return carry_from(reader, block, start) ? CORPUS_ITEM
									: CORPUS_NO_MEMORY;
		}
		read_on(reader, block);
		if (leaf->ended)
			return end_leaf(reader, block, start);
		if (start > 0)
			return carry_from(reader, block, start) ? CORPUS_ITEM : CORPUS_NO_MEMORY;
		const enum corpus_result result = cut_or_grow(reader, block);
		if (result != CORPUS_END)
			return result;
	}
}

enum corpus_result septel__reader_fill(struct corpus_reader *reader, struct corpus_block *block)
{
	septel__block_clear(block);
	for (;;) {
		enum corpus_result result;
		if (reader->leaf.open) {
			result = feed(reader, block);
			if (result != CORPUS_END)
				return result;
		} else {
			if (septel__block_full(block))
				return CORPUS_ITEM;
			result = open_leaf(reader, block);
			if (result == CORPUS_NO_MEMORY)
				return result;
			if (result == CORPUS_END)
				return block->count ? CORPUS_ITEM : CORPUS_END;
		}
	}
}
