/* schedule_order.c - AVL trees of copies. */
#include "schedule_order.h"

#include <assert.h>

/* The links from the root down to where something changes. */
struct path {
	place *link[ORDER_HEIGHT_LIMIT + 1];
	int length;
};

static void follow(struct path *path, place *link)
{
	assert(path->length <= ORDER_HEIGHT_LIMIT);
	path->link[path->length++] = link;
}

static bool name_before(const struct waiting *a, uint64_t message, uint32_t copy)
{
	return a->message != message ? a->message < message : a->copy < copy;
}

bool septel__order_before(const struct waiting *a, const struct waiting *b)
{
	return name_before(a, b->message, b->copy);
}

static bool goes_before(enum order order, const struct waiting *a, const struct waiting *b)
{
	if (order == ORDER_AGE && a->accepted != b->accepted)
		return a->accepted < b->accepted;
	return septel__order_before(a, b);
}

/* Nobody has a child at place 0. */
static int height_of(const struct copies *copies, enum order order, place at)
{
	return at ? septel__copy(copies, at)->height[order] : 0;
}

static moment earliest_of(const struct copies *copies, place at)
{
	return at ? septel__copy(copies, at)->earliest : INT64_MAX;
}

/* What a copy knows of those below it.  Returns whether that is new. */
static bool measure(struct copies *copies, enum order order, place at)
{
	struct waiting *waiting = septel__copy(copies, at);
	const place *child = waiting->child[order];
	int left = height_of(copies, order, child[0]), right = height_of(copies, order, child[1]);
	int height = 1 + (left > right ? left : right);
	bool changed = height != waiting->height[order];
	waiting->height[order] = (uint8_t)height;
	if (order != ORDER_QUEUE)
		return changed;
	moment earliest = waiting->not_before;
	for (int side = 0; side < 2; side++) {
		moment below = earliest_of(copies, child[side]);
		earliest = below < earliest ? below : earliest;
	}
	changed |= earliest != waiting->earliest;
	waiting->earliest = earliest;
	return changed;
}

/* The child of *link on `side` takes its place, and gets it as a child on the other side. */
static void rotate(struct copies *copies, enum order order, place *link, int side)
{
	place down = *link, up = septel__copy(copies, down)->child[order][side];
	septel__copy(copies, down)->child[order][side] =
		septel__copy(copies, up)->child[order][!side];
	septel__copy(copies, up)->child[order][!side] = down;
	*link = up;
	measure(copies, order, down);
	measure(copies, order, up);
}

static int lean(const struct copies *copies, enum order order, place at)
{
	const place *child = septel__copy(copies, at)->child[order];
	return height_of(copies, order, child[1]) - height_of(copies, order, child[0]);
}

/* Sets right what stands at *link, once its subtrees are right.  Returns whether anything that
 * those above it know has changed. */
static bool balance(struct copies *copies, enum order order, place *link)
{
	int leaning = lean(copies, order, *link);
	if (leaning >= -1 && leaning <= 1)
		return measure(copies, order, *link);
	int side = leaning > 0;
	place *heavy = &septel__copy(copies, *link)->child[order][side];
	int beneath = lean(copies, order, *heavy);
	if (side ? beneath < 0 : beneath > 0)
		rotate(copies, order, heavy, !side);
	rotate(copies, order, link, side);
	return true;
}

static void balance_up(struct copies *copies, enum order order, const struct path *path)
{
	for (int i = path->length; i-- > 0;)
		if (!balance(copies, order, path->link[i]))
			return;
}

void septel__order_insert(struct copies *copies, enum order order, place *root, place at)
{
	struct waiting *waiting = septel__copy(copies, at);
	struct path path = {.length = 0};
	place *link = root;
	while (*link) {
		follow(&path, link);
		struct waiting *here = septel__copy(copies, *link);
		link = &here->child[order][goes_before(order, here, waiting)];
	}
	waiting->child[order][0] = waiting->child[order][1] = 0;
	waiting->height[order] = 0;
	measure(copies, order, at);
	*link = at;
	balance_up(copies, order, &path);
}

/* The path down to `at`, its own link included. */
static void path_to(struct copies *copies, enum order order, place *root, place at,
		    struct path *path)
{
	const struct waiting *waiting = septel__copy(copies, at);
	place *link = root;
	follow(path, link);
	while (*link != at) {
		assert(*link);
		struct waiting *here = septel__copy(copies, *link);
		link = &here->child[order][goes_before(order, here, waiting)];
		follow(path, link);
	}
}

void septel__order_remove(struct copies *copies, enum order order, place *root, place at)
{
	struct path path = {.length = 0};
	path_to(copies, order, root, at, &path);
	place *own = path.link[path.length - 1];
	place *child = septel__copy(copies, at)->child[order];
	if (!child[0] || !child[1]) {
		*own = child[0] ? child[0] : child[1];
		path.length--;
		balance_up(copies, order, &path);
		return;
	}
	/* The next in order, which has no left child, takes the place. */
	int below = path.length;
	place *link = &child[1];
	follow(&path, link);
	while (septel__copy(copies, *link)->child[order][0]) {
		link = &septel__copy(copies, *link)->child[order][0];
		follow(&path, link);
	}
	place heir = *link;
	place *inherited = septel__copy(copies, heir)->child[order];
	*link = inherited[1];
	inherited[0] = child[0];
	inherited[1] = child[1];
	*own = heir;
	path.link[below] = &inherited[1];
	path.length--;
	/* The heir knows nothing yet of those that are below it now: no early end before it. */
	for (int i = path.length; i-- > 0;)
		if (!balance(copies, order, path.link[i]) && i < below - 1)
			return;
}

place septel__order_first(const struct copies *copies, enum order order, place root)
{
	place first = root;
	for (place at = root; at; at = septel__copy(copies, at)->child[order][0])
		first = at;
	return first;
}

place septel__order_due(const struct copies *copies, place root, moment now)
{
	place at = root;
	if (earliest_of(copies, at) > now)
		return 0;
	for (;;) {
		const struct waiting *waiting = septel__copy(copies, at);
		const place *child = waiting->child[ORDER_QUEUE];
		if (earliest_of(copies, child[0]) <= now)
			at = child[0];
		else if (waiting->not_before <= now)
			return at;
		else
			at = child[1];
	}
}

place septel__order_behind(const struct copies *copies, place root, struct copy_name name)
{
	place behind = 0;
	for (place at = root; at;) {
		const struct waiting *waiting = septel__copy(copies, at);
		bool before = name_before(waiting, name.message, name.copy);
		bool same = waiting->message == name.message && waiting->copy == name.copy;
		if (!before && !same)
			behind = at;
		at = waiting->child[ORDER_QUEUE][before || same];
	}
	return behind;
}
