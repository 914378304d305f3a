/* truth.h - what a reader must find in a made message, as one line of JSON.
 *
 * The keys are those of `septel parse --json`.  Beside them: `damage`, the kinds applied
 * ("D1"), and `lost`, the keys that the damage made unreadable.  The text of a paragraph
 * is its sentences joined by one space.
 */
#ifndef BENCH_TRUTH_H
#define BENCH_TRUTH_H

#include "made.h"

void truth_print(const struct made *made, struct text *out);

#endif
