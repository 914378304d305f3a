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
/* The places of message `index` of the chunk, in rising order of index, as they are written;
 * borrowed from the chunk. */
struct septel_view septel__chunk_places(struct chunk_reader *reader, uint32_t index);

/* Goes through the places of one message. */
struct place_cursor {
	struct varint_cursor rest;
	uint32_t place; /* in hand; 0: none yet */
};

static inline struct place_cursor septel__places_begin(struct septel_view places)
{
	return (struct place_cursor){septel__varint_cursor(places), 0};
}

/* Takes the first place from `from` on in hand, forward only; false where there is none. */
static inline bool septel__places_seek(struct place_cursor *cursor, uint64_t from)
{
	/* Kept in registers: bytes may be anything, so that their reader would be read anew. */
	struct varint_cursor rest = cursor->rest;
	uint32_t place = cursor->place;
	while (place < from && rest.at != rest.end)
		place += septel__varint_read(&rest);
	*cursor = (struct place_cursor){rest, place};
	return place >= from;
}

#endif
