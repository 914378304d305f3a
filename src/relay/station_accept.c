/* station_accept.c - what becomes of a transmission that has come: filed, put before the operator,
 * or routed.
 *
 * In this order: a transfer that is in custody already is only acknowledged again; an exact
 * duplicate is filed (wire-format 10.5), a conflict (the same key, another text) never is; a
 * heading that might send the message wrong waits for the operator, whatever its precedence; all
 * else is routed, and what no route or outlet may carry is held.
 */
#include "station_inside.h"

/* Faults of a heading that could send a message wrong, or leave nobody to account to. */
static const char *const WRONG_WAY[] = {"heading.none",    "heading.precedence", "heading.routing",
					"heading.unknown", "heading.doubtful",   "heading.calling"};

static const struct envelope_fault *wrong_way(const struct envelope *envelope)
{
	for (size_t i = 0; i < envelope->fault_count; i++)
		for (size_t k = 0; k < sizeof WRONG_WAY / sizeof *WRONG_WAY; k++)
			if (strcmp(envelope->faults[i].code, WRONG_WAY[k]) == 0)
				return &envelope->faults[i];
	return NULL;
}

/* ---- earlier messages of the same key ------------------------------------------------- */

static const struct store_match *match_of_transfer(const struct arrival *arrival)
{
	for (size_t i = 0; i < arrival->match_count; i++)
		if (arrival->matches[i].by_transfer)
			return &arrival->matches[i];
	return NULL;
}

static bool same_text(const struct arrival *arrival, const struct store_match *match)
{
	return memcmp(match->text_hash, arrival->envelope.text_hash, TEXT_HASH_SIZE) == 0;
}

static bool has_word(const char *words, struct septel_view word)
{
	struct septel_view rest = septel_view_of(words), one;
	while (septel__next_word(&rest, &one))
		if (septel__equal(one, word))
			return true;
	return false;
}

/* The earlier one was called for all that this one is called for, as urgently, and marked alike.
 * Relays part the routing line of a message: what comes by another way may be for others.  And
 * whoever knows a text can send it first, to nobody, for ROUTINE or over every ceiling. */
static bool same_call(const struct arrival *arrival, const struct store_match *match)
{
	const struct envelope *envelope = &arrival->envelope;
	if (match->precedence < envelope->precedence ||
	    match->classification != envelope->classification)
		return false;
	for (size_t i = 0; i < envelope->routing.count; i++)
		if (!has_word(match->routing, envelope->routing.at[i]))
			return false;
	return true;
}

/* The message that this one is an exact duplicate of; NULL: of none that went on. */
static const struct store_match *match_of_text(const struct arrival *arrival)
{
	for (size_t i = 0; i < arrival->match_count; i++)
		if (same_text(arrival, &arrival->matches[i]) &&
		    same_call(arrival, &arrival->matches[i]) &&
		    (arrival->matches[i].state == MESSAGE_ACCEPTED ||
		     arrival->matches[i].state == MESSAGE_DUPLICATE))
			return &arrival->matches[i];
	return NULL;
}

static const struct store_match *match_in_state(const struct arrival *arrival,
						enum message_state state)
{
	for (size_t i = 0; i < arrival->match_count; i++)
		if (arrival->matches[i].state == state)
			return &arrival->matches[i];
	return NULL;
}

/* ---- the message ------------------------------------------------------------------------ */

/* Kept with the envelope, so that a copy goes under minimize after a restart as well. */
static struct septel_view written(struct changes *changes, const struct arrival *arrival)
{
	struct septel_out out;
	septel__out_init(&out, changes->arena, SEPTEL_MESSAGE_LIMIT);
	septel__envelope_write(&out, &arrival->envelope);
	if (arrival->considered)
		septel__out_string(&out, "minimize: considered\n");
	return septel__out_written(&out);
}

static struct septel_view identified(const struct envelope *envelope)
{
	return envelope->identification_count ? envelope->identification[0]
					      : (struct septel_view){"", 0};
}

static struct change *message_change(struct station *station, const struct arrival *arrival,
				     struct changes *changes, const char *event)
{
	const struct envelope *envelope = &arrival->envelope;
	struct change *change = septel__change_add(changes, CHANGE_MESSAGE);
	change->name.message = arrival->message;
	change->event = (struct septel_view){event, strlen(event)};
	change->outlet = septel__outlet_name(station, arrival->from);
	change->bytes = arrival->bytes;
	change->envelope = written(changes, arrival);
	change->key = envelope->key;
	change->has_key = envelope->has_key;
	memcpy(change->text_hash, envelope->text_hash, TEXT_HASH_SIZE);
	change->transfer = arrival->transfer;
	change->identification = identified(envelope);
	change->number = envelope->number;
	change->from = envelope->from;
	change->dtg = envelope->dtg;
	change->precedence = envelope->precedence;
	change->classification = envelope->classification;
	change->message_state = MESSAGE_ACCEPTED;
	return change;
}

/* ---- copies ------------------------------------------------------------------------------- */

static struct septel_view joined(struct changes *changes, const struct septel_views *routing)
{
	struct septel_out out;
	septel__out_init(&out, changes->arena, SEPTEL_MESSAGE_LIMIT);
	for (size_t i = 0; i < routing->count; i++) {
		if (i)
			septel__out_byte(&out, ' ');
		septel__out_view(&out, routing->at[i]);
	}
	return septel__out_written(&out);
}

/* What goes in front of a copy: what the pilots of the arrival said goes on being said. */
static struct septel_view pilots(const struct station *station, const struct arrival *arrival,
				 const struct plan_copy *copy, struct changes *changes)
{
	const struct envelope *envelope = &arrival->envelope;
	const struct {
		enum pilot_kind kind;
		bool stands;
	} all[] = {
		{PILOT_MISROUTED, copy->misrouted.len != 0},
		{PILOT_SUSPECTED_DUPLICATE, (envelope->signs & SIGN_SUSPECTED_DUPLICATE) != 0},
		{PILOT_SUBJECT_TO_CORRECTION, (envelope->signs & SIGN_SUBJECT_TO_CORRECTION) != 0},
		{PILOT_CORRECTED_COPY, (envelope->signs & SIGN_CORRECTED_COPY) != 0}};
	struct septel_out out;
	septel__out_init(&out, changes->arena, SEPTEL_MESSAGE_LIMIT);
	const struct septel_view none = {"", 0};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].stands)
			septel__pilot_write(&out, all[i].kind, station->config->station, none, none,
					    envelope);
	return septel__out_written(&out);
}

static void copy_waits(struct arrival *arrival, const struct plan_copy *planned,
		       const struct change *change)
{
	if (planned->outlet == NO_OUTLET)
		return; /* held, and nothing to move it by but the operator's reroute */
	arrival->copies[arrival->copy_count++] = (struct arrival_copy){
		.waits =
			{
				.name = change->name,
				.outlet = planned->outlet,
				.precedence = planned->precedence,
				.state = change->state,
				.accepted = arrival->came,
				.length = (uint32_t)arrival->bytes.len,
				.under_minimize = arrival->considered,
			},
		.routing = change->routing,
		.pilot = change->pilot,
	};
}

static void make_copy(struct station *station, struct arrival *arrival,
		      const struct plan_copy *planned, uint32_t number, struct changes *changes)
{
	struct change *change = septel__change_add(changes, CHANGE_COPY);
	const bool held = planned->bar != BAR_NONE;
	change->name = (struct copy_name){arrival->message, number};
	change->outlet = septel__outlet_name(station, planned->outlet);
	change->routing = joined(changes, &planned->routing);
	change->precedence = planned->precedence;
	change->state = held ? COPY_HELD : COPY_ACTIVE;
	change->reason = planned->reason;
	change->event = held ? VIEW_LITERAL("held") : VIEW_LITERAL("routed");
	change->detail = held ? planned->reason : change->routing;
	change->pilot = pilots(station, arrival, planned, changes);
	copy_waits(arrival, planned, change);
	if (held) {
		station->alarms++;
		septel__change_event(changes, (struct copy_name){arrival->message, number}, "alarm",
				     septel__outlet_name(station, planned->outlet), "held: %.*s",
				     VIEW_FORMAT(planned->reason));
	}
}

static bool route(struct station *station, struct arrival *arrival, struct changes *changes)
{
	for (size_t i = 0; i < station->config->outlet_count; i++)
		station->usable[i] = station->outlets[i].up && !station->outlets[i].down &&
				     !station->outlets[i].avoided;
	const struct plan_question question = {
		.envelope = &arrival->envelope,
		.bytes = arrival->bytes,
		.from = arrival->from,
		.up = station->usable,
	};
	struct plan plan;
	if (!septel__plan(&plan, station->routes, &question, changes->arena))
		return false;
	arrival->copies =
		septel_arena_alloc(changes->arena, (plan.copy_count + 1) * sizeof *arrival->copies);
	if (!arrival->copies)
		return false;
	for (size_t i = 0; i < plan.copy_count; i++)
		make_copy(station, arrival, &plan.copies[i], (uint32_t)i + 1, changes);
	septel__addressees_note(station, arrival, &plan, changes);
	return true;
}

/* ---- what it becomes ------------------------------------------------------------------------ */

static void file_duplicate(struct station *station, struct arrival *arrival,
			   const struct store_match *match, struct changes *changes)
{
	struct change *change = message_change(station, arrival, changes, "duplicate");
	change->message_state = MESSAGE_DUPLICATE;
	change->detail =
		septel__change_text(changes, "of %llu", (unsigned long long)match->message);
	arrival->suspected = (arrival->envelope.signs & SIGN_SUSPECTED_DUPLICATE) == 0;
	station->duplicates++;
}

static void file_garbled(struct station *station, struct arrival *arrival,
			 const struct envelope_fault *fault, struct changes *changes)
{
	struct change *change = message_change(station, arrival, changes, "garbled");
	change->message_state = MESSAGE_GARBLED;
	change->detail = septel__change_text(changes, "%s at byte %u: %.*s", fault->code,
					     fault->at.offset, VIEW_FORMAT(fault->text));
	change->reason = change->detail;
	arrival->garbled = true;
	station->garbled++;
	station->alarms++;
	septel__change_event(changes, change->name, "alarm", change->outlet,
			     "a heading waits for the operator: %s", fault->code);
}

/* A message that was garbled has come again, readable: the garbled one needs no operator any more.
 */
static void supersede(struct changes *changes, uint64_t garbled, uint64_t by, const char *event)
{
	struct change *change = septel__change_add(changes, CHANGE_MESSAGE_STATE);
	change->name.message = garbled;
	change->message_state = MESSAGE_CANCELLED;
	change->event = (struct septel_view){event, strlen(event)};
	change->detail = septel__change_text(changes, "by %llu", (unsigned long long)by);
}

/* Whose text is another's may have been garbled there too, and may be no more than called alike: a
 * person sees that. */
static const struct store_match *garbled_match(const struct arrival *arrival)
{
	for (size_t i = 0; i < arrival->match_count; i++)
		if (arrival->matches[i].state == MESSAGE_GARBLED &&
		    same_text(arrival, &arrival->matches[i]))
			return &arrival->matches[i];
	return NULL;
}

static void remark_on_matches(struct station *station, struct arrival *arrival,
			      struct changes *changes)
{
	const struct store_match *garbled = garbled_match(arrival);
	const struct store_match *accepted = match_in_state(arrival, MESSAGE_ACCEPTED);
	if (garbled)
		supersede(changes, garbled->message, arrival->message, "superseded");
	const bool same = accepted && same_text(arrival, accepted);
	if (same && !(arrival->envelope.signs & SIGN_EXACT_DUPLICATE))
		septel__change_event(changes, (struct copy_name){arrival->message, 0},
				     "called-again", septel__outlet_name(station, arrival->from),
				     "the text of %llu, called for otherwise",
				     (unsigned long long)accepted->message);
	else if (accepted && !same) {
		station->conflicts++;
		station->alarms++;
		septel__change_event(changes, (struct copy_name){arrival->message, 0}, "conflict",
				     septel__outlet_name(station, arrival->from),
				     "same key as %llu, another text: both go on",
				     (unsigned long long)accepted->message);
	}
}

/* The last serial that this station gave to a message of its own. */
static void keep_serial(struct station *station, struct changes *changes)
{
	struct change *change = septel__change_add(changes, CHANGE_SETTING);
	change->number = VIEW_LITERAL("serial");
	change->detail = septel__change_text(changes, "%u", station->serial);
}

static bool accept(struct station *station, struct arrival *arrival, struct changes *changes)
{
	const struct envelope *envelope = &arrival->envelope;
	arrival->message = ++station->last_message;
	const struct store_match *duplicate =
		(envelope->signs & SIGN_EXACT_DUPLICATE) ? NULL : match_of_text(arrival);
	const struct envelope_fault *fault = wrong_way(envelope);
	arrival->considered =
		septel__find_fold(arrival->bytes, "MINIMIZE CONSIDERED", 0) != VIEW_NOT_FOUND;
	if (arrival->silent)
		keep_serial(station, changes);
	if (arrival->corrects)
		supersede(changes, arrival->corrects, arrival->message, "corrected");
	if (duplicate && !fault) {
		file_duplicate(station, arrival, duplicate, changes);
		return true;
	}
	if (fault) {
		file_garbled(station, arrival, fault, changes);
		return true;
	}
	message_change(station, arrival, changes, "accepted");
	remark_on_matches(station, arrival, changes);
	if (envelope->signs & SIGN_CHANNEL_CHECK)
		return true;
	return route(station, arrival, changes);
}

bool septel__arrival_decide(struct station *station, struct arrival *arrival, moment now)
{
	struct changes changes = {.arena = arrival->arena, .now = now};
	const struct store_match *transfer = match_of_transfer(arrival);
	septel__numbers_count(station, arrival, transfer != NULL, &changes);
	if (transfer)
		septel__change_event(&changes, (struct copy_name){transfer->message, 0},
				     "transfer-repeated",
				     septel__outlet_name(station, arrival->from), "%.*s",
				     VIEW_FORMAT(arrival->transfer));
	else if (!accept(station, arrival, &changes))
		return false;
	if (septel_arena_failed(arrival->arena))
		return false;
	station->ports.store(station->ports.context, arrival->token, changes.at, changes.count);
	return true;
}
