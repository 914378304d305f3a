/* commands.h - one row a command; each lives in a file of its own. */
#ifndef SEPTEL_CLI_COMMANDS_H
#define SEPTEL_CLI_COMMANDS_H

#include "command.h"

extern const struct command COMMAND_COMPOSE, COMMAND_SPLIT, COMMAND_JOIN, COMMAND_CONVERT;
extern const struct command COMMAND_PARSE, COMMAND_REPAIR, COMMAND_LINT, COMMAND_ID, COMMAND_TAGS,
	COMMAND_RI, COMMAND_SIGNAL, COMMAND_RULES, COMMAND_HELP, COMMAND_COMPLETION,
	COMMAND_VERSION;

#endif
