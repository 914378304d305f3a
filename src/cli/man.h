/* man.h - manual pages (mdoc) made from the table of commands. */
#ifndef SEPTEL_CLI_MAN_H
#define SEPTEL_CLI_MAN_H

#include "command.h"

/* The page of one command, on stdout. */
void man_command(const struct command *command);
/* septel(1): the program and all its commands. */
void man_overview(void);

#endif
