/* draft.h - the headers of a typed draft.
 *
 * Each header has its values taken one by one: a list header gives a value for
 * each line and each ";", any other header one value with its lines joined.
 */
#ifndef SEPTEL_MESSAGE_DRAFT_H
#define SEPTEL_MESSAGE_DRAFT_H

#include "composing.h"
#include "list.h"

/* Lists of a draft while they grow. */
struct draft_reading {
	struct septel_draft *draft;
	struct septel_arena *arena;
	struct findings *findings;
	struct septel_addressee *to, *info;
	size_t to_count, to_capacity, info_count, info_capacity;
	struct septel_view *exempt, *captions, *passing, *tags, *routing, *signals;
	size_t exempt_count, exempt_capacity, captions_count, captions_capacity;
	size_t passing_count, passing_capacity, tags_count, tags_capacity;
	size_t routing_count, routing_capacity, signals_count, signals_capacity;
	struct septel_reference *references;
	size_t references_count, references_capacity;
	struct septel_view number; /* "BAGHDAD 3796"; its year waits for the DTG */
	bool dtg_stated;           /* also one that is none */
	enum septel_precedence highest_to, highest_info; /* of the address lines */
};

/* Takes one value of a header. */
typedef void draft_take(struct draft_reading *reading, struct septel_view value);

struct draft_header {
	const char *name; /* letters only: case, blanks and hyphens do not count */
	bool list;
	draft_take *take;
};

/* The header `name`; NULL if there is none such. */
const struct draft_header *septel__draft_header(struct septel_view name);

/* What can be told only when all headers are read. */
void septel__draft_finish(struct draft_reading *reading);

/* "UNCLASSIFIED", "S E C R E T", "LOU", "SBU" and the rest; NONE. */
enum septel_class septel__draft_class(struct septel_view word);

#endif
