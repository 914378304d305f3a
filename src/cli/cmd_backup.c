/* cmd_backup.c - septel backup: a copy of an archive that is in use. */
#include "../archive/backup.h"
#include "archive_session.h"
#include "commands.h"
#include "interrupt.h"
#include "progress.h"

enum { OPT_ARCHIVE, OPT_AS };

static const struct option OPTIONS[] = {OPTION_ROW_ARCHIVE, OPTION_ROW_AS_OWNER};

static int run_backup(const struct invocation *invocation)
{
	const int refused = archive_owner_alone(invocation, &invocation->options[OPT_ARCHIVE],
						&invocation->options[OPT_AS]);
	if (refused != EXIT_DONE)
		return refused;
	if (!archive_reach(invocation, invocation->arguments[0]))
		return EXIT_INVALID;
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_READ);
	struct progress progress;
	if (!archive)
		return EXIT_INVALID;
	const struct backup_watch watch = {
		.progress = progress_show, .interrupted = interrupt_asked, .context = &progress};
	interrupt_catch();
	progress_begin(&progress, "backup", "parts");
	const bool done = septel__backup(archive, invocation->arguments[0], &watch);
	progress_end(&progress);
	if (!done)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	interrupt_pass_on();
	return done ? EXIT_DONE : EXIT_INVALID;
}

const struct command COMMAND_BACKUP = {
	.name = "backup",
	.summary = "Copy an archive that is in use",
	.arguments = "FILE|URL",
	.least = 1,
	.about =
		"The copy is the archive as it was when the backup began, whoever reads or writes\n"
		"meanwhile. It is on disk before it gets its name, and no file is written over.\n"
		"A URL (postgresql://...) names a database that holds no archive yet: so an "
		"archive\n"
		"moves from a file to a server, and from a server to a file. Users and the log of\n"
		"reads stand in files of their own, beside the archive.",
	.no_access = NO_ACCESS_OWNER,
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel backup \"$SEPTEL_ARCHIVE.copy\"",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_backup,
};
