/* tell.c - see tell.h. */
#include "tell.h"

#include "../base/places.h"
#include "../base/view.h"
#include "safe.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define FIRST_ROOM 65536

void tell_diagnostics(struct septel_view path, struct septel_view text, uint64_t first_line,
		      const struct septel_diagnostics *diagnostics)
{
	struct place_walk walk;
	septel__place_walk_init(&walk, text, first_line);
	for (size_t i = 0; i < diagnostics->count; i++) {
		const struct septel_diagnostic *diagnostic = &diagnostics->at[i];
		if (diagnostic->severity == SEPTEL_NOTE)
			continue;
		const struct septel_position at =
			septel__place_walk_to(&walk, diagnostic->at.offset);
		complain("%.*s:%u:%u: %s: %.*s [%s]", VIEW_FORMAT(path), at.line, at.column,
			 septel_severity_name(diagnostic->severity), VIEW_FORMAT(diagnostic->text),
			 diagnostic->code);
	}
}

void tell_fault(const char *command, const struct corpus_fault *fault)
{
	if (fault->line)
		complain("septel %s: %.*s:%" PRIu64 ": %.*s", command, VIEW_FORMAT(fault->path),
			 fault->line, VIEW_FORMAT(fault->reason));
	else
		complain("septel %s: %.*s: %.*s", command, VIEW_FORMAT(fault->path),
			 VIEW_FORMAT(fault->reason));
}

/* All that `file` gives; false with errno where that is impossible. */
static bool read_all(FILE *file, size_t limit, char **bytes, size_t *length)
{
	size_t room = FIRST_ROOM;
	*length = 0;
	*bytes = malloc(room);
	while (*bytes) {
		*length += fread(*bytes + *length, 1, room - *length, file);
		if (ferror(file))
			return false;
		if (*length < room)
			return true;
		if (room > limit) {
			errno = EFBIG;
			return false;
		}
		room *= 2;
		char *more = realloc(*bytes, room);
		if (!more)
			return false;
		*bytes = more;
	}
	return false;
}

bool read_whole(const char *command, const char *path, size_t limit, char **bytes, size_t *length)
{
	const bool standard = strcmp(path, "-") == 0;
	FILE *file = standard ? stdin : fopen(path, "rb");
	*bytes = NULL;
	const bool done = file && read_all(file, limit, bytes, length);
	if (!done)
		complain("septel %s: %s: %s", command, path, strerror(errno));
	if (file && !standard)
		(void)fclose(file);
	if (!done) {
		free(*bytes);
		*bytes = NULL;
	}
	return done;
}
