/* cmd_version.c - septel version. */
#include "commands.h"

#include <stdio.h>

static int run_version(const struct invocation *invocation)
{
	(void)invocation;
	printf("septel %s\n", SEPTEL_VERSION);
	return EXIT_DONE;
}

const struct command COMMAND_VERSION = {
	.name = "version",
	.summary = "Print the version of septel",
	.arguments = "",
	.about = "One line: the program's name and its version.",
	.example = "septel version",
	.run = run_version,
};
