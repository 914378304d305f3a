/* process_scheduler.c - the part of a relay that is the station: it decides, and can do nothing but
 * talk to the others.
 *
 * Back pressure: lines are read only while the spool keeps up.  What has arrived and has no receipt
 * is counted, and so is what waits to be written to the spool; over a bound the line is left alone,
 * it stops reading its circuits, and the senders wait.  The spool and the parent are always read,
 * so that nobody waits for somebody who waits for him.
 */
#include "scheduler_part.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>

enum { END_WELL = 0, END_INVALID = 2, END_BROKEN = 4 };

/* The longest that nothing is done. */
#define LONGEST_WAIT_MS 60000

/* ---- rounds --------------------------------------------------------------------------------- */

static void tell_start(struct scheduler *self, struct exchange *to)
{
	septel__put_begin(to, PARCEL_START);
	septel__put_view(to, septel__out_written(&self->incarnation));
	septel__put_end(to);
}

static void begin(struct scheduler *self)
{
	septel__station_begin(self->station, self->last_message, septel__relay_now());
	tell_start(self, &self->line);
	tell_start(self, &self->delivery);
	tell_start(self, &self->parent);
	tell_start(self, &self->control);
	self->begun = true;
}

/* All that has come from one of the others.  False: what came is no parcel of his. */
static bool take_all(struct scheduler *self, struct exchange *from,
		     void (*take)(struct scheduler *self, struct parcel *parcel))
{
	struct parcel parcel;
	(void)septel__exchange_fill(from);
	while (!self->failed && septel__exchange_next(from, &parcel)) {
		take(self, &parcel);
		if (!septel__take_end(&parcel))
			from->broken = true;
	}
	return !from->broken;
}

static bool too_much_waits(const struct scheduler *self)
{
	return septel__exchange_waiting(&self->spool) > EXCHANGE_HIGH ||
	       self->arrivals >= SCHEDULER_PENDING_LIMIT ||
	       self->arrived_bytes >= SCHEDULER_PENDING_BYTES;
}

/* Where a round listens, and what it does there. */
struct way {
	struct exchange *exchange;
	void (*take)(struct scheduler *self, struct parcel *parcel);
	const char *name;
	bool reading;
};

enum { WAYS = 5 };

static int wait_of(const struct scheduler *self)
{
	if (!self->begun)
		return LONGEST_WAIT_MS;
	const moment wait = self->next - septel__relay_now();
	return wait < 0 ? 0 : wait > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : (int)wait;
}

static int one_round(struct scheduler *self, struct way ways[WAYS])
{
	struct pollfd fds[WAYS];
	for (size_t i = 0; i < WAYS; i++) {
		const struct exchange *exchange = ways[i].exchange;
		fds[i] = (struct pollfd){exchange->gone ? -1 : exchange->fd,
					 (short)(ways[i].reading ? POLLIN : 0), 0};
		if (septel__exchange_waiting(exchange))
			fds[i].events |= POLLOUT;
	}
	if (poll(fds, WAYS, wait_of(self)) < 0 && errno != EINTR)
		return END_INVALID;
	for (size_t i = 0; i < WAYS; i++) {
		if (!(fds[i].revents & (POLLIN | POLLHUP | POLLERR)))
			continue;
		if (!ways[i].reading) {
			/* Gone while nobody listened: the parent is about to see it, too. */
			ways[i].exchange->gone = true;
			continue;
		}
		if (!take_all(self, ways[i].exchange, ways[i].take)) {
			septel__relay_log("scheduler", "a malformed parcel came from %s",
					  ways[i].name);
			return END_BROKEN;
		}
	}
	if (!self->begun && self->loaded && self->routed && !self->failed)
		begin(self);
	if (self->begun)
		self->next = septel__station_tick(self->station, septel__relay_now());
	const char *failure = septel__station_failure(self->station);
	if (failure) {
		septel__relay_log("scheduler", "%s", failure);
		return END_INVALID;
	}
	for (size_t i = 0; i < WAYS; i++) {
		(void)septel__exchange_flush(ways[i].exchange);
		if (ways[i].exchange->broken)
			return END_BROKEN;
	}
	return END_WELL;
}

static int serve(struct scheduler *self)
{
	struct way ways[WAYS] = {
		{&self->parent, septel__scheduler_from_parent, "the parent", true},
		{&self->spool, septel__scheduler_from_spool, "the spool", true},
		{&self->control, septel__scheduler_from_control, "control", false},
		{&self->line, septel__scheduler_from_line, "line", false},
		{&self->delivery, septel__scheduler_from_delivery, "delivery", false}};
	int code = END_WELL;
	while (code == END_WELL && !self->failed && !self->parent.gone) {
		ways[2].reading = ways[4].reading = self->begun;
		ways[3].reading = self->begun && !too_much_waits(self);
		code = one_round(self, ways);
	}
	return self->failed ? END_INVALID : code;
}

int septel__part_scheduler(const struct relay_start *start)
{
	struct scheduler *self = calloc(1, sizeof *self);
	if (!self)
		return END_INVALID;
	self->config = start->config;
	septel__exchange_init(&self->parent, start->parent);
	septel__exchange_init(&self->control, start->control);
	septel__exchange_init(&self->spool, start->spool);
	septel__exchange_init(&self->line, start->line);
	septel__exchange_init(&self->delivery, start->delivery);
	septel__out_init(&self->incarnation, NULL, 256);
	const struct station_ports ports = septel__scheduler_ports(self);
	int code = END_INVALID;
	self->station = septel__station_new(start->config, &ports);
	septel__put_begin(&self->spool, PARCEL_LOAD);
	septel__put_end(&self->spool);
	/* The seed of its tables is read from a file. */
	json_object_seed(0);
	if (self->station && septel__relay_confine("scheduler", CONFINE_SCHEDULER) &&
	    septel__exchange_flush(&self->spool))
		code = serve(self);
	septel__station_free(self->station);
	for (size_t i = 0; i < CONTROL_CLIENTS_LIMIT; i++)
		septel__out_release(&self->held[i].text);
	septel__out_release(&self->incarnation);
	septel__exchange_release(&self->parent);
	septel__exchange_release(&self->control);
	septel__exchange_release(&self->spool);
	septel__exchange_release(&self->line);
	septel__exchange_release(&self->delivery);
	free(self);
	return code;
}
