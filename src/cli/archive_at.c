/* archive_at.c - see archive_at.h. */
#include "archive_at.h"
#include "helper.h"
#include "safe.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

const char *archive_path(const struct option_value *given)
{
	if (given->text)
		return given->text;
	const char *named = getenv("SEPTEL_ARCHIVE");
	return named && *named ? named : "septel.db";
}

void archive_tell(const struct invocation *invocation, const struct archive *archive)
{
	complain("septel %s: %s", invocation->command->name, septel__archive_error(archive));
}

bool archive_reach(const struct invocation *invocation, const char *location)
{
	if (!septel__archive_needs_server_program(location))
		return true;
	helper_become(invocation, "septel-postgres");
	return false;
}

struct archive *archive_at(const struct invocation *invocation, const struct option_value *given,
			   enum archive_mode mode)
{
	struct archive *archive;
	if (!archive_reach(invocation, archive_path(given)))
		return NULL;
	/* A file that may grow no further is an error of writing like others. */
	(void)signal(SIGXFSZ, SIG_IGN);
	if (septel__archive_open(&archive, archive_path(given), mode))
		return archive;
	archive_tell(invocation, archive);
	septel__archive_close(archive);
	return NULL;
}
