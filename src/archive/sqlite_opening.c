/* sqlite_opening.c - opening an archive in a file, and bringing it up to date. */
#include "sqlite.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOG_WAIT_MILLISECONDS 10

static struct sqlite_archive *of(struct archive *archive)
{
	return (struct sqlite_archive *)archive;
}

/* The name in a path. */
static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static void folder_of(const char *path, char folder[PATH_MAX])
{
	const int length = (int)(name_of(path) - path);
	snprintf(folder, PATH_MAX, "%.*s", length ? length : 1, length ? path : ".");
}

static bool read_number(struct archive *archive, const char *sql, long long *number)
{
	sqlite3_stmt *statement = NULL;
	const bool found = sqlite3_prepare_v2(septel__sqlite_database(archive), sql, -1, &statement,
					      NULL) == SQLITE_OK &&
			   sqlite3_step(statement) == SQLITE_ROW;
	if (found)
		*number = sqlite3_column_int64(statement, 0);
	else
		septel__sqlite_failed(archive);
	sqlite3_finalize(statement);
	return found;
}

/* Whether the file is an archive, or empty and to become one, and of which version; it is
 * not changed before that is known. */
static bool identify(struct archive *archive, long long *version)
{
	long long application, tables;
	/* In one transaction: another program may be making it an archive. */
	if (!septel__sqlite_execute(archive, "BEGIN") ||
	    !read_number(archive, "PRAGMA application_id", &application) ||
	    !read_number(archive, "PRAGMA user_version", version) ||
	    !read_number(archive, "SELECT count(*) FROM sqlite_master", &tables) ||
	    !septel__sqlite_execute(archive, "COMMIT"))
		return false;
	if (application != SQLITE_APPLICATION_ID && (tables || !archive->writable))
		return septel__archive_fail(archive, "%s: it is no archive of septel",
					    archive->path);
	if (*version > septel__sqlite_schema_version)
		return septel__archive_fail(archive,
					    "%s: it was written by a later septel (form %lld)",
					    archive->path, *version);
	if (*version < septel__sqlite_schema_version && !archive->writable)
		return septel__archive_fail(
			archive, "%s: it was written by an earlier septel; import brings it up",
			archive->path);
	return true;
}

/* One version on, in a transaction of its own; another program may have done so meanwhile. */
static bool bring_up_once(struct archive *archive, long long *version)
{
	char pragma[80];
	if (!septel__sqlite_execute(archive, "BEGIN IMMEDIATE") ||
	    !read_number(archive, "PRAGMA user_version", version))
		return false;
	if (*version < septel__sqlite_schema_version) {
		snprintf(pragma, sizeof pragma,
			 "PRAGMA application_id=%d; PRAGMA user_version=%lld",
			 SQLITE_APPLICATION_ID, *version + 1);
		if (!septel__sqlite_execute(archive, septel__sqlite_schema[*version]) ||
		    !septel__sqlite_execute(archive, pragma))
			return false;
		++*version;
	}
	return septel__sqlite_execute(archive, "COMMIT");
}

/* An empty file becomes an archive; an old archive is brought up to date. */
static bool bring_up(struct archive *archive, long long version)
{
	while (version < septel__sqlite_schema_version)
		if (!bring_up_once(archive, &version))
			return false;
	return true;
}

/* From its own journal to a log, as readers need it.  Where two programs do so at once, SQLite
 * refuses one of them and does not wait. */
static bool turn_to_log(struct archive *archive)
{
	for (int waited = 0;; waited += LOG_WAIT_MILLISECONDS) {
		if (septel__sqlite_execute(archive, "PRAGMA journal_mode=WAL"))
			return true;
		if (sqlite3_errcode(septel__sqlite_database(archive)) != SQLITE_BUSY ||
		    waited >= STORE_WAIT_MILLISECONDS)
			return false;
		sqlite3_sleep(LOG_WAIT_MILLISECONDS);
	}
}

static bool set_up(struct archive *archive)
{
	long long version;
	sqlite3_busy_timeout(septel__sqlite_database(archive), STORE_WAIT_MILLISECONDS);
	if (!archive->writable)
		return septel__sqlite_execute(archive, "PRAGMA query_only=1;"
						       "PRAGMA mmap_size=4294967296") &&
		       identify(archive, &version);
	return identify(archive, &version) &&
	       septel__sqlite_execute(archive, "PRAGMA page_size=32768") && turn_to_log(archive) &&
	       septel__sqlite_execute(archive,
				      "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON") &&
	       bring_up(archive, version);
}

/* Where nothing may be written (a read-only folder or medium), SQLite can have no log beside
 * the file.  Without one there, the file alone is the archive: it is read as what cannot
 * change. */
static bool open_unchangeable(struct archive *archive)
{
	char log[PATH_MAX];
	struct stat status;
	snprintf(log, sizeof log, "%s-wal", archive->path);
	if (stat(log, &status) == 0 && status.st_size != 0)
		return septel__archive_fail(archive,
					    "%s: what was written last is in its log, which cannot "
					    "be read where nothing may be written",
					    archive->path);
	struct septel_out uri;
	septel__out_init(&uri, NULL, 0);
	septel__out_string(&uri, archive->path[0] == '/' ? "file://" : "file:");
	for (const char *at = archive->path; *at; at++)
		if (*at == '%' || *at == '?' || *at == '#')
			septel__out_format(&uri, "%%%02x", (unsigned)*at);
		else
			septel__out_byte(&uri, *at);
	septel__out_string(&uri, "?immutable=1");
	sqlite3_close(septel__sqlite_database(archive));
	of(archive)->database = NULL;
	const char *name = septel__out_terminated(&uri);
	const bool opened =
		name &&
		(sqlite3_open_v2(name, &of(archive)->database,
				 SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
				 NULL) == SQLITE_OK ||
		 septel__sqlite_failed(archive));
	septel__out_release(&uri);
	return opened && set_up(archive);
}

static bool may_be_unchangeable(const struct archive *archive)
{
	const int code = sqlite3_errcode(septel__sqlite_database(archive));
	return !archive->writable && (code == SQLITE_CANTOPEN || code == SQLITE_READONLY);
}

static bool open_file(struct archive *archive, enum archive_mode mode)
{
	struct stat status;
	const bool there = stat(archive->path, &status) == 0;
	if (!there && mode != ARCHIVE_CREATE)
		return septel__archive_fail(archive, "%s: there is no archive (%s)", archive->path,
					    strerror(errno));
	if (there && !S_ISREG(status.st_mode))
		return septel__archive_fail(archive, "%s: it is no file, and so no archive",
					    archive->path);
	const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE |
			  (mode == ARCHIVE_CREATE ? SQLITE_OPEN_CREATE : 0);
	char folder[PATH_MAX];
	folder_of(archive->path, folder);
	/* SQLite would try to read it then, and tell that it is not there. */
	if (!there && access(folder, W_OK | X_OK) != 0)
		return septel__archive_fail(archive, "%s: %s", archive->path, strerror(errno));
	if (sqlite3_open_v2(archive->path, &of(archive)->database, flags, NULL) != SQLITE_OK)
		return septel__sqlite_failed(archive);
	if (archive->writable && sqlite3_db_readonly(septel__sqlite_database(archive), "main") == 1)
		return septel__archive_fail(archive, "%s: it may not be written to", archive->path);
	return set_up(archive) || (may_be_unchangeable(archive) && open_unchangeable(archive));
}

bool septel__sqlite_open(struct archive *archive, enum archive_mode mode)
{
	struct stat status;
	if (!open_file(archive, mode))
		return false;
	if (stat(archive->path, &status) == 0) {
		of(archive)->device = status.st_dev;
		of(archive)->inode = status.st_ino;
	}
	return true;
}

bool septel__sqlite_owns(const struct archive *archive, const char *path)
{
	struct stat named, folder, own_folder;
	char folder_name[PATH_MAX], own_folder_name[PATH_MAX];
	/* By whatever name. */
	if (stat(path, &named) == 0 &&
	    named.st_dev == ((const struct sqlite_archive *)archive)->device &&
	    named.st_ino == ((const struct sqlite_archive *)archive)->inode)
		return true;
	/* As SQLite has it: links followed. */
	const char *own_path = sqlite3_db_filename(septel__sqlite_database(archive), "main");
	if (!own_path)
		return false;
	const char *own = name_of(own_path), *name = name_of(path);
	const size_t length = strlen(own);
	if (strncmp(name, own, length) != 0)
		return false;
	folder_of(path, folder_name);
	folder_of(own_path, own_folder_name);
	if (stat(folder_name, &folder) != 0 || stat(own_folder_name, &own_folder) != 0 ||
	    folder.st_dev != own_folder.st_dev || folder.st_ino != own_folder.st_ino)
		return false;
	/* SQLite's own, the users, the log of reads. */
	return name[length] == '\0' || name[length] == '-';
}
