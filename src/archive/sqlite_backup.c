/* sqlite_backup.c - copies a file of SQLite page by page (backup.h).
 *
 * A read transaction is open meanwhile: SQLite would begin again at every commit of another.
 */
#include "sqlite.h"

/* Pages (32 KiB) a step. */
#define BACKUP_STEP 256

static bool copy_pages(struct archive *archive, sqlite3 *to, const char *path,
		       const struct backup_watch *watch)
{
	sqlite3_backup *copy =
		sqlite3_backup_init(to, "main", septel__sqlite_database(archive), "main");
	int result = copy ? SQLITE_OK : SQLITE_ERROR;
	bool stopped = false;
	while (result == SQLITE_OK && !stopped) {
		result = sqlite3_backup_step(copy, BACKUP_STEP);
		const int all = sqlite3_backup_pagecount(copy);
		if (watch->progress)
			watch->progress((uint64_t)(all - sqlite3_backup_remaining(copy)),
					(uint64_t)all, watch->context);
		stopped = watch->interrupted && watch->interrupted(watch->context);
	}
	sqlite3_backup_finish(copy);
	if (result == SQLITE_DONE)
		return true;
	if (stopped)
		return septel__archive_fail(archive, "%s: interrupted", path);
	return septel__archive_fail(archive, "%s: %s", path,
				    result == SQLITE_FULL      ? "the disk is full"
				    : result == SQLITE_CORRUPT ? "the archive is damaged"
							       : sqlite3_errmsg(to));
}

static bool copy_file(struct archive *archive, const char *path, const struct backup_watch *watch)
{
	sqlite3 *to = NULL;
	/* Nobody needs a journal of a file that is thrown away when it is not whole. */
	bool done = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
			    SQLITE_OK &&
		    sqlite3_exec(to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL,
				 NULL) == SQLITE_OK;
	if (!done)
		septel__archive_fail(archive, "%s: %s", path, sqlite3_errmsg(to));
	done = done && copy_pages(archive, to, path, watch);
	sqlite3_close(to);
	return done;
}

bool septel__sqlite_copy(struct archive *archive, const char *path,
			 const struct backup_watch *watch)
{
	const bool done =
		septel__sqlite_execute(archive, "BEGIN; SELECT count(*) FROM sqlite_master") &&
		copy_file(archive, path, watch);
	septel__store_leave(archive);
	return done;
}
