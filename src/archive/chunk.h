/* chunk.h - a stretch of the list of messages that have a word.
 *
 * A chunk holds at most CHUNK_DOCUMENTS messages in three parts, so that a
 * question reads no more than it needs: who has the word (`documents`), how often
 * (`counts`), where (`places`):
 *
 *     documents  n, the first number, n - 1 distances from the one before
 *     counts     n counts
 *     places     for each message as many distances of places as its count says
 *
 * all varints.  A chunk stands by itself: lists are joined by putting their chunks
 * in a row.  A small list is one chunk in one run of bytes: the lengths of
 * documents and counts, then the three parts.
 */
#ifndef SEPTEL_ARCHIVE_CHUNK_H
#define SEPTEL_ARCHIVE_CHUNK_H

#include "varint.h"

#define CHUNK_DOCUMENTS 1024u

struct chunk {
	struct septel_view documents, counts, places;
};

struct chunk_writer {
	struct septel_out documents, counts, places;
	uint32_t count, last;
};

void septel__chunk_writer_init(struct chunk_writer *writer);
void septel__chunk_writer_release(struct chunk_writer *writer);
void septel__chunk_writer_clear(struct chunk_writer *writer);
/* Documents in rising order. */
void septel__chunk_writer_add(struct chunk_writer *writer, uint32_t document, uint32_t count,
			      struct septel_view places);
/* What was added, borrowed until the next call; *out holds the front of
 * `documents`, which is only known now. */
struct chunk septel__chunk_written(const struct chunk_writer *writer, struct septel_out *out);
/* Appends a chunk as one run of bytes, and takes one apart; a broken one is empty. */
void septel__chunk_pack(struct septel_out *out, const struct chunk *chunk);
struct chunk septel__chunk_unpack(struct septel_view packed);

/* Decodes one chunk. */
struct chunk_reader {
	uint32_t documents[CHUNK_DOCUMENTS];
	uint32_t counts[CHUNK_DOCUMENTS];
	uint32_t count;
	struct varint_cursor places;
	uint32_t placed; /* index of the message whose places come next */
};

/* False: the chunk is broken. */
bool septel__chunk_read_documents(struct chunk_reader *reader, struct septel_view documents);
/* After read_documents. */
bool septel__chunk_read_counts(struct chunk_reader *reader, struct septel_view counts);
/* After read_counts: the places follow. */
void septel__chunk_read_places(struct chunk_reader *reader, struct septel_view places);
/* The places of message `index` of the chunk, in rising order of index; `places`
 * needs room for counts[index], at most `room` are written.  How many. */
uint32_t septel__chunk_places(struct chunk_reader *reader, uint32_t index, uint32_t *places,
			      uint32_t room);
/* The same places as they are written, borrowed from the chunk. */
struct septel_view septel__chunk_places_raw(struct chunk_reader *reader, uint32_t index);

#endif
