/* backup.h - a copy of an archive while others read and write it. */
#ifndef SEPTEL_ARCHIVE_BACKUP_H
#define SEPTEL_ARCHIVE_BACKUP_H

#include "archive.h"

/* Copies the archive as it is now to `path`, which must not be there: under a name of its own
 * first, on disk, and then renamed, so that `path` is a whole copy or nothing.  `progress`
 * (may be NULL) hears of pages.  `interrupted` (may be NULL) is asked meanwhile: true ends it,
 * nothing left.  False: the archive's error tells why. */
bool septel__backup(struct archive *archive, const char *path,
		    void (*progress)(uint64_t done, uint64_t all, void *context),
		    bool (*interrupted)(void *context), void *context);

#endif
