/* postgres_manners.c - what PostgreSQL does otherwise with the statements of an archive. */
#include "postgres.h"

const struct postgres_manner septel__postgres_manners[STATEMENT_COUNT] = {
	[STATEMENT_ADD_RECEIPT] = {.copy = true},
	[STATEMENT_ADD_MESSAGE] = {.copy = true},
	[STATEMENT_ADD_CITATION] = {.copy = true},
	[STATEMENT_ADD_WORD] = {.copy = true},
	[STATEMENT_ADD_LIST] = {.copy = true},
	/* In the range of the part that it is. */
	[STATEMENT_LAST_NUMBER] =
		{.sql = "SELECT greatest((SELECT coalesce(max(number), 0) FROM received),"
			" (SELECT coalesce(max(last), 0) FROM segment),"
			" (SELECT base FROM form))"},
	[STATEMENT_NEXT_NUMBERS] =
		{.sql = "SELECT greatest((SELECT coalesce(max(number), 0) FROM segment), base) + 1,"
			" greatest((SELECT coalesce(max(number), 0) FROM list), base * 1024) + 1"
			" FROM form"},
	[STATEMENT_KNOWN] = {.apart = true},
	/* Of a receipt that was there before. */
	[STATEMENT_SET_RECEIPT] = {.apart = true},
	[STATEMENT_RECEIPTS_FROM] = {.is_long = true},
	[STATEMENT_RECEIPTS_OF_ID_FROM] = {.is_long = true},
	[STATEMENT_ALL_WORDS] = {.is_long = true},
	[STATEMENT_COVERAGE] = {.is_long = true},
	[STATEMENT_SERIALS] = {.is_long = true},
	[STATEMENT_STATS] = {.is_long = true},
	[STATEMENT_ALL_OF_RECEIVED] = {.is_long = true},
	[STATEMENT_ALL_OF_MESSAGE] = {.is_long = true},
	[STATEMENT_ALL_OF_CITATION] = {.is_long = true},
	[STATEMENT_ALL_OF_REJECT] = {.is_long = true},
	[STATEMENT_ALL_OF_LABEL] = {.is_long = true},
	[STATEMENT_ALL_OF_SEGMENT] = {.is_long = true},
	[STATEMENT_ALL_OF_WORDS] = {.is_long = true},
	[STATEMENT_ALL_OF_LIST] = {.is_long = true},
	[STATEMENT_ALL_OF_COLUMNS] = {.is_long = true},
	[STATEMENT_ALL_OF_COLLECTED] = {.is_long = true},
	[STATEMENT_ALL_OF_NOTE] = {.is_long = true},
	[STATEMENT_ALL_OF_SEARCH] = {.is_long = true},
	[STATEMENT_ALL_OF_FORGOTTEN] = {.is_long = true},
	/* The next one's number is behind it. */
	[STATEMENT_RESTORE_NOTE] =
		{.sql = "WITH restored AS (INSERT INTO note(number, id, at, writer, text)"
			" VALUES(?1, ?2, ?3, ?4, ?5) RETURNING number)"
			" SELECT setval(pg_get_serial_sequence('note', 'number'), number)"
			" FROM restored"},
	[STATEMENT_CITED_IDS] = {.sql = "SELECT id, number, label FROM citation"
					" WHERE id IS NOT NULL AND in_text = 0 ORDER BY id, number",
				 .is_long = true},
	/* The server's pages are its own to check (data checksums, amcheck). */
	[STATEMENT_INTEGRITY] = {.sql = "SELECT 'ok'"},
};
