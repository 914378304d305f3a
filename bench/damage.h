/* damage.h - what happened to the copy on its way to us (wire-format 11).
 *
 * Each kind sets its bit in made->damage.  What a kind makes unreadable is set in
 * made->lost: the truth then says so, and nobody is blamed for not reading it.
 */
#ifndef BENCH_DAMAGE_H
#define BENCH_DAMAGE_H

#include "layout.h"
#include "made.h"
#include "prose.h"

enum damage_level { DAMAGE_NONE, DAMAGE_LIGHT, DAMAGE_REAL, DAMAGE_HEAVY };

/* Draws the kinds and how the copy is printed. */
void damage_draw(struct made *made, enum damage_level level, struct copy *copy);
/* D10, D11, D20: changes of the sentences themselves. */
void damage_sentences(struct made *made, const struct prose *prose);
/* The kinds that change heading lines; rewrites `heading`. */
void damage_heading(struct made *made, struct text *heading);
/* The kinds that change, double or part the lines of the text. */
void damage_lines(struct made *made, const struct copy *copy, struct lines *lines);

#endif
