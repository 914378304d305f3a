/* custody.h - who holds a person, where, since when, and who held the person before.
 *
 * A fold over the custody claims about one person, in order of occurrence; of
 * claims of one day those come first that go on from the present holder, so that
 * it does not matter in which order they were entered.  A hand-over to a State
 * and custody by its ministry are one chain where the registry says that the one
 * is part of the other.
 */
#ifndef SEPTEL_CASEBOOK_CUSTODY_H
#define SEPTEL_CASEBOOK_CUSTODY_H

#include "log.h"

struct custody_episode {
	const struct thing *holder;  /* NULL: not stated */
	struct septel_view place;    /* as told; empty: not told */
	struct septel_time from, to; /* to: year 0 while it lasts */
	bool gap;                    /* the holder before had not handed over by that day */
	struct claim_list claims;    /* that open it and tell where it is */
	const struct claim *placed;  /* of those the one that tells the place; NULL */
	const struct claim *ended;   /* the claim that ends it; NULL while it lasts */
};

struct custody {
	struct custody_episode *episodes; /* in the order of time */
	size_t count;
};

/* In the casebook's arena; memory that runs out is told by it. */
void septel__custody_read(struct custody *custody, const struct case_log *log,
			  const struct thing *person) __attribute__((nonnull));

/* The present one; NULL where nobody holds the person. */
const struct custody_episode *septel__custody_now(const struct custody *custody)
	__attribute__((nonnull));
/* How many episodes touch that day (one of a hand-over has two); they follow one another from
 * episodes[*first] on. */
size_t septel__custody_on(const struct custody *custody, long day, size_t *first)
	__attribute__((nonnull));

/* The claim that entitles a party to say where the person is kept, and that `placing` (custody
 * opened, handed over, moved) does not abide by: neither it nor another claim says that this
 * party designated the place.  NULL: there is none. */
const struct claim *septel__custody_undesignated(const struct case_log *log,
						 const struct claim *placing)
	__attribute__((nonnull));

#endif
