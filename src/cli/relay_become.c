/* relay_become.c - see relay_run.h: as septel has it. */
#include "helper.h"
#include "relay_run.h"

int relay_run(const struct invocation *invocation, const struct relay_options *options)
{
	(void)options;
	helper_become(invocation, "septel-relay");
	return EXIT_INVALID;
}
