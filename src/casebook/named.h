/* named.h - where a journal tells a name that the vault keeps.
 *
 * Sought are the ways of writing that the vault has for each id, and the NAME that the
 * registry has for a person of the vault: their words one after the other, case and what
 * stands between them aside, also with the last word first ("TAVANA, FARID").  What is
 * searched is the journal's whole text, comments too: names belong in messages.
 */
#ifndef SEPTEL_CASEBOOK_NAMED_H
#define SEPTEL_CASEBOOK_NAMED_H

#include "casebook.h"
#include "vault.h"

/* A way of writing that is sought. */
struct name_sought {
	struct septel_view id;
	struct septel_view words; /* in secret memory, or of the registry */
	bool last_first;
	struct name_sought *next; /* of the same first word, or near it */
};

struct names_sought {
	struct septel_arena *arena;
	struct name_sought **rows; /* by the first word */
	size_t count;
};

struct name_told {
	struct septel_view id; /* whose */
	struct septel_view at; /* part of the text */
	uint32_t line, column;
	bool in_quote; /* behind src: words of the message */
};

/* The vault has to outlive it.  False: memory is out. */
bool septel__names_seek(struct names_sought *sought, const struct vault *vault,
			const struct casebook *book, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* Calls `take` for each name that the text tells, in their order. */
void septel__names_told(const struct names_sought *sought, struct septel_view text,
			void (*take)(void *context, const struct name_told *told), void *context)
	__attribute__((nonnull(1, 3)));

#endif
