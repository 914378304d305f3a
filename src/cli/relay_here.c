/* relay_here.c - see relay_run.h: as septel-relay has it. */
#include "../relay/relayd.h"
#include "relay_run.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* septel itself: beside this program, or where it is installed. */
static const char *own_septel(char path[PATH_MAX])
{
	const ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 8);
	path[length > 0 ? length : 0] = '\0';
	char *slash = strrchr(path, '/');
	if (slash) {
		(void)snprintf(slash, 8, "/septel");
		if (access(path, X_OK) == 0)
			return path;
	}
	return SEPTEL_PROGRAM;
}

int relay_run(const struct invocation *invocation, const struct relay_options *options)
{
	char path[PATH_MAX];
	struct relay_options here = *options;
	(void)invocation;
	here.program = own_septel(path);
	return septel__relay_run(&here);
}
