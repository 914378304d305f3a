/* child.h - a program that a delivery starts: bytes on its standard input, and what it says, kept
 * up to a bound.
 *
 * Input and output are files in memory: no pipe has to be fed or emptied, and a program that reads
 * nothing, or says much, holds nobody up.  It gets its own group of processes, and that group ends
 * with its time, and with the delivery.
 */
#ifndef SEPTEL_RELAY_CHILD_H
#define SEPTEL_RELAY_CHILD_H

#include "../base/view.h"

#include <stdbool.h>

struct event_base;

struct child_order {
	const char *const *words;       /* program and arguments, NULL at the end */
	const char *const *environment; /* NAME=value, beside what is there; NULL at the end */
	const char *folder;             /* to work in; NULL: this one */
	struct septel_view input;
	unsigned seconds; /* it may take; 0: as long as it likes */
};

struct child_end {
	bool exited; /* else it was killed, or took too long */
	bool late;
	int code;
	const char *said; /* its last line, on either output; "" for nothing */
};

typedef void child_over(void *context, const struct child_end *end);

/* Starts it; `over` is called once, from the loop.  False: errno, and `over` is not called. */
bool septel__child_start(struct event_base *base, const struct child_order *order, child_over *over,
			 void *context) __attribute__((warn_unused_result));

#endif
