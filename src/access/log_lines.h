/* log_lines.h - the lines of a log, forward or back, in bounded memory.
 *
 * The log is read, not mapped: a file that somebody shortens must not kill the reader. */
#ifndef SEPTEL_ACCESS_LOG_LINES_H
#define SEPTEL_ACCESS_LOG_LINES_H

#include "../base/view.h"

struct log_lines {
	int file;
	uint64_t from, to; /* bytes of the file that are still to be read */
	char *window;      /* some bytes of the file */
	size_t room;       /* how many it can hold */
	uint64_t at;       /* where in the file the window begins */
	size_t length;     /* bytes in it */
};

enum log_line { LOG_LINE, LOG_LINES_END, LOG_LINE_UNFINISHED, LOG_LINE_TOO_LONG, LOG_LINE_UNREAD };

/* The first `size` bytes of an open file, `room` of them at a time (LOG_LINE_LIMIT or more).
 * False when memory is out. */
bool septel__log_lines_open(struct log_lines *lines, int file, uint64_t size, size_t room)
	__attribute__((nonnull, warn_unused_result));
/* The next line from the front, without its end; borrowed until the next call.
 * UNFINISHED: *line is the last, which has no end. */
enum log_line septel__log_lines_next(struct log_lines *lines, struct septel_view *line)
	__attribute__((nonnull, warn_unused_result));
/* The same from the end. */
enum log_line septel__log_lines_previous(struct log_lines *lines, struct septel_view *line)
	__attribute__((nonnull, warn_unused_result));
void septel__log_lines_close(struct log_lines *lines) __attribute__((nonnull));

#endif
