/* prose.h - sentences that read like a cable's, about nobody.
 *
 * Sentences are expanded from templates (words.h) over a cast of invented persons, places
 * and organisations.  Every sentence is one by the rules of split=1: where a template ends
 * in an abbreviation that divides only before a starter, the next sentence is drawn from
 * those that begin with one.
 */
#ifndef BENCH_PROSE_H
#define BENCH_PROSE_H

#include "pool.h"
#include "random.h"

#define PROSE_PERSONS 6
#define PROSE_PLACES  4

struct prose {
	struct random *random;
	struct pool *pool;
	struct text scratch; /* lives from message to message */
	bool capitals;
	bool after_abbreviation; /* the sentence before ended in one */
	char letters;            /* reference letters A..letters may be cited; 0: none */
	int month;
	const char *persons[PROSE_PERSONS];  /* "Minister Torvel Drazhenko" */
	const char *surnames[PROSE_PERSONS]; /* "Drazhenko" */
	const char *places[PROSE_PLACES];
};

/* Draws the cast of a message. */
void prose_begin(struct prose *prose, struct random *random, struct pool *pool);
const char *prose_sentence(struct prose *prose, size_t *length);
/* Expands one template of the caller's. */
const char *prose_expand(struct prose *prose, const char *template_);
const char *prose_subject(struct prose *prose);
const char *prose_heading(struct prose *prose);
const char *prose_surname(struct random *random, struct pool *pool);
const char *prose_given_name(struct random *random, struct pool *pool);
const char *prose_place(struct random *random, struct pool *pool);
const char *prose_month(int month);

#endif
