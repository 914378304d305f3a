/* two_words.c - a table of commands with a group in it, behind the program's own
 * main: how groups are called, shown and completed is tested with it. */
#include "../../src/cli/commands.h"

static int run_words(const struct invocation *invocation)
{
	printf("%s", invocation->command->name);
	for (size_t i = 0; i < invocation->count; i++)
		printf(" <%s>", invocation->arguments[i]);
	for (size_t i = 0; i < invocation->command->option_count; i++)
		if (invocation->options[i].text)
			printf(" --%s=%s", invocation->command->options[i].name,
			       invocation->options[i].text);
	printf("\n");
	return EXIT_DONE;
}

static const struct option SHOW_OPTIONS[] = {
	{"clear", OPTION_CHOICE, "U|C|S|TS", "what the viewer may see"},
	{"on", OPTION_TEXT, "DATE", "the day to look from"},
	{"json", OPTION_FLAG, NULL, "one JSON object"},
};

static const struct command GROUP = {
	.name = "case",
	.summary = "Follow what was promised",
	.arguments = "",
	.about = "A casebook is a folder.",
	.example = "septel case show",
};

static const struct command SHOW = {
	.name = "case show",
	.summary = "Tell who holds the case",
	.arguments = "[NAME]",
	.about = "Tells it.",
	.example = "septel case show",
	.options = SHOW_OPTIONS,
	.option_count = sizeof SHOW_OPTIONS / sizeof *SHOW_OPTIONS,
	.run = run_words,
};

static const struct command ADD = {
	.name = "case add",
	.summary = "Add to the journal",
	.arguments = "FILE...",
	.least = 1,
	.about = "Adds it.",
	.example = "septel case add entry.jrn",
	.run = run_words,
};

static const struct command SHOW_ALONE = {
	.name = "show",
	.summary = "Show a message",
	.arguments = "ID",
	.least = 1,
	.about = "Shows it.",
	.example = "septel show 08BAGHDAD3796",
	.run = run_words,
};

const struct command *const COMMANDS[] = {
	&SHOW_ALONE, &GROUP, &SHOW, &ADD, &COMMAND_HELP, &COMMAND_COMPLETION, &COMMAND_VERSION};
const size_t COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS;
