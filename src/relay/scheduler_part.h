/* scheduler_part.h - the scheduler of a relay (process_scheduler.c), for its own files: what it
 * has, what it says (scheduler_ports.c), what it hears (scheduler_takes.c). */
#ifndef SEPTEL_RELAY_SCHEDULER_PART_H
#define SEPTEL_RELAY_SCHEDULER_PART_H

#include "../base/limits.h"
#include "parcel.h"
#include "relayd.h"

/* Tickets of our own, beside those of the station: for answers that wait for the disk. */
#define HELD_TICKET ((uint64_t)1 << 63)

/* An answer to an operator that waits until what he ordered is on the disk. */
struct held_answer {
	uint64_t ticket, token; /* ticket 0: free */
	bool done;
	struct septel_out text;
};

struct scheduler {
	const struct relay_config *config;
	struct station *station;
	struct exchange parent, control, spool, line, delivery;
	bool loaded, routed, begun;
	uint64_t last_message;
	struct septel_out incarnation;
	moment next; /* when the station must be called again */

	size_t arrivals, arrived_bytes; /* without a receipt */
	size_t calls;                   /* of the store port, ever */
	uint64_t tickets;
	struct held_answer held[CONTROL_CLIENTS_LIMIT];

	moment note_second;
	unsigned notes;
	uint64_t commits, changes, refusals;
	bool failed;
};

/* ---- what it says ------------------------------------------------------------------------- */

struct station_ports septel__scheduler_ports(struct scheduler *self);
/* The port `store`. */
void septel__scheduler_store(void *context, uint64_t ticket, const struct change *changes,
			     size_t count);
/* To who asked by the socket of commands: at once, or when all that was stored so far is on the
 * disk (release: a ticket of hold has been answered). */
void septel__scheduler_answer(struct scheduler *self, uint64_t token, bool done,
			      struct septel_view text);
void septel__scheduler_hold(struct scheduler *self, uint64_t token, bool done,
			    struct septel_view text);
void septel__scheduler_release(struct scheduler *self, uint64_t ticket, enum store_status status);

/* ---- what it hears: the fields of one parcel; what is left of it is a fault --------------------
 */

void septel__scheduler_from_spool(struct scheduler *self, struct parcel *parcel);
void septel__scheduler_from_line(struct scheduler *self, struct parcel *parcel);
void septel__scheduler_from_delivery(struct scheduler *self, struct parcel *parcel);
void septel__scheduler_from_control(struct scheduler *self, struct parcel *parcel);
void septel__scheduler_from_parent(struct scheduler *self, struct parcel *parcel);

#endif
