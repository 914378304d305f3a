/* tell.h - diagnostics on stderr, in GCC's form. */
#ifndef SEPTEL_CLI_TELL_H
#define SEPTEL_CLI_TELL_H

#include "../corpus/source.h"

/* One line each: "PATH:LINE:COLUMN: severity: text [code]"; `text` is what the
 * spans lie in, `first_line` the file's line of its first byte.  Notes are left
 * out.  No control character of a text passes. */
void tell_diagnostics(struct septel_view path, struct septel_view text, uint64_t first_line,
		      const struct septel_diagnostics *diagnostics);

/* "septel COMMAND: PATH:LINE: reason", without the line where none is known. */
void tell_fault(const char *command, const struct corpus_fault *fault);

/* A file, or standard input for "-", read whole; told on stderr and false where
 * it cannot be, or where it is longer than `limit`.  The caller frees *bytes. */
bool read_whole(const char *command, const char *path, size_t limit, char **bytes, size_t *length);

#endif
