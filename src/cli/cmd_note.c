/* cmd_note.c - septel note: notes of one's own on messages. */
#include "../archive/messages.h"
#include "../archive/own.h"
#include "../base/date.h"
#include "archive_at.h"
#include "commands.h"
#include "safe.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { OPT_ARCHIVE };

static const struct option OPTIONS[] = {OPTION_ROW_ARCHIVE};

static int end(const struct invocation *invocation, struct archive *archive, bool done)
{
	if (!done)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	return done ? EXIT_DONE : EXIT_INVALID;
}

static bool add(const struct invocation *invocation, struct archive *archive,
		struct septel_arena *arena)
{
	const char *writer = getenv("USER");
	uint32_t held;
	long long number;
	const struct note note = {
		.id = septel__message_id(septel_view_of(invocation->arguments[0]), arena),
		.writer = septel_view_of(writer ? writer : ""),
		.text = septel_view_of(invocation->arguments[1]),
		.at = (long long)time(NULL)};
	/* A note may be about a message that is only cited so far; the id must be one. */
	if (septel__message_number(archive, note.id, &held) == LOOKUP_FAILED ||
	    !septel__note_add(archive, &note, &number))
		return false;
	printf("%lld\n", number);
	return true;
}

static int run_add(const struct invocation *invocation)
{
	struct septel_arena *arena = septel_arena_new(0);
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_WRITE);
	int status = EXIT_INVALID;
	if (archive && arena)
		status = end(invocation, archive, add(invocation, archive, arena));
	septel_arena_free(arena);
	return status;
}

static int run_remove(const struct invocation *invocation)
{
	char *rest;
	const long long number = strtoll(invocation->arguments[0], &rest, 10);
	if (rest == invocation->arguments[0] || *rest) {
		complain("septel note remove: %s: expected the number of a note",
			 invocation->arguments[0]);
		return EXIT_INVALID;
	}
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_WRITE);
	if (!archive)
		return EXIT_INVALID;
	return end(invocation, archive, septel__note_remove(archive, number));
}

static bool print_one(const struct note *note, void *context)
{
	char at[TIME_TEXT_SIZE];
	struct septel_out out;
	(void)context;
	septel__time_text(septel__from_seconds(note->at), at);
	septel__out_init(&out, NULL, 0);
	septel__out_format(&out, "%lld\t%.*s\t%s\t", note->number, VIEW_FORMAT(note->id), at);
	print_safely(&out, note->writer);
	septel__out_byte(&out, '\t');
	print_safely(&out, note->text);
	septel__out_byte(&out, '\n');
	const bool written = fwrite(out.data, 1, out.length, stdout) == out.length;
	septel__out_release(&out);
	return written;
}

static int run_list(const struct invocation *invocation)
{
	struct septel_view id = {"", 0};
	struct septel_arena *arena = septel_arena_new(0);
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_READ);
	int status = EXIT_INVALID;
	if (archive && arena) {
		if (invocation->count)
			id = septel__message_id(septel_view_of(invocation->arguments[0]), arena);
		status = end(invocation, archive, septel__notes_each(archive, id, print_one, NULL));
	}
	septel_arena_free(arena);
	return status;
}

#define EXAMPLE                                                                                    \
	"export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "                    \
	"septel note add 08BAGHDAD3796 'see paragraph 8'; septel note "

const struct command COMMAND_NOTE = {
	.name = "note",
	.summary = "Notes of one's own on messages",
	.arguments = "COMMAND",
	.about = "A note stands beside a message, never in it, and stays with its later versions.",
	.example = EXAMPLE "list",
};

const struct command COMMAND_NOTE_ADD = {
	.name = "note add",
	.summary = "Write a note on a message",
	.arguments = "ID TEXT",
	.least = 2,
	.about = "Prints the number of the note.",
	.example = EXAMPLE "add 08BAGHDAD3796 'who is the minister?'",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_add,
};

const struct command COMMAND_NOTE_REMOVE = {
	.name = "note remove",
	.summary = "Take a note away",
	.arguments = "NUMBER",
	.least = 1,
	.about = "Its number is not given again.",
	.example = EXAMPLE "add 08BAGHDAD3796 'keep this'; septel note remove 1; septel note list",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_remove,
};

const struct command COMMAND_NOTE_LIST = {
	.name = "note list",
	.summary = "List the notes on a message, or all",
	.arguments = "[ID]",
	.about = "One line a note: number, id, time, writer, text, tabs between.",
	.example = EXAMPLE "list 08BAGHDAD3796",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_list,
};
