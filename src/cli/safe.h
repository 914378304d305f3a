/* safe.h - words of a message, a path or an argument where a terminal may read
 * them.
 *
 * All of these can hold any bytes, escape sequences among them.  What is a
 * control (C0, DEL, C1), ends a line turns the direction of writing, or is no
 * character of UTF-8 comes out as U+FFFD. */
#ifndef SEPTEL_CLI_SAFE_H
#define SEPTEL_CLI_SAFE_H

#include "../base/out.h"

/* True for what no terminal may get, whoever wrote it. */
bool is_unsafe(uint32_t code);
/* True where one of them stands in `words`, or what is no UTF-8. */
bool has_unsafe(struct septel_view words);

/* Gives the columns that were written: two for an East Asian wide character,
 * none for a mark that combines with the character before it. */
size_t print_safely(struct septel_out *out, struct septel_view words);
/* The columns that print_safely would write. */
size_t columns_of(struct septel_view words);

/* One line on stderr: what the format makes, safe, and a line end. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
