/* backup.c - see backup.h. */
#include "backup.h"

#include "backend.h"
#include "transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A copy into a file. */
struct backup {
	struct archive *archive;
	const char *path;
	char part[PATH_MAX]; /* the name until it is whole */
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
	const bool done =
		septel__archive_on_server(archive->location) ||
		(stat(archive->location, &status) == 0 && fchmod(file, status.st_mode & 0777) == 0);
	close(file);
	if (done)
		return true;
	fail_on(backup, backup->part);
	unlink(backup->part);
	return false;
}

/* The tables row by row into an archive that is opened for them. */
static bool copy_rows(struct archive *archive, const char *to, const struct backup_watch *watch)
{
	struct archive *target;
	const bool done = (septel__archive_open(&target, to, ARCHIVE_CREATE) ||
			   septel__archive_fail(archive, "%s", septel__archive_error(target))) &&
			  septel__transfer(archive, target, watch);
	septel__archive_close(target);
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

static bool copy_to_file(struct archive *archive, const char *path,
			 const struct backup_watch *watch)
{
	struct backup backup = {.archive = archive, .path = path};
	if (!make_part(&backup))
		return false;
	const bool copied = archive->backend->copy
				    ? archive->backend->copy(archive, backup.part, watch)
				    : copy_rows(archive, backup.part, watch);
	const bool done = copied && sync_file(&backup, backup.part, O_RDONLY) && give_name(&backup);
	if (!done)
		unlink(backup.part);
	return done && sync_folder(&backup);
}

bool septel__backup(struct archive *archive, const char *to, const struct backup_watch *watch)
{
	return septel__archive_on_server(to) ? copy_rows(archive, to, watch)
					     : copy_to_file(archive, to, watch);
}
