/* sqlite.c - see sqlite.h. */
#include "sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the writer keeps of the file in memory, in bytes. */
#define CACHE_LEAST           ((long long)64 << 20)
#define CACHE_MOST            ((long long)1 << 30)
#define CACHE_SHARE_OF_FILE   16
#define CACHE_SHARE_OF_MEMORY 8

struct sqlite_statement {
	struct store_statement base;
	sqlite3_stmt *statement;
};

static sqlite3_stmt *of(struct store_statement *statement)
{
	return ((struct sqlite_statement *)statement)->statement;
}

static void close_file(struct archive *archive)
{
	sqlite3_close(septel__sqlite_database(archive));
}

bool septel__sqlite_failed(struct archive *archive)
{
	sqlite3 *database = septel__sqlite_database(archive);
	const int code = sqlite3_errcode(database);
	const int reason = sqlite3_system_errno(database);
	const char *what = sqlite3_errmsg(database);
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
	else if (sqlite3_extended_errcode(database) == SQLITE_IOERR_WRITE)
		what = "it cannot be written: it may grow no further, or the disk fails";
	return septel__archive_fail(archive, "%s: %s", archive->path, what);
}

static struct store_statement *prepare(struct archive *archive, enum statement which)
{
	struct sqlite_statement *statement = calloc(1, sizeof *statement);
	if (!statement) {
		septel__archive_fail(archive, "out of memory");
		return NULL;
	}
	if (sqlite3_prepare_v3(septel__sqlite_database(archive), septel__statement_texts[which], -1,
			       SQLITE_PREPARE_PERSISTENT, &statement->statement, NULL) == SQLITE_OK)
		return &statement->base;
	septel__sqlite_failed(archive);
	free(statement);
	return NULL;
}

static void release(struct store_statement *statement)
{
	sqlite3_finalize(of(statement));
	free(statement);
}

static void end(struct store_statement *statement)
{
	sqlite3_reset(of(statement));
}

static void clear(struct store_statement *statement)
{
	sqlite3_reset(of(statement));
	sqlite3_clear_bindings(of(statement));
}

static bool step(struct archive *archive, struct store_statement *statement, bool *failed)
{
	const int result = sqlite3_step(of(statement));
	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE) {
		septel__sqlite_failed(archive);
		*failed = true;
	}
	sqlite3_reset(of(statement));
	return false;
}

static void bind_number(struct store_statement *statement, int index, long long number)
{
	sqlite3_bind_int64(of(statement), index, number);
}

static void bind_text(struct store_statement *statement, int index, struct septel_view text)
{
	sqlite3_bind_text64(of(statement), index, text.len ? text.ptr : "", text.len, SQLITE_STATIC,
			    SQLITE_UTF8);
}

static void bind_bytes(struct store_statement *statement, int index, struct septel_view bytes)
{
	sqlite3_bind_blob64(of(statement), index, bytes.len ? bytes.ptr : "", bytes.len,
			    SQLITE_STATIC);
}

static bool is_null(struct store_statement *statement, int column)
{
	return sqlite3_column_type(of(statement), column) == SQLITE_NULL;
}

static long long number(struct store_statement *statement, int column)
{
	return sqlite3_column_int64(of(statement), column);
}

static struct septel_view view(struct store_statement *statement, int column)
{
	const void *bytes = sqlite3_column_blob(of(statement), column);
	if (!bytes)
		return (struct septel_view){"", 0};
	return (struct septel_view){bytes, (size_t)sqlite3_column_bytes(of(statement), column)};
}

bool septel__sqlite_execute(struct archive *archive, const char *sql)
{
	return sqlite3_exec(septel__sqlite_database(archive), sql, NULL, NULL, NULL) == SQLITE_OK ||
	       septel__sqlite_failed(archive);
}

static bool in_transaction(const struct archive *archive)
{
	return !sqlite3_get_autocommit(septel__sqlite_database(archive));
}

/* A transaction begins to see at its first question. */
static bool begin_reading(struct archive *archive)
{
	return septel__sqlite_execute(archive, "BEGIN");
}

/* The indexes by id, hash and citation take their rows in no order, so that each row of a batch
 * is on a page of its own: pages that are not kept are read and written again for each.  They
 * are about a twentieth of the file. */
static bool fit_cache(struct archive *archive)
{
	char text[64];
	struct stat file;
	const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
	long long size = stat(archive->path, &file) == 0 ? (long long)file.st_size : 0;
	size /= CACHE_SHARE_OF_FILE;
	if (pages > 0 && page > 0 && size > (long long)pages * page / CACHE_SHARE_OF_MEMORY)
		size = (long long)pages * page / CACHE_SHARE_OF_MEMORY;
	if (size > CACHE_MOST)
		size = CACHE_MOST;
	if (size < CACHE_LEAST)
		size = CACHE_LEAST;
	snprintf(text, sizeof text, "PRAGMA cache_size=-%lld", size >> 10);
	return septel__sqlite_execute(archive, text);
}

static bool begin_writing(struct archive *archive)
{
	return fit_cache(archive) && septel__sqlite_execute(archive, "BEGIN IMMEDIATE");
}

static bool commit(struct archive *archive)
{
	return septel__sqlite_execute(archive, "COMMIT");
}

static void roll_back(struct archive *archive)
{
	sqlite3_exec(septel__sqlite_database(archive), "ROLLBACK", NULL, NULL, NULL);
}

static bool reindex(struct archive *archive)
{
	return septel__sqlite_execute(archive, "REINDEX received");
}

/* Deletions are secure (secure_delete), but SQLite moves rows between pages and may leave a
 * copy in the free part of one.  So the file is written anew, and the log emptied. */
static bool purge(struct archive *archive)
{
	sqlite3_stmt *statement = NULL;
	septel__statements_end(archive);
	if (!septel__sqlite_execute(archive, "VACUUM"))
		return false;
	if (sqlite3_prepare_v2(septel__sqlite_database(archive), "PRAGMA wal_checkpoint(TRUNCATE)",
			       -1, &statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW) {
		septel__sqlite_failed(archive);
		sqlite3_finalize(statement);
		return false;
	}
	const bool busy = sqlite3_column_int(statement, 0) != 0;
	sqlite3_finalize(statement);
	return !busy || septel__archive_fail(archive,
					     "%s: another program reads it, and holds on "
					     "to what was there before",
					     archive->path);
}

const struct store_backend septel__sqlite = {.archive_size = sizeof(struct sqlite_archive),
					     .open = septel__sqlite_open,
					     .close = close_file,
					     .owns = septel__sqlite_owns,
					     .prepare = prepare,
					     .release = release,
					     .clear = clear,
					     .end = end,
					     .step = step,
					     .bind_number = bind_number,
					     .bind_text = bind_text,
					     .bind_bytes = bind_bytes,
					     .is_null = is_null,
					     .number = number,
					     .view = view,
					     .in_transaction = in_transaction,
					     .read = begin_reading,
					     .write = begin_writing,
					     .commit = commit,
					     .roll_back = roll_back,
					     .execute = septel__sqlite_execute,
					     .reindex = reindex,
					     .purge = purge,
					     .copy = septel__sqlite_copy};
