/* events.h - what will happen, the earliest first. */
#ifndef SEPTEL_SIMULATE_EVENTS_H
#define SEPTEL_SIMULATE_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum event_kind { EVENT_MESSAGE, EVENT_LINE, EVENT_RECEIPT, EVENT_WAKE };

struct event {
	int64_t at;
	uint64_t order; /* of those at one moment: as they were added */
	enum event_kind kind;
	uint32_t of;    /* circuit or station */
	uint32_t which; /* packet, or the count of the line */
};

struct events {
	struct event *heap;
	size_t count, room;
	uint64_t added;
	bool failed; /* memory was out */
};

void events_add(struct events *events, struct event event);
/* False: none is left. */
bool events_take(struct events *events, struct event *event);

#endif
