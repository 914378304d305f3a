/* folder_watch.h - files that appear in a folder and the folders in it.
 *
 * A file has appeared when it was closed after writing or moved in.  Names that begin with a
 * dot are passed over.  A folder that appears is told as a whole: files may have been put
 * into it before it could be watched.
 */
#ifndef SEPTEL_CLI_FOLDER_WATCH_H
#define SEPTEL_CLI_FOLDER_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct folder_watch;

/* errno tells why it is NULL. */
struct folder_watch *folder_watch_open(const char *path) __attribute__((warn_unused_result));
void folder_watch_close(struct folder_watch *watch);

enum watch_result {
	WATCH_FILES,
	WATCH_SIGNAL, /* a signal may have come; else wait again */
	WATCH_GONE,   /* the folder is no longer there */
	WATCH_FAILED  /* see errno */
};

/* Waits until something has appeared and a moment has passed without more.  *paths, each
 * once, are borrowed until the next call. */
enum watch_result folder_watch_wait(struct folder_watch *watch, const char *const **paths,
				    size_t *count);

#endif
