/* chunk.c - see chunk.h. */
#include "chunk.h"

void septel__chunk_writer_init(struct chunk_writer *writer)
{
	*writer = (struct chunk_writer){.count = 0};
	septel__out_init(&writer->documents, NULL, 0);
	septel__out_init(&writer->counts, NULL, 0);
	septel__out_init(&writer->places, NULL, 0);
}

void septel__chunk_writer_release(struct chunk_writer *writer)
{
	septel__out_release(&writer->documents);
	septel__out_release(&writer->counts);
	septel__out_release(&writer->places);
}

void septel__chunk_writer_clear(struct chunk_writer *writer)
{
	septel__out_clear(&writer->documents);
	septel__out_clear(&writer->counts);
	septel__out_clear(&writer->places);
	writer->count = writer->last = 0;
}

void septel__chunk_writer_add(struct chunk_writer *writer, uint32_t document, uint32_t count,
			      struct septel_view places)
{
	septel__varint_append(&writer->documents, document - writer->last);
	septel__varint_append(&writer->counts, count);
	septel__out_view(&writer->places, places);
	writer->last = document;
	writer->count++;
}

struct chunk septel__chunk_written(const struct chunk_writer *writer, struct septel_out *out)
{
	septel__out_clear(out);
	septel__varint_append(out, writer->count);
	septel__out_view(out, septel__out_written(&writer->documents));
	return (struct chunk){septel__out_written(out), septel__out_written(&writer->counts),
			      septel__out_written(&writer->places)};
}

void septel__chunk_pack(struct septel_out *out, const struct chunk *chunk)
{
	septel__varint_append(out, (uint32_t)chunk->documents.len);
	septel__varint_append(out, (uint32_t)chunk->counts.len);
	septel__out_view(out, chunk->documents);
	septel__out_view(out, chunk->counts);
	septel__out_view(out, chunk->places);
}

struct chunk septel__chunk_unpack(struct septel_view packed)
{
	struct varint_cursor cursor = septel__varint_cursor(packed);
	const uint32_t documents = septel__varint_read(&cursor);
	const uint32_t counts = septel__varint_read(&cursor);
	struct chunk chunk;
	chunk.documents = septel__varint_bytes(&cursor, documents);
	chunk.counts = septel__varint_bytes(&cursor, counts);
	chunk.places = septel__varint_bytes(&cursor, (size_t)(cursor.end - cursor.at));
	if (cursor.broken)
		chunk = (struct chunk){{"", 0}, {"", 0}, {"", 0}};
	return chunk;
}

bool septel__chunk_read_documents(struct chunk_reader *reader, struct septel_view documents)
{
	struct varint_cursor cursor = septel__varint_cursor(documents);
	const uint32_t count = septel__varint_read(&cursor);
	reader->count = 0;
	if (count > CHUNK_DOCUMENTS)
		return false;
	septel__varint_sums(&cursor, reader->documents, count);
	if (cursor.broken || cursor.at != cursor.end)
		return false;
	reader->count = count;
	return true;
}

bool septel__chunk_read_counts(struct chunk_reader *reader, struct septel_view counts)
{
	struct varint_cursor cursor = septel__varint_cursor(counts);
	for (uint32_t i = 0; i < reader->count; i++)
		reader->counts[i] = septel__varint_read(&cursor);
	return !cursor.broken && cursor.at == cursor.end;
}

void septel__chunk_read_places(struct chunk_reader *reader, struct septel_view places)
{
	reader->places = septel__varint_cursor(places);
	reader->placed = 0;
}

struct septel_view septel__chunk_places(struct chunk_reader *reader, uint32_t index)
{
	uint64_t before = 0;
	for (; reader->placed < index; reader->placed++)
		before += reader->counts[reader->placed];
	septel__varint_skip(&reader->places, before);
	const unsigned char *from = reader->places.at;
	septel__varint_skip(&reader->places, reader->counts[index]);
	reader->placed = index + 1;
	return (struct septel_view){(const char *)from, (size_t)(reader->places.at - from)};
}
