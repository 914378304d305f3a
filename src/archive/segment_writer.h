/* segment_writer.h - writes one segment, word by word in order.
 *
 * begin, then for each word (by key, then label): word, message..., end_word; finish; and
 * release in any case.  A word without messages is passed over.
 */
#ifndef SEPTEL_ARCHIVE_SEGMENT_WRITER_H
#define SEPTEL_ARCHIVE_SEGMENT_WRITER_H

#include "chunk.h"
#include "segment.h"

struct segment_writer {
	struct archive *archive;
	struct segment segment;
	struct chunk_writer chunk;
	struct septel_out documents, packed;
	/* The word in hand. */
	struct septel_view key;
	uint32_t label, messages, lists;
	long long first_list;
};

/* `range` tells the messages of the segment. */
bool septel__segment_writer_begin(struct segment_writer *writer, struct archive *archive,
				  const struct segment *range);
/* `key` must stay until end_word. */
void septel__segment_writer_word(struct segment_writer *writer, struct septel_view key,
				 uint32_t label);
/* Messages in rising order. */
bool septel__segment_writer_message(struct segment_writer *writer, uint32_t document,
				    uint32_t count, struct septel_view places);
bool septel__segment_writer_end_word(struct segment_writer *writer);
bool septel__segment_writer_finish(struct segment_writer *writer);
void septel__segment_writer_release(struct segment_writer *writer);

#endif
