/* process_delivery.c - the part of a relay that serves the boxes (box.h).
 *
 * It starts programs, so of the calls of the system it may do nearly all: but not as the superuser,
 * with no new privileges, and nothing of what reaches into other processes or the kernel.
 */
#include "box.h"
#include "parcel.h"
#include "pump.h"
#include "relayd.h"

#include <event2/event.h>
#include <stdlib.h>

enum { END_WELL = 0, END_INVALID = 2, END_BROKEN = 4 };

/* What is under way has so long to end, when the relay stops; what it is looked for. */
#define STOP_MS      3000
#define STOP_LOOK_US 20000

static const struct box_kind *const KINDS[] = {&septel__box_folder, &septel__box_archive,
					       &septel__box_mail, &septel__box_command};

struct delivery {
	const struct relay_start *start;
	struct event_base *base;
	struct box *boxes; /* one for each outlet; kind NULL for circuits */
	size_t count;
	struct pump parent, scheduler;
	struct septel_out incarnation;
	struct event *look;
	int64_t until; /* stopping: 0 for not yet */
	bool started, done;
};

static void on_sent(void *context, size_t outlet, struct copy_name name, uint32_t attempt,
		    enum sent_outcome outcome, struct septel_view reason)
{
	struct exchange *to = &((struct delivery *)context)->scheduler.exchange;
	septel__put_begin(to, PARCEL_SENT);
	septel__put_number(to, outlet);
	septel__put_name(to, name);
	septel__put_number(to, attempt);
	septel__put_number(to, outcome);
	septel__put_view(to, reason);
	septel__put_end(to);
}

/* ---- from the scheduler --------------------------------------------------------------------- */

static struct box *take_box(struct delivery *self, struct parcel *parcel)
{
	const uint64_t outlet = septel__take_bounded(parcel, self->count ? self->count - 1 : 0);
	if (self->count && self->boxes[outlet].kind)
		return &self->boxes[outlet];
	parcel->failed = true;
	return NULL;
}

static void take_transmit(struct delivery *self, struct parcel *parcel)
{
	struct box *box = take_box(self, parcel);
	const struct box_order order = {
		.name = septel__take_name(parcel),
		.attempt = (uint32_t)septel__take_bounded(parcel, UINT32_MAX),
		.precedence =
			(enum septel_precedence)septel__take_bounded(parcel, SEPTEL_EMERGENCY),
		.identification = septel__take_view(parcel),
		.bytes = septel__take_view(parcel)};
	if (!septel__take_end(parcel) || !box)
		return;
	if (self->until)
		septel__box_sent(box, order.name, order.attempt, SENT_LOST, "the relay stops");
	else
		box->kind->deliver(box, &order);
}

/* A delivery is not broken off: it is over soon. */
static void take_interrupt(struct delivery *self, struct parcel *parcel)
{
	(void)take_box(self, parcel);
	(void)septel__take_name(parcel);
	(void)septel__take_integer(parcel);
}

static void take_start(struct delivery *self, struct parcel *parcel)
{
	septel__out_view(&self->incarnation, septel__take_view(parcel));
	self->started = true;
	for (size_t i = 0; i < self->count; i++)
		self->boxes[i].incarnation = septel__out_written(&self->incarnation);
}

static void take_parcel(void *context, struct parcel *parcel)
{
	struct delivery *self = context;
	if (parcel->kind == PARCEL_START && !self->started)
		take_start(self, parcel);
	else if (parcel->kind == PARCEL_TRANSMIT && self->started)
		take_transmit(self, parcel);
	else if (parcel->kind == PARCEL_INTERRUPT)
		take_interrupt(self, parcel);
	else
		parcel->failed = true;
}

/* ---- rounds and the end --------------------------------------------------------------------- */

static void all_round(struct delivery *self)
{
	for (size_t i = 0; i < self->count; i++)
		if (self->boxes[i].kind && self->boxes[i].kind->round)
			self->boxes[i].kind->round(&self->boxes[i]);
}

static bool all_idle(const struct delivery *self)
{
	for (size_t i = 0; i < self->count; i++)
		if (self->boxes[i].kind && !self->boxes[i].kind->idle(&self->boxes[i]))
			return false;
	return true;
}

static void on_look(evutil_socket_t fd, short what, void *context)
{
	struct delivery *self = context;
	(void)fd;
	(void)what;
	self->done = all_idle(self) || septel__relay_now() >= self->until;
}

static void on_parent_gone(void *context)
{
	struct delivery *self = context;
	const struct timeval often = {0, STOP_LOOK_US};
	self->until = septel__relay_now() + STOP_MS;
	self->done = all_idle(self) || event_add(self->look, &often) != 0;
}

static void take_nothing(void *context, struct parcel *parcel)
{
	(void)context;
	parcel->failed = true;
}

/* A round of the loop, and then one of the boxes: what came together is delivered together. */
static void on_round(void *context)
{
	all_round(context);
}

/* ---- the part ------------------------------------------------------------------------------- */

static const struct box_kind *kind_of(enum outlet_kind kind)
{
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		if (KINDS[i]->kind == kind)
			return KINDS[i];
	return NULL;
}

static bool open_box(struct delivery *self, size_t outlet)
{
	const struct outlet_settings *settings = &self->start->config->outlets[outlet];
	struct box *box = &self->boxes[outlet];
	struct septel_out error;
	if (!septel__is_box(settings->kind))
		return true;
	*box = (struct box){.kind = kind_of(settings->kind),
			    .outlet = outlet,
			    .settings = settings,
			    .config = self->start->config,
			    .base = self->base,
			    .program = self->start->program,
			    .context = self,
			    .sent = on_sent};
	septel__out_init(&error, NULL, 0);
	if (!box->kind)
		septel__out_string(&error, "this relay has no such boxes");
	const bool opened = box->kind && box->kind->open(box, &error);
	if (!opened)
		septel__relay_log("delivery", "%.*s: cannot begin: %.*s", (int)settings->name.len,
				  settings->name.ptr, (int)error.length,
				  error.data ? error.data : "");
	septel__out_release(&error);
	return opened;
}

static bool open_boxes(struct delivery *self)
{
	self->count = self->start->config->outlet_count;
	self->boxes = calloc(self->count + 1, sizeof *self->boxes);
	bool opened = self->boxes != NULL;
	for (size_t i = 0; i < self->count && opened; i++)
		opened = open_box(self, i);
	return opened;
}

static int serve(struct delivery *self)
{
	struct pump *const pumps[] = {&self->parent, &self->scheduler};
	self->look = event_new(self->base, -1, EV_PERSIST, on_look, self);
	if (!self->look || !open_boxes(self) ||
	    !septel__relay_confine("delivery", CONFINE_DELIVERY))
		return END_INVALID;
	const struct pump_rounds rounds = {pumps, 2, &self->done, on_round, self};
	const bool whole = septel__pumps_run(self->base, &rounds);
	septel__pump_drain(&self->scheduler, 1000);
	return whole ? END_WELL : END_BROKEN;
}

int septel__part_delivery(const struct relay_start *start)
{
	struct delivery self = {.start = start, .base = event_base_new()};
	int code = END_INVALID;
	septel__out_init(&self.incarnation, NULL, 256);
	self.parent = (struct pump){
		.name = "delivery", .context = &self, .take = take_nothing, .gone = on_parent_gone};
	self.scheduler = (struct pump){.name = "delivery", .context = &self, .take = take_parcel};
	if (self.base && septel__pump_init(&self.parent, self.base, start->parent) &&
	    septel__pump_init(&self.scheduler, self.base, start->scheduler))
		code = serve(&self);
	for (size_t i = 0; i < self.count && self.boxes; i++)
		if (self.boxes[i].kind)
			self.boxes[i].kind->close(&self.boxes[i]);
	free(self.boxes);
	if (self.look)
		event_free(self.look);
	septel__pump_release(&self.scheduler);
	septel__pump_release(&self.parent);
	septel__out_release(&self.incarnation);
	if (self.base)
		event_base_free(self.base);
	return code;
}
