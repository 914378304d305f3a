/* cmd_watch.c - septel watch: what appears in a folder goes into an archive. */
#include "archive_at.h"
#include "commands.h"
#include "folder_watch.h"
#include "importing.h"
#include "interrupt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPT_ARCHIVE };

static const struct option OPTIONS[] = {OPTION_ROW_ARCHIVE};

/* Imports what appeared and is still there, but for files of the archive itself: it would go
 * on for ever. */
static bool import_appeared(const struct invocation *invocation, struct archive *archive,
			    const char *const *paths, size_t count)
{
	const char **foreign = calloc(count, sizeof *foreign);
	size_t foreign_count = 0;
	if (!foreign)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!septel__archive_owns(archive, paths[i]) && access(paths[i], F_OK) == 0)
			foreign[foreign_count++] = paths[i];
	const bool done = foreign_count == 0 ||
			  import_paths(invocation, archive, foreign, foreign_count, NULL);
	free(foreign);
	return done;
}

static int watch_folder(const struct invocation *invocation, struct archive *archive,
			struct folder_watch *watch)
{
	const char *const *paths;
	size_t count;
	/* First what is there: it is watched already, so that nothing is missed between. */
	if (!import_paths(invocation, archive, invocation->arguments, 1, NULL))
		return EXIT_INVALID;
	while (!interrupt_came()) {
		switch (folder_watch_wait(watch, &paths, &count)) {
		case WATCH_FILES:
			if (!import_appeared(invocation, archive, paths, count))
				return EXIT_INVALID;
			break;
		case WATCH_SIGNAL:
			break;
		case WATCH_GONE:
			fprintf(stderr, "septel watch: %s: the folder is gone\n",
				invocation->arguments[0]);
			return EXIT_INVALID;
		case WATCH_FAILED:
			fprintf(stderr, "septel watch: %s: %s\n", invocation->arguments[0],
				strerror(errno));
			return EXIT_INVALID;
		}
	}
	return EXIT_DONE;
}

static int run_watch(const struct invocation *invocation)
{
	const char *path = invocation->arguments[0];
	interrupt_catch();
	struct folder_watch *watch = folder_watch_open(path);
	if (!watch) {
		fprintf(stderr, "septel watch: %s: %s\n", path, strerror(errno));
		return EXIT_INVALID;
	}
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_CREATE);
	const int status = archive ? watch_folder(invocation, archive, watch) : (int)EXIT_INVALID;
	septel__archive_close(archive);
	folder_watch_close(watch);
	return status;
}

const struct command COMMAND_WATCH = {
	.name = "watch",
	.summary = "Put what appears in a folder into an archive",
	.arguments = "DIR",
	.least = 1,
	.about = "Imports what is in the folder and the folders in it, and then each file as soon\n"
		 "as it is closed after writing, or moved in. Names that begin with a dot are "
		 "passed\n"
		 "over. Ends when it is interrupted.",
	.example = "timeout --foreground --preserve-status 2 septel watch --archive \"$(mktemp "
		   "-d)/septel.db\" "
		   "samples",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_watch,
};
