/* child.c - see child.h. */
#include "child.h"
#include "../base/limits.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
	pid_t pid;
	int handle; /* pidfd: readable when it has ended */
	int output;
	struct event *ended;
	bool late;
	child_over *over;
	void *context;
};

/* The last line of what it said, cut to a bound, nothing unprintable in it. */
static void last_line(int output, char line[DELIVERY_REASON_SIZE])
{
	char tail[1024];
	const off_t end = lseek(output, 0, SEEK_END);
	const off_t from = end > (off_t)sizeof tail ? end - (off_t)sizeof tail : 0;
	const ssize_t got = pread(output, tail, sizeof tail, from);
	struct septel_view view = {tail, got > 0 ? (size_t)got : 0};
	view = septel__trim(view);
	for (size_t i = view.len; i-- > 0;)
		if (view.ptr[i] == '\n') {
			view = septel__slice(view, i + 1, view.len);
			break;
		}
	view = septel__slice(view, 0, DELIVERY_REASON_SIZE - 1);
	for (size_t i = 0; i < view.len; i++)
		line[i] = view.ptr[i] >= ' ' && view.ptr[i] <= '~' ? view.ptr[i] : '?';
	line[view.len] = '\0';
}

static void release(struct child *child)
{
	if (child->ended)
		event_free(child->ended);
	if (child->handle >= 0)
		(void)close(child->handle);
	if (child->output >= 0)
		(void)close(child->output);
	free(child);
}

static void on_event(evutil_socket_t fd, short what, void *context)
{
	struct child *child = context;
	char said[DELIVERY_REASON_SIZE];
	int status = 0;
	(void)fd;
	if (what & EV_TIMEOUT) {
		child->late = true;
		(void)kill(-child->pid, SIGKILL);
		(void)event_add(child->ended, NULL);
		return;
	}
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	/* Whom it left behind does not outlive it. */
	(void)kill(-child->pid, SIGKILL);
	last_line(child->output, said);
	const struct child_end end = {.exited = WIFEXITED(status) && !child->late,
				      .late = child->late,
				      .code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
				      .said = said};
	child_over *over = child->over;
	void *its = child->context;
	release(child);
	over(its, &end);
}

/* Behind fork: only calls that may be made there. */
static void become(const struct child_order *order, int input, int output)
{
	static const int SIGNALS[] = {SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGCHLD};
	sigset_t none;
	(void)setpgid(0, 0);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
		(void)signal(SIGNALS[i], SIG_DFL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 ||
	    (order->folder && chdir(order->folder) != 0))
		_exit(127);
	(void)close_range(3, ~0U, 0);
	for (size_t i = 0; order->environment && order->environment[i]; i++)
		(void)putenv((char *)order->environment[i]);
	execv(order->words[0], (char *const *)order->words);
	_exit(127);
}

static int input_of(struct septel_view bytes)
{
	const int fd = memfd_create("input", MFD_CLOEXEC);
	size_t written = 0;
	while (fd >= 0 && written < bytes.len) {
		const ssize_t wrote = write(fd, bytes.ptr + written, bytes.len - written);
		if (wrote < 0 && errno != EINTR) {
			(void)close(fd);
			return -1;
		}
		written += wrote > 0 ? (size_t)wrote : 0;
	}
	if (fd >= 0)
		(void)lseek(fd, 0, SEEK_SET);
	return fd;
}

static bool watch(struct child *child, struct event_base *base, unsigned seconds)
{
	const struct timeval limit = {(time_t)seconds, 0};
	child->handle = pidfd_open(child->pid, 0);
	if (child->handle < 0)
		return false;
	child->ended = event_new(base, child->handle, EV_READ, on_event, child);
	return child->ended && event_add(child->ended, seconds ? &limit : NULL) == 0;
}

bool septel__child_start(struct event_base *base, const struct child_order *order, child_over *over,
			 void *context)
{
	struct child *child = calloc(1, sizeof *child);
	if (!child)
		return false;
	*child = (struct child){.pid = -1, .handle = -1, .over = over, .context = context};
	const int input = input_of(order->input);
	child->output = memfd_create("output", MFD_CLOEXEC);
	if (input >= 0 && child->output >= 0)
		child->pid = fork();
	if (child->pid == 0)
		become(order, input, child->output);
	if (input >= 0)
		(void)close(input);
	if (child->pid > 0 && watch(child, base, order->seconds))
		return true;
	if (child->pid > 0) {
		(void)kill(child->pid, SIGKILL);
		(void)waitpid(child->pid, NULL, 0);
	}
	release(child);
	return false;
}
