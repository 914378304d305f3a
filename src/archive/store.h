/* store.h - the tables of an archive: statements, rows, transactions, wherever they are kept.
 * Private to the room.
 *
 * Whoever reads sees the archive as it was when he began, while another writes.  One writer
 * at a time; a second waits STORE_WAIT_MILLISECONDS, then is told who is in the way.
 *
 * Where the tables are kept is known to a backend (backend.h): a file (sqlite.c) or a server
 * (postgres.c).
 *
 * Errors: a function that gives false (or NULL) has left the reason, one line without full
 * stop, in archive->error.
 */
#ifndef SEPTEL_ARCHIVE_STORE_H
#define SEPTEL_ARCHIVE_STORE_H

#include "../base/out.h"
#include "archive.h"

#define STORE_WAIT_MILLISECONDS 10000

enum statement {
	STATEMENT_RECEIPT_BY_HASH,
	STATEMENT_KNOWN,
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
	STATEMENT_NEXT_NUMBERS,
	STATEMENT_LIST_DOCUMENTS,
	STATEMENT_LIST_ALL_DOCUMENTS,
	STATEMENT_LIST_COUNTS,
	STATEMENT_LIST_PLACES,
	STATEMENT_BLOCK,
	STATEMENT_PUT_BLOCK,
	STATEMENT_LAST_NUMBER,
	STATEMENT_MESSAGE,
	STATEMENT_READER,
	STATEMENT_CITATIONS,
	STATEMENT_CITED_BY,
	STATEMENT_CITED_BY_TIME,
	STATEMENT_CITED_IDS,
	STATEMENT_OWN_ENDS,
	STATEMENT_MESSAGES_AT,
	STATEMENT_COVERAGE,
	STATEMENT_STATS,
	STATEMENT_STATS_ROWS,
	STATEMENT_SENT_BY,
	STATEMENT_REACHED,
	STATEMENT_SERIALS,
	STATEMENT_FORGOTTEN,
	STATEMENT_ADD_FORGOTTEN,
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
	STATEMENT_FORGET_REJECTS,
	STATEMENT_FORGET_RECEIPTS,
	STATEMENT_FORGET_COLLECTED,
	STATEMENT_FORGET_NOTES,
	STATEMENT_WRONG_CURRENT,
	STATEMENT_WITHOUT_RECEIPT,
	STATEMENT_WITHOUT_MESSAGE,
	STATEMENT_FORGOTTEN_THERE,
	STATEMENT_WITHOUT_SEGMENT,
	STATEMENT_STRAY_LISTS,
	STATEMENT_STRAY_WORDS,
	STATEMENT_ALL_OF_RECEIVED,
	STATEMENT_ALL_OF_MESSAGE,
	STATEMENT_ALL_OF_CITATION,
	STATEMENT_ALL_OF_REJECT,
	STATEMENT_ALL_OF_LABEL,
	STATEMENT_ALL_OF_SEGMENT,
	STATEMENT_ALL_OF_WORDS,
	STATEMENT_ALL_OF_LIST,
	STATEMENT_ALL_OF_COLUMNS,
	STATEMENT_ALL_OF_COLLECTED,
	STATEMENT_ALL_OF_NOTE,
	STATEMENT_ALL_OF_SEARCH,
	STATEMENT_ALL_OF_FORGOTTEN,
	STATEMENT_RESTORE_NOTE,
	STATEMENT_RESTORE_SEARCH,
	STATEMENT_PARTS,
	STATEMENT_COUNT
};

/* What each asks; ?1 is the first bound value. */
extern const char *const septel__statement_texts[STATEMENT_COUNT];

/* A question or an order, with what is bound to it and the row in hand. */
struct store_statement;
struct store_backend;

struct archive {
	const struct store_backend *backend;
	struct store_statement *statements[STATEMENT_COUNT];
	char *location; /* as named by the caller */
	char *path;     /* the same for all to see: without a password */
	bool writable;
	/* The years of the messages that it takes, and the number that none may reach. */
	int first_year, last_year;
	uint32_t end;
	char error[ARCHIVE_ERROR_SIZE];
};

/* Leaves a reason of our own; always false. */
bool septel__archive_fail(struct archive *archive, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A statement ready to be bound; NULL: it could not be prepared.  Whatever takes a statement
 * takes NULL, too, and fails or does nothing. */
struct store_statement *septel__statement(struct archive *archive, enum statement which);
/* One of the caller's own, to be freed: for several at once. */
struct store_statement *septel__statement_new(struct archive *archive, enum statement which);
void septel__statement_free(struct store_statement *statement);
/* Runs a statement that gives no rows. */
bool septel__statement_run(struct archive *archive, struct store_statement *statement);
/* True while a row is there; false at the end and on error (*failed is set). */
bool septel__statement_row(struct archive *archive, struct store_statement *statement,
			   bool *failed);
/* Lets go of the rows that are left. */
void septel__statement_end(struct store_statement *statement);
/* Ends all statements that are under way: one that is holds on to what it reads. */
void septel__statements_end(struct archive *archive);

/* Binding copies nothing: what a view points to must stay until the statement ran.  What is
 * not bound is NULL.  Indices begin at 1. */
void septel__bind_number(struct store_statement *statement, int index, long long number);
void septel__bind_view(struct store_statement *statement, int index, struct septel_view view);
/* NULL where the view is empty. */
void septel__bind_view_or_null(struct store_statement *statement, int index,
			       struct septel_view view);
void septel__bind_blob(struct store_statement *statement, int index, struct septel_view bytes);

/* Columns of the row in hand, from 0 on; NULL is 0 and empty. */
bool septel__column_is_null(struct store_statement *statement, int column);
long long septel__column_number(struct store_statement *statement, int column);
/* Text or bytes, borrowed until the next step. */
struct septel_view septel__column_view(struct store_statement *statement, int column);

/* Begins to read, or stays in the transaction that is open: what is read belongs together. */
bool septel__store_read(struct archive *archive);
/* Whether messages may be written at all: to a replica or through the whole of an archive in
 * parts they are not. */
bool septel__store_may_write(struct archive *archive);
/* Begins to write; no other program writes from here on. */
bool septel__store_write(struct archive *archive);
/* Keeps what was written: it is on disk when this gives true. */
bool septel__archive_commit(struct archive *archive);
/* Ends the transaction, if one is open; what it wrote is undone, the error stays. */
void septel__store_leave(struct archive *archive);
/* Runs SQL without results. */
bool septel__store_execute(struct archive *archive, const char *sql);
/* Makes the indexes of `received` anew. */
bool septel__store_reindex(struct archive *archive);

#endif
