/* station_operate.c - what an operator tells a station: one table of orders.
 *
 * An order names copies by "12.1", or all of message 12 that wait.  What is in the schedule is done
 * at once; what is only in the spool (a copy that has gone, one that was held without an outlet) is
 * fetched first, and the journal tells what became of it.
 */
#include "station_inside.h"

#include <jansson.h>
#include <stdlib.h>

/* Copies of one message that an order without a number of a copy is for. */
#define COPIES_OF_ORDER 1024u
#define USER_SIZE       33

struct order {
	struct station *station;
	struct septel_view user, rest; /* who gives it; what stands behind its word */
	struct septel_view behind;     /* the first line */
	struct septel_out *answer;
	moment now;
};

/* An order that waits for a copy from the spool. */
struct waiting_order {
	struct copy_name name;
	bool again;     /* resend: a new copy; else the copy is moved */
	bool duplicate; /* under a ZFD pilot */
	size_t outlet;
	char user[USER_SIZE];
	struct waiting_order *next;
};

/* ---- words --------------------------------------------------------------------------------- */

static bool refuse(const struct order *order, const char *why)
{
	septel__out_string(order->answer, why);
	return false;
}

uint64_t septel__order_number(struct septel_view view)
{
	uint64_t number = 0;
	if (view.len == 0 || view.len > 18)
		return 0;
	for (size_t i = 0; i < view.len; i++) {
		if (!septel__is_digit(view.ptr[i]))
			return 0;
		number = number * 10 + (uint64_t)(view.ptr[i] - '0');
	}
	return number;
}

/* "12" or "12.1"; copy 0: all. */
static bool read_name(struct order *order, struct copy_name *name)
{
	struct septel_view word;
	if (!septel__next_word(&order->rest, &word))
		return refuse(order, "which message? (its number, or NUMBER.COPY)");
	const size_t point = septel__find_byte(word, '.', 0);
	const struct septel_view message = septel__slice(word, 0, point);
	const struct septel_view copy = point == VIEW_NOT_FOUND
						? (struct septel_view){"", 0}
						: septel__slice(word, point + 1, word.len);
	name->message = septel__order_number(message);
	name->copy = (uint32_t)septel__order_number(copy);
	if (name->message == 0 || (point != VIEW_NOT_FOUND && name->copy == 0))
		return refuse(order, "that is no number of a message, nor NUMBER.COPY");
	return true;
}

static bool read_outlet(struct order *order, size_t *outlet)
{
	struct septel_view word;
	if (!septel__next_word(&order->rest, &word))
		return refuse(order, "which outlet?");
	*outlet = septel__config_outlet(order->station->config, word);
	return *outlet != NO_OUTLET || refuse(order, "there is no outlet of that name");
}

static void store_one(const struct order *order, struct change *filled)
{
	struct septel_arena *arena = septel__station_take_arena(order->station);
	if (!arena)
		return;
	struct changes changes = {.arena = arena, .now = order->now};
	struct change *change = septel__change_add(&changes, filled->kind);
	*change = *filled;
	change->at = order->now;
	change->detail =
		septel__change_text(&changes, "%.*s%sby %.*s", VIEW_FORMAT(filled->detail),
				    filled->detail.len ? " " : "", VIEW_FORMAT(order->user));
	septel__station_store(order->station, &changes);
	septel__station_give_arena(order->station, arena);
}

/* ---- one copy ----------------------------------------------------------------------------------
 */

struct deed {
	const char *event;
	enum copy_state state;
	bool (*schedule)(struct schedule *schedule, struct copy_name name, moment now);
};

/* An order to break off, too, where it is on its way. */
static bool do_one(const struct order *order, const struct deed *deed, struct copy_name name,
		   struct septel_view reason)
{
	struct station *station = order->station;
	struct schedule_copy copy;
	if (!septel__schedule_find(station->schedule, name, &copy) ||
	    !deed->schedule(station->schedule, name, order->now))
		return false;
	struct change change = {.kind = CHANGE_STATE,
				.name = name,
				.event = {deed->event, strlen(deed->event)},
				.outlet = septel__outlet_name(station, copy.outlet),
				.state = deed->state,
				.attempts = copy.attempts,
				.reason = reason,
				.detail = reason};
	store_one(order, &change);
	septel__out_format(order->answer, "%s %llu.%u\n", deed->event,
			   (unsigned long long)name.message, name.copy);
	septel__station_pump(station, copy.outlet, order->now);
	return true;
}

static bool do_all(const struct order *order, const struct deed *deed, struct copy_name name,
		   struct septel_view reason)
{
	size_t count = 0;
	const uint32_t first = name.copy ? name.copy : 1;
	const uint32_t last = name.copy ? name.copy : COPIES_OF_ORDER;
	for (name.copy = first; name.copy <= last; name.copy++)
		count += do_one(order, deed, name, reason);
	return count != 0 || refuse(order, "no copy of it waits");
}

static bool order_hold(struct order *order)
{
	static const struct deed HOLD = {"held", COPY_HELD, septel__schedule_hold};
	struct copy_name name;
	if (!read_name(order, &name))
		return false;
	const struct septel_view reason = septel__trim(order->rest);
	return do_all(order, &HOLD, name,
		      reason.len ? reason : VIEW_LITERAL("held by the operator"));
}

static bool order_release(struct order *order)
{
	static const struct deed RELEASE = {"released", COPY_ACTIVE, septel__schedule_release};
	struct copy_name name;
	return read_name(order, &name) &&
	       do_all(order, &RELEASE, name, (struct septel_view){"", 0});
}

static bool order_cancel(struct order *order)
{
	static const struct deed CANCEL = {"cancelled", COPY_CANCELLED, septel__schedule_remove};
	struct copy_name name;
	if (!read_name(order, &name))
		return false;
	const struct septel_view reason = septel__trim(order->rest);
	if (reason.len == 0)
		return refuse(order, "why? (a cancellation needs a reason)");
	return do_all(order, &CANCEL, name, reason);
}

/* ---- what is fetched first
 * ------------------------------------------------------------------------- */

static bool fetch_for(const struct order *order, struct copy_name name, size_t outlet, bool again,
		      bool duplicate)
{
	struct station *station = order->station;
	struct waiting_order *waiting = calloc(1, sizeof *waiting);
	if (!waiting)
		return refuse(order, "no memory");
	waiting->name = name;
	waiting->again = again;
	waiting->duplicate = duplicate;
	waiting->outlet = outlet;
	const size_t length = order->user.len < USER_SIZE ? order->user.len : USER_SIZE - 1;
	memcpy(waiting->user, order->user.ptr, length);
	waiting->next = station->waiting_orders;
	station->waiting_orders = waiting;
	station->ports.fetch(station->ports.context, name);
	septel__out_format(order->answer, "ordered %llu.%u\n", (unsigned long long)name.message,
			   name.copy);
	return true;
}

/* A held copy may have been held because the outlet may not carry it: the same holds of a new one.
 */
static bool may_carry(const struct station *station, const struct store_copy *copy, size_t outlet)
{
	struct septel_arena *arena = septel_arena_new(0);
	struct envelope envelope;
	bool may = false;
	if (arena && septel__envelope_read(&envelope, copy->bytes, ENVELOPE_HEADING, NULL, arena))
		may = septel__outlet_bar(&station->config->outlets[outlet],
					 septel__plan_class(&envelope), copy->precedence,
					 envelope.release) == BAR_NONE;
	septel_arena_free(arena);
	return may;
}

static struct septel_view pilot_for(const struct station *station,
				    const struct waiting_order *waiting,
				    const struct store_copy *copy, struct changes *changes)
{
	struct envelope envelope;
	if (!waiting->duplicate ||
	    !septel__envelope_read(&envelope, copy->bytes, ENVELOPE_HEADING, NULL, changes->arena))
		return copy->pilot;
	struct septel_out out;
	const struct septel_view none = {"", 0};
	septel__out_init(&out, changes->arena, SEPTEL_MESSAGE_LIMIT);
	septel__pilot_write(&out, PILOT_SUSPECTED_DUPLICATE, station->config->station, none, none,
			    &envelope);
	return septel__out_written(&out);
}

/* A copy for `outlet`: a further one, or (not again) the same that was held or waits elsewhere. */
static void carry_out(struct station *station, const struct waiting_order *waiting,
		      const struct store_copy *copy, struct changes *changes)
{
	const struct copy_name name = {copy->name.message, copy->last_copy + 1};
	struct change *change = septel__change_add(changes, CHANGE_COPY);
	change->name = name;
	change->outlet = septel__outlet_name(station, waiting->outlet);
	change->routing = copy->routing;
	change->precedence = copy->precedence;
	change->pilot = pilot_for(station, waiting, copy, changes);
	change->state = COPY_ACTIVE;
	change->event = waiting->again ? VIEW_LITERAL("resent") : VIEW_LITERAL("rerouted");
	change->detail =
		septel__change_text(changes, "copy %u by %s", copy->name.copy, waiting->user);
	if (!waiting->again) {
		struct change *old = septel__change_add(changes, CHANGE_STATE);
		old->name = copy->name;
		old->state = COPY_CANCELLED;
		old->outlet = copy->outlet;
		old->event = VIEW_LITERAL("cancelled");
		old->reason = septel__change_text(changes, "rerouted by %s", waiting->user);
		(void)septel__schedule_remove(station->schedule, copy->name, changes->now);
	}
	const struct schedule_copy added = {.name = name,
					    .outlet = waiting->outlet,
					    .precedence = copy->precedence,
					    .accepted = changes->now,
					    .length = (uint32_t)copy->length};
	if (!septel__schedule_add(station->schedule, &added))
		septel__station_broken(station, "no memory for a copy that waits");
}

bool septel__order_fetched(struct station *station, const struct store_copy *copy,
			   struct copy_name name, moment now)
{
	struct waiting_order **at = &station->waiting_orders;
	while (*at && ((*at)->name.message != name.message || (*at)->name.copy != name.copy))
		at = &(*at)->next;
	struct waiting_order *waiting = *at;
	if (!waiting)
		return false;
	*at = waiting->next;
	struct septel_arena *arena = septel__station_take_arena(station);
	if (arena) {
		struct changes changes = {.arena = arena, .now = now};
		if (copy && may_carry(station, copy, waiting->outlet))
			carry_out(station, waiting, copy, &changes);
		else
			septel__change_event(&changes, name, "order-refused",
					     septel__outlet_name(station, waiting->outlet), "%s",
					     copy ? "the outlet may not carry it"
						  : "there is no such copy");
		septel__station_store(station, &changes);
		septel__station_give_arena(station, arena);
		septel__station_pump(station, waiting->outlet, now);
	}
	free(waiting);
	return true;
}

void septel__orders_free(struct station *station)
{
	while (station->waiting_orders) {
		struct waiting_order *next = station->waiting_orders->next;
		free(station->waiting_orders);
		station->waiting_orders = next;
	}
}

static bool order_reroute(struct order *order)
{
	struct copy_name name;
	size_t outlet;
	struct schedule_copy copy;
	if (!read_name(order, &name) || !read_outlet(order, &outlet))
		return false;
	if (name.copy == 0)
		return refuse(order, "which copy? (NUMBER.COPY; septel trace lists them)");
	if (septel__schedule_find(order->station->schedule, name, &copy) &&
	    copy.state == COPY_SENDING)
		return refuse(order, "it is being sent");
	return fetch_for(order, name, outlet, false, false);
}

static bool order_resend(struct order *order)
{
	struct copy_name name;
	size_t outlet;
	struct septel_view word;
	if (!read_name(order, &name) || !read_outlet(order, &outlet))
		return false;
	if (name.copy == 0)
		return refuse(order, "which copy? (NUMBER.COPY; septel trace lists them)");
	const bool duplicate =
		septel__next_word(&order->rest, &word) && septel__is_word(word, "duplicate");
	return fetch_for(order, name, outlet, true, duplicate);
}

/* What follows the first line is the message as it should have come. */
static bool order_correct(struct order *order)
{
	struct copy_name name;
	if (!read_name(order, &name))
		return false;
	if (order->behind.len == 0)
		return refuse(order, "the corrected message is empty");
	septel__station_make(order->station, order->behind, name.message, order->now);
	septel__out_format(order->answer, "ordered %llu\n", (unsigned long long)name.message);
	return true;
}

/* read NUMBER WHO: an addressee, or whoever has read it for him. */
static bool order_read(struct order *order)
{
	struct copy_name name;
	if (!read_name(order, &name))
		return false;
	const struct septel_view who = septel__trim(order->rest);
	if (who.len == 0)
		return refuse(order, "who has read it? (a designator)");
	if (name.message > order->station->last_message)
		return refuse(order, "there is no message of that number");
	struct change change = {.kind = CHANGE_ADDRESSEE,
				.name = {name.message, 0},
				.event = VIEW_LITERAL("read"),
				.from = who,
				.role = ROLE_INFORMATION,
				.read = order->now,
				.detail = who};
	store_one(order, &change);
	septel__out_format(order->answer, "read %llu\n", (unsigned long long)name.message);
	return true;
}

/* ---- circuits
 * ---------------------------------------------------------------------------------------- */

static void keep_setting(const struct order *order, const char *name, struct septel_view of,
			 const char *value)
{
	struct septel_arena *arena = septel__station_take_arena(order->station);
	if (!arena)
		return;
	struct changes changes = {.arena = arena, .now = order->now};
	struct change *change = septel__change_add(&changes, CHANGE_SETTING);
	change->number = septel__change_text(&changes, "%s %.*s", name, VIEW_FORMAT(of));
	change->detail = (struct septel_view){value, strlen(value)};
	septel__change_event(&changes, (struct copy_name){0, 0}, name, of, "%s by %.*s", value,
			     VIEW_FORMAT(order->user));
	septel__station_store(order->station, &changes);
	septel__station_give_arena(order->station, arena);
}

static bool order_circuit(struct order *order)
{
	struct septel_view word;
	size_t outlet;
	if (!septel__next_word(&order->rest, &word))
		return refuse(order, "up or down?");
	const bool down = septel__is_word(word, "down");
	if (!down && !septel__is_word(word, "up"))
		return refuse(order, "up or down?");
	if (!read_outlet(order, &outlet))
		return false;
	struct outlet_state *state = &order->station->outlets[outlet];
	state->down = down;
	septel__schedule_suspend(order->station->schedule, outlet, down, order->now);
	keep_setting(order, "circuit", state->settings->name, down ? "down" : "up");
	septel__out_format(order->answer, "%.*s is %s\n", VIEW_FORMAT(state->settings->name),
			   down ? "down" : "up");
	septel__station_pump(order->station, outlet, order->now);
	return true;
}

static enum septel_precedence minimized(struct septel_view value)
{
	return septel__equal(value, VIEW_LITERAL("priority"))  ? SEPTEL_PRIORITY
	       : septel__equal(value, VIEW_LITERAL("routine")) ? SEPTEL_ROUTINE
							       : SEPTEL_PRECEDENCE_NONE;
}

/* minimize on|off [OUTLET] [priority]: ROUTINE (and PRIORITY) wait. */
static bool order_minimize(struct order *order)
{
	struct septel_view word;
	size_t outlet = SCHEDULE_EVERYWHERE;
	const char *value = "routine";
	if (!septel__next_word(&order->rest, &word) ||
	    (!septel__is_word(word, "on") && !septel__is_word(word, "off")))
		return refuse(order, "on or off?");
	if (septel__is_word(word, "off"))
		value = "off";
	while (septel__next_word(&order->rest, &word)) {
		if (septel__is_word(word, "priority") && value[0] != 'o')
			value = "priority";
		else if (!septel__is_word(word, "routine"))
			outlet = septel__config_outlet(order->station->config, word);
		if (outlet == NO_OUTLET && !septel__is_word(word, "priority") &&
		    !septel__is_word(word, "routine"))
			return refuse(order, "there is no outlet of that name");
	}
	const struct septel_view of = outlet == SCHEDULE_EVERYWHERE
					      ? VIEW_LITERAL("everywhere")
					      : septel__outlet_name(order->station, outlet);
	septel__schedule_minimize(order->station->schedule, outlet,
				  minimized((struct septel_view){value, strlen(value)}),
				  order->now);
	keep_setting(order, "minimize", of, value);
	septel__out_format(order->answer, "minimize %.*s: %s\n", VIEW_FORMAT(of), value);
	for (size_t i = 0; i < order->station->config->outlet_count; i++)
		septel__station_pump(order->station, i, order->now);
	return true;
}

void septel__order_load(struct station *station, struct septel_view name, struct septel_view value)
{
	struct septel_view word;
	if (!septel__next_word(&name, &word))
		return;
	const struct septel_view of = septel__trim(name);
	const size_t outlet = septel__config_outlet(station->config, of);
	if (septel__equal(word, VIEW_LITERAL("circuit")) && outlet != NO_OUTLET) {
		station->outlets[outlet].down = septel__equal(value, VIEW_LITERAL("down"));
		septel__schedule_suspend(station->schedule, outlet, station->outlets[outlet].down,
					 0);
	} else if (septel__equal(word, VIEW_LITERAL("minimize"))) {
		const bool everywhere = septel__equal(of, VIEW_LITERAL("everywhere"));
		if (everywhere || outlet != NO_OUTLET)
			septel__schedule_minimize(station->schedule,
						  everywhere ? SCHEDULE_EVERYWHERE : outlet,
						  minimized(value), 0);
	}
}

/* ---- the table
 * ------------------------------------------------------------------------------------------ */

static const struct {
	const char *word;
	bool (*give)(struct order *order);
} ORDERS[] = {
	{"hold", order_hold},       {"release", order_release},   {"cancel", order_cancel},
	{"reroute", order_reroute}, {"resend", order_resend},     {"correct", order_correct},
	{"circuit", order_circuit}, {"minimize", order_minimize}, {"read", order_read},
};

static bool give(struct order *order)
{
	struct septel_view word;
	if (!septel__next_word(&order->rest, &word))
		return refuse(order, "no order");
	for (size_t i = 0; i < sizeof ORDERS / sizeof *ORDERS; i++)
		if (septel__is_word(word, ORDERS[i].word))
			return ORDERS[i].give(order);
	return refuse(order, "there is no such order");
}

/* Takes "--json" off the end of the first line. */
static bool wants_json(struct septel_view *line)
{
	*line = septel__trim_right(*line);
	if (!septel__ends(*line, " --json"))
		return false;
	line->len -= strlen(" --json");
	return true;
}

static void answer_json(const struct septel_out *text, bool done, struct septel_out *answer)
{
	json_t *json = json_object();
	const struct septel_view view = septel__trim_right(septel__out_written(text));
	json_object_set_new(json, "done", json_boolean(done));
	json_object_set_new(json, "answer", json_stringn(view.ptr ? view.ptr : "", view.len));
	char *dumped = json_dumps(json, JSON_COMPACT);
	if (dumped)
		septel__out_string(answer, dumped);
	free(dumped);
	json_decref(json);
}

bool septel__station_operate(struct station *station, struct septel_view by,
			     struct septel_view command, struct septel_out *answer, moment now)
{
	struct septel_out text;
	struct septel_view line;
	struct septel_view behind = command;
	if (!septel__next_line(&behind, &line))
		line = (struct septel_view){"", 0};
	const bool json = wants_json(&line);
	septel__out_init(&text, NULL, ANSWER_LIMIT);
	struct order order = {.station = station,
			      .user = by,
			      .rest = line,
			      .behind = behind,
			      .answer = json ? &text : answer,
			      .now = now};
	const bool done = give(&order);
	if (json)
		answer_json(&text, done, answer);
	septel__out_release(&text);
	return done;
}
