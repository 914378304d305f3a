/* users.h - who may read an archive: a plain text file beside it.
 *
 *     # name, clearance, then any of: captions roles cases foreign
 *     mara   S   captions=EXDIS,ROGER-CHANNEL roles=officer cases=p1,p2
 *     tom    C   roles=officer,supervisor cases=*
 *     allied S   captions=REL foreign
 *     chief  TS  captions=all
 *
 * One user a line; empty lines and lines that begin with "#" or ";" are comments.
 * Names, roles and cases: letters, digits and ".-_@", at most 64 bytes; names are
 * compared case aside, and each stands once.  Captions: as data/handling.tsv names
 * those that take a right, hyphens for blanks; "all".  An unknown word of any kind
 * makes the whole file invalid: half a file would grant or deny by accident.
 *
 * The file is rewritten whole: temporary file, fsync, rename, fsync of the folder,
 * under a lock on the folder; comments and the other lines stay as they are.
 */
#ifndef SEPTEL_ACCESS_USERS_H
#define SEPTEL_ACCESS_USERS_H

#include "status.h"
#include "viewer.h"

struct access_users {
	bool present; /* false: there is no such file, and so no user */
	const struct access_viewer *at;
	size_t count; /* in the order of the file */
};

/* Reads the file; *users lives in `arena`.  A file that is absent is no error. */
enum access_status septel__users_load(struct access_users *users, const char *path,
				      struct septel_arena *arena, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* The same of a text, which must outlive *users; `path` names it in errors. */
enum access_status septel__users_read(struct access_users *users, struct septel_view text,
				      const char *path, struct septel_arena *arena,
				      struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

/* The user of that name; false, and *viewer nobody, if there is none. */
bool septel__users_find(const struct access_users *users, struct septel_view name,
			struct access_viewer *viewer) __attribute__((nonnull, warn_unused_result));

/* Reads one line of the file ("mara S roles=officer") as a command gives it; the viewer
 * points into it.  Errors tell its place as "user:1:COLUMN". */
enum access_status septel__users_read_line(struct access_viewer *viewer, struct septel_view line,
					   struct septel_arena *arena, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* Writes the line of a user, without its end. */
struct septel_view septel__users_line(const struct access_viewer *viewer,
				      struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* Adds a user, or replaces the one of that name; makes the file if there is none. */
enum access_status septel__users_add(const char *path, const struct access_viewer *viewer,
				     struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* Removes one.  ACCESS_INVALID if there is no such user. */
enum access_status septel__users_remove(const char *path, struct septel_view name,
					struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
