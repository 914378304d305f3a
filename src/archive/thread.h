/* thread.h - all messages that hang together with one: what it cites, what cites it, and
 * so on from each of them.
 */
#ifndef SEPTEL_ARCHIVE_THREAD_H
#define SEPTEL_ARCHIVE_THREAD_H

#include "graph.h"

/* Messages of one thread: the nearest are taken. */
#define THREAD_LIMIT 2000u

struct thread_message {
	struct septel_view id;
	uint32_t number; /* 0: cited and not held */
	unsigned steps;  /* from the message asked for */
	int32_t minute;  /* its own; of a stub, that of the earliest message that cites it */
};

struct thread {
	struct thread_message *at; /* in time order */
	size_t count;
	bool cut; /* there are more than THREAD_LIMIT */
};

/* The thread of message `id`, held or not; empty where it is neither held nor cited.
 * A stub stands before the first message that cites it.  False: the archive's error
 * tells why. */
bool septel__thread_read(struct graph *graph, struct septel_view id, struct thread *thread,
			 struct septel_arena *arena);

#endif
