/* archive_at.h - the archive a command works on: --archive, else $SEPTEL_ARCHIVE,
 * else septel.db in the working folder. */
#ifndef SEPTEL_CLI_ARCHIVE_AT_H
#define SEPTEL_CLI_ARCHIVE_AT_H

#include "../archive/archive.h"
#include "command.h"

/* Its row of a command's options. */
#define OPTION_ROW_ARCHIVE                                                                         \
	{                                                                                          \
		"archive", OPTION_TEXT, "ARCHIVE",                                                 \
			"the archive (default: $SEPTEL_ARCHIVE, else septel.db)"                   \
	}

/* Its path: `given` is the value of the option. */
const char *archive_path(const struct option_value *given);
/* Opens it; told on stderr what is wrong, NULL then. */
/* Becomes the program that reaches the location, if it takes another (helper.h); false, told on
 * stderr: there is none. */
bool archive_reach(const struct invocation *invocation, const char *location);

struct archive *archive_at(const struct invocation *invocation, const struct option_value *given,
			   enum archive_mode mode);
/* Tells the archive's reason on stderr. */
void archive_tell(const struct invocation *invocation, const struct archive *archive);

#endif
