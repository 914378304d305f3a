/* serials.h - the yearly numbering of stations: what of it is not held.
 *
 * A station numbers its messages from 1 each year, and so does a series of general
 * messages.  What lies behind the highest number held cannot be known to be missing.
 */
#ifndef SEPTEL_ARCHIVE_SERIALS_H
#define SEPTEL_ARCHIVE_SERIALS_H

#include "graph.h"

/* Numbers `first` to `last` of a station and year are not held. */
struct serial_hole {
	struct septel_view station; /* borrowed until the visit returns */
	int year, first, last;
};

/* Visits every hole by station, year and number, while `visit` says true.  False: the
 * archive's error tells why. */
bool septel__serials_holes(struct graph *graph,
			   bool (*visit)(const struct serial_hole *hole, void *context),
			   void *context, struct septel_arena *arena);

#endif
