/* archive_session.h - an archive, who looks into it, and the log of what he read.
 *
 * Users are kept in the file ARCHIVE-users (septel user), their reads and what was denied
 * them in ARCHIVE-log (septel log); see beside.h.  At the command line the viewer is the
 * owner, who sees all, unless --as names a user.  What a user reads or is denied is in the log
 * before it is printed; where the log cannot be written, nothing is shown.
 */
#ifndef SEPTEL_CLI_ARCHIVE_SESSION_H
#define SEPTEL_CLI_ARCHIVE_SESSION_H

#include "../access/log.h"
#include "../access/users.h"
#include "archive_at.h"
#include "beside.h"

/* Its row of a command's options. */
#define OPTION_ROW_AS                                                                              \
	{                                                                                          \
		"as", OPTION_TEXT, "USER", "look with the clearance and rights of a user"          \
	}

/* The same of a command that is the owner's alone, and what its exit code 5 means. */
#define OPTION_ROW_AS_OWNER                                                                        \
	{                                                                                          \
		"as", OPTION_TEXT, "USER", "as a user: refused and logged, for only the owner may" \
	}
#define NO_ACCESS_OWNER "--as: only the owner may, or there is no such user"

struct archive_session {
	const struct invocation *invocation;
	struct archive *archive;
	struct access_viewer viewer;
	struct septel_arena *arena; /* of the viewer */
	bool logged;
	char *log_path;
	struct access_log log;
};

/* Opens the archive for reading as the viewer that the options name.  EXIT_DONE, or the code
 * with which the command ends (told on stderr). */
int archive_session_open(struct archive_session *session, const struct invocation *invocation,
			 const struct option_value *archive, const struct option_value *as);
/* For a command that only the owner may run: EXIT_DONE for him.  Where a user is named it is
 * refused, told on stderr and logged, each argument as an object. */
int archive_owner_alone(const struct invocation *invocation, const struct option_value *archive,
			const struct option_value *as);
/* Writes an entry to the log, if the viewer is a user.  False: told on stderr. */
bool archive_session_log(struct archive_session *session, const char *action,
			 struct septel_view object, enum access_outcome outcome,
			 struct access_label label);
/* For a command that reads many messages: entries need not be on disk until the call of
 * archive_session_sync, which comes before anything of them is printed.  False: told on
 * stderr. */
void archive_session_log_lazily(struct archive_session *session);
bool archive_session_sync(struct archive_session *session);
void archive_session_close(struct archive_session *session);

#endif
