/* store.h - an archive in an SQLite file: the connection, its statements, its
 * transactions.  Private to the room.
 *
 * Write-ahead log: whoever reads sees the archive as it was when he began, while
 * another writes.  One writer at a time; a second waits STORE_WAIT_MILLISECONDS,
 * then is told who is in the way.
 *
 * Errors: a function that gives false (or NULL) has left the reason, one line
 * without full stop, in archive->error.
 */
#ifndef SEPTEL_ARCHIVE_STORE_H
#define SEPTEL_ARCHIVE_STORE_H

#include "../base/out.h"
#include "archive.h"

#include <sqlite3.h>
#include <sys/types.h>

#define STORE_WAIT_MILLISECONDS 10000
#define STORE_APPLICATION_ID    0x53505431 /* "SPT1": tells an archive from other databases */

/* The tables, one text a version. */
extern const char *const septel__schema[];
extern const int septel__schema_version;

enum statement {
	STATEMENT_BEGIN,
	STATEMENT_COMMIT,
	STATEMENT_RECEIPT_BY_HASH,
	STATEMENT_RECEIPT,
	STATEMENT_RECEIPTS_OF_ID,
	STATEMENT_RECEIPTS_FROM,
	STATEMENT_RECEIPTS_OF_ID_FROM,
	STATEMENT_ADD_RECEIPT,
	STATEMENT_SET_RECEIPT,
	STATEMENT_DELETE_RECEIPT,
	STATEMENT_CURRENT_OF_ID,
	STATEMENT_LAST_OF_ID,
	STATEMENT_ADD_MESSAGE,
	STATEMENT_SET_CURRENT,
	STATEMENT_DELETE_MESSAGE,
	STATEMENT_DELETE_CITATIONS,
	STATEMENT_ADD_CITATION,
	STATEMENT_ADD_REJECT,
	STATEMENT_REJECTS,
	STATEMENT_LABELS,
	STATEMENT_ADD_LABEL,
	STATEMENT_SEGMENTS,
	STATEMENT_ADD_SEGMENT,
	STATEMENT_FINISH_SEGMENT,
	STATEMENT_DELETE_SEGMENT,
	STATEMENT_DELETE_SEGMENT_WORDS,
	STATEMENT_DELETE_LISTS,
	STATEMENT_ADD_WORD,
	STATEMENT_WORD,
	STATEMENT_WORD_RANGE,
	STATEMENT_ALL_WORDS,
	STATEMENT_ADD_LIST,
	STATEMENT_LIST_END,
	STATEMENT_LIST_DOCUMENTS,
	STATEMENT_LIST_COUNTS,
	STATEMENT_LIST_PLACES,
	STATEMENT_BLOCK,
	STATEMENT_PUT_BLOCK,
	STATEMENT_LAST_NUMBER,
	STATEMENT_MESSAGE,
	STATEMENT_CITATIONS,
	STATEMENT_CITED_BY,
	STATEMENT_CITED_BY_TIME,
	STATEMENT_CITED_IDS,
	STATEMENT_MESSAGES_AT,
	STATEMENT_COVERAGE,
	STATEMENT_STATS,
	STATEMENT_STATS_ROWS,
	STATEMENT_SENT_BY,
	STATEMENT_REACHED,
	STATEMENT_SERIALS,
	STATEMENT_FORGOTTEN,
	STATEMENT_ADD_FORGOTTEN,
	STATEMENT_EMPTY_LOG,
	STATEMENT_INTEGRITY,
	STATEMENT_RECEIPT_COUNT,
	STATEMENT_CURRENT_COUNT,
	STATEMENT_COLLECTED,
	STATEMENT_COLLECT,
	STATEMENT_UNCOLLECT,
	STATEMENT_COLLECTIONS,
	STATEMENT_ADD_NOTE,
	STATEMENT_REMOVE_NOTE,
	STATEMENT_NOTES,
	STATEMENT_SAVE_SEARCH,
	STATEMENT_REMOVE_SEARCH,
	STATEMENT_SEARCH_SEEN,
	STATEMENT_SEARCHES,
	STATEMENT_COUNT
};

struct archive {
	sqlite3 *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	char *path;
	bool writable;
	dev_t device; /* of the file */
	ino_t inode;
	char error[ARCHIVE_ERROR_SIZE];
};

/* Leaves a reason of our own; always false. */
bool septel__archive_fail(struct archive *archive, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Leaves SQLite's reason; always false. */
bool septel__store_failed(struct archive *archive);

/* A statement ready to be bound; NULL: it could not be prepared. */
sqlite3_stmt *septel__statement(struct archive *archive, enum statement which);
/* One of the caller's own, to be finalized: for several at once. */
sqlite3_stmt *septel__statement_new(struct archive *archive, enum statement which);
/* Runs a statement that gives no rows.  NULL is allowed and false. */
bool septel__statement_run(struct archive *archive, sqlite3_stmt *statement);
/* True while a row is there; false at the end and on error (*failed is set). */
bool septel__statement_row(struct archive *archive, sqlite3_stmt *statement, bool *failed);
/* Ends all statements that are under way: one that is holds on to what it reads, and its
 * transaction keeps the log from being emptied. */
void septel__statements_end(struct archive *archive);
/* Runs SQL without results. */
bool septel__store_execute(struct archive *archive, const char *sql);

/* Binding copies nothing: what a view points to must stay until the statement ran. */
void septel__bind_view(sqlite3_stmt *statement, int index, struct septel_view view);
/* NULL where the view is empty. */
void septel__bind_view_or_null(sqlite3_stmt *statement, int index, struct septel_view view);
void septel__bind_blob(sqlite3_stmt *statement, int index, struct septel_view bytes);
/* Text or bytes of a column, borrowed until the next step; empty for NULL. */
struct septel_view septel__column_view(sqlite3_stmt *statement, int column);

#endif
