/* scheduler_ports.c - see scheduler_part.h: what the station asks of others becomes parcels. */
#include "scheduler_part.h"

/* ---- ports ---------------------------------------------------------------------------------- */

static void port_find(void *context, uint64_t token, const struct message_key *key, bool has_key,
		      struct septel_view transfer)
{
	struct scheduler *self = context;
	septel__put_begin(&self->spool, PARCEL_FIND);
	septel__put_number(&self->spool, token);
	septel__put_number(&self->spool, has_key);
	septel__put_key(&self->spool, key);
	septel__put_view(&self->spool, transfer);
	septel__put_end(&self->spool);
}

void septel__scheduler_store(void *context, uint64_t ticket, const struct change *changes,
			     size_t count)
{
	struct scheduler *self = context;
	self->calls++;
	septel__put_begin(&self->spool, PARCEL_STORE);
	septel__put_number(&self->spool, ticket);
	septel__put_number(&self->spool, count);
	for (size_t i = 0; i < count; i++)
		septel__put_change(&self->spool, &changes[i]);
	septel__put_end(&self->spool);
}

static void port_fetch(void *context, struct copy_name name)
{
	struct scheduler *self = context;
	septel__put_begin(&self->spool, PARCEL_FETCH);
	septel__put_name(&self->spool, name);
	septel__put_end(&self->spool);
}

static void port_find_sent(void *context, uint64_t token, const struct store_sent *sent)
{
	struct scheduler *self = context;
	septel__put_begin(&self->spool, PARCEL_FIND_SENT);
	septel__put_number(&self->spool, token);
	septel__put_sent(&self->spool, sent);
	septel__put_end(&self->spool);
}

static struct exchange *way_to(struct scheduler *self, size_t outlet)
{
	return septel__is_box(self->config->outlets[outlet].kind) ? &self->delivery : &self->line;
}

static void port_transmit(void *context, size_t outlet, struct copy_name name, uint32_t attempt,
			  enum septel_precedence precedence, struct septel_view identification,
			  struct septel_view bytes)
{
	struct exchange *to = way_to(context, outlet);
	septel__put_begin(to, PARCEL_TRANSMIT);
	septel__put_number(to, outlet);
	septel__put_name(to, name);
	septel__put_number(to, attempt);
	septel__put_number(to, precedence);
	septel__put_view(to, identification);
	septel__put_view(to, bytes);
	septel__put_end(to);
}

static void port_interrupt(void *context, size_t outlet, struct copy_name name, uint32_t attempt)
{
	struct exchange *to = way_to(context, outlet);
	septel__put_begin(to, PARCEL_INTERRUPT);
	septel__put_number(to, outlet);
	septel__put_name(to, name);
	septel__put_number(to, attempt);
	septel__put_end(to);
}

void septel__scheduler_answer(struct scheduler *self, uint64_t token, bool done,
			      struct septel_view text)
{
	septel__put_begin(&self->control, PARCEL_ANSWER);
	septel__put_number(&self->control, token);
	septel__put_number(&self->control, done);
	septel__put_view(&self->control, text);
	septel__put_end(&self->control);
}

static void port_receipt(void *context, size_t outlet, uint64_t arrival, enum receipt_kind kind,
			 struct septel_view reason)
{
	struct scheduler *self = context;
	if (outlet == STATION_ORIGIN) {
		septel__scheduler_answer(self, arrival, kind == RECEIPT_TAKEN, reason);
		return;
	}
	if (self->arrivals) {
		self->arrived_bytes -= self->arrived_bytes / self->arrivals;
		self->arrivals--;
	}
	septel__put_begin(&self->line, PARCEL_RECEIPT);
	septel__put_number(&self->line, outlet);
	septel__put_number(&self->line, arrival);
	septel__put_number(&self->line, kind);
	septel__put_view(&self->line, reason);
	septel__put_end(&self->line);
}

/* ---- answers that wait for the disk --------------------------------------------------------- */

static struct held_answer *held_by(struct scheduler *self, uint64_t ticket)
{
	for (size_t i = 0; i < CONTROL_CLIENTS_LIMIT; i++)
		if (self->held[i].ticket == ticket)
			return &self->held[i];
	return NULL;
}

/* An empty call of the store: it is answered when all before it are on the disk. */
void septel__scheduler_hold(struct scheduler *self, uint64_t token, bool done,
			    struct septel_view text)
{
	struct held_answer *held = held_by(self, 0);
	if (!held) {
		septel__scheduler_answer(self, token, done, text);
		return;
	}
	held->ticket = HELD_TICKET | ++self->tickets;
	held->token = token;
	held->done = done;
	septel__out_init(&held->text, NULL, 0);
	septel__out_view(&held->text, text);
	septel__scheduler_store(self, held->ticket, NULL, 0);
}

void septel__scheduler_release(struct scheduler *self, uint64_t ticket, enum store_status status)
{
	struct held_answer *held = held_by(self, ticket);
	if (!held)
		return;
	if (status == STORE_OK)
		septel__scheduler_answer(self, held->token, held->done,
					 septel__out_written(&held->text));
	else
		septel__scheduler_answer(self, held->token, false,
					 septel_view_of("the spool does not take it\n"));
	septel__out_release(&held->text);
	*held = (struct held_answer){0};
}

/* ---- all of them --------------------------------------------------------------------------- */

struct station_ports septel__scheduler_ports(struct scheduler *self)
{
	return (struct station_ports){
		.context = self,
		.find = port_find,
		.store = septel__scheduler_store,
		.fetch = port_fetch,
		.find_sent = port_find_sent,
		.transmit = port_transmit,
		.interrupt = port_interrupt,
		.receipt = port_receipt,
	};
}
