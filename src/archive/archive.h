/* archive.h - an archive of messages: what other rooms may ask of it.
 *
 * An archive holds the bytes of every message as received, and what is made of
 * them: fields, words, references.  What is made can be thrown away and made
 * anew.  Nothing that was received is hidden or overwritten: another text with
 * the same id is a further *version*, the latest being the *current* one.
 *
 * Ids: a message that states no number has the id "CONTENT-" and 16 digits of
 * the hash of its bytes.
 *
 * Errors: what gives false has left its reason in septel__archive_error.
 * Threads: an archive belongs to one thread at a time; any number of archives of
 * the same file may be open.
 */
#ifndef SEPTEL_ARCHIVE_ARCHIVE_H
#define SEPTEL_ARCHIVE_ARCHIVE_H

#include "../base/out.h"

#include <septel/message.h>

/* Bytes of a reason. */
#define ARCHIVE_ERROR_SIZE 512

struct archive;

enum archive_mode {
	ARCHIVE_READ,
	ARCHIVE_WRITE, /* of one that is there */
	ARCHIVE_CREATE /* one that is not there is made */
};

/* Whether a path names an archive on a server ("postgresql://..."); the program septel-postgres
 * reaches those. */
bool septel__archive_on_server(const char *path);
/* Whether it does, and the program that runs is not that one. */
bool septel__archive_needs_server_program(const char *path);
/* *out is set even where it fails (NULL when memory is out), for the reason. */
bool septel__archive_open(struct archive **out, const char *path, enum archive_mode mode)
	__attribute__((warn_unused_result));
const char *septel__archive_error(const struct archive *archive);
/* Whether a path is that of the archive or of a file beside it ("septel.db-wal"), be it there
 * or not. */
bool septel__archive_owns(const struct archive *archive, const char *path);
/* NULL is allowed. */
void septel__archive_close(struct archive *archive);

#endif
