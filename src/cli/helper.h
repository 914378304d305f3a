/* helper.h - the program that septel becomes where a command needs a library that takes long
 * to load. */
#ifndef SEPTEL_CLI_HELPER_H
#define SEPTEL_CLI_HELPER_H

#include "command.h"

/* Becomes the program `name`, which stands beside septel or in its own folder
 * (SEPTEL_HELPERS), with the same command line: it has the same commands.  Returns only where
 * it could not, told on stderr. */
void helper_become(const struct invocation *invocation, const char *name);

#endif
