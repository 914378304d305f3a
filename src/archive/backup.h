/* backup.h - a copy of an archive while others read and write it. */
#ifndef SEPTEL_ARCHIVE_BACKUP_H
#define SEPTEL_ARCHIVE_BACKUP_H

#include "archive.h"

/* Who follows a copy; both may be NULL. */
struct backup_watch {
	/* Hears of what is copied: pages of a file, rows of tables. */
	void (*progress)(uint64_t done, uint64_t all, void *context);
	/* Is asked meanwhile: true ends the copy, and nothing is left of it. */
	bool (*interrupted)(void *context);
	void *context;
};

/* Copies the archive as it is now to `to`, a file or an archive on a server, be it kept in a
 * file or on a server itself.  A file must not be there: the copy has a name of its own first,
 * and is on disk when it is renamed, so that it is whole or nothing.  A database must hold
 * nothing yet; it is filled in one transaction.  False: the archive's error tells why. */
bool septel__backup(struct archive *archive, const char *to, const struct backup_watch *watch);

#endif
