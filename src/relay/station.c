/* station.c - see station.h: made, loaded, told of time and links. */
#include "station_inside.h"

#include "framing.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- made -------------------------------------------------------------------------------- */

/* Milliseconds that 1,000 bytes take: ten bits a byte, seven and a half on a teleprinter line. */
static uint32_t pace_of(const struct outlet_settings *settings)
{
	const uint32_t bits = settings->alphabet == ALPHABET_ITA2 ? 7500000u : 10000000u;
	return settings->speed ? bits / settings->speed : 0;
}

static void init_outlet(struct station *station, size_t at)
{
	const struct outlet_settings *settings = &station->config->outlets[at];
	struct outlet_state *outlet = &station->outlets[at];
	const struct schedule_outlet schedule = {
		.window = settings->window,
		.routine_share = settings->routine_share,
		.interruptible = settings->interruptible,
		.flash_room = septel__is_framed(settings->kind) ? FRAMING_FLASH_ROOM : 0,
		.pace = pace_of(settings),
	};
	outlet->settings = settings;
	outlet->numbered = settings->letters_out[0] || settings->letters_in[0];
	outlet->up = septel__is_box(settings->kind);
	outlet->report_open = MOMENT_NEVER;
	septel__channel_init(&outlet->channel, settings, 0);
	outlet->channel.receipts = septel__has_receipts(settings->kind);
	outlet->committed = outlet->channel;
	septel__schedule_outlet(station->schedule, at, &schedule);
	septel__schedule_link(station->schedule, at, outlet->up, 0);
}

struct station *septel__station_new(const struct relay_config *config,
				    const struct station_ports *ports)
{
	struct station *station = calloc(1, sizeof *station);
	if (!station)
		return NULL;
	station->config = config;
	station->ports = *ports;
	station->chance = 2463534242u;
	station->schedule = septel__schedule_new(config->outlet_count);
	station->outlets = calloc(config->outlet_count + 1, sizeof *station->outlets);
	station->usable = calloc(config->outlet_count + 1, sizeof *station->usable);
	if (!station->schedule || !station->outlets || !station->usable) {
		septel__station_free(station);
		return NULL;
	}
	septel__service_book_init(&station->book);
	for (size_t i = 0; i < config->outlet_count; i++)
		init_outlet(station, i);
	return station;
}

void septel__station_free(struct station *station)
{
	if (!station)
		return;
	while (station->first_arrival)
		septel__arrival_free(station, station->first_arrival);
	for (size_t i = 0; station->outlets && i < station->config->outlet_count; i++)
		while (station->outlets[i].sendings)
			septel__sending_free(station, station->outlets[i].sendings);
	septel__inquiries_free(station);
	septel__orders_free(station);
	for (size_t i = 0; i < station->spare_count; i++)
		septel_arena_free(station->spare[i]);
	septel__schedule_free(station->schedule);
	septel_arena_free(station->routes_arena);
	free(station->outlets);
	free(station->usable);
	free(station);
}

bool septel__station_routes(struct station *station, struct septel_view routes,
			    struct septel_view collectives, struct septel_out *errors)
{
	struct septel_arena *arena = septel_arena_new(ROUTES_ARENA_LIMIT);
	if (!arena) {
		septel__out_string(errors, "no memory\n");
		return false;
	}
	const struct route_text texts[] = {
		{station->config->routes, septel_arena_copy(arena, routes)},
		{station->config->collectives, septel_arena_copy(arena, collectives)}};
	const struct routes *read =
		septel_arena_failed(arena)
			? NULL
			: septel__routes_read(station->config, &texts[0], &texts[1], arena, errors);
	if (!read) {
		if (septel_arena_failed(arena))
			septel__out_string(errors, "no memory\n");
		septel_arena_free(arena);
		return false;
	}
	septel_arena_free(station->routes_arena);
	station->routes_arena = arena;
	station->routes = read;
	return true;
}

/* ---- loaded -------------------------------------------------------------------------------- */

bool septel__station_load_setting(void *context, struct septel_view name, struct septel_view value)
{
	struct station *station = context;
	if (septel__equal(name, VIEW_LITERAL("serial"))) {
		const int serial = septel__number(value);
		station->serial = serial > 0 ? (unsigned)serial % (STATION_SERIAL_LAST + 1) : 0;
	} else if (septel__equal(name, VIEW_LITERAL("alarms"))) {
		station->alarms_told = (moment)septel__order_number(value);
	} else if (septel__equal(name, VIEW_LITERAL("questions"))) {
		return septel__service_book_read(&station->book, value);
	} else {
		septel__order_load(station, name, value);
	}
	return true;
}

bool septel__station_load_channel(void *context, struct septel_view outlet,
				  struct septel_view numbers)
{
	struct station *station = context;
	const size_t at = septel__config_outlet(station->config, outlet);
	if (at == NO_OUTLET)
		return true; /* a circuit that is no more */
	if (!septel__channel_read(&station->outlets[at].channel, numbers))
		return true; /* other letters in the configuration: they begin anew */
	station->outlets[at].channel.receipts =
		septel__has_receipts(station->outlets[at].settings->kind);
	station->outlets[at].committed = station->outlets[at].channel;
	return true;
}

bool septel__station_load_copy(void *context, const struct store_copy *copy)
{
	struct station *station = context;
	const size_t at = septel__config_outlet(station->config, copy->outlet);
	if (at == NO_OUTLET)
		return true; /* it stays in the spool until it is rerouted */
	const struct schedule_copy waiting = {
		.name = copy->name,
		.outlet = at,
		.precedence = copy->precedence,
		.state = copy->state == COPY_SENDING ? COPY_ACTIVE : copy->state,
		.accepted = copy->accepted,
		.not_before = copy->not_before,
		.length = (uint32_t)copy->length,
		.attempts = copy->attempts,
		.under_minimize = copy->considered,
		.alarmed = copy->accepted + septel__speed_of_service(copy->precedence) <=
			   station->alarms_told,
	};
	return septel__schedule_add(station->schedule, &waiting);
}

void septel__station_begin(struct station *station, uint64_t last_message, moment now)
{
	station->last_message = last_message;
	station->begun = true;
	station->chance ^= (uint32_t)now;
	for (size_t i = 0; i < station->config->outlet_count; i++) {
		struct outlet_state *outlet = &station->outlets[i];
		outlet->channel.heard = outlet->channel.checked = now;
		if (outlet->numbered && septel__channel_open_after(&outlet->channel, 0, false))
			outlet->report_open = now + septel__open_grace(outlet->settings->kind);
		septel__station_pump(station, i, now);
	}
}

/* ---- answers of the spool -------------------------------------------------------------------- */

static struct sending *sending_with(struct station *station, uint64_t token)
{
	for (size_t i = 0; i < station->config->outlet_count; i++)
		for (struct sending *sending = station->outlets[i].sendings; sending;
		     sending = sending->next)
			if (sending->token == token)
				return sending;
	return NULL;
}

void septel__station_stored(struct station *station, uint64_t ticket, enum store_status status,
			    moment now)
{
	struct arrival *arrival = septel__arrival_find(station, ticket);
	struct sending *sending = arrival ? NULL : sending_with(station, ticket);
	if (arrival)
		septel__arrival_stored(station, arrival, status, now);
	else if (sending)
		septel__sending_stored(station, sending, status, now);
}

void septel__station_found_sent(struct station *station, uint64_t token, struct copy_name name,
				moment now)
{
	(void)septel__inquiry_found(station, token, name, now);
}

/* ---- links and time -----------------------------------------------------------------------------
 */

void septel__station_link(struct station *station, size_t at, bool up, moment now)
{
	struct outlet_state *outlet = &station->outlets[at];
	if (outlet->up == up && outlet->link_since)
		return;
	outlet->up = up;
	outlet->link_since = now;
	outlet->avoided = false;
	septel__schedule_link(station->schedule, at, up, now);
	struct septel_arena *arena = septel__station_take_arena(station);
	if (arena) {
		struct changes changes = {.arena = arena, .now = now};
		septel__change_event(&changes, (struct copy_name){0, 0},
				     up ? "link-up" : "link-down", outlet->settings->name, "%s",
				     "");
		septel__station_store(station, &changes);
		septel__station_give_arena(station, arena);
	}
	septel__station_pump(station, at, now);
}

/* All that were due by now have been told, unless there were more than are told at once. */
static void keep_alarms(struct station *station, struct changes *changes)
{
	if (changes->count >= ALARMS_AT_ONCE)
		return;
	struct change *change = septel__change_add(changes, CHANGE_SETTING);
	change->number = VIEW_LITERAL("alarms");
	change->detail = septel__change_text(changes, "%lld", (long long)changes->now);
	station->alarms_told = changes->now;
}

static void write_alarms(struct station *station, moment now)
{
	struct schedule_alarm alarm;
	struct septel_arena *arena = septel__station_take_arena(station);
	if (!arena)
		return;
	struct changes changes = {.arena = arena, .now = now};
	while (changes.count < ALARMS_AT_ONCE &&
	       septel__schedule_alarm(station->schedule, now, &alarm)) {
		station->alarms++;
		septel__change_event(
			&changes, alarm.name, "alarm", septel__outlet_name(station, alarm.outlet),
			"speed of service: %s waits longer than %lld minutes",
			septel_precedence_name(alarm.precedence),
			(long long)(septel__speed_of_service(alarm.precedence) / 60000));
	}
	if (changes.count)
		keep_alarms(station, &changes);
	septel__station_store(station, &changes);
	septel__station_give_arena(station, arena);
}

moment septel__station_tick(struct station *station, moment now)
{
	write_alarms(station, now);
	moment next = septel__numbers_tick(station, now);
	const moment service = septel__service_tick(station, now);
	const moment overdue = septel__addressees_tick(station, now);
	for (size_t i = 0; i < station->config->outlet_count; i++)
		septel__station_pump(station, i, now);
	const moment wakeup = septel__schedule_wakeup(station->schedule, now);
	if (service < next)
		next = service;
	if (overdue < next)
		next = overdue;
	return wakeup < next ? wakeup : next;
}

/* ---- shared by the files of the station
 * ------------------------------------------------------------- */

void septel__station_broken(struct station *station, const char *why)
{
	if (!station->failure[0])
		(void)snprintf(station->failure, sizeof station->failure, "%s", why);
}

const char *septel__station_failure(const struct station *station)
{
	return station->failure[0] ? station->failure : NULL;
}

/* xorshift: no secret, only to keep repeated attempts apart. */
uint32_t septel__station_chance(struct station *station)
{
	uint32_t x = station->chance;
	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	station->chance = x;
	return x;
}

void septel__station_store(struct station *station, const struct changes *changes)
{
	if (septel_arena_failed(changes->arena))
		septel__station_broken(station, "no memory for what has happened");
	else if (changes->count)
		station->ports.store(station->ports.context, 0, changes->at, changes->count);
}

struct septel_view septel__outlet_name(const struct station *station, size_t outlet)
{
	return outlet == NO_OUTLET ? (struct septel_view){"", 0}
				   : station->config->outlets[outlet].name;
}
