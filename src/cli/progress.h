/* progress.h - how far long work is, on stderr, where that is a terminal.
 *
 * One line that is written over at most PROGRESS_RATE times a second, and taken away in the
 * end: what is done, how fast, and where the whole is known its share and the time left.
 */
#ifndef SEPTEL_CLI_PROGRESS_H
#define SEPTEL_CLI_PROGRESS_H

#include "../corpus/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROGRESS_RATE 10

struct progress {
	const char *what;        /* "import" */
	const char *unit;        /* "messages" */
	bool shown, drawn;       /* there is a terminal; something stands on it */
	int64_t began, drawn_at; /* nanoseconds */
};

void progress_begin(struct progress *progress, const char *what, const char *unit);
/* `count` of the unit are done, and `part` of `whole` of the work (whole 0: not known). */
void progress_tell(struct progress *progress, uint64_t count, uint64_t part, uint64_t whole);
/* The same where each of the unit is as much work, as a callback: `context` is the progress. */
void progress_show(uint64_t done, uint64_t all, void *context);
/* Takes the line away. */
void progress_end(struct progress *progress);

/* Bytes of the files that the paths name, as an import will read them; 0 where that is not
 * known beforehand: standard input, and what is packed. */
uint64_t progress_size(const char *const *paths, size_t count, const struct corpus_rules *rules);

#endif
