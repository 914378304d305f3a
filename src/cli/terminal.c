/* terminal.c - see terminal.h. */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

/* Signals that come while nothing typed is shown wait until the terminal is as it was. */
static const int WAITING[] = {SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGTSTP};
enum { WAITING_COUNT = sizeof WAITING / sizeof *WAITING };
static volatile sig_atomic_t came;

static void take_note(int signal)
{
	came = signal;
}

static void signals_hold(struct sigaction before[WAITING_COUNT])
{
	/* Without SA_RESTART: the read ends. */
	struct sigaction action = {.sa_handler = take_note};
	sigemptyset(&action.sa_mask);
	came = 0;
	for (int i = 0; i < WAITING_COUNT; i++) {
		sigaction(WAITING[i], &action, &before[i]);
		if (before[i].sa_handler == SIG_IGN)
			sigaction(WAITING[i], &before[i], NULL);
	}
}

static void signals_release(const struct sigaction before[WAITING_COUNT])
{
	for (int i = 0; i < WAITING_COUNT; i++)
		sigaction(WAITING[i], &before[i], NULL);
	if (came)
		raise(came);
}

static void say(int terminal, const char *words)
{
	size_t length = strlen(words);
	while (length) {
		const ssize_t put = write(terminal, words, length);
		if (put <= 0)
			return;
		words += put;
		length -= (size_t)put;
	}
}

/* One byte at a time: what stands behind the line is not ours. */
static enum terminal_answer read_line(struct secret *answer, size_t limit, int terminal)
{
	char c = '\0';
	while (!came) {
		const ssize_t got = read(terminal, &c, 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || answer->length == limit)
			return TERMINAL_FAILED;
		if (c == '\n' || c == '\r')
			return TERMINAL_DONE;
		septel__secret_append(answer, &c, 1);
	}
	return TERMINAL_FAILED;
}

static enum terminal_answer ask_unseen(struct secret *answer, size_t limit, int terminal,
				       const char *prompt)
{
	struct sigaction before[WAITING_COUNT];
	struct termios was, unseen;
	if (tcgetattr(terminal, &was) != 0)
		return TERMINAL_NONE;
	unseen = was;
	unseen.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	signals_hold(before);
	enum terminal_answer told = TERMINAL_FAILED;
	if (tcsetattr(terminal, TCSAFLUSH, &unseen) == 0) {
		say(terminal, prompt);
		told = read_line(answer, limit, terminal);
		tcsetattr(terminal, TCSAFLUSH, &was);
		say(terminal, "\n");
	}
	signals_release(before);
	return told;
}

enum terminal_answer terminal_ask(struct secret *answer, size_t limit, const char *prompt)
{
	const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (terminal < 0)
		return TERMINAL_NONE;
	const enum terminal_answer told = ask_unseen(answer, limit, terminal, prompt);
	close(terminal);
	return told;
}
