/* helper.c - see helper.h. */
#include "helper.h"
#include "safe.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* The folder of the program that runs; empty if it cannot be told. */
static void own_folder(char folder[PATH_MAX])
{
	const ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
	folder[length > 0 ? length : 0] = '\0';
	char *slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
}

void helper_become(const struct invocation *invocation, const char *name)
{
	char own[PATH_MAX], path[PATH_MAX];
	own_folder(own);
	const char *const folders[] = {own, SEPTEL_HELPERS};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		if (snprintf(path, sizeof path, "%s/%s", folders[i], name) >= (int)sizeof path)
			continue;
		execv(path, invocation->words);
		if (errno != ENOENT && errno != ENOTDIR)
			break;
	}
	complain("septel %s: %s: %s", invocation->command->name, path,
		 errno == ENOENT ? "it is not installed" : strerror(errno));
}
