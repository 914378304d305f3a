/* outgoing.h - a message that is handed in here, as its first transmission.
 *
 * One file may hold several transmissions, one behind the NNNN of another.  Of each:
 *
 *   - An identification at its head is of a circuit that it was on: it goes.
 *   - Without a routing line it gets one: the indicators of its addressees.
 *   - With identification and routing line it is a copy from the middle of a net, whose routing
 * line tells what was left to do there (wire-format 5, "segregated"): its addressees' indicators
 * come first, those of the line that are none of theirs behind them.
 *   - Without identification its routing line is its drafter's, and stands.
 *
 * From format line 3 on nothing is changed, but for the precedence if another is wanted.
 */
#ifndef SEPTEL_RELAY_OUTGOING_H
#define SEPTEL_RELAY_OUTGOING_H

#include "envelope.h"

#include <septel/arena.h>

/* Takes the next transmission off the front of *rest: to the line NNNN, or to the end.  False: only
 * white space is left. */
bool septel__outgoing_next(struct septel_view *rest, struct septel_view *transmission);

/* `transmission` as it is handed in; `precedence` NONE: its own.  Empty, with *why one line: there
 * is nobody to send it to, or memory is out. */
struct septel_view septel__outgoing_make(struct septel_view transmission,
					 enum septel_precedence precedence,
					 struct septel_arena *arena, const char **why)
	__attribute__((nonnull, warn_unused_result));

#endif
