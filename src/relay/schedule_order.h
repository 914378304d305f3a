/* schedule_order.h - copies in order: balanced trees whose links lie in the copies themselves.
 *
 * ORDER_QUEUE goes by number of message and copy, and knows below every copy the least not_before:
 * the first copy that may go now is found without a look at those that may not, and none has to
 * be moved when its time comes.  ORDER_AGE goes by the moment of acceptance.
 *
 * The trees are AVL trees: their height has a bound that no order of events can break.
 */
#ifndef SEPTEL_RELAY_SCHEDULE_ORDER_H
#define SEPTEL_RELAY_SCHEDULE_ORDER_H

#include "schedule_copies.h"

/* Of 2^32 copies at most: 1.4405 * 32 + 1, rounded up. */
#define ORDER_HEIGHT_LIMIT 48

/* `root` is 0 for an empty tree.  A copy is in at most one tree of each order. */
void septel__order_insert(struct copies *copies, enum order order, place *root, place at)
	__attribute__((nonnull));
/* It must be in that tree, and its key as it was. */
void septel__order_remove(struct copies *copies, enum order order, place *root, place at)
	__attribute__((nonnull));
/* 0: the tree is empty. */
place septel__order_first(const struct copies *copies, enum order order, place root)
	__attribute__((nonnull));
/* Of a queue: the first copy whose not_before has come; 0: none. */
place septel__order_due(const struct copies *copies, place root, moment now)
	__attribute__((nonnull));
/* Of a queue: the first copy behind that name, whether such a copy is there or not; 0: none. */
place septel__order_behind(const struct copies *copies, place root, struct copy_name name)
	__attribute__((nonnull));
/* Of a queue: whether a goes before b. */
bool septel__order_before(const struct waiting *a, const struct waiting *b)
	__attribute__((nonnull));

#endif
