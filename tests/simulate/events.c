/* events.c - a binary heap. */
#include "events.h"

#include <stdlib.h>

static bool sooner(const struct event *a, const struct event *b)
{
	return a->at != b->at ? a->at < b->at : a->order < b->order;
}

void events_add(struct events *events, struct event event)
{
	if (events->count == events->room) {
		size_t room = events->room ? events->room * 2 : 1024;
		struct event *heap = realloc(events->heap, room * sizeof *heap);
		if (!heap) {
			events->failed = true;
			return;
		}
		events->heap = heap;
		events->room = room;
	}
	event.order = events->added++;
	size_t at = events->count++;
	for (; at > 0 && sooner(&event, &events->heap[(at - 1) / 2]); at = (at - 1) / 2)
		events->heap[at] = events->heap[(at - 1) / 2];
	events->heap[at] = event;
}

bool events_take(struct events *events, struct event *event)
{
	if (events->count == 0)
		return false;
	*event = events->heap[0];
	struct event last = events->heap[--events->count];
	size_t at = 0;
	for (size_t below; (below = 2 * at + 1) < events->count; at = below) {
		if (below + 1 < events->count &&
		    sooner(&events->heap[below + 1], &events->heap[below]))
			below++;
		if (!sooner(&events->heap[below], &last))
			break;
		events->heap[at] = events->heap[below];
	}
	events->heap[at] = last;
	return true;
}
