/* table.c - the table of commands: all that knows which there are. */
#include "commands.h"

const struct command *const COMMANDS[] = {
#define COMMAND(name) &COMMAND_##name,
#include "commands.def"
#undef COMMAND
};
const size_t COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS;
