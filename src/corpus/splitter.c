/* splitter.c - a block, piece by piece, record by record; see format.h. */
#include "format.h"

#include <stdio.h>

void septel__splitter_init(struct corpus_splitter *splitter)
{
	*splitter = (struct corpus_splitter){0};
	septel__out_init(&splitter->decoded, NULL, CORPUS_RECORD_LIMIT);
}

void septel__splitter_release(struct corpus_splitter *splitter)
{
	septel__out_release(&splitter->decoded);
}

/* Sets out on the piece at splitter->piece, if there is one. */
static void begin_piece(struct corpus_splitter *splitter)
{
	if (splitter->piece >= splitter->block->count)
		return;
	const struct corpus_piece *piece = &splitter->block->pieces[splitter->piece];
	splitter->begun = false;
	splitter->rest = (struct septel_view){splitter->block->bytes + piece->begin, piece->length};
	splitter->offset = piece->offset;
	splitter->line = piece->line;
	splitter->record_end = 0;
}

void septel__splitter_take(struct corpus_splitter *splitter, struct corpus_block *block)
{
	splitter->block = block;
	splitter->piece = 0;
	splitter->faults = splitter->untold = 0;
	if (splitter->decoded.capacity > CORPUS_BLOCK_SIZE)
		septel__out_release(&splitter->decoded);
	begin_piece(splitter);
}

/* The next record of the piece in hand, or the fault that the piece is. */
static enum corpus_result next_of_piece(struct corpus_splitter *splitter, struct corpus_item *item,
					struct corpus_fault *fault)
{
	const struct corpus_piece *piece = &splitter->block->pieces[splitter->piece];
	if (piece->format) {
		*item = (struct corpus_item){.path = piece->path};
		const enum corpus_result result = piece->format->next(splitter, item, fault);
		splitter->begun |= result != CORPUS_END;
		return result;
	}
	if (splitter->begun)
		return CORPUS_END;
	splitter->begun = true;
	*fault = (struct corpus_fault){.path = piece->path,
				       .offset = piece->offset,
				       .line = piece->line,
				       .reason = piece->reason};
	return CORPUS_FAULT;
}

/* How many faults of the piece in hand were passed over in silence. */
static enum corpus_result tell_untold(struct corpus_splitter *splitter, struct corpus_fault *fault)
{
	char text[CORPUS_REASON_SIZE];
	snprintf(text, sizeof text, "%zu more faults up to here", splitter->untold);
	splitter->untold = 0;
	const enum corpus_result result = septel__splitter_fault(splitter, fault, "");
	fault->reason = septel_arena_copy(splitter->block->arena, septel_view_of(text));
	return result;
}

enum corpus_result septel__splitter_next(struct corpus_splitter *splitter, struct corpus_item *item,
					 struct corpus_fault *fault)
{
	while (splitter->piece < splitter->block->count) {
		const enum corpus_result result = next_of_piece(splitter, item, fault);
		if (result == CORPUS_FAULT && ++splitter->faults > CORPUS_BLOCK_FAULTS) {
			splitter->untold++;
			continue;
		}
		if (result != CORPUS_END)
			return result;
		if (splitter->untold)
			return tell_untold(splitter, fault);
		splitter->piece++;
		begin_piece(splitter);
	}
	return CORPUS_END;
}

void septel__splitter_advance(struct corpus_splitter *splitter, size_t length)
{
	splitter->line += septel__count_bytes(septel__slice(splitter->rest, 0, length), '\n');
	splitter->offset += length;
	splitter->rest = septel__slice(splitter->rest, length, splitter->rest.len);
}

enum corpus_result septel__splitter_fault(const struct corpus_splitter *splitter,
					  struct corpus_fault *fault, const char *reason)
{
	*fault = (struct corpus_fault){
		.path = splitter->block->pieces[splitter->piece].path,
		.offset = splitter->offset,
		.line = splitter->line,
		.reason = septel_view_of(reason),
	};
	return CORPUS_FAULT;
}
