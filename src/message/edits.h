/* edits.h - proposed changes of a text, and what comes of applying them.
 *
 * A repair stage looks at a text and adds edits: "`length` bytes at `offset`
 * become `now`", with a literal kind.  Edits of one round never overlap: of two
 * that do the one that begins first stays, of two that begin at one place the
 * one proposed first (the next round sees the other's chance).  Applying gives the next text; the
 * repairs of all rounds are kept composed, so that they always lead from the raw bytes to the
 * present text.
 */
#ifndef SEPTEL_MESSAGE_EDITS_H
#define SEPTEL_MESSAGE_EDITS_H

#include "reading.h"

struct edit {
	const char *kind;
	uint32_t offset, length;
	struct septel_view now;
};

struct edits {
	struct edit *at;
	size_t count, capacity;
	struct septel_arena *arena;
};

void septel__edits_init(struct edits *edits, struct septel_arena *arena);
/* Proposes that `part` (a view into `text`) become `now`, which must live in
 * the arena, in the text or in the program.  A change to the same bytes is
 * ignored. */
void septel__edit(struct edits *edits, const char *kind, struct septel_view text,
		  struct septel_view part, struct septel_view now);

/* Sorts the edits, drops overlaps, and returns the text they lead to (`text`
 * itself where there are none).  *repairs, which lead from the raw bytes to
 * `text`, are replaced by those that lead to the returned text. */
struct septel_view septel__edits_apply(struct edits *edits, struct septel_view raw,
				       struct septel_view text, struct septel_repairs *repairs);

/* The place in raw of `span`, a place in the text that `repairs` lead to. */
struct septel_span septel__raw_span(const struct septel_repairs *repairs, struct septel_span span);

#endif
