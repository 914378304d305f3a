/* scheduler_takes.c - see scheduler_part.h: parcels become events of the station.  Circuits are the
 * line's to speak of, boxes the delivery's. */
#include "line.h"
#include "scheduler_part.h"

/* Notes of lines that one second's journal takes. */
#define NOTES_A_SECOND 20u

/* ---- from the spool ------------------------------------------------------------------------- */

static void take_loaded(struct scheduler *self, struct parcel *parcel)
{
	const uint64_t status = septel__take_bounded(parcel, STORE_FAILED);
	self->last_message = septel__take_integer(parcel);
	septel__out_view(&self->incarnation, septel__take_view(parcel));
	self->loaded = true;
	if (status != STORE_OK)
		self->failed = true;
}

static void take_stored(struct scheduler *self, struct parcel *parcel)
{
	const uint64_t ticket = septel__take_integer(parcel);
	const enum store_status status =
		(enum store_status)septel__take_bounded(parcel, STORE_FAILED);
	if (parcel->failed)
		return;
	if (ticket & HELD_TICKET)
		septel__scheduler_release(self, ticket, status);
	else
		septel__station_stored(self->station, ticket, status, septel__relay_now());
}

static void take_found(struct scheduler *self, struct parcel *parcel)
{
	struct store_match matches[STORE_MATCHES_LIMIT];
	const uint64_t token = septel__take_integer(parcel);
	const size_t count = septel__take_bounded(parcel, STORE_MATCHES_LIMIT);
	for (size_t i = 0; i < count; i++)
		septel__take_match(parcel, &matches[i]);
	if (!parcel->failed)
		septel__station_found(self->station, token, matches, count, septel__relay_now());
}

static void take_fetched(struct scheduler *self, struct parcel *parcel)
{
	struct store_copy copy;
	const enum store_status status =
		(enum store_status)septel__take_bounded(parcel, STORE_FAILED);
	septel__take_copy(parcel, &copy);
	if (!parcel->failed)
		septel__station_fetched(self->station, status, &copy, septel__relay_now());
}

static void take_load(struct scheduler *self, struct parcel *parcel)
{
	struct store_copy copy;
	if (parcel->kind == PARCEL_COPY) {
		septel__take_copy(parcel, &copy);
		if (!parcel->failed && !septel__station_load_copy(self->station, &copy))
			self->failed = true;
		return;
	}
	const struct septel_view name = septel__take_view(parcel);
	const struct septel_view value = septel__take_view(parcel);
	if (parcel->failed)
		return;
	if (!(parcel->kind == PARCEL_SETTING
		      ? septel__station_load_setting(self->station, name, value)
		      : septel__station_load_channel(self->station, name, value)))
		self->failed = true;
}

void septel__scheduler_from_spool(struct scheduler *self, struct parcel *parcel)
{
	switch (parcel->kind) {
	case PARCEL_SETTING:
	case PARCEL_CHANNEL:
	case PARCEL_COPY:
		take_load(self, parcel);
		break;
	case PARCEL_LOADED:
		take_loaded(self, parcel);
		break;
	case PARCEL_STORED:
		take_stored(self, parcel);
		break;
	case PARCEL_FOUND:
		take_found(self, parcel);
		break;
	case PARCEL_FETCHED:
		take_fetched(self, parcel);
		break;
	case PARCEL_FOUND_SENT: {
		const uint64_t token = septel__take_integer(parcel);
		const struct copy_name name = septel__take_name(parcel);
		if (!parcel->failed)
			septel__station_found_sent(self->station, token, name, septel__relay_now());
		break;
	}
	case PARCEL_SPOOL:
		self->commits = septel__take_integer(parcel);
		self->changes = septel__take_integer(parcel);
		self->refusals = septel__take_integer(parcel);
		break;
	default:
		parcel->failed = true;
	}
}

/* ---- from line and delivery ----------------------------------------------------------------- */

/* The number of an outlet of which the sender may speak: circuits are the line's, boxes the
 * delivery's. */
static size_t take_outlet(struct scheduler *self, struct parcel *parcel, bool box)
{
	const size_t count = self->config->outlet_count;
	const size_t outlet = septel__take_bounded(parcel, count ? count - 1 : 0);
	if (count == 0 || septel__is_box(self->config->outlets[outlet].kind) != box)
		parcel->failed = true;
	return outlet;
}

static void take_arrived(struct scheduler *self, struct parcel *parcel)
{
	const size_t outlet = take_outlet(self, parcel, false);
	const uint64_t arrival = septel__take_integer(parcel);
	const struct septel_view transfer = septel__take_view(parcel);
	const struct septel_view bytes = septel__take_view(parcel);
	if (!septel__take_end(parcel))
		return;
	self->arrivals++;
	self->arrived_bytes += bytes.len;
	septel__station_arrived(self->station, outlet, arrival, transfer, bytes,
				septel__relay_now());
}

static void take_sent(struct scheduler *self, struct parcel *parcel, bool box)
{
	const size_t outlet = take_outlet(self, parcel, box);
	const struct copy_name name = septel__take_name(parcel);
	const uint32_t attempt = (uint32_t)septel__take_bounded(parcel, UINT32_MAX);
	const enum sent_outcome outcome =
		(enum sent_outcome)septel__take_bounded(parcel, SENT_REFUSED);
	const struct septel_view reason = septel__take_view(parcel);
	if (septel__take_end(parcel))
		septel__station_sent(self->station, outlet, name, attempt, outcome, reason,
				     septel__relay_now());
}

/* An entry of the journal and nothing else; a line that babbles fills no disk. */
static void journal(struct scheduler *self, struct septel_view outlet, const char *event,
		    struct septel_view detail)
{
	const moment at = septel__relay_now();
	if (at / 1000 != self->note_second) {
		self->note_second = at / 1000;
		self->notes = 0;
	}
	if (self->notes++ >= NOTES_A_SECOND)
		return;
	const struct change change = {.kind = CHANGE_EVENT,
				      .at = at,
				      .event = septel_view_of(event),
				      .outlet = outlet,
				      .detail = detail};
	septel__scheduler_store(self, 0, &change, 1);
}

static void take_link(struct scheduler *self, struct parcel *parcel, bool box)
{
	const size_t outlet = take_outlet(self, parcel, box);
	const bool up = septel__take_bool(parcel);
	const struct septel_view who = septel__take_view(parcel);
	if (!septel__take_end(parcel))
		return;
	journal(self, self->config->outlets[outlet].name, up ? "peer-there" : "peer-gone", who);
	septel__station_link(self->station, outlet, up, septel__relay_now());
}

static void take_reported(struct scheduler *self, struct parcel *parcel, bool box)
{
	const size_t outlet = take_outlet(self, parcel, box);
	const struct copy_name name = septel__take_name(parcel);
	const enum sent_report report =
		(enum sent_report)septel__take_bounded(parcel, REPORT_FAILED);
	const struct septel_view recipient = septel__take_view(parcel);
	const struct septel_view reason = septel__take_view(parcel);
	if (septel__take_end(parcel))
		septel__station_reported(self->station, outlet, name, report, recipient, reason,
					 septel__relay_now());
}

static void take_note(struct scheduler *self, struct parcel *parcel)
{
	const uint64_t outlet = septel__take_integer(parcel);
	const uint64_t kind = septel__take_bounded(parcel, LINE_FAULT);
	const struct septel_view text = septel__take_view(parcel);
	if (outlet != LINE_NO_OUTLET && outlet >= self->config->outlet_count)
		parcel->failed = true;
	if (!septel__take_end(parcel))
		return;
	const struct septel_view name = outlet == LINE_NO_OUTLET
						? (struct septel_view){"", 0}
						: self->config->outlets[outlet].name;
	journal(self, name, kind == LINE_NOISE ? "noise" : "line-fault", text);
}

static void take_from_agent(struct scheduler *self, struct parcel *parcel, bool box)
{
	if (parcel->kind == PARCEL_SENT)
		take_sent(self, parcel, box);
	else if (parcel->kind == PARCEL_REPORTED)
		take_reported(self, parcel, box);
	else if (parcel->kind == PARCEL_LINK)
		take_link(self, parcel, box);
	else if (parcel->kind == PARCEL_NOTE)
		take_note(self, parcel);
	else if (parcel->kind == PARCEL_ARRIVED && !box)
		take_arrived(self, parcel);
	else
		parcel->failed = true;
}

void septel__scheduler_from_line(struct scheduler *self, struct parcel *parcel)
{
	take_from_agent(self, parcel, false);
}

void septel__scheduler_from_delivery(struct scheduler *self, struct parcel *parcel)
{
	take_from_agent(self, parcel, true);
}

/* ---- from control and parent ---------------------------------------------------------------- */

static void take_operate(struct scheduler *self, struct parcel *parcel)
{
	struct septel_out text;
	const uint64_t token = septel__take_integer(parcel);
	const struct septel_view by = septel__take_view(parcel);
	const struct septel_view command = septel__take_view(parcel);
	if (!septel__take_end(parcel))
		return;
	septel__out_init(&text, NULL, EXCHANGE_PARCEL_LIMIT / 2);
	const size_t calls = self->calls;
	const bool done =
		septel__station_operate(self->station, by, command, &text, septel__relay_now());
	if (self->calls == calls)
		septel__scheduler_answer(self, token, done, septel__out_written(&text));
	else
		septel__scheduler_hold(self, token, done, septel__out_written(&text));
	septel__out_release(&text);
}

static void take_originate(struct scheduler *self, struct parcel *parcel)
{
	const uint64_t token = septel__take_integer(parcel);
	const struct septel_view by = septel__take_view(parcel);
	const struct septel_view bytes = septel__take_view(parcel);
	if (!septel__take_end(parcel))
		return;
	journal(self, (struct septel_view){"", 0}, "handed-in", by);
	septel__station_originated(self->station, token, bytes, septel__relay_now());
}

static void take_state(struct scheduler *self, struct parcel *parcel)
{
	struct septel_out text;
	const uint64_t token = septel__take_integer(parcel);
	septel__out_init(&text, NULL, EXCHANGE_PARCEL_LIMIT / 2);
	septel__out_string(&text, "{\"station\":");
	septel__station_state(self->station, &text, septel__relay_now());
	septel__out_format(&text,
			   ",\"spool\":{\"commits\":%llu,\"changes\":%llu,\"refusals\":%llu},"
			   "\"arrivals_pending\":%zu}",
			   (unsigned long long)self->commits, (unsigned long long)self->changes,
			   (unsigned long long)self->refusals, self->arrivals);
	septel__scheduler_answer(self, token, !text.failed, septel__out_written(&text));
	septel__out_release(&text);
}

void septel__scheduler_from_control(struct scheduler *self, struct parcel *parcel)
{
	if (parcel->kind == PARCEL_OPERATE)
		take_operate(self, parcel);
	else if (parcel->kind == PARCEL_ORIGINATE)
		take_originate(self, parcel);
	else if (parcel->kind == PARCEL_STATE)
		take_state(self, parcel);
	else
		parcel->failed = true;
}

void septel__scheduler_from_parent(struct scheduler *self, struct parcel *parcel)
{
	struct septel_out errors;
	const struct septel_view routes = septel__take_view(parcel);
	const struct septel_view collectives = septel__take_view(parcel);
	if (parcel->kind != PARCEL_ROUTES || !septel__take_end(parcel))
		return;
	septel__out_init(&errors, NULL, EXCHANGE_HIGH);
	const bool done = septel__station_routes(self->station, routes, collectives, &errors);
	if (!done)
		septel__relay_log("scheduler", "routes refused\n%.*s", (int)errors.length,
				  errors.data ? errors.data : "");
	septel__out_release(&errors);
	if (self->begun) {
		septel__relay_log("scheduler", done ? "routes read" : "the old routes stay");
		journal(self, (struct septel_view){"", 0}, done ? "routes-read" : "routes-refused",
			(struct septel_view){"", 0});
	} else if (!done) {
		self->failed = true;
	}
	self->routed = done || self->begun;
}
