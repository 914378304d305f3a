/* store_reading.h - what the files that read a spool share.  Private to store_*.c. */
#ifndef SEPTEL_RELAY_STORE_READING_H
#define SEPTEL_RELAY_STORE_READING_H

#include "store_make.h"

/* ask_text of the make. */
enum store_status septel__reading_ask(struct store *store, const char *sql,
				      const struct store_value *values, size_t count,
				      store_row_function row, void *context);

/* The number of the first entry (or message) that came at `at` or later, or a little before: clocks
 * that were set back are allowed for by an hour.  Numbers rise with time, so it is found by
 * halving, and no index by time is written at each commit. */
enum store_status septel__reading_entry_at(struct store *store, moment at, uint64_t *number);
enum store_status septel__reading_message_at(struct store *store, moment at, uint64_t *number);

#endif
