/* station_arrivals.c - a transmission that has come: read, looked up, decided in order,
 * acknowledged.
 *
 * Arrivals of one circuit are decided in the order in which they came, so that channel numbers are
 * counted in order; and of two with the same key the second is looked up only when the first is on
 * its way to the spool, which then finds it.
 */
#include "station_inside.h"

#include <septel/tables.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- by token ------------------------------------------------------------------------ */

static struct arrival **bucket(struct station *station, uint64_t token)
{
	return &station->arrivals_by_token[token % ARRIVAL_BUCKETS];
}

struct arrival *septel__arrival_find(struct station *station, uint64_t token)
{
	struct arrival *arrival = *bucket(station, token);
	while (arrival && arrival->token != token)
		arrival = arrival->next_token;
	return arrival;
}

struct septel_arena *septel__station_take_arena(struct station *station)
{
	if (station->spare_count)
		return station->spare[--station->spare_count];
	return septel_arena_new(ARRIVAL_ARENA_LIMIT);
}

void septel__station_give_arena(struct station *station, struct septel_arena *arena)
{
	if (arena && station->spare_count < SPARE_ARENAS &&
	    septel_arena_used(arena) <= SPARE_ARENA_BYTES) {
		septel_arena_reset(arena);
		station->spare[station->spare_count++] = arena;
	} else {
		septel_arena_free(arena);
	}
}

static struct arrival_queue *queue_of(struct station *station, size_t from)
{
	return from == NO_OUTLET ? &station->undecided : &station->outlets[from].undecided;
}

static void append(struct station *station, struct arrival *arrival)
{
	struct arrival_queue *queue = queue_of(station, arrival->from);
	if (queue->last)
		queue->last->next_undecided = arrival;
	else
		queue->first = arrival;
	queue->last = arrival;
	arrival->before = station->last_arrival;
	if (station->last_arrival)
		station->last_arrival->next = arrival;
	else
		station->first_arrival = arrival;
	station->last_arrival = arrival;
	arrival->next_token = *bucket(station, arrival->token);
	*bucket(station, arrival->token) = arrival;
	station->arrival_count++;
}

static void take_out(struct station *station, struct arrival *arrival)
{
	if (arrival->before)
		arrival->before->next = arrival->next;
	else
		station->first_arrival = arrival->next;
	if (arrival->next)
		arrival->next->before = arrival->before;
	else
		station->last_arrival = arrival->before;
	struct arrival **at = bucket(station, arrival->token);
	while (*at != arrival)
		at = &(*at)->next_token;
	*at = arrival->next_token;
	station->arrival_count--;
}

void septel__arrival_free(struct station *station, struct arrival *arrival)
{
	take_out(station, arrival);
	septel__station_give_arena(station, arrival->arena);
	free(arrival);
}

/* ---- receipts ------------------------------------------------------------------------ */

/* Whoever hands in a message of his own learns its number. */
static void tell_number(struct station *station, const struct arrival *arrival)
{
	char number[24];
	const int length =
		snprintf(number, sizeof number, "%llu", (unsigned long long)arrival->message);
	if (!arrival->silent)
		station->ports.receipt(station->ports.context, STATION_ORIGIN, arrival->on_line,
				       RECEIPT_TAKEN, (struct septel_view){number, (size_t)length});
}

static void give_receipt(struct station *station, const struct arrival *arrival,
			 enum receipt_kind kind, const char *reason)
{
	if (!arrival->silent)
		station->ports.receipt(station->ports.context, arrival->from, arrival->on_line,
				       kind, (struct septel_view){reason, strlen(reason)});
}

/* ---- read ---------------------------------------------------------------------------- */

/* Another of the same key that is not on its way to the spool yet. */
static bool key_is_taken(const struct station *station, const struct arrival *arrival)
{
	if (!arrival->envelope.has_key)
		return false;
	for (const struct arrival *other = station->first_arrival; other && other != arrival;
	     other = other->next)
		if (other->step != ARRIVAL_STORING && other->envelope.has_key &&
		    memcmp(&other->envelope.key, &arrival->envelope.key,
			   sizeof other->envelope.key) == 0)
			return true;
	return false;
}

static void ask(struct station *station, struct arrival *arrival)
{
	if (key_is_taken(station, arrival)) {
		arrival->step = ARRIVAL_WAITS;
		station->waiting_count++;
		return;
	}
	arrival->step = ARRIVAL_ASKED;
	station->ports.find(station->ports.context, arrival->token, &arrival->envelope.key,
			    arrival->envelope.has_key && !arrival->certain, arrival->transfer);
}

static bool knows(const void *context, struct septel_view ri)
{
	const struct station *station = context;
	struct route_found found;
	struct septel_view kind, name;
	/* A prefix tells where all that begin with it go, not which of them there are. */
	return septel__equal(ri, station->config->station) ||
	       (station->routes && septel__routes_find(station->routes, ri, &found) &&
		found.prefix.len == ri.len) ||
	       septel_ri_lookup(ri, 0, &kind, &name);
}

/* The sender's id of a transfer, and what it was of: a spool that was set back gives its numbers
 * again, and a hostile sender any; what is another message is never taken for the repetition of
 * one.  Without format line 1, which the next attempt may have another of. */
static struct septel_view transfer_of(struct arrival *arrival, struct septel_view id)
{
	const struct septel_view bytes = arrival->bytes;
	const struct septel_view message =
		septel__slice(bytes, arrival->envelope.pilots.offset, bytes.len);
	unsigned char hash[TEXT_HASH_SIZE];
	char hex[2 * TEXT_HASH_SIZE + 1];
	struct septel_out out;
	if (id.len == 0)
		return (struct septel_view){"", 0};
	crypto_generichash(hash, sizeof hash, (const unsigned char *)message.ptr, message.len, NULL,
			   0);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	septel__out_init(&out, arrival->arena, 0);
	septel__out_view(&out, id);
	septel__out_byte(&out, ' ');
	septel__out_string(&out, hex);
	return septel__out_written(&out);
}

static enum membership member(const void *context, struct septel_view collective,
			      struct septel_view ri)
{
	const struct station *station = context;
	return station->routes ? septel__routes_member(station->routes, collective, ri)
			       : MEMBER_UNKNOWN;
}

/* False: memory is out. */
static bool read_arrival(struct station *station, struct arrival *arrival, struct septel_view bytes,
			 struct septel_view transfer)
{
	arrival->bytes = septel_arena_copy(arrival->arena, bytes);
	const struct envelope_directory directory = {knows, station, member};
	if (septel_arena_failed(arrival->arena) ||
	    !septel__envelope_read(&arrival->envelope, arrival->bytes, ENVELOPE_WHOLE, &directory,
				   arrival->arena))
		return false;
	arrival->transfer = transfer_of(arrival, transfer);
	return !septel_arena_failed(arrival->arena);
}

static struct arrival *arrival_new(struct station *station, size_t from, uint64_t on_line,
				   moment now)
{
	struct arrival *arrival = calloc(1, sizeof *arrival);
	if (!arrival)
		return NULL;
	arrival->arena = septel__station_take_arena(station);
	if (!arrival->arena) {
		free(arrival);
		return NULL;
	}
	arrival->token = ++station->last_token;
	arrival->from = from;
	arrival->on_line = on_line;
	arrival->came = now;
	return arrival;
}

/* A message made here that has no routing line is the maker's to mend. */
static bool is_refused(const struct arrival *arrival)
{
	return arrival->from == NO_OUTLET && arrival->envelope.routing.count == 0;
}

static void begin(struct station *station, struct arrival *arrival, struct septel_view transfer,
		  struct septel_view bytes)
{
	const bool read = !station->failure[0] && read_arrival(station, arrival, bytes, transfer);
	if (!read || is_refused(arrival)) {
		give_receipt(station, arrival, read ? RECEIPT_UNREADABLE : RECEIPT_NOT_NOW,
			     read ? "no routing line (format line 2)" : "no memory");
		septel__station_give_arena(station, arrival->arena);
		free(arrival);
		return;
	}
	append(station, arrival);
	ask(station, arrival);
}

void septel__station_arrived(struct station *station, size_t from, uint64_t on_line,
			     struct septel_view transfer, struct septel_view bytes, moment now)
{
	struct arrival *arrival = arrival_new(station, from, on_line, now);
	if (!arrival)
		station->ports.receipt(station->ports.context, from, on_line, RECEIPT_NOT_NOW,
				       VIEW_LITERAL("no memory"));
	else
		begin(station, arrival, transfer, bytes);
}

void septel__station_originated(struct station *station, uint64_t token, struct septel_view bytes,
				moment now)
{
	septel__station_arrived(station, NO_OUTLET, token, (struct septel_view){"", 0}, bytes, now);
}

void septel__station_make(struct station *station, struct septel_view bytes, uint64_t corrects,
			  moment now)
{
	struct arrival *arrival = arrival_new(station, NO_OUTLET, 0, now);
	if (!arrival)
		return;
	arrival->silent = true;
	arrival->corrects = corrects;
	begin(station, arrival, (struct septel_view){"", 0}, bytes);
}

/* ---- decided in order ---------------------------------------------------------------- */

/* Those that waited for the key of one that is now on its way to the spool. */
static void ask_again(struct station *station)
{
	if (station->waiting_count == 0)
		return;
	for (struct arrival *arrival = station->first_arrival; arrival; arrival = arrival->next)
		if (arrival->step == ARRIVAL_WAITS) {
			station->waiting_count--;
			ask(station, arrival);
		}
}

static void pop(struct arrival_queue *queue)
{
	queue->first = queue->first->next_undecided;
	if (!queue->first)
		queue->last = NULL;
}

static void decide(struct station *station, struct arrival *arrival, moment now)
{
	arrival->step = ARRIVAL_STORING;
	if (!septel__arrival_decide(station, arrival, now)) {
		septel__numbers_stored(station, arrival, false);
		give_receipt(station, arrival, RECEIPT_NOT_NOW, "no memory");
		septel__arrival_free(station, arrival);
	}
}

void septel__station_found(struct station *station, uint64_t token,
			   const struct store_match *matches, size_t count, moment now)
{
	struct arrival *arrival = septel__arrival_find(station, token);
	if (!arrival || arrival->step != ARRIVAL_ASKED)
		return;
	struct store_match *kept =
		count ? septel_arena_alloc(arrival->arena, count * sizeof *kept) : NULL;
	if (kept) /* else the arena has failed, and so will the decision */
		memcpy(kept, matches, count * sizeof *kept);
	arrival->matches = kept;
	arrival->match_count = kept ? count : 0;
	arrival->step = ARRIVAL_FOUND;
	struct arrival_queue *queue = queue_of(station, arrival->from);
	while (queue->first && queue->first->step == ARRIVAL_FOUND) {
		struct arrival *first = queue->first;
		pop(queue);
		decide(station, first, now);
		ask_again(station);
	}
}

/* ---- on the disk --------------------------------------------------------------------- */

void septel__arrival_stored(struct station *station, struct arrival *arrival,
			    enum store_status status, moment now)
{
	septel__numbers_stored(station, arrival, status == STORE_OK);
	if (status != STORE_OK) { /* nothing of it is in custody */
		station->refused++;
		give_receipt(station, arrival, RECEIPT_NOT_NOW,
			     status == STORE_FULL ? "no space" : "the spool fails");
		septel__arrival_free(station, arrival);
		return;
	}
	if (arrival->from != NO_OUTLET)
		station->outlets[arrival->from].taken[arrival->envelope.precedence]++;
	if (arrival->from == NO_OUTLET)
		tell_number(station, arrival);
	else
		give_receipt(station, arrival, RECEIPT_TAKEN, "");
	for (size_t i = 0; i < arrival->copy_count; i++)
		if (!septel__schedule_add(station->schedule, &arrival->copies[i].waits))
			septel__station_broken(station, "no memory for a copy that waits");
	septel__numbers_answer(station, arrival, now);
	if (arrival->envelope.signs & SIGN_SERVICE)
		septel__service_act(station, arrival, now);
	station->at_hand = arrival;
	for (size_t i = 0; i < arrival->copy_count; i++)
		septel__station_pump(station, arrival->copies[i].waits.outlet, now);
	station->at_hand = NULL;
	septel__arrival_free(station, arrival);
}
