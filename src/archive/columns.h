/* columns.h - what filters and orders ask of each message, close together.
 *
 * Rows stand in blocks of COLUMNS_ROWS by the number of the message, so that a
 * question over a whole archive reads a few bytes a message and no table.  A
 * message that is not current, and a number that was never given, has a row that
 * is not alive.
 */
#ifndef SEPTEL_ARCHIVE_COLUMNS_H
#define SEPTEL_ARCHIVE_COLUMNS_H

#include "store.h"

#include <stdint.h>

#define COLUMNS_ROWS       4096u
#define COLUMNS_ROW_SIZE   8u
#define COLUMNS_BLOCK_SIZE ((size_t)COLUMNS_ROWS * COLUMNS_ROW_SIZE)
/* The minute of a message without date-time group: before all others. */
#define COLUMNS_NO_TIME INT32_MIN

struct column_row {
	int32_t minute; /* date-time group, minutes since 1970 */
	uint16_t label; /* of the whole message */
	uint8_t classification;
	bool alive;
};

/* Reads rows in any order, a block at a time.  Large: allocate it once. */
struct column_reader {
	struct archive *archive;
	uint32_t block; /* in hand */
	unsigned char bytes[COLUMNS_BLOCK_SIZE];
};

static inline void septel__columns_begin(struct column_reader *reader, struct archive *archive)
{
	reader->archive = archive;
	reader->block = UINT32_MAX;
}

/* Takes the block of message `number` in hand. */
bool septel__columns_load(struct column_reader *reader, uint32_t number);

/* A row as it is kept: minute (4 bytes), label (2), classification, alive; low bytes first. */
static inline struct column_row septel__column_row(const unsigned char *bytes)
{
	const uint32_t minute = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
				(uint32_t)bytes[3] << 24;
	return (struct column_row){.minute = (int32_t)minute,
				   .label = (uint16_t)(bytes[4] | bytes[5] << 8),
				   .classification = bytes[6],
				   .alive = bytes[7] == 1};
}

/* The row of message `number`; not alive where none was given. */
static inline bool septel__columns_row(struct column_reader *reader, uint32_t number,
				       struct column_row *row)
{
	if (number / COLUMNS_ROWS != reader->block && !septel__columns_load(reader, number))
		return false;
	*row = septel__column_row(reader->bytes +
				  (size_t)(number % COLUMNS_ROWS) * COLUMNS_ROW_SIZE);
	return true;
}

/* Changed blocks, kept until they are written. */
struct columns_writer;

struct columns_writer *septel__columns_writer_new(struct archive *archive)
	__attribute__((warn_unused_result));
void septel__columns_writer_free(struct columns_writer *writer);
bool septel__columns_set(struct columns_writer *writer, uint32_t number,
			 const struct column_row *row);
/* Whether the message is alive, the rest of its row as it is. */
bool septel__columns_set_alive(struct columns_writer *writer, uint32_t number, bool alive);
/* Writes what was changed, in the transaction that is open. */
bool septel__columns_flush(struct columns_writer *writer);

#endif
