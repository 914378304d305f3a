/* entries.h - how claims refer to claims: by an id, else MESSAGE:N, the Nth claim of a message. */
#ifndef SEPTEL_CASEBOOK_ENTRIES_H
#define SEPTEL_CASEBOOK_ENTRIES_H

#include "casebook.h"

/* For the reader of journals: claims of a message are counted over all its @msg lines.  False:
 * memory is out. */
bool septel__entries_begin(struct casebook *book, struct journal_message *message)
	__attribute__((nonnull, warn_unused_result));
bool septel__entries_add(struct casebook *book, struct claim *claim)
	__attribute__((nonnull, warn_unused_result));

/* What `word` names of those: an id, a thing that a claim was the first to name, MESSAGE:N of a
 * claim read before; NULL.  Its `made_by` is the claim. */
struct thing *septel__entry_find(struct casebook *book, struct septel_view word)
	__attribute__((nonnull));

/* How to refer to that claim; in the arena. */
struct septel_view septel__entry_reference(const struct claim *claim, struct septel_arena *arena)
	__attribute__((nonnull));

/* The thing by which other claims refer to it, for septel__log_naming; NULL where none does.
 * Those that name what it was the first to name are not among them. */
const struct thing *septel__entry_thing(const struct casebook *book, const struct claim *claim)
	__attribute__((nonnull));

#endif
