/* beside.h - where the files beside an archive are: its users and its log of reads.
 *
 * Beside a file they stand in the same folder: "septel.db-users".  An archive on a server has
 * none: users belong to the machine through which they look, whose programs know the way to
 * the server.  Their files stand in $XDG_STATE_HOME/septel (~/.local/state/septel), named by
 * the location without user, password and what else concerns the connection alone.
 */
#ifndef SEPTEL_CLI_BESIDE_H
#define SEPTEL_CLI_BESIDE_H

/* Path of a file beside the archive: "-users", "-log"; its folder is made.  The caller frees
 * it; NULL: memory is out. */
char *archive_beside(const char *location, const char *suffix);

/* The same in the state folder, for a place on this machine that cannot be written. */
char *state_beside(const char *place, const char *suffix);

#endif
