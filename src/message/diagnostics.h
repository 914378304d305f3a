/* diagnostics.h - the list of diagnostics of one parse. */
#ifndef SEPTEL_MESSAGE_DIAGNOSTICS_H
#define SEPTEL_MESSAGE_DIAGNOSTICS_H

#include "reading.h"

struct diagnostic_list {
	struct septel_diagnostic *at;
	size_t count, capacity, dropped;
};

/* Sorts by offset, turns places in the text into places in raw, and hands the
 * list to the message. */
void septel__diagnostics_finish(struct reading *reading);

#endif
