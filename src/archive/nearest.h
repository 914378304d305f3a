/* nearest.h - "did you mean": the entry of a list that a word was meant for. */
#ifndef SEPTEL_ARCHIVE_NEAREST_H
#define SEPTEL_ARCHIVE_NEAREST_H

#include "../base/view.h"

#include <septel/message.h>

#define NEAREST_NONE SIZE_MAX

/* The index of the entry of `list` nearest to `word`, case aside; NEAREST_NONE
 * where none is near enough.  Near is: one letter wrong, missing, too many or
 * two exchanged in a word of 3 or 4 bytes, two in one of up to 8, three in a
 * longer one; or the one a beginning, of 3 bytes or more, of the other.  Of
 * several the one with the same first letter, then the earlier in the list.
 * The word itself, where the list has it, is nearest. */
size_t septel__nearest(struct septel_view word, struct septel_views list);

#endif
