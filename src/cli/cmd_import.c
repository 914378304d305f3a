/* cmd_import.c - septel import: a heap of messages into an archive. */
#include "../archive/import.h"
#include "archive_at.h"
#include "commands.h"

#include <inttypes.h>
#include <stdio.h>

enum { OPT_ARCHIVE };

static const struct option OPTIONS[] = {OPTION_ROW_ARCHIVE};

static int run_import(const struct invocation *invocation)
{
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_CREATE);
	struct import import = {.threads = 0};
	if (!archive)
		return EXIT_INVALID;
	const bool done =
		septel__import(&import, archive, invocation->arguments, invocation->count);
	if (!done)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	printf("imported %" PRIu64 ", unchanged %" PRIu64 ", replaced %" PRIu64
	       ", rejected %" PRIu64 "\n",
	       import.counts.imported, import.counts.unchanged, import.counts.replaced,
	       import.counts.rejected);
	return done ? EXIT_DONE : EXIT_INVALID;
}

const struct command COMMAND_IMPORT = {
	.name = "import",
	.summary = "Put messages into an archive",
	.arguments = "SOURCE...",
	.least = 1,
	.about = "Reads every message of the files, folders, archives, CSV dumps, mailboxes\n"
		 "and JSON lines named (\"-\" is standard input) into the archive.",
	.example = "septel import --archive \"$(mktemp -d)/septel.db\" samples",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_import,
};
