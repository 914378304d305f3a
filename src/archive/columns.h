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

#define COLUMNS_ROWS     4096u
#define COLUMNS_ROW_SIZE 8u
/* The minute of a message without date-time group: before all others. */
#define COLUMNS_NO_TIME INT32_MIN

struct column_row {
	int32_t minute; /* date-time group, minutes since 1970 */
	uint16_t label; /* of the whole message */
	uint8_t classification;
	bool alive;
};

struct column_block {
	struct column_row rows[COLUMNS_ROWS];
};

/* Reads the block of message `number`; all rows are not alive where there is
 * none yet. */
bool septel__columns_read(struct archive *archive, uint32_t number, struct column_block *block);

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
