/* cmd_collect.c - septel collect: collections of one's own, asked for as in:NAME. */
#include "../archive/messages.h"
#include "../archive/own.h"
#include "archive_at.h"
#include "commands.h"
#include "safe.h"

#include <stdio.h>

enum { OPT_ARCHIVE };

static const struct option OPTIONS[] = {OPTION_ROW_ARCHIVE};

typedef bool change(struct archive *archive, struct septel_view name, struct septel_view id);

/* NAME ID...: what is no message of the archive is told, the others are done. */
static int change_each(const struct invocation *invocation, change *work)
{
	const struct septel_view name = septel_view_of(invocation->arguments[0]);
	struct septel_arena *arena = septel_arena_new(0);
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_WRITE);
	int status = archive && arena ? EXIT_DONE : EXIT_INVALID;
	for (size_t i = 1; archive && arena && i < invocation->count; i++) {
		uint32_t number;
		const struct septel_view id =
			septel__message_id(septel_view_of(invocation->arguments[i]), arena);
		const enum lookup found = septel__message_number(archive, id, &number);
		if (found == LOOKUP_NONE) {
			complain("septel %s: %s: not in the archive", invocation->command->name,
				 invocation->arguments[i]);
			status = EXIT_INVALID;
		} else if (found == LOOKUP_FAILED || !work(archive, name, id)) {
			archive_tell(invocation, archive);
			status = EXIT_INVALID;
			break;
		}
	}
	septel__archive_close(archive);
	septel_arena_free(arena);
	return status;
}

static int run_add(const struct invocation *invocation)
{
	return change_each(invocation, septel__collect);
}

static int run_remove(const struct invocation *invocation)
{
	return change_each(invocation, septel__uncollect);
}

static bool print_one(struct septel_view name, struct septel_view id, void *context)
{
	(void)context;
	return printf("%.*s\t%.*s\n", VIEW_FORMAT(name), VIEW_FORMAT(id)) >= 0;
}

static int run_list(const struct invocation *invocation)
{
	struct septel_view name = {"", 0};
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_READ);
	if (!archive)
		return EXIT_INVALID;
	if (invocation->count)
		name = septel_view_of(invocation->arguments[0]);
	const bool done = septel__collected_each(archive, name, print_one, NULL);
	if (!done)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	return done ? EXIT_DONE : EXIT_INVALID;
}

#define EXAMPLE                                                                                    \
	"export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "                    \
	"septel collect add ashraf 08BAGHDAD3796; septel "

const struct command COMMAND_COLLECT = {
	.name = "collect",
	.summary = "Collections of one's own",
	.arguments = "COMMAND",
	.about = "A collection holds messages by their ids, beside the messages. A query asks for\n"
		 "it as in:NAME.",
	.example = EXAMPLE "search in:ashraf",
};

const struct command COMMAND_COLLECT_ADD = {
	.name = "collect add",
	.summary = "Put messages into a collection",
	.arguments = "NAME ID...",
	.least = 2,
	.about = "The collection is made if it is not there.",
	.example = EXAMPLE "search --count in:ashraf",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_add,
};

const struct command COMMAND_COLLECT_REMOVE = {
	.name = "collect remove",
	.summary = "Take messages out of a collection",
	.arguments = "NAME ID...",
	.least = 2,
	.about = "The messages themselves stay. A collection without messages is gone.",
	.example = EXAMPLE "collect remove ashraf 08BAGHDAD3796; septel search --count in:ashraf",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_remove,
};

const struct command COMMAND_COLLECT_LIST = {
	.name = "collect list",
	.summary = "List what is in a collection, or in all",
	.arguments = "[NAME]",
	.about = "One line a message: the name of the collection, a tab, the id.",
	.example = EXAMPLE "collect list",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_list,
};
