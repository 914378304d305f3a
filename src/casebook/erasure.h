/* erasure.h - the words of sealed entries go for good, and the chain still holds.
 *
 * In the place of each entry stands another, entry.erased: its number, the day, the reason, the
 * officer, and the names it had given that others still use.  It is sealed in its turn; the
 * chain keeps the digest of what went, without the salt that words could be tried with.
 *
 * Order, each step on the disk before the next: the chain marks the entries (hash, salt and
 * digest), the journals are replaced one by one, the chain drops the salts and seals what
 * stands in.  A crash leaves a chain that holds, and an erasure that is not finished: the same
 * erasure again finishes it, or `septel case seal`.
 *
 * What else knows the words is left: messages, registry, comments around an entry, copies. */
#ifndef SEPTEL_CASEBOOK_ERASURE_H
#define SEPTEL_CASEBOOK_ERASURE_H

#include "folder.h"

struct erasure {
	const size_t *numbers; /* of entries, in the chain */
	size_t count;
	struct septel_view party; /* all entries that name it, and what tells of things that these
				     had named; empty: none */
	struct septel_view reason, officer;
	struct septel_time on; /* the day */
};

/* ACCESS_INVALID: there is no such entry or party, or it is not sealed; nothing is written.
 * ACCESS_BROKEN: `chain` has the faults.  `book` has those of the journals, and then nothing is
 * written either. */
enum access_status septel__folder_erase(struct casebook *book, const char *path,
					const struct erasure *erasure, struct chain *chain,
					size_t *erased, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
