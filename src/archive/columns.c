/* columns.c - see columns.h. */
#include "columns.h"

#include <stdlib.h>

/* Changed blocks in memory at once: an import goes forward, a replacement may
 * be anywhere. */
#define BLOCKS_LIMIT 64u

struct dirty_block {
	uint32_t number;
	unsigned char bytes[COLUMNS_BLOCK_SIZE];
};

struct columns_writer {
	struct archive *archive;
	struct dirty_block *blocks[BLOCKS_LIMIT];
	size_t count;
};

static void encode(unsigned char *bytes, const struct column_row *row)
{
	const uint32_t minute = (uint32_t)row->minute;
	for (unsigned i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(minute >> (8 * i));
	bytes[4] = (unsigned char)row->label;
	bytes[5] = (unsigned char)(row->label >> 8);
	bytes[6] = row->classification;
	bytes[7] = row->alive;
}

static bool read_bytes(struct archive *archive, uint32_t number, unsigned char *bytes)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_BLOCK);
	septel__bind_number(statement, 1, number / COLUMNS_ROWS);
	if (!septel__statement_row(archive, statement, &failed)) {
		memset(bytes, 0, COLUMNS_BLOCK_SIZE);
	} else {
		const struct septel_view rows = septel__column_view(statement, 0);
		if (rows.len != COLUMNS_BLOCK_SIZE)
			failed =
				!septel__archive_fail(archive, "%s: columns of block %u are broken",
						      archive->path, number / COLUMNS_ROWS);
		else
			memcpy(bytes, rows.ptr, rows.len);
		septel__statement_end(statement);
	}
	return !failed;
}

bool septel__columns_load(struct column_reader *reader, uint32_t number)
{
	reader->block = UINT32_MAX;
	if (!read_bytes(reader->archive, number, reader->bytes))
		return false;
	reader->block = number / COLUMNS_ROWS;
	return true;
}

struct columns_writer *septel__columns_writer_new(struct archive *archive)
{
	struct columns_writer *writer = calloc(1, sizeof *writer);
	if (writer)
		writer->archive = archive;
	return writer;
}

static void drop_blocks(struct columns_writer *writer)
{
	for (size_t i = 0; i < writer->count; i++)
		free(writer->blocks[i]);
	writer->count = 0;
}

void septel__columns_writer_free(struct columns_writer *writer)
{
	if (!writer)
		return;
	drop_blocks(writer);
	free(writer);
}

bool septel__columns_flush(struct columns_writer *writer)
{
	for (size_t i = 0; i < writer->count; i++) {
		const struct dirty_block *block = writer->blocks[i];
		struct store_statement *statement =
			septel__statement(writer->archive, STATEMENT_PUT_BLOCK);
		septel__bind_number(statement, 1, block->number);
		septel__bind_blob(
			statement, 2,
			(struct septel_view){(const char *)block->bytes, sizeof block->bytes});
		if (!septel__statement_run(writer->archive, statement))
			return false;
	}
	drop_blocks(writer);
	return true;
}

/* The bytes of the row of `number`, to be changed; NULL on failure. */
static unsigned char *find_row(struct columns_writer *writer, uint32_t number)
{
	const uint32_t block_number = number / COLUMNS_ROWS;
	const size_t offset = (size_t)(number % COLUMNS_ROWS) * COLUMNS_ROW_SIZE;
	for (size_t i = writer->count; i > 0; i--)
		if (writer->blocks[i - 1]->number == block_number)
			return writer->blocks[i - 1]->bytes + offset;
	if (writer->count == BLOCKS_LIMIT && !septel__columns_flush(writer))
		return NULL;
	struct dirty_block *block = malloc(sizeof *block);
	if (!block) {
		septel__archive_fail(writer->archive, "out of memory");
		return NULL;
	}
	block->number = block_number;
	if (!read_bytes(writer->archive, number, block->bytes)) {
		free(block);
		return NULL;
	}
	writer->blocks[writer->count++] = block;
	return block->bytes + offset;
}

bool septel__columns_set(struct columns_writer *writer, uint32_t number,
			 const struct column_row *row)
{
	unsigned char *bytes = find_row(writer, number);
	if (bytes)
		encode(bytes, row);
	return bytes != NULL;
}

bool septel__columns_set_alive(struct columns_writer *writer, uint32_t number, bool alive)
{
	unsigned char *bytes = find_row(writer, number);
	if (bytes)
		bytes[COLUMNS_ROW_SIZE - 1] = alive;
	return bytes != NULL;
}
