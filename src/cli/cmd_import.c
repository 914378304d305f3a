/* cmd_import.c - septel import: a heap of messages into an archive. */
#include "../archive/again.h"
#include "../archive/messages.h"
#include "archive_at.h"
#include "commands.h"
#include "importing.h"
#include "interrupt.h"

#include <stdio.h>

enum { OPT_ARCHIVE, OPT_AGAIN, OPT_REPORT };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	{"again", OPTION_TEXT, "ID", "read a stored message anew with today's reader"},
	{"report", OPTION_TEXT, "FILE",
	 "write what was rejected, repaired and left; as CSV where it ends in .csv"},
};

static int import_sources(const struct invocation *invocation)
{
	struct import_report report;
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_CREATE);
	if (!archive)
		return EXIT_INVALID;
	bool done = import_report_begin(&report, invocation->options[OPT_REPORT].text) &&
		    import_paths(invocation, archive, invocation->arguments, invocation->count,
				 &report);
	septel__archive_close(archive);
	if (interrupt_came())
		fprintf(stderr, "septel import: interrupted; run again, it goes on from here\n");
	interrupt_pass_on();
	return done ? EXIT_DONE : EXIT_INVALID;
}

static int import_again(const struct invocation *invocation)
{
	const char *given = invocation->options[OPT_AGAIN].text;
	struct import_counts counts = {0};
	struct septel_arena *arena = septel_arena_new(0);
	struct archive *archive =
		arena ? archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_WRITE)
		      : NULL;
	bool done = archive != NULL;
	if (done) {
		const struct septel_view id = septel__message_id(septel_view_of(given), arena);
		done = septel__read_again(archive, id, &counts.replaced);
		if (!done)
			archive_tell(invocation, archive);
	}
	if (done && counts.replaced == 0) {
		fprintf(stderr, "septel import: %s: the archive has no such message\n", given);
		done = false;
	}
	septel__archive_close(archive);
	septel_arena_free(arena);
	if (done)
		import_print_counts(&counts);
	return done ? EXIT_DONE : EXIT_INVALID;
}

static int run_import(const struct invocation *invocation)
{
	const bool again = invocation->options[OPT_AGAIN].text != NULL;
	if (!command_excludes(invocation, OPT_AGAIN, OPT_REPORT))
		return EXIT_INVALID;
	if (again == (invocation->count != 0)) {
		fprintf(stderr, again ? "septel import: --again ID takes no SOURCE\n"
				      : "septel import: needs SOURCE... (septel import --help)\n");
		return EXIT_INVALID;
	}
	interrupt_catch();
	return again ? import_again(invocation) : import_sources(invocation);
}

const struct command COMMAND_IMPORT = {
	.name = "import",
	.summary = "Put messages into an archive",
	.arguments = "SOURCE...",
	.about =
		"Reads every message of the files, folders, archives, CSV dumps, mailboxes\n"
		"and JSON lines named (\"-\" is standard input) into the archive. What cannot be\n"
		"read is kept with the reason (septel rejects). Interrupted, what was done stays,\n"
		"and a second run goes on from there.",
	.example = "septel import --archive \"$(mktemp -d)/septel.db\" samples",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_import,
};
