/* terminal_keys.c - see terminal_keys.h. */
#include "terminal_keys.h"

#include "../access/files.h"
#include "../base/limits.h"
#include "../base/out.h"
#include "safe.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* Bytes of a line that is typed. */
#define LINE_LIMIT 4096

enum { CONTROL_C = 3, CONTROL_D = 4 };

static struct termios cooked;
static bool raw;

bool keys_at_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

void keys_end(void)
{
	if (raw)
		(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &cooked);
	raw = false;
}

/* The terminal is what it was, and the signal does what it does. */
static void end_by(int signal_number)
{
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &cooked);
	(void)signal(signal_number, SIG_DFL);
	(void)raise(signal_number);
}

/* However the program ends, the terminal is what it was. */
static bool leave_in_order(void)
{
	static bool done;
	struct sigaction action = {.sa_handler = end_by};
	if (done)
		return true;
	(void)sigemptyset(&action.sa_mask);
	done = atexit(keys_end) == 0 && sigaction(SIGTERM, &action, NULL) == 0 &&
	       sigaction(SIGHUP, &action, NULL) == 0;
	return done;
}

bool keys_begin(void)
{
	if (tcgetattr(STDIN_FILENO, &cooked) != 0 || !leave_in_order())
		return false;
	struct termios keys = cooked;
	keys.c_lflag &= (tcflag_t) ~(ICANON | ECHO | ISIG);
	keys.c_cc[VMIN] = 1;
	keys.c_cc[VTIME] = 0;
	raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &keys) == 0;
	return raw;
}

char keys_read(void)
{
	char key;
	ssize_t got;
	(void)fflush(stdout);
	do
		got = read(STDIN_FILENO, &key, 1);
	while (got < 0 && errno == EINTR);
	return got != 1 || key == CONTROL_C || key == CONTROL_D ? 'q' : key;
}

/* Byte by byte, so that nothing is read beyond the line. */
struct septel_view keys_line(struct septel_arena *arena)
{
	struct septel_out line;
	char byte;
	septel__out_init(&line, arena, LINE_LIMIT);
	(void)fflush(stdout);
	keys_end();
	while (read(STDIN_FILENO, &byte, 1) == 1 && byte != '\n')
		septel__out_byte(&line, byte);
	(void)keys_begin();
	return line.failed ? (struct septel_view){"", 0} : septel__trim(septel__out_written(&line));
}

/* ---- editor ---- */

static const char *editor(void)
{
	const char *visual = getenv("VISUAL"), *plain = getenv("EDITOR");
	if (visual && *visual)
		return visual;
	return plain && *plain ? plain : "vi";
}

/* Runs it as a shell would: it may have arguments of its own. */
static bool run_editor(const char *file)
{
	struct septel_out command;
	septel__out_init(&command, NULL, 0);
	septel__out_format(&command, "%s \"$1\"", editor());
	const char *line = septel__out_terminated(&command);
	int status = -1;
	const pid_t child = line ? fork() : -1;
	if (child == 0) {
		execl("/bin/sh", "sh", "-c", line, "sh", file, (char *)NULL);
		_exit(127);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	septel__out_release(&command);
	return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool write_all(int file, struct septel_view text)
{
	while (text.len) {
		const ssize_t done = write(file, text.ptr, text.len);
		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0)
			text = septel__slice(text, (size_t)done, text.len);
	}
	return true;
}

static bool edit_file(struct septel_view *text, char *path, struct septel_arena *arena)
{
	struct access_error error;
	bool present;
	const int file = mkstemp(path);
	if (file < 0) {
		complain("%s: %s", path, strerror(errno));
		return false;
	}
	bool done = write_all(file, *text);
	done = close(file) == 0 && done;
	if (done && !run_editor(path)) {
		complain("%s: did not end well, nothing was changed", editor());
		done = false;
	}
	if (done &&
	    (septel__file_read(text, &present, path, JOURNAL_LIMIT, arena, &error) != ACCESS_OK ||
	     !present)) {
		complain("%s: cannot be read", path);
		done = false;
	}
	(void)unlink(path);
	return done;
}

bool keys_edit(struct septel_view *text, struct septel_arena *arena)
{
	const char *folder = getenv("TMPDIR");
	struct septel_out path;
	septel__out_init(&path, arena, 0);
	septel__out_format(&path, "%s/septel-draft-XXXXXX", folder && *folder ? folder : "/tmp");
	if (!septel__out_terminated(&path))
		return false;
	(void)fflush(stdout);
	keys_end();
	const bool done = edit_file(text, path.data, arena);
	(void)keys_begin();
	return done;
}
