/* store_file.c - see store_file.h: statements and transactions. */
#include "store_file.h"

#include <sys/statvfs.h>

enum store_status septel__file_failed(struct file_store *file)
{
	sqlite3 *database = file->database;
	const int code = sqlite3_extended_errcode(database);
	enum store_status status = STORE_FAILED;
	switch (code & 0xff) {
	case SQLITE_FULL:
		status = STORE_FULL;
		break;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		status = STORE_DAMAGED;
		break;
	case SQLITE_BUSY:
		status = STORE_BUSY;
		break;
	}
	septel__store_fail(&file->store, status, "%s: %s", file->store.where,
			   sqlite3_errmsg(database));
	/* What the system held of the file after a sync that failed is not known: it must be read
	 * again from the disk. */
	if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
		file->store.broken = STORE_FAILED;
	return status;
}

static enum store_status execute(struct file_store *file, const char *sql)
{
	return sqlite3_exec(file->database, sql, NULL, NULL, NULL) == SQLITE_OK
		       ? STORE_OK
		       : septel__file_failed(file);
}

static sqlite3_stmt *prepared(struct file_store *file, enum store_statement which)
{
	if (!file->statements[which] &&
	    sqlite3_prepare_v3(file->database, septel__store_statements[which].sql, -1,
			       SQLITE_PREPARE_PERSISTENT, &file->statements[which],
			       NULL) != SQLITE_OK)
		septel__file_failed(file);
	return file->statements[which];
}

static void bind(sqlite3_stmt *statement, const struct store_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const int at = (int)i + 1;
		const struct septel_view view = values[i].view;
		switch (values[i].kind) {
		case VALUE_NONE:
			sqlite3_bind_null(statement, at);
			break;
		case VALUE_NUMBER:
			sqlite3_bind_int64(statement, at, values[i].number);
			break;
		case VALUE_TEXT:
			sqlite3_bind_text64(statement, at, view.len ? view.ptr : "", view.len,
					    SQLITE_STATIC, SQLITE_UTF8);
			break;
		case VALUE_BYTES:
			sqlite3_bind_blob64(statement, at, view.len ? view.ptr : "", view.len,
					    SQLITE_STATIC);
			break;
		}
	}
}

static enum store_status run(struct store *store, enum store_statement which,
			     const struct store_value *values, size_t count)
{
	struct file_store *file = septel__file_of(store);
	sqlite3_stmt *statement = prepared(file, which);
	if (!statement)
		return STORE_FAILED;
	bind(statement, values, count);
	enum store_status status =
		sqlite3_step(statement) == SQLITE_DONE ? STORE_OK : septel__file_failed(file);
	if (status == STORE_OK && septel__store_statements[which].must &&
	    sqlite3_changes(file->database) == 0)
		status = septel__store_fail(store, STORE_FAILED,
					    "%s: there is no such message or copy", store->where);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return status;
}

static struct store_value column(sqlite3_stmt *statement, int at)
{
	struct store_value value = {.kind = VALUE_NONE};
	switch (sqlite3_column_type(statement, at)) {
	case SQLITE_INTEGER:
		return septel__value_number(sqlite3_column_int64(statement, at));
	case SQLITE_TEXT:
		value.kind = VALUE_TEXT;
		value.view.ptr = (const char *)sqlite3_column_text(statement, at);
		break;
	case SQLITE_BLOB:
		value.kind = VALUE_BYTES;
		value.view.ptr = sqlite3_column_blob(statement, at);
		break;
	default:
		break;
	}
	value.view.len = (size_t)sqlite3_column_bytes(statement, at);
	return value;
}

static enum store_status ask_of(struct file_store *file, sqlite3_stmt *statement,
				const struct store_value *values, size_t count,
				store_row_function row, void *context)
{
	struct store_row own = {.count = (size_t)sqlite3_column_count(statement)};
	int step;
	bool more = true;
	bind(statement, values, count);
	while (more && (step = sqlite3_step(statement)) == SQLITE_ROW) {
		for (size_t i = 0; i < own.count; i++)
			own.at[i] = column(statement, (int)i);
		more = row(context, &own);
	}
	const enum store_status status =
		!more || step == SQLITE_DONE ? STORE_OK : septel__file_failed(file);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return status;
}

static enum store_status ask(struct store *store, enum store_statement which,
			     const struct store_value *values, size_t count, store_row_function row,
			     void *context)
{
	struct file_store *file = septel__file_of(store);
	sqlite3_stmt *statement = prepared(file, which);
	return statement ? ask_of(file, statement, values, count, row, context) : STORE_FAILED;
}

static enum store_status ask_text(struct store *store, const char *sql,
				  const struct store_value *values, size_t count,
				  store_row_function row, void *context)
{
	struct file_store *file = septel__file_of(store);
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(file->database, sql, -1, &statement, NULL) != SQLITE_OK)
		return septel__file_failed(file);
	const enum store_status status = ask_of(file, statement, values, count, row, context);
	sqlite3_finalize(statement);
	return status;
}

static enum store_status begin(struct store *store)
{
	return execute(septel__file_of(store), "BEGIN IMMEDIATE");
}

static enum store_status commit(struct store *store)
{
	struct file_store *file = septel__file_of(store);
	const enum store_status status = execute(file, "COMMIT");
	if (status == STORE_OK)
		septel__log_grown(file);
	return status;
}

/* SQLite may have done so itself, as with a full disk. */
static void undo(struct store *store)
{
	struct file_store *file = septel__file_of(store);
	if (!sqlite3_get_autocommit(file->database))
		sqlite3_exec(file->database, "ROLLBACK", NULL, NULL, NULL);
}

static bool is_short(fsblkcnt_t free, fsblkcnt_t all, unsigned percent)
{
	/* A file system without a number of its own has no limit of it. */
	return all != 0 && free < all / 100 * percent + all % 100 * percent / 100;
}

static enum store_status room(struct store *store)
{
	const struct file_store *file = septel__file_of(store);
	struct statvfs space;
	if (file->folder < 0 || fstatvfs(file->folder, &space) != 0)
		return STORE_OK; /* the disk itself will tell */
	if (is_short(space.f_bavail, space.f_blocks, store->free_percent))
		return septel__store_fail(store, STORE_FULL,
					  "%s: less than %u %% of the disk is free", store->where,
					  store->free_percent);
	if (is_short(space.f_favail, space.f_files, store->free_percent))
		return septel__store_fail(store, STORE_FULL,
					  "%s: less than %u %% of the inodes are free",
					  store->where, store->free_percent);
	return STORE_OK;
}

const struct store_make septel__store_file = {
	.open = septel__file_open,
	.close = septel__file_close,
	.begin = begin,
	.run = run,
	.ask = ask,
	.ask_text = ask_text,
	.commit = commit,
	.undo = undo,
	.room = room,
	.idle = septel__log_idle,
};
