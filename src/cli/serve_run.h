/* serve_run.h - the reading room: septel becomes the program septel-serve, which has the HTTP
 * library. */
#ifndef SEPTEL_CLI_SERVE_RUN_H
#define SEPTEL_CLI_SERVE_RUN_H

#include "command.h"

/* Gives the exit code with which the command ends. */
int serve_run(const struct invocation *invocation, const struct option_value *archive,
	      const struct option_value *as, const char *listen);

#endif
