/* relay_run.h - runs a relay in this process: septel-relay does; septel becomes septel-relay, since
 * the event loop, TLS and what else a relay needs are more than other commands shall load. */
#ifndef SEPTEL_CLI_RELAY_RUN_H
#define SEPTEL_CLI_RELAY_RUN_H

#include "../relay/relay_options.h"
#include "command.h"

/* An exit code. */
int relay_run(const struct invocation *invocation, const struct relay_options *options);

#endif
