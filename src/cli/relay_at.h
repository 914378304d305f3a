/* relay_at.h - the configuration of a relay, and its tables, as commands read them. */
#ifndef SEPTEL_CLI_RELAY_AT_H
#define SEPTEL_CLI_RELAY_AT_H

#include "../relay/routes.h"
#include "command.h"

/* Options of every command that reads one; first in its table. */
enum { OPT_CONFIG, RELAY_OPTIONS };
#define OPTION_ROW_CONFIG                                                                          \
	{                                                                                          \
		"config", OPTION_TEXT, "FILE", "configuration (or $SEPTEL_RELAY)"                  \
	}

struct relay_at {
	struct septel_arena *arena; /* everything lies in it */
	struct relay_config config;
	const struct routes *routes;
};

/* Reads the configuration, and the tables of routes and collectives that it names.  What is wrong
 * with any of them is told on stderr, all of it.  False: EXIT_INVALID, and nothing is open. */
bool relay_at_open(struct relay_at *relay, const struct invocation *invocation);
/* The configuration alone: a table that is being written does not keep an operator from the relay.
 */
bool relay_at_config(struct relay_at *relay, const struct invocation *invocation);
/* Its path; NULL, told on stderr: none was given. */
const char *relay_at_path(const struct invocation *invocation);
void relay_at_close(struct relay_at *relay);

#endif
