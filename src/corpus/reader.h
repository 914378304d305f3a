/* reader.h - fills blocks from a list of paths.
 *
 * Opens files, finds their formats, cuts their bytes between records; takes
 * nothing apart.  One thread at a time.
 */
#ifndef SEPTEL_CORPUS_READER_H
#define SEPTEL_CORPUS_READER_H

#include "block.h"

struct corpus_reader;

/* `growing` (may be NULL) is called before a block grows beyond its ordinary
 * size, so that the caller may first be rid of others. */
struct corpus_reader *septel__reader_new(const char *const *paths, size_t count,
					 void (*growing)(void *context), void *context)
	__attribute__((warn_unused_result));
/* Before the first fill. */
void septel__reader_rules(struct corpus_reader *reader, const struct corpus_rules *rules);
void septel__reader_free(struct corpus_reader *reader);

/* Clears the block and fills it.  CORPUS_ITEM: it holds something; CORPUS_END:
 * nothing was left; CORPUS_NO_MEMORY. */
enum corpus_result septel__reader_fill(struct corpus_reader *reader, struct corpus_block *block)
	__attribute__((nonnull, warn_unused_result));

#endif
