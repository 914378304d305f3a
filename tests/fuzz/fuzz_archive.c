/* fuzz_archive - whatever the bytes: the decoders of what an archive keeps end, read nothing
 * behind them, and hold what their headers promise.
 *
 * Chunks of lists, varints, entries of documents, citations, kinds, rows of columns and packed
 * messages, all in memory. */
#include "../../src/archive/chunk.h"
#include "../../src/archive/columns.h"
#include "../../src/archive/kinds.h"
#include "../../src/archive/prepared.h"
#include "../../src/base/limits.h"

#include <stdlib.h>

/* Numbers that are read of the bytes. */
#define NUMBERS 32u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static bool lies_in(struct septel_view part, struct septel_view whole)
{
	return part.len == 0 ||
	       (part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len);
}

/* What is passed over is as long as what is read, and bytes put together again are the same
 * number. */
static void check_varints(struct septel_view bytes)
{
	struct varint_cursor read = septel__varint_cursor(bytes);
	struct varint_cursor skipped = read, summed = read;
	uint32_t sums[NUMBERS], sum = 0;
	septel__varint_sums(&summed, sums, NUMBERS);
	for (uint32_t i = 0; i < NUMBERS && read.at < read.end; i++) {
		const unsigned char *before = read.at;
		const uint32_t number = septel__varint_read(&read);
		unsigned char again[VARINT_BYTES];
		require(read.at > before && read.at <= read.end);
		if (read.broken) {
			require(number == 0 && read.at == read.end);
			return;
		}
		sum += number;
		require(sums[i] == sum);
		require(septel__varint_write(again, number) <= (size_t)(read.at - before));
		septel__varint_skip(&skipped, 1);
		require(!skipped.broken && skipped.at == read.at);
	}
}

/* Places of messages in rising order lie in the chunk one behind the other, and a place that is
 * sought is found or passed. */
static void check_places(struct chunk_reader *reader, struct septel_view places)
{
	const char *behind = places.ptr;
	septel__chunk_read_places(reader, places);
	for (uint32_t i = 0; i < reader->count; i += 1 + i % 3) {
		const struct septel_view own = septel__chunk_places(reader, i);
		require(lies_in(own, places) && own.ptr >= behind);
		behind = own.ptr + own.len;
		struct place_cursor cursor = septel__places_begin(own);
		for (uint64_t from = 1; septel__places_seek(&cursor, from); from += from / 2 + 1)
			require(cursor.place >= from);
	}
}

static void check_chunk(struct septel_view packed)
{
	static struct chunk_reader reader;
	const struct chunk chunk = septel__chunk_unpack(packed);
	require(lies_in(chunk.documents, packed) && lies_in(chunk.counts, packed) &&
		lies_in(chunk.places, packed));
	if (!septel__chunk_read_documents(&reader, chunk.documents)) {
		require(reader.count == 0);
		return;
	}
	require(reader.count <= CHUNK_DOCUMENTS);
	if (!septel__chunk_read_counts(&reader, chunk.counts))
		return;
	check_places(&reader, chunk.places);
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	septel__chunk_pack(&out, &chunk);
	const struct chunk again = septel__chunk_unpack(septel__out_written(&out));
	require(septel__equal(again.documents, chunk.documents) &&
		septel__equal(again.counts, chunk.counts) &&
		septel__equal(again.places, chunk.places));
	septel__out_release(&out);
}

static void check_entries(struct septel_view bytes)
{
	struct varint_cursor cursor = septel__varint_cursor(bytes);
	struct document_entry entry;
	while (septel__document_entry_next(&cursor, &entry))
		require(lies_in(entry.key, bytes) && lies_in(entry.places, bytes));
	struct septel_view citations = bytes, kinds = bytes, kind;
	struct citation citation;
	uint32_t count;
	while (septel__citation_next(&citations, &citation))
		require(lies_in(citation.id, bytes) && lies_in(citation.text, bytes) &&
			lies_in(citations, bytes));
	while (septel__kind_next(&kinds, &kind, &count))
		require(lies_in(kind, bytes) && lies_in(kinds, bytes));
}

static void check_columns(struct septel_view bytes)
{
	for (size_t at = 0; bytes.len - at >= COLUMNS_ROW_SIZE; at += COLUMNS_ROW_SIZE) {
		const unsigned char *row = (const unsigned char *)bytes.ptr + at;
		const struct column_row read = septel__column_row(row);
		require(read.alive == (row[7] == 1) && read.classification == row[6]);
	}
}

/* False, or at most as many bytes as a message may have. */
static void check_packed(struct septel_view packed)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	if (septel__unpack_bytes(packed, &out))
		require(out.length <= SEPTEL_MESSAGE_LIMIT);
	septel__out_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view bytes = {(const char *)data, size};
	check_varints(bytes);
	check_chunk(bytes);
	check_entries(bytes);
	check_columns(bytes);
	check_packed(bytes);
	return 0;
}
