/* station_state.c - a station told as JSON: circuits, queues, ages, numbers. */
#include "station_inside.h"

#include <jansson.h>
#include <stdlib.h>

static const enum septel_precedence PRECEDENCES[] = {
	SEPTEL_EMERGENCY, SEPTEL_FLASH, SEPTEL_IMMEDIATE, SEPTEL_PRIORITY, SEPTEL_ROUTINE};
#define PRECEDENCE_COUNT (sizeof PRECEDENCES / sizeof *PRECEDENCES)

/* As the configuration has them. */
static const char *const KINDS[] = {
	[OUTLET_TCP] = "tcp",   [OUTLET_TLS] = "tls",         [OUTLET_STREAM] = "stream",
	[OUTLET_DROP] = "drop", [OUTLET_SMTP] = "smtp",       [OUTLET_NATS] = "nats",
	[OUTLET_NULL] = "null", [OUTLET_ARCHIVE] = "archive", [OUTLET_FOLDER] = "folder",
	[OUTLET_MAIL] = "mail", [OUTLET_COMMAND] = "command",
};

static const struct {
	const char *name;
	enum copy_state state;
} STATES[] = {
	{"active", COPY_ACTIVE},
	{"sending", COPY_SENDING},
	{"deferred", COPY_DEFERRED},
	{"held", COPY_HELD},
};

static json_t *counts(const struct station *station, size_t outlet)
{
	json_t *all = json_object();
	for (size_t i = 0; i < PRECEDENCE_COUNT; i++) {
		json_t *row = json_object();
		for (size_t k = 0; k < sizeof STATES / sizeof *STATES; k++)
			json_object_set_new(row, STATES[k].name,
					    json_integer((json_int_t)septel__schedule_count(
						    station->schedule, outlet, PRECEDENCES[i],
						    STATES[k].state)));
		json_object_set_new(all, septel_precedence_name(PRECEDENCES[i]), row);
	}
	return all;
}

static json_t *open_numbers(const struct channel *channel)
{
	json_t *all = json_array();
	char text[IDENTIFICATION_SIZE];
	for (unsigned number = septel__channel_open_after(channel, 0, false);
	     number && json_array_size(all) < OPEN_NUMBERS_SHOWN;
	     number = septel__channel_open_after(channel, number, false)) {
		septel__channel_in_text(channel, number, text);
		json_array_append_new(all, json_string(text));
	}
	return all;
}

static json_t *view_string(struct septel_view view)
{
	return json_stringn(view.ptr ? view.ptr : "", view.len);
}

static json_t *by_precedence(const uint64_t counts_of[SEPTEL_EMERGENCY + 1])
{
	json_t *all = json_object();
	for (size_t i = 0; i < PRECEDENCE_COUNT; i++)
		json_object_set_new(all, septel_precedence_name(PRECEDENCES[i]),
				    json_integer((json_int_t)counts_of[PRECEDENCES[i]]));
	return all;
}

static json_t *outlet_json(const struct station *station, size_t at, moment now)
{
	const struct outlet_state *outlet = &station->outlets[at];
	char sent[IDENTIFICATION_SIZE], received[IDENTIFICATION_SIZE];
	moment until = 0;
	const bool blocked = septel__schedule_blocked(station->schedule, at, now, &until);
	json_t *json = json_object();
	json_object_set_new(json, "name", view_string(outlet->settings->name));
	json_object_set_new(json, "kind", json_string(KINDS[outlet->settings->kind]));
	json_object_set_new(json, "peer", view_string(outlet->settings->peer));
	json_object_set_new(json, "up", json_boolean(outlet->up));
	json_object_set_new(json, "down_by_operator", json_boolean(outlet->down));
	json_object_set_new(json, "blocked", json_boolean(blocked));
	json_object_set_new(json, "blocked_until", json_integer(until));
	json_object_set_new(json, "taken", by_precedence(outlet->taken));
	json_object_set_new(json, "handed_on", by_precedence(outlet->handed_on));
	json_object_set_new(json, "queue", counts(station, at));
	if (outlet->numbered) {
		septel__channel_last_sent(&outlet->channel, sent);
		septel__channel_last_received(&outlet->channel, received);
		json_object_set_new(json, "last_sent", json_string(sent));
		json_object_set_new(json, "last_received", json_string(received));
		json_object_set_new(json, "open", json_integer(outlet->channel.open.count));
		json_object_set_new(json, "open_numbers", open_numbers(&outlet->channel));
	}
	return json;
}

static json_t *ages(const struct station *station, moment now)
{
	json_t *all = json_object();
	for (size_t i = 0; i < PRECEDENCE_COUNT; i++) {
		const moment oldest = septel__schedule_oldest(station->schedule, PRECEDENCES[i]);
		json_object_set_new(all, septel_precedence_name(PRECEDENCES[i]),
				    json_integer(oldest == MOMENT_NEVER ? 0 : now - oldest));
	}
	return all;
}

void septel__station_state(const struct station *station, struct septel_out *out, moment now)
{
	json_t *json = json_object();
	json_t *outlets = json_array();
	for (size_t i = 0; i < station->config->outlet_count; i++)
		json_array_append_new(outlets, outlet_json(station, i, now));
	json_object_set_new(json, "station", view_string(station->config->station));
	json_object_set_new(json, "at", json_integer(now));
	json_object_set_new(json, "failure",
			    station->failure[0] ? json_string(station->failure) : json_null());
	json_object_set_new(json, "last_message", json_integer((json_int_t)station->last_message));
	json_object_set_new(json, "arriving", json_integer((json_int_t)station->arrival_count));
	json_object_set_new(json, "alarms", json_integer((json_int_t)station->alarms));
	json_object_set_new(json, "duplicates", json_integer((json_int_t)station->duplicates));
	json_object_set_new(json, "conflicts", json_integer((json_int_t)station->conflicts));
	json_object_set_new(json, "garbled", json_integer((json_int_t)station->garbled));
	json_object_set_new(json, "refused", json_integer((json_int_t)station->refused));
	json_object_set_new(json, "oldest_ms", ages(station, now));
	json_object_set_new(json, "queue", counts(station, SCHEDULE_EVERYWHERE));
	json_object_set_new(json, "outlets", outlets);
	char *text = json_dumps(json, JSON_COMPACT);
	if (text)
		septel__out_string(out, text);
	free(text);
	json_decref(json);
}
