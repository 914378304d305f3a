/* station_sending.c - copies that go out: picked, fetched, numbered, transmitted, receipted.
 *
 *     picked -> fetched -> (number on the disk) -> on the line -> done, interrupted, lost, put off,
 * refused
 *
 * A channel number is on the disk before it is used, so that it never stands for two messages. What
 * was on a line without an answer is repeated under the same number where the other end gives
 * receipts, and knows the transfer; on a raw stream it goes again as a suspected duplicate, under a
 * new one.
 */
#include "station_inside.h"

#include <stdlib.h>

bool septel__has_receipts(enum outlet_kind kind)
{
	return kind != OUTLET_STREAM;
}

/* ---- what is under way ---------------------------------------------------------------------- */

struct sending *septel__sending_find(struct station *station, struct copy_name name)
{
	for (size_t i = 0; i < station->config->outlet_count; i++)
		for (struct sending *sending = station->outlets[i].sendings; sending;
		     sending = sending->next)
			if (sending->name.message == name.message &&
			    sending->name.copy == name.copy)
				return sending;
	return NULL;
}

static struct sending *sending_of(struct station *station, size_t outlet, struct copy_name name)
{
	struct sending *sending = station->outlets[outlet].sendings;
	while (sending &&
	       (sending->name.message != name.message || sending->name.copy != name.copy))
		sending = sending->next;
	return sending;
}

void septel__sending_free(struct station *station, struct sending *sending)
{
	struct sending **at = &station->outlets[sending->outlet].sendings;
	while (*at != sending)
		at = &(*at)->next;
	*at = sending->next;
	septel__station_give_arena(station, sending->arena);
	free(sending);
}

static struct sending *sending_new(struct station *station, size_t outlet,
				   const struct schedule_pick *pick)
{
	struct sending *sending = calloc(1, sizeof *sending);
	if (!sending)
		return NULL;
	sending->arena = septel__station_take_arena(station);
	if (!sending->arena) {
		free(sending);
		return NULL;
	}
	sending->token = ++station->last_token;
	sending->outlet = outlet;
	sending->name = pick->name;
	sending->attempt = pick->attempts;
	sending->precedence = pick->precedence;
	sending->next = station->outlets[outlet].sendings;
	station->outlets[outlet].sendings = sending;
	return sending;
}

/* ---- picked ------------------------------------------------------------------------------------
 */

static void send_fetched(struct station *station, struct sending *sending,
			 const struct store_copy *copy, moment now);

/* What of it is needed, as the spool would give it; false: it is not of the message at hand. */
static bool copy_at_hand(const struct station *station, const struct schedule_pick *pick,
			 struct store_copy *copy)
{
	const struct arrival *arrival = station->at_hand;
	if (!arrival || arrival->message != pick->name.message)
		return false;
	for (size_t i = 0; i < arrival->copy_count; i++) {
		const struct arrival_copy *own = &arrival->copies[i];
		if (own->waits.name.copy != pick->name.copy)
			continue;
		*copy = (struct store_copy){
			.name = pick->name,
			.bytes = arrival->bytes,
			.routing = own->routing,
			.pilot = own->pilot,
			.sent_as = {"", 0},
			.precedence = own->waits.precedence,
			.length = arrival->bytes.len,
		};
		return true;
	}
	return false;
}

static void start(struct station *station, size_t outlet, const struct schedule_pick *pick,
		  moment now)
{
	struct sending *sending = sending_new(station, outlet, pick);
	struct store_copy copy;
	moment not_before;
	if (sending && pick->attempts == 1 && copy_at_hand(station, pick, &copy))
		send_fetched(station, sending, &copy, now);
	else if (sending)
		station->ports.fetch(station->ports.context, sending->name);
	else
		(void)septel__schedule_put_off(station->schedule, pick->name,
					       septel__station_chance(station), now, &not_before);
}

static void interrupt(struct station *station, size_t outlet, struct copy_name name)
{
	struct sending *sending = sending_of(station, outlet, name);
	if (!sending || sending->interrupting)
		return;
	sending->interrupting = true;
	if (sending->on_line)
		station->ports.interrupt(station->ports.context, outlet, name, sending->attempt);
}

void septel__station_pump(struct station *station, size_t outlet, moment now)
{
	if (!station->begun || station->failure[0])
		return;
	for (;;) {
		const struct schedule_pick pick =
			septel__schedule_next(station->schedule, outlet, now);
		if (pick.kind == PICK_NOTHING)
			return;
		if (pick.kind == PICK_START)
			start(station, outlet, &pick, now);
		else
			interrupt(station, outlet, pick.name);
	}
}

/* ---- fetched -----------------------------------------------------------------------------------
 */

static void hold_back(struct station *station, struct sending *sending, const char *why, moment now)
{
	struct changes changes = {.arena = sending->arena, .now = now};
	const size_t outlet = sending->outlet;
	struct change *change = septel__change_add(&changes, CHANGE_STATE);
	change->name = sending->name;
	change->state = COPY_HELD;
	change->attempts = sending->attempt;
	change->reason = (struct septel_view){why, strlen(why)};
	change->event = VIEW_LITERAL("held");
	change->outlet = septel__outlet_name(station, outlet);
	change->detail = change->reason;
	station->alarms++;
	septel__change_event(&changes, sending->name, "alarm", change->outlet, "held: %s", why);
	septel__station_store(station, &changes);
	(void)septel__schedule_interrupted(station->schedule, sending->name, now);
	(void)septel__schedule_hold(station->schedule, sending->name, now);
	septel__sending_free(station, sending);
	septel__station_pump(station, outlet, now);
}

/* The pilots of a copy, one more where it may have got through before. */
static struct septel_view pilot_of(const struct station *station, const struct store_copy *copy,
				   bool again, const struct envelope *envelope,
				   struct septel_arena *arena)
{
	if (!again)
		return copy->pilot;
	struct septel_out out;
	const struct septel_view none = {"", 0};
	septel__out_init(&out, arena, SEPTEL_MESSAGE_LIMIT);
	septel__pilot_write(&out, PILOT_SUSPECTED_DUPLICATE, station->config->station, none, none,
			    envelope);
	septel__out_view(&out, copy->pilot);
	return septel__out_written(&out);
}

/* The bytes that go out.  A box has the message as it came. */
static bool make_transmission(const struct station *station, struct sending *sending,
			      const struct store_copy *copy, const struct envelope *envelope,
			      bool again)
{
	const struct outlet_settings *settings = station->outlets[sending->outlet].settings;
	if (septel__is_box(settings->kind)) {
		sending->transmission = septel_arena_copy(sending->arena, copy->bytes);
		return !septel_arena_failed(sending->arena);
	}
	const struct transmission transmission = {
		.identification = {sending->identification, strlen(sending->identification)},
		.form = settings->digits == 4 ? IDENTIFICATION_AUTOMATIC : IDENTIFICATION_MANUAL,
		.precedence = copy->precedence,
		.routing = copy->routing,
		.pilot = pilot_of(station, copy, again, envelope, sending->arena),
		.bells = settings->kind == OUTLET_STREAM && settings->alphabet == ALPHABET_ITA2,
	};
	struct septel_out out;
	septel__out_init(&out, sending->arena, TRANSMISSION_LIMIT);
	septel__transmission_write(&out, &transmission, envelope, copy->bytes);
	sending->transmission = septel__out_written(&out);
	return !out.failed && !septel_arena_failed(sending->arena);
}

/* The last door, whatever has brought a copy to it (its plan, an order, a request, another
 * configuration since): what the outlet may not carry does not pass.  NULL: it may. */
static const char *forbidden(const struct outlet_settings *settings,
			     const struct envelope *envelope, enum septel_precedence precedence)
{
	switch (septel__outlet_bar(settings, septel__plan_class(envelope), precedence,
				   envelope->release)) {
	case BAR_CLASSIFICATION:
		return "over the ceiling of the outlet";
	case BAR_RELEASE:
		return "its release code does not pass the outlet";
	default:
		return NULL; /* bounds of precedence are an operator's to set aside */
	}
}

/* Its first byte goes as soon as the line has it; the line tells nothing of its own. */
static void put_on_line(struct station *station, struct sending *sending, moment now)
{
	sending->on_line = true;
	(void)septel__schedule_started(station->schedule, sending->name, now);
	station->ports.transmit(
		station->ports.context, sending->outlet, sending->name, sending->attempt,
		sending->precedence,
		(struct septel_view){sending->identification, strlen(sending->identification)},
		sending->transmission);
}

/* The number, and that the copy has it, go to the disk before the line has either. */
static void store_number(struct station *station, struct sending *sending, moment now)
{
	struct changes changes = {.arena = sending->arena, .now = now};
	struct change *change = septel__change_add(&changes, CHANGE_STATE);
	change->name = sending->name;
	change->state = COPY_SENDING;
	change->attempts = sending->attempt;
	change->outlet = septel__outlet_name(station, sending->outlet);
	change->sent_as =
		(struct septel_view){sending->identification, strlen(sending->identification)};
	septel__change_channel(&changes, &station->outlets[sending->outlet]);
	station->ports.store(station->ports.context, sending->token, changes.at, changes.count);
}

static void copy_name_into(char to[IDENTIFICATION_SIZE], struct septel_view from)
{
	const size_t length = from.len < IDENTIFICATION_SIZE ? from.len : IDENTIFICATION_SIZE - 1;
	memcpy(to, from.ptr, length);
	to[length] = '\0';
}

/* Its bytes are here: it gets its number, and goes. */
static void send_fetched(struct station *station, struct sending *sending,
			 const struct store_copy *copy, moment now)
{
	struct outlet_state *outlet = &station->outlets[sending->outlet];
	struct envelope envelope;
	if (!septel__envelope_read(&envelope, copy->bytes, ENVELOPE_LINES, NULL, sending->arena)) {
		hold_back(station, sending, "no memory for the transmission", now);
		return;
	}
	const char *why = forbidden(outlet->settings, &envelope, copy->precedence);
	if (why) {
		hold_back(station, sending, why, now);
		return;
	}
	const bool receipts = septel__has_receipts(outlet->settings->kind);
	const bool again = copy->sent_as.len != 0;
	bool new_number = outlet->numbered;
	if (again && receipts) {
		copy_name_into(sending->identification, copy->sent_as);
		new_number = false;
	}
	if (new_number && !septel__channel_next(&outlet->channel, now, sending->identification)) {
		hold_back(station, sending, "no channel number", now);
		return;
	}
	if (!make_transmission(station, sending, copy, &envelope, again && !receipts))
		hold_back(station, sending, "no memory for the transmission", now);
	else if (new_number)
		store_number(station, sending, now);
	else
		put_on_line(station, sending, now);
}

void septel__station_fetched(struct station *station, enum store_status status,
			     const struct store_copy *copy, moment now)
{
	const struct store_copy *found = status == STORE_OK ? copy : NULL;
	if (septel__inquiry_fetched(station, found, copy->name, now) ||
	    septel__order_fetched(station, found, copy->name, now))
		return;
	struct sending *sending = septel__sending_find(station, copy->name);
	if (!sending || sending->on_line || sending->transmission.len)
		return;
	if (status == STORE_OK)
		send_fetched(station, sending, copy, now);
	else
		hold_back(station, sending, "the spool does not give it", now);
}

void septel__sending_stored(struct station *station, struct sending *sending,
			    enum store_status status, moment now)
{
	const size_t outlet = sending->outlet;
	const struct copy_name name = sending->name;
	moment not_before;
	if (status == STORE_OK && !sending->interrupting) {
		put_on_line(station, sending, now);
		return;
	}
	if (status == STORE_OK) {
		septel__station_sent(station, outlet, name, sending->attempt, SENT_INTERRUPTED,
				     VIEW_LITERAL("before it began"), now);
		return;
	}
	(void)septel__schedule_put_off(station->schedule, name, septel__station_chance(station),
				       now, &not_before);
	septel__sending_free(station, sending);
}

/* ---- what became of it
 * --------------------------------------------------------------------------- */

/* The outcome, as the journal and the spool have it. */
static const struct {
	const char *event;
	enum copy_state state;
	bool changes_state;
} OUTCOMES[] = {
	[SENT_DONE] = {"sent", COPY_DONE, true},
	[SENT_INTERRUPTED] = {"interrupted", COPY_ACTIVE, true},
	[SENT_LOST] = {"lost", COPY_SENDING, false},
	[SENT_PUT_OFF] = {"put-off", COPY_DEFERRED, true},
	[SENT_REFUSED] = {"refused", COPY_HELD, true},
};

/* What the schedule is told; the time before which it does not go again. */
static moment tell_schedule(struct station *station, struct copy_name name,
			    enum sent_outcome outcome, moment now)
{
	struct schedule *schedule = station->schedule;
	const uint32_t chance = septel__station_chance(station);
	moment not_before = 0;
	switch (outcome) {
	case SENT_DONE:
		(void)septel__schedule_finished(schedule, name, now);
		break;
	case SENT_INTERRUPTED:
		(void)septel__schedule_interrupted(schedule, name, now);
		break;
	case SENT_LOST:
		(void)septel__schedule_lost(schedule, name, chance, now, &not_before);
		break;
	case SENT_PUT_OFF:
		(void)septel__schedule_put_off(schedule, name, chance, now, &not_before);
		break;
	case SENT_REFUSED:
		(void)septel__schedule_interrupted(schedule, name, now);
		(void)septel__schedule_hold(schedule, name, now);
		break;
	}
	return not_before;
}

static void void_number(struct station *station, struct sending *sending, struct changes *changes)
{
	struct outlet_state *outlet = &station->outlets[sending->outlet];
	struct channel_number number;
	const struct septel_view identification = {sending->identification,
						   strlen(sending->identification)};
	if (outlet->numbered && septel__channel_number_read(&number, identification) &&
	    septel__channel_void(&outlet->channel, number.number))
		septel__change_channel(changes, outlet);
}

static void write_outcome(struct station *station, struct sending *sending,
			  enum sent_outcome outcome, struct septel_view reason, moment not_before,
			  struct changes *changes)
{
	const enum outlet_kind kind = station->outlets[sending->outlet].settings->kind;
	struct change *change = septel__change_add(
		changes, OUTCOMES[outcome].changes_state ? CHANGE_STATE : CHANGE_EVENT);
	const char *event = outcome == SENT_DONE && septel__is_box(kind) ? "delivered"
									 : OUTCOMES[outcome].event;
	change->name = sending->name;
	change->event = (struct septel_view){event, strlen(event)};
	change->outlet = septel__outlet_name(station, sending->outlet);
	change->detail = septel__change_text(changes, "%s%s%.*s", sending->identification,
					     sending->identification[0] && reason.len ? " " : "",
					     VIEW_FORMAT(reason));
	change->state = OUTCOMES[outcome].state;
	change->attempts = sending->attempt;
	change->not_before = not_before;
	change->delivered = outcome == SENT_DONE && septel__is_box(kind) ? changes->now : 0;
	change->reason = septel_arena_copy(changes->arena, reason);
	if (outcome != SENT_INTERRUPTED) {
		change->sent_as = (struct septel_view){sending->identification,
						       strlen(sending->identification)};
	} else {
		change->sent_as = VIEW_LITERAL("-"); /* that number stays used, and is void */
		void_number(station, sending, changes);
	}
}

void septel__station_sent(struct station *station, size_t at, struct copy_name name,
			  uint32_t attempt, enum sent_outcome outcome, struct septel_view reason,
			  moment now)
{
	struct sending *sending = sending_of(station, at, name);
	if (!sending || sending->attempt != attempt)
		return; /* an answer to an earlier attempt */
	struct changes changes = {.arena = sending->arena, .now = now};
	const moment not_before = tell_schedule(station, name, outcome, now);
	write_outcome(station, sending, outcome, reason, not_before, &changes);
	if (outcome == SENT_DONE)
		station->outlets[at].handed_on[sending->precedence]++;
	if (outcome == SENT_REFUSED) {
		station->alarms++;
		septel__change_event(&changes, name, "alarm", septel__outlet_name(station, at),
				     "refused: %.*s", VIEW_FORMAT(reason));
	}
	septel__station_store(station, &changes);
	septel__sending_free(station, sending);
	septel__station_pump(station, at, now);
}

void septel__station_reported(struct station *station, size_t outlet, struct copy_name name,
			      enum sent_report report, struct septel_view recipient,
			      struct septel_view reason, moment now)
{
	static const char *const EVENTS[] = {[REPORT_DELIVERED] = "report-delivered",
					     [REPORT_READ] = "report-read",
					     [REPORT_DELAYED] = "report-delayed",
					     [REPORT_FAILED] = "report-failed"};
	struct septel_arena *arena = septel__station_take_arena(station);
	if (!arena)
		return;
	struct changes changes = {.arena = arena, .now = now};
	septel__change_event(&changes, name, EVENTS[report], septel__outlet_name(station, outlet),
			     "%.*s %.*s", VIEW_FORMAT(recipient), VIEW_FORMAT(reason));
	septel__addressee_reported(&changes, name, report, recipient);
	if (report == REPORT_FAILED) {
		station->alarms++;
		septel__change_event(&changes, name, "alarm", septel__outlet_name(station, outlet),
				     "not delivered to %.*s", VIEW_FORMAT(recipient));
	}
	septel__station_store(station, &changes);
	septel__station_give_arena(station, arena);
}

size_t septel__station_under_way(const struct station *station, size_t outlet,
				 struct copy_name *names, uint32_t *attempts, size_t room)
{
	size_t count = 0;
	for (const struct sending *sending = station->outlets[outlet].sendings;
	     sending && count < room; sending = sending->next) {
		if (!sending->on_line)
			continue;
		names[count] = sending->name;
		attempts[count++] = sending->attempt;
	}
	return count;
}
