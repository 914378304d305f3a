/* segment.c - see segment.h.
 *
 * Lists of at most PACKED_LIMIT bytes stand in the row of their word; longer ones
 * in rows of `list`, a chunk each, numbered in a row.
 */
#include "segment_writer.h"

#include <stdlib.h>

/* Longer bytes in a row of `words` would leave its page. */
#define PACKED_LIMIT 512u

void septel__segment_writer_release(struct segment_writer *writer)
{
	septel__chunk_writer_release(&writer->chunk);
	septel__out_release(&writer->documents);
	septel__out_release(&writer->packed);
}

bool septel__segment_writer_begin(struct segment_writer *writer, struct archive *archive,
				  const struct segment *range)
{
	*writer = (struct segment_writer){.archive = archive, .segment = *range};
	writer->segment.words = 0;
	septel__chunk_writer_init(&writer->chunk);
	septel__out_init(&writer->documents, NULL, 0);
	septel__out_init(&writer->packed, NULL, 0);
	struct store_statement *statement = septel__statement(archive, STATEMENT_NEXT_NUMBERS);
	bool failed = false;
	if (!septel__statement_row(archive, statement, &failed))
		return false;
	writer->segment.number = septel__column_number(statement, 0);
	writer->segment.first_list = writer->segment.end_list = septel__column_number(statement, 1);
	septel__statement_end(statement);
	statement = septel__statement(archive, STATEMENT_ADD_SEGMENT);
	septel__bind_number(statement, 1, writer->segment.number);
	septel__bind_number(statement, 2, range->first);
	septel__bind_number(statement, 3, range->last);
	septel__bind_number(statement, 4, range->messages);
	septel__bind_number(statement, 5, 0);
	septel__bind_number(statement, 6, writer->segment.first_list);
	septel__bind_number(statement, 7, writer->segment.end_list);
	return septel__statement_run(archive, statement);
}

void septel__segment_writer_word(struct segment_writer *writer, struct septel_view key,
				 uint32_t label)
{
	writer->key = key;
	writer->label = label;
	writer->messages = writer->lists = 0;
	writer->first_list = writer->segment.end_list;
	septel__chunk_writer_clear(&writer->chunk);
}

/* The chunk in hand becomes a row of `list`. */
static bool write_list(struct segment_writer *writer)
{
	const struct chunk chunk = septel__chunk_written(&writer->chunk, &writer->documents);
	struct store_statement *statement = septel__statement(writer->archive, STATEMENT_ADD_LIST);
	septel__bind_number(statement, 1, writer->segment.end_list++);
	septel__bind_blob(statement, 2, chunk.documents);
	septel__bind_blob(statement, 3, chunk.counts);
	septel__bind_blob(statement, 4, chunk.places);
	writer->lists++;
	const bool written = septel__statement_run(writer->archive, statement);
	septel__chunk_writer_clear(&writer->chunk);
	return written;
}

bool septel__segment_writer_message(struct segment_writer *writer, uint32_t document,
				    uint32_t count, struct septel_view places)
{
	if (writer->chunk.count == CHUNK_DOCUMENTS && !write_list(writer))
		return false;
	septel__chunk_writer_add(&writer->chunk, document, count, places);
	writer->messages++;
	return true;
}

bool septel__segment_writer_end_word(struct segment_writer *writer)
{
	septel__out_clear(&writer->packed);
	if (writer->messages == 0)
		return true;
	if (writer->lists == 0) {
		const struct chunk chunk =
			septel__chunk_written(&writer->chunk, &writer->documents);
		if (chunk.documents.len + chunk.counts.len + chunk.places.len <= PACKED_LIMIT)
			septel__chunk_pack(&writer->packed, &chunk);
	}
	if (writer->packed.length == 0 && writer->chunk.count && !write_list(writer))
		return false;
	struct store_statement *statement = septel__statement(writer->archive, STATEMENT_ADD_WORD);
	septel__bind_number(statement, 1, writer->segment.number);
	septel__bind_blob(statement, 2, writer->key);
	septel__bind_number(statement, 3, writer->label);
	septel__bind_number(statement, 4, writer->messages);
	if (writer->lists)
		septel__bind_number(statement, 5, writer->first_list);
	septel__bind_number(statement, 6, writer->lists);
	if (writer->packed.length)
		septel__bind_blob(statement, 7, septel__out_written(&writer->packed));
	writer->segment.words++;
	return septel__statement_run(writer->archive, statement);
}

/* Whether all that was gathered was gathered. */
static bool writer_sound(struct segment_writer *writer)
{
	if (!writer->chunk.documents.failed && !writer->chunk.counts.failed &&
	    !writer->chunk.places.failed && !writer->documents.failed && !writer->packed.failed)
		return true;
	return septel__archive_fail(writer->archive, "out of memory");
}

bool septel__segment_writer_finish(struct segment_writer *writer)
{
	struct store_statement *statement =
		septel__statement(writer->archive, STATEMENT_FINISH_SEGMENT);
	septel__bind_number(statement, 1, writer->segment.number);
	septel__bind_number(statement, 2, writer->segment.words);
	septel__bind_number(statement, 3, writer->segment.end_list);
	return writer_sound(writer) && septel__statement_run(writer->archive, statement);
}

static bool write_posting(const struct posting *posting, void *context)
{
	struct segment_writer *writer = context;
	struct varint_cursor cursor = septel__varint_cursor(posting->runs);
	uint32_t document = 0;
	septel__segment_writer_word(writer, posting->key, posting->label);
	for (uint32_t i = 0; i < posting->documents; i++) {
		document += septel__varint_read(&cursor);
		const uint32_t count = septel__varint_read(&cursor);
		const uint32_t length = septel__varint_read(&cursor);
		if (!septel__segment_writer_message(writer, document, count,
						    septel__varint_bytes(&cursor, length)))
			return false;
	}
	return septel__segment_writer_end_word(writer);
}

bool septel__segment_write(struct archive *archive, struct inverted *inverted, uint32_t first,
			   uint32_t last, uint32_t messages)
{
	struct segment_writer writer;
	const struct segment range = {.first = first, .last = last, .messages = messages};
	const bool written = septel__segment_writer_begin(&writer, archive, &range) &&
			     septel__inverted_each(inverted, write_posting, &writer) &&
			     septel__segment_writer_finish(&writer);
	if (!written && archive->error[0] == '\0')
		septel__archive_fail(archive, "out of memory");
	septel__segment_writer_release(&writer);
	return written;
}

bool septel__segments_read(struct archive *archive, struct segments *segments)
{
	bool failed = false;
	segments->count = 0;
	struct store_statement *statement = septel__statement(archive, STATEMENT_SEGMENTS);
	while (septel__statement_row(archive, statement, &failed)) {
		if (segments->count == sizeof segments->at / sizeof *segments->at) {
			septel__statement_end(statement);
			return septel__archive_fail(archive, "%s: too many segments; rebuild it",
						    archive->path);
		}
		segments->at[segments->count++] =
			(struct segment){.number = septel__column_number(statement, 0),
					 .first = (uint32_t)septel__column_number(statement, 1),
					 .last = (uint32_t)septel__column_number(statement, 2),
					 .messages = (uint32_t)septel__column_number(statement, 3),
					 .words = (uint32_t)septel__column_number(statement, 4),
					 .first_list = septel__column_number(statement, 5),
					 .end_list = septel__column_number(statement, 6)};
	}
	return !failed;
}
