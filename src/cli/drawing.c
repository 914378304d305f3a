/* drawing.c - see drawing.h.
 *
 * The graph goes to dot through a file without a name and its picture comes back through
 * another: nothing is left behind by a program that was killed, and half a picture is not
 * printed.
 */
#include "drawing.h"

#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define INSTEAD                                                                                    \
	"narrow the query, or let a program for large graphs draw it: "                            \
	"septel graph --to dot QUERY | sfdp -Tsvg"

int drawing_check(size_t nodes, size_t edges)
{
	if (nodes <= DRAWN_NODES_LIMIT && edges <= DRAWN_EDGES_LIMIT)
		return EXIT_DONE;
	fprintf(stderr,
		"septel graph: %zu messages with %zu citations are too many for a picture (limits: "
		"%u and %u); " INSTEAD "\n",
		nodes, edges, DRAWN_NODES_LIMIT, DRAWN_EDGES_LIMIT);
	return EXIT_REFUSED;
}

/* In the child: becomes dot, or ends with the reason written to `told`. */
static void become_dot(FILE *graph, FILE *picture, int told)
{
	char program[] = "dot", form[] = "-Tsvg";
	char *const words[] = {program, form, NULL};
	struct rlimit seconds;
	int error = 0;
	if (getrlimit(RLIMIT_CPU, &seconds) == 0 && seconds.rlim_cur > DRAWING_SECONDS_LIMIT) {
		seconds.rlim_cur = DRAWING_SECONDS_LIMIT;
		(void)setrlimit(RLIMIT_CPU, &seconds);
	}
	if (dup2(fileno(graph), STDIN_FILENO) == STDIN_FILENO &&
	    dup2(fileno(picture), STDOUT_FILENO) == STDOUT_FILENO)
		execvp(program, words);
	error = errno;
	if (write(told, &error, sizeof error) != sizeof error)
		_exit(EXIT_BROKEN);
	_exit(EXIT_INVALID);
}

/* Runs dot to its end.  False: it did not begin, errno tells why. */
static bool run_dot(FILE *graph, FILE *picture, int *ended)
{
	int pipes[2], error = 0;
	if (pipe(pipes) != 0)
		return false;
	const pid_t child = fork();
	if (child == 0) {
		/* Closed when dot begins: no word is the good one. */
		if (fcntl(pipes[1], F_SETFD, FD_CLOEXEC) == 0)
			become_dot(graph, picture, pipes[1]);
		_exit(EXIT_INVALID);
	}
	close(pipes[1]);
	const ssize_t count = child < 0 ? 0 : read(pipes[0], &error, sizeof error);
	if (child < 0 || waitpid(child, ended, 0) != child)
		error = errno;
	else if (count != sizeof error)
		error = 0;
	close(pipes[0]);
	errno = error;
	return error == 0;
}

static int tell_end(int ended)
{
	if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0)
		return EXIT_DONE;
	if (WIFSIGNALED(ended) && WTERMSIG(ended) == SIGXCPU) {
		fprintf(stderr,
			"septel graph: graphviz (dot) was ended: it may take %d seconds; " INSTEAD
			"\n",
			DRAWING_SECONDS_LIMIT);
		return EXIT_REFUSED;
	}
	if (WIFSIGNALED(ended))
		fprintf(stderr, "septel graph: graphviz (dot) failed: %s\n",
			strsignal(WTERMSIG(ended)));
	else
		fprintf(stderr, "septel graph: graphviz (dot) failed: it ended with %d\n",
			WEXITSTATUS(ended));
	return EXIT_INVALID;
}

static int print_picture(FILE *picture)
{
	char bytes[65536];
	size_t count, printed = 0;
	rewind(picture);
	while ((count = fread(bytes, 1, sizeof bytes, picture)))
		printed += fwrite(bytes, 1, count, stdout);
	if (printed == 0 && !ferror(picture)) {
		fprintf(stderr, "septel graph: graphviz (dot) failed: it drew nothing\n");
		return EXIT_INVALID;
	}
	if (!ferror(picture))
		return EXIT_DONE;
	fprintf(stderr, "septel graph: cannot read the picture: %s\n", strerror(errno));
	return EXIT_INVALID;
}

static int draw(FILE *graph, FILE *picture)
{
	int ended = 0;
	if (run_dot(graph, picture, &ended)) {
		const int status = tell_end(ended);
		return status == EXIT_DONE ? print_picture(picture) : status;
	}
	if (errno == ENOENT)
		fprintf(stderr, "septel graph: --to svg needs graphviz, whose program 'dot' is not "
				"installed; --to dot prints what it reads\n");
	else
		fprintf(stderr, "septel graph: cannot run graphviz (dot): %s\n", strerror(errno));
	return EXIT_INVALID;
}

int drawing_print(struct septel_view graph)
{
	FILE *from = tmpfile(), *to = tmpfile();
	int status = EXIT_INVALID;
	if (from && to && fwrite(graph.ptr, 1, graph.len, from) == graph.len && fflush(from) == 0 &&
	    lseek(fileno(from), 0, SEEK_SET) == 0)
		status = draw(from, to);
	else
		fprintf(stderr, "septel graph: cannot write a file for graphviz: %s\n",
			strerror(errno));
	if (from)
		(void)fclose(from);
	if (to)
		(void)fclose(to);
	return status;
}
