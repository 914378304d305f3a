/* septel.c - the program: finds the command and runs it.
 *
 * The table (table.c) is all that knows which commands there are; usage,
 * completion and man pages are made from it.
 */
#include "commands.h"
#include "safe.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void list_commands(FILE *to)
{
	fprintf(to, "usage: septel COMMAND [options] [arguments]\n\n");
	command_list(to, NULL, "  ");
	fprintf(to, "\nseptel COMMAND --help tells more of each.\n");
}

static bool asks_for_help(char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], "--") == 0)
			return false;
		if (strcmp(words[i], "--help") == 0 || strcmp(words[i], "-h") == 0)
			return true;
	}
	return false;
}

/* A group alone runs nothing: it shows what it has, if that was asked. */
static int run_group(const struct command *group, char *const *words, size_t count)
{
	if (count && (strcmp(words[0], "--help") == 0 || strcmp(words[0], "-h") == 0)) {
		command_usage(group);
		return EXIT_DONE;
	}
	if (count)
		complain("septel %s: no command '%s' (septel %s --help lists them)", group->name,
			 words[0], group->name);
	else
		complain("septel %s: needs a command (septel %s --help lists them)", group->name,
			 group->name);
	return EXIT_INVALID;
}

/* `line` is the whole command line, `words` what stands behind the command's name. */
static int run_command(const struct command *command, char *const *line, char *const *words,
		       size_t count)
{
	if (!command->run)
		return run_group(command, words, count);
	if (asks_for_help(words, count)) {
		command_usage(command);
		return EXIT_DONE;
	}
	const char **arguments = calloc(count + 1, sizeof *arguments);
	struct invocation invocation;
	int status = EXIT_INVALID;
	if (!arguments)
		complain("septel: out of memory");
	else if (command_read(&invocation, command, words, count, arguments)) {
		invocation.words = line;
		status = command->run(&invocation);
	}
	free(arguments);
	return status;
}

/* A result that could not be written is no result.  A write that failed
 * before was told by the command. */
static int all_written(int status)
{
	const bool failed_before = ferror(stdout);
	if (fflush(stdout) == 0 && !failed_before)
		return status;
	if (!failed_before && errno != EPIPE)
		perror("septel: stdout");
	return EXIT_INVALID;
}

int main(int count, char **words)
{
	/* A closed pipe is an error of a write, which says EPIPE, not a signal. */
	(void)signal(SIGPIPE, SIG_IGN);
	if (count < 2) {
		list_commands(stderr);
		return EXIT_INVALID;
	}
	if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0) {
		list_commands(stdout);
		return all_written(EXIT_DONE);
	}
	const bool version = strcmp(words[1], "--version") == 0;
	size_t used = 1;
	const struct command *command =
		version ? &COMMAND_VERSION
			: command_find((const char *const *)words + 1, (size_t)count - 1, &used);
	if (!command) {
		complain("septel: no command '%s' (septel --help lists them)", words[1]);
		return EXIT_INVALID;
	}
	return all_written(run_command(command, words, words + 1 + used, (size_t)count - 1 - used));
}
