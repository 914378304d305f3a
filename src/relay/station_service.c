/* station_service.c - service messages: what is asked by one, done.
 *
 * A service message addressed to this station is understood (service.h), each request looked up in
 * the spool (an inquiry), decided there, and done here.  It also goes to the operator's box as any
 * message for this station does, so a person can read it.
 */
#include "station_inside.h"

#include <stdlib.h>

/* Inquiries at once: more requests than that are the operator's. */
#define INQUIRIES_LIMIT 1024u
/* Numbers of one range that a station sees to by itself. */
#define RANGE_LIMIT 64u

/* One request about one message, while the spool is asked. */
struct inquiry {
	uint64_t token;
	size_t from; /* circuit the service message came by */
	struct septel_arena *arena;
	struct service_reading *reading; /* in `arena` */
	struct septel_view asked_as;     /* identification of the service message */
	struct septel_view asked_by;     /* its origin */
	size_t request;                  /* in `reading` */
	unsigned number;                 /* 0: by key */
	size_t range;                    /* of the numbers of the request, which has it */
	uint32_t last_copy;              /* of the message that was found */
	struct service_known known;
	bool theirs;           /* by the number under which they sent it to us */
	struct copy_name name; /* what was found */
	bool fetching;
	struct inquiry *next;
};

/* ---- done ---------------------------------------------------------------------------------------
 */

static void tell_operator(struct station *station, const struct inquiry *inquiry, const char *why,
			  struct changes *changes)
{
	const struct service_request *request = &inquiry->reading->requests[inquiry->request];
	station->alarms++;
	septel__change_event(changes, inquiry->name, "for-operator",
			     septel__outlet_name(station, inquiry->from), "%s: %.*s", why,
			     VIEW_FORMAT(request->text));
}

/* The copy once more, to the one who asks, in the order of its precedence. */
static void resend(struct station *station, const struct inquiry *inquiry,
		   const struct store_copy *copy, unsigned deeds, struct changes *changes)
{
	struct change *change = septel__change_add(changes, CHANGE_COPY);
	struct septel_out pilot;
	septel__out_init(&pilot, changes->arena, SERVICE_MESSAGE_LIMIT);
	struct envelope envelope;
	const bool read = septel__envelope_read(&envelope, copy->bytes, ENVELOPE_HEADING, NULL,
						changes->arena);
	if (read && deeds & DEED_PILOT)
		septel__pilot_write(&pilot, PILOT_RERUN, station->config->station,
				    inquiry->asked_as, inquiry->asked_by, &envelope);
	if (read && deeds & DEED_CORRECTED)
		septel__pilot_write(&pilot, PILOT_CORRECTED_COPY, station->config->station,
				    inquiry->asked_as, inquiry->asked_by, &envelope);
	change->name = (struct copy_name){copy->name.message, copy->last_copy + 1};
	change->outlet = septel__outlet_name(station, inquiry->from);
	change->routing = septel_arena_copy(changes->arena, copy->routing);
	change->precedence = copy->precedence;
	change->state = COPY_ACTIVE;
	change->pilot = septel__out_written(&pilot);
	change->event = VIEW_LITERAL("rerun");
	change->detail =
		septel__change_text(changes, "asked for by %.*s", VIEW_FORMAT(inquiry->asked_by));
	const struct schedule_copy waiting = {.name = change->name,
					      .outlet = inquiry->from,
					      .precedence = copy->precedence,
					      .accepted = changes->now,
					      .length = (uint32_t)copy->length};
	/* Not acknowledged to anybody, so it may wait before it is on the disk. */
	if (!septel__schedule_add(station->schedule, &waiting))
		tell_operator(station, inquiry, "the copy cannot be made", changes);
}

/* A copy that waits, for whatever outlet, and may be cancelled. */
static bool waits(const struct station *station, struct copy_name name, struct schedule_copy *copy)
{
	return septel__schedule_find(station->schedule, name, copy) && copy->state != COPY_SENDING;
}

/* All copies of the message that wait; a person is told where some do not. */
static void cancel(struct station *station, const struct inquiry *inquiry, struct changes *changes)
{
	struct copy_name name = {inquiry->name.message, 0};
	struct schedule_copy copy;
	bool all = true;
	for (name.copy = 1; name.copy <= inquiry->last_copy; name.copy++) {
		if (!waits(station, name, &copy) ||
		    !septel__schedule_remove(station->schedule, name, changes->now)) {
			all = false;
			continue;
		}
		struct change *change = septel__change_add(changes, CHANGE_STATE);
		change->name = name;
		change->state = COPY_CANCELLED;
		change->attempts = copy.attempts;
		change->event = VIEW_LITERAL("cancelled");
		change->reason = VIEW_LITERAL("asked for by a service message");
		change->outlet = septel__outlet_name(station, copy.outlet);
	}
	if (!all)
		tell_operator(station, inquiry, "other copies of it do not wait any more", changes);
}

/* What the numbers of the circuit have of it. */
static void settle_numbers(struct station *station, const struct inquiry *inquiry,
			   const struct service_decision *decision, struct changes *changes)
{
	struct outlet_state *outlet = &station->outlets[inquiry->from];
	bool changed = false;
	if (decision->deeds & DEED_VOID)
		changed = septel__channel_void(&outlet->channel, decision->number);
	if (decision->deeds & DEED_CLOSE_NUMBER)
		changed |= septel__channel_close(&outlet->channel, decision->number);
	if (changed)
		septel__change_channel(changes, outlet);
}

/* The question of ours that a request answers is closed. */
static void settle_question(struct station *station, const struct inquiry *inquiry,
			    const struct service_request *request, moment now)
{
	const struct service_procedure *procedure = septel__service_procedure(request->kind);
	const struct outlet_state *outlet = &station->outlets[inquiry->from];
	char about[IDENTIFICATION_SIZE];
	septel__channel_in_text(&outlet->channel, inquiry->number, about);
	if (septel__service_settle(&station->book, procedure->answers,
				   septel__outlet_name(station, inquiry->from), about,
				   &request->key))
		septel__questions_store(station, now);
}

static void answer(struct station *station, const struct inquiry *inquiry,
		   const struct service_decision *decision, moment now)
{
	if (decision->deeds & DEED_ANSWER)
		septel__service_send_to(station, inquiry->asked_by, &decision->answer, 1,
					decision->precedence, now);
	if (decision->deeds & DEED_FORWARD && inquiry->known.to.len)
		septel__service_send_to(station, inquiry->known.to, &decision->answer, 1,
					decision->precedence, now);
	if (decision->deeds & DEED_HOLD)
		septel__schedule_minimize(station->schedule, inquiry->from,
					  (enum septel_precedence)(decision->precedence - 1), now);
}

/* The request as the book knows it: about one number. */
static struct service_request single(const struct inquiry *inquiry)
{
	struct service_request request = inquiry->reading->requests[inquiry->request];
	if (inquiry->number && request.number_count) {
		request.numbers[0] = request.numbers[inquiry->range];
		request.numbers[0].from = request.numbers[0].to = inquiry->number;
		request.number_count = 1;
	}
	return request;
}

/* An open number whose copy still goes out under it: on a circuit with receipts it is repeated
 * until it is there, and nothing is void. */
static bool comes_by_itself(const struct station *station, const struct inquiry *inquiry)
{
	const struct outlet_settings *settings = &station->config->outlets[inquiry->from];
	return inquiry->reading->requests[inquiry->request].kind == SERVICE_OPEN_NUMBER &&
	       inquiry->known.found && inquiry->known.state < COPY_DONE &&
	       septel__has_receipts(settings->kind);
}

static void do_it(struct station *station, struct inquiry *inquiry, const struct store_copy *copy,
		  moment now)
{
	const struct service_request request = single(inquiry);
	const struct septel_view name = septel__outlet_name(station, inquiry->from);
	struct changes changes = {.arena = inquiry->arena, .now = now};
	struct service_decision decision = {0};
	inquiry->known.answered =
		septel__service_times(&station->book, &request, inquiry->number, name, now);
	septel__service_decide(&request, inquiry->number, &inquiry->known, inquiry->reading,
			       &decision);
	if (comes_by_itself(station, inquiry))
		decision = (struct service_decision){.deeds = DEED_NOTE};
	const unsigned acts = DEED_RESEND | DEED_ANSWER | DEED_FORWARD;
	if (decision.deeds & acts &&
	    !septel__service_done(&station->book, &request, inquiry->number, name, now)) {
		decision.deeds = DEED_OPERATOR;
		decision.reason = "done often enough today";
	}
	septel__change_event(&changes, inquiry->name, "service", name, "%s: %.*s",
			     septel__service_kind_name(request.kind), VIEW_FORMAT(request.text));
	if (decision.deeds & DEED_RESEND && copy)
		resend(station, inquiry, copy, decision.deeds, &changes);
	if (decision.deeds & DEED_CANCEL)
		cancel(station, inquiry, &changes);
	if (decision.deeds & DEED_SETTLE)
		settle_question(station, inquiry, &request, now);
	settle_numbers(station, inquiry, &decision, &changes);
	if (decision.deeds & DEED_OPERATOR)
		tell_operator(station, inquiry,
			      decision.reason ? decision.reason : "not understood", &changes);
	septel__station_store(station, &changes);
	answer(station, inquiry, &decision, now);
	septel__station_pump(station, inquiry->from, now);
}

/* ---- looked up
 * -------------------------------------------------------------------------------------- */

static void inquiry_free(struct station *station, struct inquiry *inquiry)
{
	struct inquiry **at = &station->inquiries;
	while (*at && *at != inquiry)
		at = &(*at)->next;
	if (*at)
		*at = inquiry->next;
	septel_arena_free(inquiry->arena);
	free(inquiry);
}

void septel__inquiries_free(struct station *station)
{
	while (station->inquiries)
		inquiry_free(station, station->inquiries);
}

static void finish(struct station *station, struct inquiry *inquiry, const struct store_copy *copy,
		   moment now)
{
	do_it(station, inquiry, copy, now);
	inquiry_free(station, inquiry);
}

/* Each routing indicator of the request is reached by another circuit than the one it came by. */
static bool has_route(const struct station *station, const struct inquiry *inquiry,
		      const struct service_request *request)
{
	for (size_t i = 0; i < request->routing_count; i++) {
		const struct septel_view ri = septel_view_of(request->routing[i]);
		struct route_found found;
		bool other = false;
		if (!station->routes || !septel__routes_find(station->routes, ri, &found))
			return false;
		for (size_t k = 0; k < found.outlet_count; k++) {
			const struct outlet_state *outlet = &station->outlets[found.outlets[k]];
			other |= found.outlets[k] != inquiry->from && outlet->up && !outlet->down &&
				 !outlet->avoided;
		}
		if (!other)
			return false;
	}
	return request->routing_count != 0;
}

/* The number that is asked about. */
static struct channel_number number_of(const struct inquiry *inquiry)
{
	const struct service_numbers *numbers =
		&inquiry->reading->requests[inquiry->request].numbers[inquiry->range];
	struct channel_number number = {.number = inquiry->number, .digits = numbers->digits};
	memcpy(number.letters, numbers->letters, sizeof number.letters);
	return number;
}

/* It is one of theirs: by it they sent to us. */
static bool is_theirs(const struct outlet_state *outlet, const struct channel_number *number)
{
	return strncmp(number->letters, outlet->channel.letters_in, sizeof number->letters) == 0;
}

/* What the circuit's numbers tell of the one that is asked about. */
static void know_number(const struct station *station, struct inquiry *inquiry, moment now)
{
	const struct outlet_state *outlet = &station->outlets[inquiry->from];
	const struct service_request *request = &inquiry->reading->requests[inquiry->request];
	struct service_known *known = &inquiry->known;
	known->tributary = outlet->settings->tributary;
	known->has_route = has_route(station, inquiry, request);
	septel__channel_last_received(&outlet->channel, known->last_received);
	septel__channel_last_sent(&outlet->channel, known->last_sent);
	if (inquiry->number == 0 || request->number_count == 0)
		return;
	const struct channel_number number = number_of(inquiry);
	known->use = septel__channel_use(&outlet->channel, &number);
	known->is_last = septel__channel_is_last(&outlet->channel, &number, now);
	known->is_open =
		is_theirs(outlet, &number) && number_set_has(&outlet->channel.open, number.number);
}

/* What became of a message at all, not of what went to who asks. */
static bool asks_where(enum service_kind kind)
{
	return kind == SERVICE_TRACER || kind == SERVICE_ASK_RELAYED || kind == SERVICE_CANCEL;
}

/* Asks the spool for the copy that it is about. */
static void look_up(struct station *station, struct inquiry *inquiry)
{
	const struct service_request *request = &inquiry->reading->requests[inquiry->request];
	char identification[IDENTIFICATION_SIZE] = "";
	if (inquiry->number && request->number_count) {
		const struct channel_number number = number_of(inquiry);
		septel__channel_number_text(&number, identification);
		inquiry->theirs = request->kind == SERVICE_CANCEL &&
				  is_theirs(&station->outlets[inquiry->from], &number);
	}
	struct store_sent sent = {
		.outlet = septel__outlet_name(station, inquiry->from),
		.identification = {identification, strlen(identification)},
		.arrived = inquiry->theirs,
		.key = request->key,
		.has_key = request->key.origin[0] != '\0',
	};
	/* A message that is traced went on by another circuit. */
	if (sent.has_key && asks_where(request->kind))
		sent.outlet = sent.identification = (struct septel_view){"", 0};
	station->ports.find_sent(station->ports.context, inquiry->token, &sent);
}

static size_t count_inquiries(const struct station *station)
{
	size_t count = 0;
	for (const struct inquiry *inquiry = station->inquiries; inquiry; inquiry = inquiry->next)
		count++;
	return count;
}

/* One inquiry, with a reading of its own: they end in any order. */
static void inquire(struct station *station, const struct arrival *arrival, size_t request,
		    size_t range, unsigned number, moment now)
{
	struct inquiry *inquiry = calloc(1, sizeof *inquiry);
	struct septel_arena *arena = inquiry ? septel_arena_new(INQUIRY_ARENA_LIMIT) : NULL;
	struct service_reading *copy = arena ? septel_arena_alloc(arena, sizeof *copy) : NULL;
	const struct septel_view bytes =
		copy ? septel_arena_copy(arena, arrival->bytes) : (struct septel_view){NULL, 0};
	if (!copy || !bytes.ptr || count_inquiries(station) >= INQUIRIES_LIMIT) {
		septel_arena_free(arena);
		free(inquiry);
		station->alarms++;
		return;
	}
	septel__service_read(copy, septel__service_text(septel__slice(
					   bytes, arrival->envelope.message.offset, bytes.len)));
	inquiry->token = ++station->last_token;
	inquiry->from = arrival->from;
	inquiry->arena = arena;
	inquiry->reading = copy;
	const struct septel_view asked_as = arrival->envelope.identification_count
						    ? arrival->envelope.identification[0]
						    : (struct septel_view){"", 0};
	inquiry->asked_as = septel_arena_copy(arena, asked_as);
	inquiry->asked_by = septel_arena_copy(
		arena, (struct septel_view){arrival->envelope.key.origin,
					    strlen(arrival->envelope.key.origin)});
	inquiry->request = request;
	inquiry->number = number;
	inquiry->range = range;
	inquiry->next = station->inquiries;
	station->inquiries = inquiry;
	if (request < copy->count)
		know_number(station, inquiry, now);
	if (request < copy->count && (number || copy->requests[request].key.origin[0]))
		look_up(station, inquiry);
	else
		finish(station, inquiry, NULL, now);
}

static struct inquiry *inquiry_of(struct station *station, uint64_t token)
{
	struct inquiry *inquiry = station->inquiries;
	while (inquiry && inquiry->token != token)
		inquiry = inquiry->next;
	return inquiry;
}

bool septel__inquiry_found(struct station *station, uint64_t token, struct copy_name name,
			   moment now)
{
	struct inquiry *inquiry = inquiry_of(station, token);
	if (!inquiry)
		return false;
	inquiry->name = name;
	if (name.message == 0) {
		finish(station, inquiry, NULL, now);
		return true;
	}
	inquiry->fetching = true;
	station->ports.fetch(station->ports.context, name);
	return true;
}

/* Of all its copies: where one waits, it can be cancelled. */
static enum copy_state waiting_state(const struct station *station, const struct inquiry *inquiry,
				     const struct store_copy *copy)
{
	struct copy_name name = {inquiry->name.message, 0};
	struct schedule_copy waiting;
	for (name.copy = 1; name.copy <= copy->last_copy; name.copy++)
		if (waits(station, name, &waiting))
			return waiting.state;
	return copy->state;
}

/* Its own station asks: who says so stands at the other end of the circuit, or is heard by the way
 * the message came.  The heading of a service message alone proves nothing.  Or the station that
 * sent it to us asks, by its own number of it. */
static bool is_by_origin(const struct station *station, const struct inquiry *inquiry,
			 const struct store_copy *copy, const struct message_key *key)
{
	const struct outlet_settings *settings = station->outlets[inquiry->from].settings;
	const bool same_way = septel__equal(settings->name, copy->arrived);
	if (inquiry->theirs && same_way)
		return true;
	return septel__equal(inquiry->asked_by, septel_view_of(key->origin)) &&
	       (same_way || septel__equal(settings->peer, inquiry->asked_by));
}

/* What a fetched copy tells of the message that is asked about. */
static void know_copy(const struct station *station, struct inquiry *inquiry,
		      const struct store_copy *copy)
{
	struct service_known *known = &inquiry->known;
	struct envelope envelope;
	known->found = true;
	known->held = copy->bytes.len != 0;
	known->state = copy->state;
	known->sent_as = septel_arena_copy(inquiry->arena, copy->sent_as);
	known->sent = copy->state == COPY_DONE ? copy->changed : 0;
	known->precedence = copy->precedence;
	inquiry->last_copy = copy->last_copy;
	if (inquiry->reading->requests[inquiry->request].kind == SERVICE_CANCEL)
		known->state = waiting_state(station, inquiry, copy);
	for (size_t i = 0; i < station->config->outlet_count; i++) {
		const struct outlet_settings *settings = &station->config->outlets[i];
		if (!septel__equal(settings->name, copy->outlet))
			continue;
		known->delivered_here = septel__is_box(settings->kind);
		known->to = settings->peer.len ? settings->peer : settings->name;
	}
	if (septel__envelope_read(&envelope, copy->bytes, ENVELOPE_HEADING, NULL, inquiry->arena)) {
		known->key = envelope.key;
		known->is_service = (envelope.signs & SIGN_SERVICE) != 0;
		known->doubtful = (envelope.signs & SIGN_SUBJECT_TO_CORRECTION) != 0;
		known->by_origin = is_by_origin(station, inquiry, copy, &known->key);
	}
}

bool septel__inquiry_fetched(struct station *station, const struct store_copy *copy,
			     struct copy_name name, moment now)
{
	struct inquiry *inquiry = station->inquiries;
	while (inquiry && !(inquiry->fetching && inquiry->name.message == name.message &&
			    inquiry->name.copy == name.copy))
		inquiry = inquiry->next;
	if (!inquiry)
		return false;
	inquiry->fetching = false;
	if (copy)
		know_copy(station, inquiry, copy);
	finish(station, inquiry, copy, now);
	return true;
}

/* One inquiry for each number; a range that is too long is one for the operator. */
static void inquire_range(struct station *station, const struct arrival *arrival, size_t request,
			  const struct service_request *asked, size_t range, moment now)
{
	const struct service_numbers *numbers = &asked->numbers[range];
	const unsigned cycle = numbers->digits == 4 ? 9999 : 999;
	const unsigned count = numbers->to >= numbers->from
				       ? numbers->to - numbers->from + 1
				       : cycle - numbers->from + 1 + numbers->to;
	if (count > RANGE_LIMIT)
		inquire(station, arrival, request, range, 0, now);
	for (unsigned i = 0; count <= RANGE_LIMIT && i < count; i++)
		inquire(station, arrival, request, range, (numbers->from - 1 + i) % cycle + 1, now);
}

/* ---- received
 * ------------------------------------------------------------------------------------------ */

/* All its routing indicators are this station: else it is only passing through. */
static bool is_for_us(const struct station *station, const struct envelope *envelope)
{
	for (size_t i = 0; i < envelope->routing.count; i++)
		if (!septel__equal(envelope->routing.at[i], station->config->station))
			return false;
	return envelope->routing.count != 0;
}

void septel__service_act(struct station *station, const struct arrival *arrival, moment now)
{
	if (arrival->from == NO_OUTLET || !is_for_us(station, &arrival->envelope))
		return;
	struct service_reading *reading = septel_arena_alloc(arrival->arena, sizeof *reading);
	if (!reading)
		return;
	septel__service_read(reading, septel__service_text(septel__slice(
					      arrival->bytes, arrival->envelope.message.offset,
					      arrival->bytes.len)));
	for (size_t i = 0; i < reading->count; i++) {
		const struct service_request *request = &reading->requests[i];
		const bool each = septel__service_is_each(request);
		if (request->number_count == 0 || !each)
			inquire(station, arrival, i, 0,
				request->number_count ? request->numbers[0].from : 0, now);
		for (size_t k = 0; each && k < request->number_count; k++)
			inquire_range(station, arrival, i, request, k, now);
	}
	if (reading->count == 0 || !reading->understood)
		station->alarms++;
}
