/* log_lines.c - see log_lines.h. */
#include "log_lines.h"

#include "../base/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

bool septel__log_lines_open(struct log_lines *lines, int file, uint64_t size, size_t room)
{
	*lines = (struct log_lines){.file = file, .to = size, .room = room, .window = malloc(room)};
	return lines->window != NULL;
}

void septel__log_lines_close(struct log_lines *lines)
{
	free(lines->window);
	lines->window = NULL;
}

/* Fills the window with the bytes at `at`, as many as are to be read; false with errno,
 * which is 0 where the file has become shorter. */
static bool fill(struct log_lines *lines, uint64_t at)
{
	const uint64_t left = lines->to - at;
	const size_t length = left < lines->room ? (size_t)left : lines->room;
	lines->at = at;
	lines->length = 0;
	while (lines->length < length) {
		const ssize_t got = pread(lines->file, lines->window + lines->length,
					  length - lines->length, (off_t)(at + lines->length));
		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = 0;
		if (got <= 0)
			return false;
		lines->length += (size_t)got;
	}
	return true;
}

static struct septel_view windowed(const struct log_lines *lines)
{
	return (struct septel_view){lines->window, lines->length};
}

enum log_line septel__log_lines_next(struct log_lines *lines, struct septel_view *line)
{
	*line = (struct septel_view){"", 0};
	if (lines->from == lines->to)
		return LOG_LINES_END;
	for (int filled = 0; filled < 2; filled++) {
		const size_t start = (size_t)(lines->from - lines->at);
		const bool inside = lines->from >= lines->at && start < lines->length;
		const size_t end =
			inside ? septel__find_byte(windowed(lines), '\n', start) : VIEW_NOT_FOUND;
		if (end != VIEW_NOT_FOUND) {
			*line = septel__slice(windowed(lines), start, end);
			lines->from = lines->at + end + 1;
			return line->len < LOG_LINE_LIMIT ? LOG_LINE : LOG_LINE_TOO_LONG;
		}
		if (!filled && !fill(lines, lines->from))
			return LOG_LINE_UNREAD;
	}
	/* The window begins with the line, and holds all of a line that is none too long. */
	if (lines->to - lines->from >= lines->room)
		return LOG_LINE_TOO_LONG;
	*line = windowed(lines);
	lines->from = lines->to;
	return LOG_LINE_UNFINISHED;
}

/* Where the line begins that ends before byte `end` of the window; false if before it. */
static bool line_start(const struct log_lines *lines, size_t end, size_t *start)
{
	const char *found = end ? memrchr(lines->window, '\n', end) : NULL;
	*start = found ? (size_t)(found - lines->window) + 1 : 0;
	return found || lines->at == 0;
}

enum log_line septel__log_lines_previous(struct log_lines *lines, struct septel_view *line)
{
	*line = (struct septel_view){"", 0};
	if (lines->to == 0)
		return LOG_LINES_END;
	for (int filled = 0; filled < 2; filled++) {
		const size_t behind = (size_t)(lines->to - lines->at);
		const bool inside =
			lines->length && lines->to > lines->at && behind <= lines->length;
		size_t start;
		const bool finished = inside && lines->window[behind - 1] == '\n';
		const size_t end = inside ? behind - finished : 0;
		if (inside && line_start(lines, end, &start)) {
			*line = septel__slice(windowed(lines), start, end);
			lines->to = lines->at + start;
			if (line->len >= LOG_LINE_LIMIT)
				return LOG_LINE_TOO_LONG;
			return finished ? LOG_LINE : LOG_LINE_UNFINISHED;
		}
		if (!filled && !fill(lines, lines->to > lines->room ? lines->to - lines->room : 0))
			return LOG_LINE_UNREAD;
	}
	return LOG_LINE_TOO_LONG;
}
