/* ways.h - the routes of every station of the net, as tables that the relay's own routes read. */
#ifndef SEPTEL_SIMULATE_WAYS_H
#define SEPTEL_SIMULATE_WAYS_H

#include "net.h"

/* Sets `next` of every station towards every other: by routes.h, from a table that is written for
 * the station: a prefix for the area of each other relay (by `next` towards that relay, which is
 * there), a routing indicator for each own tributary; at a tributary "*".  False: memory is out, or
 * a table was not taken (what was wrong is printed). */
bool ways_read(struct net *net);

#endif
