/* process_line.c - the part of a relay that has the network: it holds the circuits (line.h) and
 * hands on what they tell.
 *
 * No bound of its own is needed: a circuit reads no further than its window of arrivals without a
 * receipt, and the scheduler orders no more transmissions than a window at once.
 */
#include "../base/limits.h"
#include "line.h"
#include "parcel.h"
#include "pump.h"
#include "relayd.h"

#include <event2/event.h>
#include <stdlib.h>

enum { END_WELL = 0, END_INVALID = 2, END_BROKEN = 4 };

/* Seconds that what is under way has to end, when the relay stops. */
#define STOP_SECONDS 2

struct line_part {
	const struct relay_config *config;
	struct event_base *base;
	struct lines *lines;
	struct pump parent, scheduler;
	struct line_events events;
	bool started, done;
};

/* ---- from the circuits ---------------------------------------------------------------------- */

static void on_arrived(void *context, size_t outlet, uint64_t arrival, struct septel_view transfer,
		       struct septel_view bytes)
{
	struct exchange *to = &((struct line_part *)context)->scheduler.exchange;
	septel__put_begin(to, PARCEL_ARRIVED);
	septel__put_number(to, outlet);
	septel__put_number(to, arrival);
	septel__put_view(to, transfer);
	septel__put_view(to, bytes);
	septel__put_end(to);
}

static void on_sent(void *context, size_t outlet, struct copy_name name, uint32_t attempt,
		    enum sent_outcome outcome, struct septel_view reason)
{
	struct exchange *to = &((struct line_part *)context)->scheduler.exchange;
	septel__put_begin(to, PARCEL_SENT);
	septel__put_number(to, outlet);
	septel__put_name(to, name);
	septel__put_number(to, attempt);
	septel__put_number(to, outcome);
	septel__put_view(to, reason);
	septel__put_end(to);
}

static void on_link(void *context, size_t outlet, bool up, struct septel_view who)
{
	struct exchange *to = &((struct line_part *)context)->scheduler.exchange;
	septel__put_begin(to, PARCEL_LINK);
	septel__put_number(to, outlet);
	septel__put_number(to, up);
	septel__put_view(to, who);
	septel__put_end(to);
}

static void on_reported(void *context, size_t outlet, struct copy_name name,
			enum sent_report report, struct septel_view recipient,
			struct septel_view reason)
{
	struct exchange *to = &((struct line_part *)context)->scheduler.exchange;
	septel__put_begin(to, PARCEL_REPORTED);
	septel__put_number(to, outlet);
	septel__put_name(to, name);
	septel__put_number(to, report);
	septel__put_view(to, recipient);
	septel__put_view(to, reason);
	septel__put_end(to);
}

/* What babbles is dropped before it keeps traffic waiting. */
static void on_note(void *context, size_t outlet, enum line_note kind, struct septel_view text)
{
	struct exchange *to = &((struct line_part *)context)->scheduler.exchange;
	if (septel__exchange_waiting(to) > EXCHANGE_HIGH)
		return;
	septel__put_begin(to, PARCEL_NOTE);
	septel__put_number(to, outlet);
	septel__put_number(to, kind);
	septel__put_view(to, text);
	septel__put_end(to);
}

/* ---- from the scheduler --------------------------------------------------------------------- */

static size_t take_outlet(struct line_part *self, struct parcel *parcel)
{
	const size_t count = self->config->outlet_count;
	const size_t outlet = septel__take_bounded(parcel, count ? count - 1 : 0);
	if (count == 0 || septel__is_box(self->config->outlets[outlet].kind))
		parcel->failed = true;
	return outlet;
}

static void take_transmit(struct line_part *self, struct parcel *parcel)
{
	const size_t outlet = take_outlet(self, parcel);
	const struct copy_name name = septel__take_name(parcel);
	const uint32_t attempt = (uint32_t)septel__take_bounded(parcel, UINT32_MAX);
	const enum septel_precedence precedence =
		(enum septel_precedence)septel__take_bounded(parcel, SEPTEL_EMERGENCY);
	const struct septel_view identification = septel__take_view(parcel);
	const struct septel_view bytes = septel__take_view(parcel);
	if (septel__take_end(parcel))
		septel__lines_transmit(self->lines, outlet, name, attempt, precedence,
				       identification, bytes);
}

static void take_interrupt(struct line_part *self, struct parcel *parcel)
{
	const size_t outlet = take_outlet(self, parcel);
	const struct copy_name name = septel__take_name(parcel);
	const uint32_t attempt = (uint32_t)septel__take_bounded(parcel, UINT32_MAX);
	if (septel__take_end(parcel))
		septel__lines_interrupt(self->lines, outlet, name, attempt);
}

static void take_receipt(struct line_part *self, struct parcel *parcel)
{
	const size_t outlet = take_outlet(self, parcel);
	const uint64_t arrival = septel__take_integer(parcel);
	const enum receipt_kind kind =
		(enum receipt_kind)septel__take_bounded(parcel, RECEIPT_UNREADABLE);
	const struct septel_view reason = septel__take_view(parcel);
	if (septel__take_end(parcel))
		septel__lines_receipt(self->lines, outlet, arrival, kind, reason);
}

static void take_parcel(void *context, struct parcel *parcel)
{
	struct line_part *self = context;
	if (parcel->kind == PARCEL_START && !self->started) {
		const struct septel_view incarnation = septel__take_view(parcel);
		self->started = septel__take_end(parcel);
		if (self->started)
			septel__lines_start(self->lines, incarnation);
	} else if (parcel->kind == PARCEL_TRANSMIT) {
		take_transmit(self, parcel);
	} else if (parcel->kind == PARCEL_INTERRUPT) {
		take_interrupt(self, parcel);
	} else if (parcel->kind == PARCEL_RECEIPT) {
		take_receipt(self, parcel);
	} else {
		parcel->failed = true;
	}
}

/* ---- the part ------------------------------------------------------------------------------- */

static void take_nothing(void *context, struct parcel *parcel)
{
	(void)context;
	parcel->failed = true;
}

static void on_stopped(void *context)
{
	((struct line_part *)context)->done = true;
}

static void on_parent_gone(void *context)
{
	struct line_part *self = context;
	septel__lines_stop(self->lines, STOP_SECONDS, on_stopped, self);
}

/* Circuits that live in files need to write them. */
static enum confinement what_it_needs(const struct relay_config *config)
{
	for (size_t i = 0; i < config->outlet_count; i++) {
		const struct outlet_settings *outlet = &config->outlets[i];
		if (!septel__is_box(outlet->kind) && outlet->path.len)
			return CONFINE_LINE_FILE;
	}
	return CONFINE_LINE;
}

static bool open_lines(struct line_part *self)
{
	struct septel_out errors;
	self->events =
		(struct line_events){self, on_arrived, on_sent, on_link, on_note, on_reported};
	septel__out_init(&errors, NULL, EXCHANGE_HIGH);
	self->lines = septel__lines_new(self->config, self->base, &self->events);
	const bool opened = self->lines && septel__lines_open(self->lines, &errors);
	if (!opened)
		septel__relay_log("line", "cannot begin: %.*s", (int)errors.length,
				  errors.data ? errors.data : "out of memory");
	septel__out_release(&errors);
	return opened;
}

static int serve(struct line_part *self)
{
	struct pump *const pumps[] = {&self->parent, &self->scheduler};
	if (!open_lines(self) || !septel__relay_confine("line", what_it_needs(self->config)))
		return END_INVALID;
	const struct pump_rounds rounds = {pumps, 2, &self->done, NULL, NULL};
	const bool whole = septel__pumps_run(self->base, &rounds);
	septel__pump_drain(&self->scheduler, 1000);
	return whole ? END_WELL : END_BROKEN;
}

int septel__part_line(const struct relay_start *start)
{
	struct line_part self = {.config = start->config, .base = event_base_new()};
	int code = END_INVALID;
	self.parent = (struct pump){
		.name = "line", .context = &self, .take = take_nothing, .gone = on_parent_gone};
	self.scheduler = (struct pump){.name = "line", .context = &self, .take = take_parcel};
	if (self.base && septel__pump_init(&self.parent, self.base, start->parent) &&
	    septel__pump_init(&self.scheduler, self.base, start->scheduler))
		code = serve(&self);
	if (self.lines)
		septel__lines_free(self.lines);
	septel__pump_release(&self.scheduler);
	septel__pump_release(&self.parent);
	if (self.base)
		event_base_free(self.base);
	return code;
}
