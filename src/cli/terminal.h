/* terminal.h - a question to whoever sits at the terminal, whose answer is not shown. */
#ifndef SEPTEL_CLI_TERMINAL_H
#define SEPTEL_CLI_TERMINAL_H

#include "../casebook/secret.h"

enum terminal_answer { TERMINAL_DONE, TERMINAL_NONE, TERMINAL_FAILED };

/* Prints `prompt` on the terminal of the process (not on stdout) and reads one line from it
 * into `answer`, which has room for `limit` bytes, without its line end.  A signal that ends
 * the program ends it, with the terminal as it was.  NONE: there is no terminal.  FAILED: no
 * line came, or one longer than the limit. */
enum terminal_answer terminal_ask(struct secret *answer, size_t limit, const char *prompt)
	__attribute__((nonnull, warn_unused_result));

#endif
