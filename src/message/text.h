/* text.h - joining the words of a text. */
#ifndef SEPTEL_MESSAGE_TEXT_H
#define SEPTEL_MESSAGE_TEXT_H

#include "../base/view.h"

#include <septel/arena.h>

/* True where every run of white space in `view` is one space.  Controls that
 * are no white space may make it false, which costs their reader time only. */
bool septel__is_one_line(struct septel_view view);

/* `view` trimmed, with every run of white space one space; but a word wrapped
 * behind its hyphen is one word (P5).  The view itself where nothing has to change,
 * else a copy in the arena; empty when memory is out. */
struct septel_view septel__one_line(struct septel_arena *arena, struct septel_view view);

#endif
