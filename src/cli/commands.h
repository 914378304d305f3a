/* commands.h - one row a command; each lives in a file of its own. */
#ifndef SEPTEL_CLI_COMMANDS_H
#define SEPTEL_CLI_COMMANDS_H

#include "command.h"

#define COMMAND(name) extern const struct command COMMAND_##name;
#include "commands.def"
#undef COMMAND

#endif
