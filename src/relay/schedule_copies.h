/* schedule_copies.h - the copies of a schedule, where they lie and how one is found by its name.
 *
 * Copies lie in blocks and are told apart by their place, a number of 32 bits: half the size of a
 * pointer, and a block never moves.  The index by name is a linear hash: it grows by one bucket
 * for one copy, so that there is never a moment at which a million copies are hashed anew.
 */
#ifndef SEPTEL_RELAY_SCHEDULE_COPIES_H
#define SEPTEL_RELAY_SCHEDULE_COPIES_H

#include "change.h"

/* Where a copy lies; 0: nowhere. */
typedef uint32_t place;

/* Ranks of precedence: of ROUTINE 0, of EMERGENCY the last. */
#define RANKS 5

/* The trees that a copy is in (schedule_order.h): one of a queue, one of ages. */
enum order { ORDER_QUEUE, ORDER_AGE };
#define ORDERS 2

/* A copy as the schedule knows it; 72 bytes. */
struct waiting {
	uint64_t message;
	moment accepted, not_before;
	moment earliest; /* the least not_before of those below it in its queue, and its own */
	uint32_t copy;
	uint32_t length, attempts;
	place next; /* in its bucket of the index; in the list of those that are free */
	place child[ORDERS][2];
	uint16_t outlet;
	uint8_t height[ORDERS];
	uint8_t rank;
	uint8_t state;    /* of enum copy_state */
	uint8_t failures; /* in a row */
	bool under_minimize : 1, alarmed : 1;
};

struct copies {
	void **blocks; /* of struct waiting */
	size_t block_room;
	place used; /* places from 1 to this were given out once */
	place free; /* a list */
	size_t count;
	/* buckets of the index, in blocks as well */
	void **buckets; /* of place */
	size_t bucket_room;
	size_t bucket_count, bucket_low; /* bucket_low: a power of two, count below its double */
	size_t memory;
};

#define COPIES_BLOCK 1024u

/* The first block of buckets is there after it.  False: memory out. */
bool septel__copies_init(struct copies *copies) __attribute__((nonnull, warn_unused_result));
void septel__copies_release(struct copies *copies) __attribute__((nonnull));

static inline struct waiting *septel__copy(const struct copies *copies, place at)
{
	return (struct waiting *)copies->blocks[at / COPIES_BLOCK] + at % COPIES_BLOCK;
}

/* A new copy of that name, everything else of it zero; 0: memory out, or there is one. */
place septel__copies_add(struct copies *copies, struct copy_name name)
	__attribute__((nonnull, warn_unused_result));
/* 0: there is none. */
place septel__copies_find(const struct copies *copies, struct copy_name name)
	__attribute__((nonnull));
void septel__copies_remove(struct copies *copies, place at) __attribute__((nonnull));

#endif
