/* store_file_opening.c - opening a spool in a file, and making one. */
#include "store_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Readers wait so long where the relay just makes the spool. */
#define WAIT_MILLISECONDS 5000
#define FORM_VERSION      1

static enum store_status fail_with(struct file_store *file, enum store_status status,
				   const char *what)
{
	return septel__store_fail(&file->store, status, "%s: %s", file->store.where, what);
}

static enum store_status execute(struct file_store *file, const char *sql)
{
	return sqlite3_exec(file->database, sql, NULL, NULL, NULL) == SQLITE_OK
		       ? STORE_OK
		       : septel__file_failed(file);
}

static enum store_status read_number(struct file_store *file, const char *sql, long long *number)
{
	sqlite3_stmt *statement = NULL;
	enum store_status status = STORE_OK;
	if (sqlite3_prepare_v2(file->database, sql, -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		*number = sqlite3_column_int64(statement, 0);
	else
		status = septel__file_failed(file);
	sqlite3_finalize(statement);
	return status;
}

/* A lock of its own: SQLite's would keep readers out, or come and go with each commit. */
static enum store_status lock(struct file_store *file, const char *path)
{
	char pid[32];
	file->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (file->lock < 0)
		return fail_with(file, errno == ENOSPC ? STORE_FULL : STORE_FAILED,
				 strerror(errno));
	if (flock(file->lock, LOCK_EX | LOCK_NB) != 0)
		return fail_with(file, STORE_BUSY, "another relay has it");
	/* For people: who has it. Nothing reads it, so it may fail. */
	const int length = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
	if (ftruncate(file->lock, 0) != 0 || pwrite(file->lock, pid, (size_t)length, 0) != length)
		errno = 0;
	return STORE_OK;
}

static void folder_of(const char *path, char folder[PATH_MAX])
{
	const char *slash = strrchr(path, '/');
	const int length = slash ? (int)(slash - path) + 1 : 1;
	snprintf(folder, PATH_MAX, "%.*s", length, slash ? path : ".");
}

/* Beside the file: the folder (its free space, its sync), the lock, the head of the journal. */
static enum store_status open_beside(struct file_store *file)
{
	char path[PATH_MAX];
	const char *where = file->store.where;
	folder_of(where, path);
	file->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (file->folder < 0)
		return fail_with(file, STORE_FAILED, strerror(errno));
	if (snprintf(path, sizeof path, "%s-lock", where) >= (int)sizeof path)
		return fail_with(file, STORE_FAILED, "its name is too long");
	const enum store_status status = lock(file, path);
	snprintf(path, sizeof path, "%s-head", where);
	if (status == STORE_OK)
		septel__head_open(&file->store.kept, path);
	return status;
}

/* Whether the file is a spool; an empty one can become one. */
static enum store_status identify(struct file_store *file, bool *is_empty)
{
	long long application = 0, version = 0, tables = 0;
	enum store_status status = read_number(file, "PRAGMA application_id", &application);
	if (status == STORE_OK)
		status = read_number(file, "PRAGMA user_version", &version);
	if (status == STORE_OK)
		status = read_number(file, "SELECT count(*) FROM sqlite_master", &tables);
	if (status != STORE_OK)
		return status;
	*is_empty = application == 0 && tables == 0;
	if (!*is_empty && application != SPOOL_APPLICATION_ID)
		return fail_with(file, STORE_DAMAGED, "it is no spool");
	return version <= FORM_VERSION
		       ? STORE_OK
		       : fail_with(file, STORE_DAMAGED, "it was written by a later septel");
}

/* Durable before the first message is: the file, its log and their names. */
static enum store_status make(struct file_store *file)
{
	enum store_status status = execute(file, "BEGIN IMMEDIATE");
	for (size_t i = 0; status == STORE_OK && septel__spool_schema[i]; i++)
		status = execute(file, septel__spool_schema[i]);
	if (status == STORE_OK)
		status = execute(file, "COMMIT");
	if (status == STORE_OK && fsync(file->folder) != 0)
		status = fail_with(file, STORE_FAILED, strerror(errno));
	return status;
}

static enum store_status set_up_writing(struct file_store *file)
{
	bool is_empty = false;
	enum store_status status = identify(file, &is_empty);
	if (status == STORE_OK)
		status = execute(file, "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;"
				       "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
				       "PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY");
	if (status == STORE_OK && is_empty)
		status = make(file);
	if (status == STORE_OK && !septel__log_begin(file))
		status = fail_with(file, STORE_FAILED, "no thread for its log");
	return status;
}

static enum store_status open_database(struct file_store *file, enum store_mode mode)
{
	const int flags = mode == STORE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
					      : SQLITE_OPEN_READONLY;
	bool is_empty = false;
	if (sqlite3_open_v2(file->store.where, &file->database, SQLITE_OPEN_NOMUTEX | flags,
			    NULL) != SQLITE_OK)
		return septel__file_failed(file);
	sqlite3_busy_timeout(file->database, WAIT_MILLISECONDS);
	if (mode == STORE_WRITE)
		return set_up_writing(file);
	const enum store_status status = identify(file, &is_empty);
	return status == STORE_OK && is_empty ? fail_with(file, STORE_DAMAGED, "it is no spool")
					      : status;
}

enum store_status septel__file_open(struct store **store, const char *where, enum store_mode mode)
{
	char path[PATH_MAX];
	struct stat there;
	struct file_store *file = calloc(1, sizeof *file);
	*store = file ? &file->store : NULL;
	if (!file)
		return STORE_FAILED;
	file->store.make = &septel__store_file;
	file->store.where = strdup(where);
	file->lock = file->folder = file->store.kept.descriptor = -1;
	septel__out_init(&file->store.fetched, NULL, 0);
	septel__out_init(&file->store.cleaned, NULL, 0);
	if (!file->store.where)
		return septel__store_fail(*store, STORE_FAILED, "out of memory");
	if (mode == STORE_READ) {
		if (stat(where, &there) != 0)
			return fail_with(file, STORE_FAILED, strerror(errno));
		snprintf(path, sizeof path, "%s-head", where);
		file->store.kept.descriptor = open(path, O_RDONLY | O_CLOEXEC);
		return open_database(file, mode);
	}
	const enum store_status status = open_beside(file);
	return status == STORE_OK ? open_database(file, mode) : status;
}

void septel__file_close(struct store *store)
{
	struct file_store *file = septel__file_of(store);
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(file->statements[i]);
	septel__log_end(file);
	sqlite3_close(file->database);
	if (file->folder >= 0)
		close(file->folder);
	if (file->lock >= 0)
		close(file->lock);
}
