/* splitter.c - a block, piece by piece, record by record; see format.h. */
#include "format.h"

bool septel__splitter_init(struct corpus_splitter *splitter)
{
	*splitter = (struct corpus_splitter){0};
	septel__out_init(&splitter->decoded, NULL, CORPUS_RECORD_LIMIT);
	return true;
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
}

void septel__splitter_take(struct corpus_splitter *splitter, struct corpus_block *block)
{
	splitter->block = block;
	splitter->piece = 0;
	if (splitter->decoded.capacity > CORPUS_BLOCK_SIZE)
		septel__out_release(&splitter->decoded);
	begin_piece(splitter);
}

enum corpus_result septel__splitter_next(struct corpus_splitter *splitter, struct corpus_item *item,
					 struct corpus_fault *fault)
{
	while (splitter->piece < splitter->block->count) {
		const struct corpus_piece *piece = &splitter->block->pieces[splitter->piece];
		enum corpus_result result = CORPUS_END;
		if (piece->format) {
			*item = (struct corpus_item){.path = piece->path};
			result = piece->format->next(splitter, item, fault);
			splitter->begun |= result != CORPUS_END;
		} else if (!splitter->begun) {
			*fault = (struct corpus_fault){.path = piece->path,
						       .offset = piece->offset,
						       .line = piece->line,
						       .reason = piece->reason};
			splitter->begun = true;
			result = CORPUS_FAULT;
		}
		if (result != CORPUS_END)
			return result;
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
