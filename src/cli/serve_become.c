/* serve_become.c - see serve_run.h: as septel has it. */
#include "helper.h"
#include "serve_run.h"

int serve_run(const struct invocation *invocation, const struct option_value *archive,
	      const struct option_value *as, const char *listen)
{
	(void)archive;
	(void)as;
	(void)listen;
	helper_become(invocation, "septel-serve");
	return EXIT_INVALID;
}
