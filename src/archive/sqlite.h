/* sqlite.h - an archive in an SQLite file.  Private to the backend (sqlite*.c).
 *
 * Write-ahead log, synchronous commits: what is committed is on disk.
 */
#ifndef SEPTEL_ARCHIVE_SQLITE_H
#define SEPTEL_ARCHIVE_SQLITE_H

#include "backend.h"

#include <sqlite3.h>
#include <sys/types.h>

#define SQLITE_APPLICATION_ID 0x53505431 /* "SPT1": tells an archive from other databases */

/* The tables, one text a version. */
extern const char *const septel__sqlite_schema[];
extern const int septel__sqlite_schema_version;

struct sqlite_archive {
	struct archive archive;
	sqlite3 *database;
	dev_t device; /* of the file */
	ino_t inode;
};

static inline sqlite3 *septel__sqlite_database(const struct archive *archive)
{
	return ((const struct sqlite_archive *)archive)->database;
}

/* Leaves SQLite's reason; always false. */
bool septel__sqlite_failed(struct archive *archive);

/* Members of the backend (backend.h). */
bool septel__sqlite_open(struct archive *archive, enum archive_mode mode);
bool septel__sqlite_owns(const struct archive *archive, const char *path);
bool septel__sqlite_execute(struct archive *archive, const char *sql);
bool septel__sqlite_copy(struct archive *archive, const char *path,
			 const struct backup_watch *watch);

#endif
