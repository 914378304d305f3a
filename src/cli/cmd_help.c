/* cmd_help.c - septel help and septel completion: made from the table. */
#include "commands.h"
#include "completion.h"
#include "man.h"
#include "safe.h"

#include <stdio.h>
#include <string.h>

enum { OPT_MAN };

static const struct option OPTIONS[] = {
	{"man", OPTION_FLAG, NULL, "as a manual page (mdoc)"},
};

static int run_help(const struct invocation *invocation)
{
	const bool page = invocation->options[OPT_MAN].text != NULL;
	if (invocation->count == 0 && page) {
		man_overview();
		return EXIT_DONE;
	}
	if (invocation->count == 0) {
		command_list(stdout, NULL, "");
		return EXIT_DONE;
	}
	size_t used;
	const struct command *command =
		command_find(invocation->arguments, invocation->count, &used);
	if (!command || used < invocation->count) {
		complain("septel help: no command '%s%s%s'", invocation->arguments[0],
			 invocation->count > 1 ? " " : "",
			 invocation->count > 1 ? invocation->arguments[1] : "");
		return EXIT_INVALID;
	}
	if (page)
		man_command(command_find(invocation->arguments, 1, &used));
	else
		command_usage(command);
	return EXIT_DONE;
}

const struct command COMMAND_HELP = {
	.name = "help",
	.summary = "Show all commands, or one of them",
	.arguments = "[COMMAND...]",
	.about = "Without an argument one line for each command; with one the same as COMMAND\n"
		 "--help. With --man the page of a group is that of its commands.",
	.example = "septel help parse",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_help,
};

static int run_completion(const struct invocation *invocation)
{
	if (strcmp(invocation->arguments[0], "bash") == 0)
		completion_bash();
	else if (strcmp(invocation->arguments[0], "zsh") == 0)
		completion_zsh();
	else {
		complain("septel completion: '%s' is neither bash nor zsh",
			 invocation->arguments[0]);
		return EXIT_INVALID;
	}
	return EXIT_DONE;
}

const struct command COMMAND_COMPLETION = {
	.name = "completion",
	.summary = "Print a shell's completion of septel",
	.arguments = "bash|zsh",
	.least = 1,
	.about = "For bash: source <(septel completion bash). For zsh: put it into a folder\n"
		 "of $fpath as _septel, or source it behind compinit.",
	.example = "septel completion bash",
	.run = run_completion,
};
