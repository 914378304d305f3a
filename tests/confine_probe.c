/* confine_probe.c - confines itself as a part of a relay does, and then does what is asked: for the
 * suite, which looks at how it ends.
 *
 *     confine_probe PART DEED     0: done, 1: refused, killed by SIGSYS: forbidden
 */
#include "../src/relay/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
	const char *name;
	enum confinement part;
} PARTS[] = {
	{"scheduler", CONFINE_SCHEDULER}, {"spool", CONFINE_SPOOL},
	{"line", CONFINE_LINE},           {"line-file", CONFINE_LINE_FILE},
	{"delivery", CONFINE_DELIVERY},   {"control", CONFINE_CONTROL},
};

static bool is_open(int fd)
{
	if (fd >= 0)
		(void)close(fd);
	return fd >= 0;
}

static bool opens(int flags)
{
	const char *path = flags == O_RDONLY ? "/etc/passwd" : "/dev/null";
	return is_open(open(path, flags, 0600));
}

static bool run_program(void)
{
	const pid_t child = fork();
	int status = 0;
	if (child == 0) {
		(void)execl("/bin/true", "true", (char *)NULL);
		_exit(127);
	}
	return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static bool run_here(void)
{
	(void)execl("/bin/true", "true", (char *)NULL);
	return false;
}

/* Open before the filter is there: it shall judge the mapping, not the file. */
static int zero;

static bool map_code(void)
{
	void *code = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, zero, 0);
	return code != MAP_FAILED && munmap(code, 4096) == 0;
}

static bool connects(void)
{
	return is_open(socket(AF_INET, SOCK_STREAM, 0));
}

static bool sees_raw(void)
{
	return is_open(socket(AF_PACKET, SOCK_RAW, 0));
}

static bool traces(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool kills(void)
{
	return kill(getppid(), 0) == 0;
}

static bool remembers(void)
{
	char *memory = malloc(1 << 20);
	if (!memory)
		return false;
	memset(memory, 1, 1 << 20);
	free(memory);
	return true;
}

static bool does(const char *deed)
{
	if (strcmp(deed, "memory") == 0)
		return remembers();
	if (strcmp(deed, "read-file") == 0)
		return opens(O_RDONLY);
	if (strcmp(deed, "write-file") == 0)
		return opens(O_WRONLY | O_CREAT);
	if (strcmp(deed, "socket") == 0)
		return connects();
	if (strcmp(deed, "raw-socket") == 0)
		return sees_raw();
	if (strcmp(deed, "fork") == 0)
		return run_program();
	if (strcmp(deed, "exec") == 0)
		return run_here();
	if (strcmp(deed, "code") == 0)
		return map_code();
	if (strcmp(deed, "ptrace") == 0)
		return traces();
	if (strcmp(deed, "kill") == 0)
		return kills();
	return false;
}

int main(int count, char **words)
{
	struct septel_out error;
	septel__out_init(&error, NULL, 0);
	if (count != 3)
		return 2;
	zero = open("/dev/zero", O_RDONLY);
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
		if (strcmp(PARTS[i].name, words[1]) != 0)
			continue;
		if (!septel__confine(PARTS[i].part, &error)) {
			(void)fprintf(stderr, "%.*s", (int)error.length, error.data);
			return 2;
		}
		return does(words[2]) ? 0 : 1;
	}
	return 2;
}
