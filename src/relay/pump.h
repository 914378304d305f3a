/* pump.h - an exchange on an event loop, for the parts of a relay that have one.
 *
 * Parcels are taken as they come; what is put goes out at the end of a round (pumps_run), so that
 * many parcels are one write.
 */
#ifndef SEPTEL_RELAY_PUMP_H
#define SEPTEL_RELAY_PUMP_H

#include "exchange.h"

struct event;
struct event_base;

struct pump {
	struct exchange exchange;
	struct event *readable, *writable;
	const char *name; /* of the part at the other end, for messages */
	void *context;
	/* Takes the fields of one parcel; what it leaves is a fault. */
	void (*take)(void *context, struct parcel *parcel);
	/* The other end has gone; may be NULL. */
	void (*gone)(void *context);
	bool told;
};

/* `fd` belongs to the pump.  False: memory out. */
bool septel__pump_init(struct pump *pump, struct event_base *base, int fd)
	__attribute__((warn_unused_result));
void septel__pump_release(struct pump *pump);

struct pump_rounds {
	struct pump *const *pumps;
	size_t count;
	const bool *done;
	/* Called when all of a round has been taken, before what was put is written; may be NULL.
	 */
	void (*round)(void *context);
	void *context;
};

/* Runs rounds until `*done`.  False: a pump broke, and the process must end. */
bool septel__pumps_run(struct event_base *base, const struct pump_rounds *rounds);
/* Writes what the socket takes, and comes back for the rest.  False: broken. */
bool septel__pump_flush(struct pump *pump);
/* Writes what waits, for `milliseconds` at most: before an end. */
void septel__pump_drain(struct pump *pump, int milliseconds);

#endif
