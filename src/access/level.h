/* level.h - the levels of classification, as users and labels write them.
 *
 * A level is an enum septel_class; the greater one protects more.  NONE is no
 * level: of a clearance it means that nothing may be read, of a label see
 * label.h.
 */
#ifndef SEPTEL_ACCESS_LEVEL_H
#define SEPTEL_ACCESS_LEVEL_H

#include "../base/view.h"

#include <septel/message.h>

/* "U", "LOU", "R", "C", "S", "TS"; "" for NONE.  Static. */
const char *septel__level_letters(enum septel_class level);

/* The level that `text` names, by its letters ("TS") or whole ("TOP SECRET",
 * "UNCLAS", also with hyphens for blanks), case aside; false, and *level NONE,
 * if it is none. */
bool septel__level_read(struct septel_view text, enum septel_class *level)
	__attribute__((nonnull, warn_unused_result));

#endif
