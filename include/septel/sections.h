/* septel/sections.h - a long message into sections, and sections into messages.
 *
 * A section is a transmission of its own: heading, BT, line 12 with its section
 * number, the lines that every section repeats, a slice of the text, BT,
 * ending.  Splitting keeps every line of the text; joining takes the heading of
 * section 1, drops what the others repeat, and sets the slices end to end.
 *
 * Invariant: join(split(m)) = m byte for byte, for each m that septel_compose
 * emits as one whole message (option `whole`, not `wire`).  For other messages
 * it holds field by field.
 *
 * Ownership and threads as in septel/compose.h.
 */
#ifndef SEPTEL_SECTIONS_H
#define SEPTEL_SECTIONS_H

#include <septel/message.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Lines of one section, from format line 1 to the last line of text. */
#define SEPTEL_SECTION_LINES 110

/* Splits one message; *out: its sections one after another, or the message
 * itself where it fits one section or is one.  A message that does not stand as
 * a circuit carries it (lines too long, no BT, an archive's copy of several
 * sections) is composed anew from what it states.  *diagnostics says why a
 * message cannot be split: it has no line 12, its heading fills the section, or
 * as for septel_compose.
 * SEPTEL_OK, SEPTEL_EREFUSED (*out empty), SEPTEL_ENOMEM, SEPTEL_ETOOBIG. */
SEPTEL_API int septel_split(struct septel_view *out, struct septel_diagnostics *diagnostics,
			    struct septel_view message, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

enum septel_join_finding_kind {
	SEPTEL_JOIN_MISSING,   /* the section was not received; a gap line marks it */
	SEPTEL_JOIN_DUPLICATE, /* a piece says what another said: taken once */
	SEPTEL_JOIN_CONFLICT   /* two pieces claim the section with different texts: both kept */
};

struct septel_join_finding {
	enum septel_join_finding_kind kind;
	int section;
	size_t piece, other; /* indexes of pieces; unset for MISSING */
};

struct septel_joined {
	struct septel_view text; /* the whole message; a message that is no section as it came */
	struct septel_view id;   /* its number; empty if it states none */
	size_t first_piece;      /* the earliest of its pieces */
	int total;               /* sections it should have; 0: not sectioned */
	const struct septel_join_finding *findings;
	size_t finding_count;
};

struct septel_joined_list {
	const struct septel_joined *at; /* in the order of their first pieces */
	size_t count;
};

/* Joins `count` pieces, each one message or section (septel_message_length
 * takes them off a stream), in any order and of any number of messages.
 * SEPTEL_OK, SEPTEL_ENOMEM, SEPTEL_ETOOBIG. */
SEPTEL_API int septel_join(struct septel_joined_list *out, const struct septel_view *pieces,
			   size_t count, struct septel_arena *arena)
	__attribute__((nonnull(1, 4), warn_unused_result));

#ifdef __cplusplus
}
#endif

#endif
