/* cmd_forget.c - septel forget: a message that an archive must no longer hold. */
#include "../archive/forget.h"
#include "../archive/messages.h"
#include "archive_session.h"
#include "commands.h"

#include <inttypes.h>
#include <stdio.h>

enum { OPT_ARCHIVE, OPT_AS, OPT_REASON };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS_OWNER,
	{"reason", OPTION_TEXT, "TEXT", "kept with the id"},
};

/* False: told on stderr. */
static bool forget(const struct invocation *invocation, struct archive *archive, const char *given,
		   struct septel_arena *arena)
{
	const char *reason = invocation->options[OPT_REASON].text;
	const struct septel_view id = septel__message_id(septel_view_of(given), arena);
	uint64_t receipts;
	switch (septel__forget(archive, id, septel_view_of(reason ? reason : ""), &receipts)) {
	case FORGET_FAILED:
		archive_tell(invocation, archive);
		return false;
	case FORGET_NONE:
		fprintf(stderr, "septel forget: %s: the archive has no such message\n", given);
		return false;
	case FORGET_BEFORE:
		printf("%.*s: was forgotten before\n", VIEW_FORMAT(id));
		return true;
	case FORGET_DONE:
		printf("%.*s: forgotten, received %" PRIu64 " times\n", VIEW_FORMAT(id), receipts);
		return true;
	}
	return false;
}

static int run_forget(const struct invocation *invocation)
{
	const int refused = archive_owner_alone(invocation, &invocation->options[OPT_ARCHIVE],
						&invocation->options[OPT_AS]);
	if (refused != EXIT_DONE)
		return refused;
	struct septel_arena *arena = septel_arena_new(0);
	struct archive *archive =
		arena ? archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_WRITE)
		      : NULL;
	bool done = archive != NULL;
	for (size_t i = 0; archive && i < invocation->count; i++)
		done &= forget(invocation, archive, invocation->arguments[i], arena);
	if (archive && !septel__purge(archive)) {
		archive_tell(invocation, archive);
		fprintf(stderr, "septel forget: no search finds what was forgotten, but its bytes "
				"are in the file yet: run it again\n");
		done = false;
	}
	septel__archive_close(archive);
	septel_arena_free(arena);
	return done ? EXIT_DONE : EXIT_INVALID;
}

const struct command COMMAND_FORGET = {
	.name = "forget",
	.summary = "Take a message out of an archive for good",
	.arguments = "ID...",
	.least = 1,
	.about = "All versions and sections of the message go: bytes, fields, references, words,\n"
		 "notes on it. Its id stays, with time and reason, and it is not imported again. "
		 "The\n"
		 "archive's file is written anew, so that no trace is left in it; that needs free\n"
		 "space of its size. Copies elsewhere (backups, the source) are not touched.",
	.no_access = NO_ACCESS_OWNER,
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel forget 08BAGHDAD3796 --reason 'court order'",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_forget,
};
