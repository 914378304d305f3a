/* terminal_keys.h - single keys, lines, and the user's editor at a terminal. */
#ifndef SEPTEL_CLI_TERMINAL_KEYS_H
#define SEPTEL_CLI_TERMINAL_KEYS_H

#include "../base/view.h"

#include <septel/arena.h>

/* Standard input and output are a terminal. */
bool keys_at_terminal(void);
/* From here on keys come one by one, unseen; what the terminal was comes back with keys_end,
 * and when the program ends.  ^C is a key: see keys_read. */
bool keys_begin(void);
void keys_end(void);
/* The next key; 'q' for ^C, ^D and the end of input. */
char keys_read(void);
/* A line as the user types it, seen; empty where input ends.  In `arena`. */
struct septel_view keys_line(struct septel_arena *arena);
/* The text as the user's editor ($VISUAL, $EDITOR, else vi) leaves it, in `arena`: the file is
 * readable by nobody else, and gone afterwards.  False, told on stderr: there is none. */
bool keys_edit(struct septel_view *text, struct septel_arena *arena);

#endif
