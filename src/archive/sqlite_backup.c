/* sqlite_backup.c - see backup.h.
 *
 * A read transaction is open meanwhile: SQLite would begin again at every commit of another.
 */
#include "backup.h"

#include "sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pages (32 KiB) a step. */
#define BACKUP_STEP 256

struct backup {
	struct archive *archive;
	const char *path;
	char part[PATH_MAX]; /* the name until it is whole */
	void (*progress)(uint64_t done, uint64_t all, void *context);
	bool (*interrupted)(void *context);
	void *context;
};

static bool fail_on(const struct backup *backup, const char *path)
{
	return septel__archive_fail(backup->archive, "%s: %s", path, strerror(errno));
}

/* An empty file that nobody else has; who may read the archive may read it. */
static bool make_part(struct backup *backup)
{
	struct archive *archive = backup->archive;
	if (access(backup->path, F_OK) == 0)
		return septel__archive_fail(archive, "%s: it is there already", backup->path);
	if (snprintf(backup->part, sizeof backup->part, "%s.XXXXXX", backup->path) >=
	    (int)sizeof backup->part)
		return septel__archive_fail(archive, "%s: the name is too long", backup->path);
	const int file = mkstemp(backup->part);
	if (file < 0)
		return fail_on(backup, backup->path);
	struct stat status;
	const bool done = stat(backup->archive->path, &status) == 0 &&
			  fchmod(file, status.st_mode & 0777) == 0;
	close(file);
	if (done)
		return true;
	fail_on(backup, backup->part);
	unlink(backup->part);
	return false;
}

static bool copy_pages(const struct backup *backup, sqlite3 *to)
{
	struct archive *archive = backup->archive;
	sqlite3_backup *copy =
		sqlite3_backup_init(to, "main", septel__sqlite_database(archive), "main");
	int result = copy ? SQLITE_OK : SQLITE_ERROR;
	bool stopped = false;
	while (result == SQLITE_OK && !stopped) {
		result = sqlite3_backup_step(copy, BACKUP_STEP);
		const int all = sqlite3_backup_pagecount(copy);
		if (backup->progress)
			backup->progress((uint64_t)(all - sqlite3_backup_remaining(copy)),
					 (uint64_t)all, backup->context);
		stopped = backup->interrupted && backup->interrupted(backup->context);
	}
	sqlite3_backup_finish(copy);
	if (result == SQLITE_DONE)
		return true;
	if (stopped)
		return septel__archive_fail(archive, "%s: interrupted", backup->path);
	return septel__archive_fail(archive, "%s: %s", backup->path,
				    result == SQLITE_FULL      ? "the disk is full"
				    : result == SQLITE_CORRUPT ? "the archive is damaged"
							       : sqlite3_errmsg(to));
}

static bool copy(const struct backup *backup)
{
	struct archive *archive = backup->archive;
	sqlite3 *to = NULL;
	/* Nobody needs a journal of a file that is thrown away when it is not whole. */
	bool done = sqlite3_open_v2(backup->part, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
				    NULL) == SQLITE_OK &&
		    sqlite3_exec(to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL,
				 NULL) == SQLITE_OK;
	if (!done)
		septel__archive_fail(archive, "%s: %s", backup->part, sqlite3_errmsg(to));
	done = done && copy_pages(backup, to);
	sqlite3_close(to);
	return done;
}

static bool sync_file(const struct backup *backup, const char *path, int flags)
{
	const int file = open(path, flags | O_CLOEXEC);
	if (file < 0)
		return fail_on(backup, path);
	const bool done = fsync(file) == 0 || fail_on(backup, path);
	close(file);
	return done;
}

static bool sync_folder(const struct backup *backup)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(backup->path, '/');
	const int length = slash ? (int)(slash - backup->path) + 1 : 1;
	snprintf(folder, sizeof folder, "%.*s", length, slash ? backup->path : ".");
	return sync_file(backup, folder, O_RDONLY | O_DIRECTORY);
}

/* Gives the part its name, unless another has taken it meanwhile. */
static bool give_name(const struct backup *backup)
{
	if (renameat2(AT_FDCWD, backup->part, AT_FDCWD, backup->path, RENAME_NOREPLACE) == 0)
		return true;
	/* Not every file system knows how not to replace; a link never does. */
	if (errno != EINVAL || link(backup->part, backup->path) != 0)
		return fail_on(backup, backup->path);
	unlink(backup->part);
	return true;
}

bool septel__sqlite_backup(struct archive *archive, const char *path,
			   void (*progress)(uint64_t done, uint64_t all, void *context),
			   bool (*interrupted)(void *context), void *context)
{
	struct backup backup = {.archive = archive,
				.path = path,
				.progress = progress,
				.interrupted = interrupted,
				.context = context};
	if (!make_part(&backup))
		return false;
	const bool done =
		septel__sqlite_execute(archive, "BEGIN; SELECT count(*) FROM sqlite_master") &&
		copy(&backup) && sync_file(&backup, backup.part, O_RDONLY) && give_name(&backup);
	if (!done)
		unlink(backup.part);
	septel__store_leave(archive);
	return done && sync_folder(&backup);
}
