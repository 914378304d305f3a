/* safe.h - words of a message where a terminal may read them.
 *
 * A message can hold any bytes, escape sequences among them.  What is a control
 * (C0, DEL, C1), turns the direction of writing, or is no UTF-8 comes out as
 * U+FFFD. */
#ifndef SEPTEL_CLI_SAFE_H
#define SEPTEL_CLI_SAFE_H

#include "../base/out.h"

/* Gives the columns that were written: two for an East Asian wide character,
 * none for a mark that combines with the character before it. */
size_t print_safely(struct septel_out *out, struct septel_view words);
/* The columns that print_safely would write. */
size_t columns_of(struct septel_view words);

#endif
