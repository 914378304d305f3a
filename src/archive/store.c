/* store.c - see store.h. */
#include "store.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define RECEIPT_COLUMNS                                                                            \
	"number, id, source, place, at, size, year, own_id, total, present, parts, bytes"
#define MESSAGE_COLUMNS                                                                            \
	"number, id, current, dtg, day_only, sender, class, captions, subject, subject_label, "    \
	"label, profile, station, year, serial, repairs, diagnostics"

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
	[STATEMENT_COMMIT] = "COMMIT",
	[STATEMENT_RECEIPT_BY_HASH] = "SELECT number FROM received WHERE hash = ?1",
	[STATEMENT_RECEIPT] = "SELECT " RECEIPT_COLUMNS ", hash FROM received WHERE number = ?1",
	[STATEMENT_RECEIPTS_OF_ID] =
		"SELECT " RECEIPT_COLUMNS ", hash FROM received WHERE id = ?1 ORDER BY number",
	[STATEMENT_RECEIPTS_FROM] = "SELECT " RECEIPT_COLUMNS ", hash FROM received"
				    " WHERE number BETWEEN ?1 AND ?2 ORDER BY number",
	[STATEMENT_RECEIPTS_OF_ID_FROM] = "SELECT " RECEIPT_COLUMNS ", hash FROM received"
					  " WHERE number BETWEEN ?1 AND ?2 AND id = ?3"
					  " ORDER BY number",
	[STATEMENT_ADD_RECEIPT] = "INSERT INTO received(number, id, hash, source, place, at, size, "
				  "year, own_id, total,"
				  " present, parts, bytes) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
				  "?9, ?10, ?11, ?12, ?13)",
	[STATEMENT_SET_RECEIPT] =
		"UPDATE received SET id = ?2, total = ?3, present = ?4 WHERE number = ?1"
		" AND (id, total, present) <> (?2, ?3, ?4)",
	[STATEMENT_DELETE_RECEIPT] = "DELETE FROM received WHERE number = ?1",
	[STATEMENT_LAST_OF_ID] = "SELECT coalesce(max(number), 0) FROM message WHERE id = ?1",
	[STATEMENT_CURRENT_OF_ID] = "SELECT number FROM message WHERE id = ?1 AND current = 1",
	[STATEMENT_ADD_MESSAGE] = "INSERT INTO message(" MESSAGE_COLUMNS
				  ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
				  " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
	[STATEMENT_SET_CURRENT] = "UPDATE message SET current = ?2 WHERE number = ?1",
	[STATEMENT_DELETE_MESSAGE] = "DELETE FROM message WHERE number = ?1",
	[STATEMENT_DELETE_CITATIONS] = "DELETE FROM citation WHERE number = ?1",
	[STATEMENT_ADD_CITATION] =
		"INSERT INTO citation(number, ordinal, letter, kind, link, id, text, sender, dtg,"
		" label, in_text) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	[STATEMENT_ADD_REJECT] =
		"INSERT OR IGNORE INTO reject(source, place, line, reason, at, bytes)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
	[STATEMENT_REJECTS] = "SELECT source, line, reason, at FROM reject ORDER BY number",
	[STATEMENT_LABELS] = "SELECT number, name FROM label ORDER BY number",
	[STATEMENT_ADD_LABEL] = "INSERT OR IGNORE INTO label(number, name) VALUES(?1, ?2)",
	[STATEMENT_SEGMENTS] =
		"SELECT number, first, last, messages, words, first_list, end_list FROM segment"
		" ORDER BY first",
	[STATEMENT_ADD_SEGMENT] =
		"INSERT INTO segment(number, first, last, messages, words, first_list, end_list)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[STATEMENT_FINISH_SEGMENT] =
		"UPDATE segment SET words = ?2, end_list = ?3 WHERE number = ?1",
	[STATEMENT_DELETE_SEGMENT] = "DELETE FROM segment WHERE number = ?1",
	[STATEMENT_DELETE_SEGMENT_WORDS] = "DELETE FROM words WHERE segment = ?1",
	[STATEMENT_DELETE_LISTS] = "DELETE FROM list WHERE number >= ?1 AND number < ?2",
	[STATEMENT_ADD_WORD] =
		"INSERT INTO words(segment, word, label, messages, first_list, lists, packed)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[STATEMENT_WORD] = "SELECT label, messages, first_list, lists, packed, word FROM words"
			   " WHERE segment = ?1 AND word = ?2",
	[STATEMENT_WORD_RANGE] =
		"SELECT label, messages, first_list, lists, packed, word FROM words"
		" WHERE segment = ?1 AND word >= ?2 AND word < ?3",
	[STATEMENT_ALL_WORDS] = "SELECT label, messages, first_list, lists, packed, word FROM words"
				" WHERE segment = ?1 ORDER BY word, label",
	[STATEMENT_ADD_LIST] =
		"INSERT INTO list(number, documents, counts, places) VALUES(?1, ?2, ?3, ?4)",
	[STATEMENT_LIST_END] = "SELECT coalesce(max(number), 0) + 1 FROM list",
	[STATEMENT_LIST_DOCUMENTS] = "SELECT documents FROM list WHERE number = ?1",
	[STATEMENT_LIST_COUNTS] = "SELECT counts FROM list WHERE number = ?1",
	[STATEMENT_LIST_PLACES] = "SELECT places FROM list WHERE number = ?1",
	[STATEMENT_BLOCK] = "SELECT rows FROM columns WHERE block = ?1",
	[STATEMENT_PUT_BLOCK] = "INSERT OR REPLACE INTO columns(block, rows) VALUES(?1, ?2)",
	/* A number that was given is not given again, be its message forgotten. */
	[STATEMENT_LAST_NUMBER] = "SELECT max((SELECT coalesce(max(number), 0) FROM received),"
				  " (SELECT coalesce(max(last), 0) FROM segment))",
	[STATEMENT_MESSAGE] = "SELECT " MESSAGE_COLUMNS " FROM message WHERE number = ?1",
	[STATEMENT_CITATIONS] =
		"SELECT letter, kind, link, id, text, sender, dtg, label, in_text FROM citation"
		" WHERE number = ?1 ORDER BY ordinal",
	[STATEMENT_CITED_BY] =
		"SELECT citation.number, link, in_text, citation.label, message.id,"
		" citation.text, message.dtg FROM citation JOIN message USING(number)"
		" WHERE citation.id = ?1 AND current = 1 ORDER BY message.id, link DESC",
	[STATEMENT_CITED_BY_TIME] =
		"SELECT citation.number, link, in_text, citation.label, message.id,"
		" citation.sender FROM citation JOIN message USING(number)"
		" WHERE citation.dtg = ?1 AND citation.id IS NULL AND current = 1"
		" ORDER BY message.id, link DESC",
	[STATEMENT_CITED_IDS] = "SELECT id, number, label FROM citation INDEXED BY citation_id"
				" WHERE id IS NOT NULL AND in_text = 0 ORDER BY id, number",
	[STATEMENT_MESSAGES_AT] = "SELECT number, id, sender, station IS NOT NULL FROM message"
				  " WHERE dtg = ?1 AND day_only = 0 AND current = 1 ORDER BY id",
	[STATEMENT_COVERAGE] = "SELECT coalesce(station, sender) AS post, dtg, number FROM message"
			       " WHERE current = 1 ORDER BY post, dtg",
	[STATEMENT_STATS] = "SELECT number, current, dtg, profile, class, station IS NOT NULL,"
			    " repairs, diagnostics FROM message WHERE current IS NOT NULL",
	[STATEMENT_STATS_ROWS] =
		"SELECT (SELECT count(*) FROM received), (SELECT count(*) FROM reject)",
	[STATEMENT_SENT_BY] = "SELECT 1 FROM message WHERE id = ?1 AND current = 1 AND dtg <= ?2",
	[STATEMENT_REACHED] = "SELECT max(serial) FROM message WHERE station = ?1 AND year = ?2"
			      " AND current = 1 AND dtg <= ?3",
	[STATEMENT_SERIALS] = "SELECT station, year, serial, number FROM message"
			      " WHERE current = 1 AND station IS NOT NULL"
			      " ORDER BY station, year, serial",
	[STATEMENT_FORGOTTEN] = "SELECT at, reason FROM forgotten WHERE id = ?1",
	[STATEMENT_ADD_FORGOTTEN] =
		"INSERT OR REPLACE INTO forgotten(id, at, reason) VALUES(?1, ?2, ?3)",
	[STATEMENT_EMPTY_LOG] = "PRAGMA wal_checkpoint(TRUNCATE)",
	[STATEMENT_INTEGRITY] = "PRAGMA integrity_check",
	[STATEMENT_RECEIPT_COUNT] = "SELECT count(*), coalesce(max(number), 0) FROM received",
	[STATEMENT_CURRENT_COUNT] = "SELECT count(*) FROM message WHERE current = 1",
	[STATEMENT_COLLECT] = "INSERT OR IGNORE INTO collected(name, id) VALUES(?1, ?2)",
	[STATEMENT_UNCOLLECT] = "DELETE FROM collected WHERE name = ?1 AND id = ?2",
	[STATEMENT_COLLECTIONS] = "SELECT name, id FROM collected WHERE ?1 IS NULL OR name = ?1"
				  " ORDER BY name, id",
	[STATEMENT_ADD_NOTE] = "INSERT INTO note(id, at, writer, text) VALUES(?1, ?2, ?3, ?4)",
	[STATEMENT_REMOVE_NOTE] = "DELETE FROM note WHERE number = ?1",
	[STATEMENT_NOTES] = "SELECT number, id, at, writer, text FROM note"
			    " WHERE ?1 IS NULL OR id = ?1 ORDER BY number",
	[STATEMENT_SAVE_SEARCH] =
		"INSERT OR REPLACE INTO search(name, query, seen)"
		" VALUES(?1, ?2, (SELECT coalesce(max(number), 0) FROM received))",
	[STATEMENT_REMOVE_SEARCH] = "DELETE FROM search WHERE name = ?1",
	[STATEMENT_SEARCH_SEEN] = "UPDATE search SET seen = ?2 WHERE name = ?1",
	[STATEMENT_SEARCHES] = "SELECT name, query, seen FROM search ORDER BY name",
	[STATEMENT_COLLECTED] = "SELECT number FROM collected JOIN message USING(id)"
				" WHERE name = ?1 AND current = 1",
};

bool septel__archive_fail(struct archive *archive, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(archive->error, sizeof archive->error, format, arguments);
	va_end(arguments);
	return false;
}

bool septel__store_failed(struct archive *archive)
{
	const int code = sqlite3_errcode(archive->database);
	const int reason = sqlite3_system_errno(archive->database);
	const char *what = sqlite3_errmsg(archive->database);
	if (code == SQLITE_BUSY)
		what = "another program is writing to it";
	else if (code == SQLITE_FULL)
		what = "the disk is full";
	else if (code == SQLITE_NOTADB)
		what = "it is no archive";
	else if (code == SQLITE_CORRUPT)
		what = "the file is damaged";
	else if (code == SQLITE_READONLY)
		what = "it may not be written to";
	else if ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) && reason)
		what = strerror(reason);
	else if (sqlite3_extended_errcode(archive->database) == SQLITE_IOERR_WRITE)
		what = "it cannot be written: it may grow no further, or the disk fails";
	return septel__archive_fail(archive, "%s: %s", archive->path, what);
}

sqlite3_stmt *septel__statement(struct archive *archive, enum statement which)
{
	sqlite3_stmt **statement = &archive->statements[which];
	if (*statement) {
		sqlite3_reset(*statement);
		sqlite3_clear_bindings(*statement);
		return *statement;
	}
	*statement = septel__statement_new(archive, which);
	return *statement;
}

sqlite3_stmt *septel__statement_new(struct archive *archive, enum statement which)
{
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v3(archive->database, STATEMENTS[which], -1, SQLITE_PREPARE_PERSISTENT,
			       &statement, NULL) != SQLITE_OK)
		septel__store_failed(archive);
	return statement;
}

bool septel__statement_run(struct archive *archive, sqlite3_stmt *statement)
{
	if (!statement)
		return false;
	const int result = sqlite3_step(statement);
	if (result != SQLITE_DONE && result != SQLITE_ROW)
		return septel__store_failed(archive);
	sqlite3_reset(statement);
	return true;
}

bool septel__statement_row(struct archive *archive, sqlite3_stmt *statement, bool *failed)
{
	if (!statement) {
		*failed = true;
		return false;
	}
	const int result = sqlite3_step(statement);
	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE) {
		septel__store_failed(archive);
		*failed = true;
	}
	sqlite3_reset(statement);
	return false;
}

void septel__statements_end(struct archive *archive)
{
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_reset(archive->statements[i]);
}

bool septel__store_execute(struct archive *archive, const char *sql)
{
	return sqlite3_exec(archive->database, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       septel__store_failed(archive);
}

void septel__bind_view(sqlite3_stmt *statement, int index, struct septel_view view)
{
	sqlite3_bind_text64(statement, index, view.len ? view.ptr : "", view.len, SQLITE_STATIC,
			    SQLITE_UTF8);
}

void septel__bind_view_or_null(sqlite3_stmt *statement, int index, struct septel_view view)
{
	if (view.len)
		septel__bind_view(statement, index, view);
	else
		sqlite3_bind_null(statement, index);
}

void septel__bind_blob(sqlite3_stmt *statement, int index, struct septel_view bytes)
{
	sqlite3_bind_blob64(statement, index, bytes.len ? bytes.ptr : "", bytes.len, SQLITE_STATIC);
}

struct septel_view septel__column_view(sqlite3_stmt *statement, int column)
{
	const void *bytes = sqlite3_column_blob(statement, column);
	if (!bytes)
		return (struct septel_view){"", 0};
	return (struct septel_view){bytes, (size_t)sqlite3_column_bytes(statement, column)};
}
