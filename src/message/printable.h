/* printable.h - text that no terminal, mail or page can be harmed by. */
#ifndef SEPTEL_MESSAGE_PRINTABLE_H
#define SEPTEL_MESSAGE_PRINTABLE_H

#include "../base/view.h"

#include <septel/arena.h>

/* `view` as valid UTF-8 without control characters: a byte that is no UTF-8
 * becomes U+FFFD; C0, C1, DEL and the marks that turn the direction of text
 * are dropped; tabs become blanks.  '\n' stays where `lines`, else it becomes
 * a blank.  The view itself where nothing has to change. */
struct septel_view septel__printable(struct septel_arena *arena, struct septel_view view,
				     bool lines);

#endif
