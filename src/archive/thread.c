/* thread.c - see thread.h. */
#include "thread.h"

#include "../base/date.h"
#include "../base/hash.h"
#include "columns.h"

#include <stdlib.h>

/* Slots of the table of ids: never more than half full. */
#define SLOTS 8192u
_Static_assert(SLOTS >= 4 * THREAD_LIMIT && (SLOTS & (SLOTS - 1)) == 0, "slots");

struct walk {
	struct graph *graph;
	struct thread *thread;
	struct septel_arena *arena;
	uint32_t *slots; /* index of the message + 1; 0: free */
};

static uint32_t *slot_of(struct walk *walk, struct septel_view id)
{
	size_t slot = (size_t)septel__hash(HASH_START, id) & (SLOTS - 1);
	while (walk->slots[slot] && !septel__equal(walk->thread->at[walk->slots[slot] - 1].id, id))
		slot = (slot + 1) & (SLOTS - 1);
	return &walk->slots[slot];
}

/* Takes a message in, or finds it; NULL: the thread is full. */
static struct thread_message *meet(struct walk *walk, struct septel_view id, uint32_t number,
				   unsigned steps)
{
	struct thread *thread = walk->thread;
	uint32_t *slot = slot_of(walk, id);
	if (*slot)
		return &thread->at[*slot - 1];
	if (thread->count == THREAD_LIMIT) {
		thread->cut = true;
		return NULL;
	}
	thread->at[thread->count] = (struct thread_message){id, number, steps, COLUMNS_NO_TIME};
	*slot = (uint32_t)++thread->count;
	return &thread->at[*slot - 1];
}

static bool read_time(struct walk *walk, struct thread_message *message)
{
	struct message_row row;
	if (septel__message_row(walk->graph->archive, message->number, &row, walk->arena) !=
	    LOOKUP_FOUND)
		return false;
	if (septel__has_time(row.dtg))
		message->minute = (int32_t)septel__minute_number(row.dtg);
	return true;
}

/* A stub stands where the first message that cites it stands, just before it. */
static void date_stub(struct thread_message *stub, int32_t minute)
{
	if (minute != COLUMNS_NO_TIME && (stub->minute == COLUMNS_NO_TIME || minute < stub->minute))
		stub->minute = minute;
}

static bool follow_cited(struct walk *walk, size_t index)
{
	const struct thread_message from = walk->thread->at[index];
	struct cited_list list;
	if (!septel__graph_cites(walk->graph, from.number, &list, walk->arena))
		return false;
	for (size_t i = 0; i < list.count; i++) {
		if (list.at[i].id.len == 0)
			continue;
		struct thread_message *message =
			meet(walk, list.at[i].id, list.at[i].number, from.steps + 1);
		if (message && message->number == 0)
			date_stub(message, from.minute);
	}
	return true;
}

static bool follow_citing(struct walk *walk, size_t index)
{
	const struct thread_message from = walk->thread->at[index];
	struct citing_list list;
	if (!septel__graph_cited_by(walk->graph, from.id, &list, walk->arena))
		return false;
	for (size_t i = 0; i < list.count; i++)
		meet(walk, list.at[i].id, list.at[i].number, from.steps + 1);
	return true;
}

static int compare_messages(const void *a, const void *b)
{
	const struct thread_message *one = a, *other = b;
	if (one->minute != other->minute)
		return one->minute < other->minute ? -1 : 1;
	if (!one->number != !other->number)
		return one->number ? 1 : -1;
	return septel__compare(one->id, other->id);
}

static bool walk_from(struct walk *walk, struct septel_view id)
{
	struct citing_list citing;
	uint32_t number;
	const enum lookup found = septel__graph_find(walk->graph, id, &number);
	if (found == LOOKUP_FAILED)
		return false;
	if (found == LOOKUP_NONE) {
		if (!septel__graph_cited_by(walk->graph, id, &citing, walk->arena))
			return false;
		if (citing.count == 0)
			return true;
	}
	meet(walk, id, number, 0);
	for (size_t i = 0; i < walk->thread->count; i++) {
		struct thread_message *message = &walk->thread->at[i];
		if (message->number && (!read_time(walk, message) || !follow_cited(walk, i)))
			return false;
		if (!follow_citing(walk, i))
			return false;
	}
	return true;
}

bool septel__thread_read(struct graph *graph, struct septel_view id, struct thread *thread,
			 struct septel_arena *arena)
{
	struct walk walk = {.graph = graph, .thread = thread, .arena = arena};
	*thread =
		(struct thread){.at = septel_arena_alloc(arena, THREAD_LIMIT * sizeof *thread->at)};
	walk.slots = septel_arena_alloc(arena, SLOTS * sizeof *walk.slots);
	if (!thread->at || !walk.slots)
		return septel__archive_fail(graph->archive, "out of memory");
	memset(walk.slots, 0, SLOTS * sizeof *walk.slots);
	if (!walk_from(&walk, septel_arena_copy(arena, id)))
		return false;
	qsort(thread->at, thread->count, sizeof *thread->at, compare_messages);
	return true;
}
