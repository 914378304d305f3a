/* garble.h - what a line makes of a character, and what it may have been.
 *
 * One impulse of a five-unit code goes wrong (wire-format 2), one bit of an ASCII byte, or a shift
 * is lost.  A fix is offered only where one single error explains the line, and no other would.
 */
#ifndef SEPTEL_RELAY_GARBLE_H
#define SEPTEL_RELAY_GARBLE_H

#include "envelope.h"

/* `came` may be `sent` with one error. */
bool septel__garble_of(char sent, char came);

/* The line, or word, that `right` accepts and that one error, or one lost shift, turns into `came`;
 * empty where there is none, or more than one.  Of at most GARBLE_LENGTH bytes. */
#define GARBLE_LENGTH 96u
struct septel_view septel__garble_mended(struct septel_view came,
					 bool (*right)(const void *context, struct septel_view),
					 const void *context, struct septel_arena *arena);

/* The indicators (one, or two with a blank between) that the directory knows and that one error
 * turns into `came`: how many, at most 2 counted, the first in *found. */
size_t septel__garble_indicators(struct septel_view came,
				 const struct envelope_directory *directory,
				 struct septel_arena *arena, struct septel_view *found);

#endif
