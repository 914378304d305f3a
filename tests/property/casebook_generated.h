/* casebook_generated.h - casebooks that nobody wrote: random registries, messages and journals.
 *
 * The generator goes through the vocabulary, so that it knows every type and key there is.
 * Every word that a claim brings in (texts, quotes, the ids of what it names) is a token of
 * its own, "zq" and seven letters: a token in an output tells which claim it came from.
 *
 * The same seed gives the same casebook on every machine.
 */
#ifndef SEPTEL_TESTS_CASEBOOK_GENERATED_H
#define SEPTEL_TESTS_CASEBOOK_GENERATED_H

#include "../../src/base/out.h"
#include "../../src/casebook/anchors.h"

#define GENERATED_MESSAGES 5
#define TOKEN_LENGTH       9 /* "zq" and seven letters */

struct generated {
	struct septel_out registry;
	struct septel_out journals[GENERATED_MESSAGES]; /* one a message, in the order of time */
	struct septel_out messages[GENERATED_MESSAGES];
	char ids[GENERATED_MESSAGES][16];
};

/* The names of the persons whose cases it has are p1 and p2; of p1 a good part of the way to
 * a return is told, so that gates open now and then. */
void generate_casebook(struct generated *made, uint64_t seed);
/* Reads it: no claim has a fault.  Until the next call. */
void generated_read(const struct generated *made, struct casebook *book,
		    struct septel_arena *arena);
void generated_release(struct generated *made);

/* A message source over what was generated; `arena` is reset for each message. */
struct generated_source {
	const struct generated *made;
	struct septel_arena *arena;
};
struct message_source generated_source(struct generated_source *source);

/* A number below the bound, of the generator that the casebook was made with. */
unsigned generated_draw(unsigned bound);

#endif
