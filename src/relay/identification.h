/* identification.h - transmission identifications (format line 1).
 *
 *     VZCZCXRO8111            automatic: V, ZCZC, 3 letters, 3 or 4 digits
 *     VV   ABC123     UU      manual, with a security prosign
 *     FDA035EUA024ERA017      accumulated over the relays, the newest first
 */
#ifndef SEPTEL_RELAY_IDENTIFICATION_H
#define SEPTEL_RELAY_IDENTIFICATION_H

#include "../base/view.h"

#define IDENTIFICATIONS_OF_LINE 8u

struct identification_line {
	struct septel_view at[IDENTIFICATIONS_OF_LINE]; /* "XRO8111"; a blank may stand inside */
	size_t count; /* those beyond IDENTIFICATIONS_OF_LINE are not counted */
	bool strict;  /* as the rules have it; otherwise it can only be meant for one */
};

/* `line` (trimmed) is format line 1. */
bool septel__identification_line(struct septel_view line, struct identification_line *out)
	__attribute__((nonnull, warn_unused_result));

/* The identification that stands in what is left of `line`, where its mark "VZCZC" came with one
 * wrong character; false where it is not that. */
bool septel__identification_garbled(struct septel_view line, struct septel_view *identification)
	__attribute__((nonnull, warn_unused_result));

/* `line` without the mark of its start: "VZCZCXRO8111" is "XRO8111" (the mark stands once in a
 * transmission, wire-format 2). */
struct septel_view septel__identification_unmarked(struct septel_view line);

#endif
