/* source.c - one thread reads and takes apart; see source.h. */
#include "source.h"

#include "format.h"
#include "reader.h"
#include <stdlib.h>

struct corpus_source {
	struct corpus_reader *reader;
	struct corpus_block block;
	struct corpus_splitter splitter;
	struct corpus_totals totals;
};

struct corpus_source *septel__source_open(const char *const *paths, size_t count)
{
	struct corpus_source *source = calloc(1, sizeof *source);
	if (!source)
		return NULL;
	source->reader = septel__reader_new(paths, count, NULL, NULL);
	const bool block = septel__block_init(&source->block);
	septel__splitter_init(&source->splitter);
	septel__splitter_take(&source->splitter, &source->block);
	if (source->reader && block)
		return source;
	septel__source_close(source);
	return NULL;
}

void septel__source_close(struct corpus_source *source)
{
	if (!source)
		return;
	septel__reader_free(source->reader);
	septel__block_release(&source->block);
	septel__splitter_release(&source->splitter);
	free(source);
}

enum corpus_result septel__source_next(struct corpus_source *source, struct corpus_item *item,
				       struct corpus_fault *fault)
{
	for (;;) {
		enum corpus_result result = septel__splitter_next(&source->splitter, item, fault);
		source->totals.items += result == CORPUS_ITEM;
		source->totals.faults += result == CORPUS_FAULT;
		if (result != CORPUS_END)
			return result;
		result = septel__reader_fill(source->reader, &source->block);
		septel__splitter_take(&source->splitter, &source->block);
		if (result != CORPUS_ITEM)
			return result;
		source->totals.files += source->block.read.files;
		source->totals.bytes += source->block.read.bytes;
	}
}

struct corpus_totals septel__source_totals(const struct corpus_source *source)
{
	return source->totals;
}
