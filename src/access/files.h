/* files.h - small files, read whole and replaced whole. */
#ifndef SEPTEL_ACCESS_FILES_H
#define SEPTEL_ACCESS_FILES_H

#include "../base/view.h"
#include "status.h"

#include <septel/arena.h>

/* Writes the text of an error; always gives `status`. */
enum access_status septel__access_fail(struct access_error *error, enum access_status status,
				       const char *format, ...)
	__attribute__((nonnull, format(printf, 3, 4)));

/* The whole file, in `arena`; *present is false, and *text empty, if it is not there. */
enum access_status septel__file_read(struct septel_view *text, bool *present, const char *path,
				     size_t limit, struct septel_arena *arena,
				     struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

/* A lock on the folder of `path`, waited for, so that one process at a time reads and
 * replaces the file: *folder is to be given to septel__folder_unlock. */
enum access_status septel__folder_lock(int *folder, const char *path, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
void septel__folder_unlock(int folder);

/* Replaces the file, or makes it (readable by its owner alone), so that a crash leaves
 * the old text or the new one: temporary file, fsync, rename, fsync of the folder. */
enum access_status septel__file_replace(const char *path, int folder, struct septel_view text,
					struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
