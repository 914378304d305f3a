/* process_control.c - the part of a relay that operators and programs of this machine talk with:
 * the socket of commands, and the metrics.
 *
 * Whoever may open the socket (its mode and group say who) may give commands; the kernel tells who
 * he is, and that stands in the journal.  A client sends the parcels that the scheduler takes, and
 * gets its answers; its own tokens are kept in ours, so that nothing has to be remembered:
 *
 *     slot of the client (8 bits) | its turn in the slot (24) | the client's token (32)
 */
#include "../base/limits.h"
#include "control_metrics.h"
#include "parcel.h"
#include "pump.h"
#include "relayd.h"

#include <errno.h>
#include <event2/event.h>
#include <jansson.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { END_WELL = 0, END_INVALID = 2, END_BROKEN = 4 };

/* Names of users that are known before the files that tell them are out of reach. */
#define KNOWN_USERS_LIMIT 4096u
/* The slot of the metrics. */
#define METRICS_SLOT 255u

struct known_user {
	uid_t id;
	char name[33];
};

struct client {
	struct pump pump;
	struct control *control;
	bool open;
	bool going; /* to be closed at the end of the round */
	uint32_t turn;
	char by[33];
};

struct control {
	struct event_base *base;
	struct pump parent, scheduler;
	struct event *listening;
	struct client clients[CONTROL_CLIENTS_LIMIT];
	struct known_user *users;
	size_t user_count;
	struct metrics *metrics;
	bool begun, done;
};

/* ---- who ------------------------------------------------------------------------------------ */

static void learn_users(struct control *self)
{
	const struct passwd *entry;
	self->users = calloc(KNOWN_USERS_LIMIT, sizeof *self->users);
	if (!self->users)
		return;
	setpwent();
	/* The process has one thread. */
	/* cppcheck-suppress getpwentCalled */
	while (self->user_count < KNOWN_USERS_LIMIT && (entry = getpwent())) {
		struct known_user *user = &self->users[self->user_count++];
		user->id = entry->pw_uid;
		(void)snprintf(user->name, sizeof user->name, "%s", entry->pw_name);
	}
	endpwent();
}

static void name_client(const struct control *self, struct client *client, uid_t id)
{
	(void)snprintf(client->by, sizeof client->by, "uid %lu", (unsigned long)id);
	for (size_t i = 0; i < self->user_count; i++)
		if (self->users[i].id == id) {
			memcpy(client->by, self->users[i].name, sizeof client->by);
			return;
		}
}

/* The superuser, whom the relay runs as, and his group. */
static bool may_command(const struct ucred *peer)
{
	return peer->uid == 0 || peer->uid == geteuid() || peer->gid == getegid();
}

/* ---- clients -------------------------------------------------------------------------------- */

static uint64_t token_of(const struct client *client, uint32_t token)
{
	const uint64_t slot = (uint64_t)(client - client->control->clients);
	return slot << 56 | (uint64_t)(client->turn & 0xffffff) << 32 | token;
}

static void refuse(struct client *client, uint32_t token, const char *why)
{
	septel__put_begin(&client->pump.exchange, PARCEL_ANSWER);
	septel__put_number(&client->pump.exchange, token);
	septel__put_number(&client->pump.exchange, false);
	septel__put_view(&client->pump.exchange, septel_view_of(why));
	septel__put_end(&client->pump.exchange);
}

/* OPERATE and ORIGINATE name their sender; what the client says of that is not asked. */
static void take_from_client(void *context, struct parcel *parcel)
{
	struct client *client = context;
	struct control *self = client->control;
	struct exchange *to = &self->scheduler.exchange;
	const unsigned kind = parcel->kind;
	const uint32_t token = (uint32_t)septel__take_bounded(parcel, UINT32_MAX);
	const bool state = kind == PARCEL_STATE;
	if (kind != PARCEL_OPERATE && kind != PARCEL_ORIGINATE && !state)
		parcel->failed = true;
	const struct septel_view words =
		state ? (struct septel_view){"", 0} : septel__take_view(parcel);
	if (!septel__take_end(parcel))
		return;
	if (!self->begun || septel__exchange_waiting(to) > EXCHANGE_HIGH) {
		refuse(client, token, "the relay is not ready: try again\n");
		return;
	}
	septel__put_begin(to, kind);
	septel__put_number(to, token_of(client, token));
	if (!state) {
		septel__put_view(to, septel_view_of(client->by));
		septel__put_view(to, words);
	}
	septel__put_end(to);
}

static void on_client_gone(void *context)
{
	((struct client *)context)->going = true;
}

static void close_client(struct client *client)
{
	septel__pump_release(&client->pump);
	client->open = client->going = false;
	client->turn++;
}

static struct client *free_client(struct control *self)
{
	for (size_t i = 0; i < CONTROL_CLIENTS_LIMIT; i++)
		if (!self->clients[i].open)
			return &self->clients[i];
	return NULL;
}

static void welcome(struct control *self, struct client *client, int fd, uid_t id)
{
	client->control = self;
	client->open = true;
	client->going = false;
	client->pump = (struct pump){.name = "control",
				     .context = client,
				     .take = take_from_client,
				     .gone = on_client_gone};
	name_client(self, client, id);
	if (!septel__pump_init(&client->pump, self->base, fd))
		close_client(client);
}

static void on_listening(evutil_socket_t listening, short what, void *context)
{
	struct control *self = context;
	struct ucred peer;
	socklen_t length = sizeof peer;
	(void)what;
	const int fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0)
		return;
	struct client *client = free_client(self);
	if (!client || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) {
		(void)close(fd);
	} else if (!may_command(&peer)) {
		septel__relay_log("control", "uid %lu may give no commands",
				  (unsigned long)peer.uid);
		(void)close(fd);
	} else {
		welcome(self, client, fd, peer.uid);
	}
}

/* Their answers go out, and who is gone, or sent what is no parcel, is forgotten. */
static void on_round(void *context)
{
	struct control *self = context;
	for (size_t i = 0; i < CONTROL_CLIENTS_LIMIT; i++) {
		struct client *client = &self->clients[i];
		if (client->open && (!septel__pump_flush(&client->pump) || client->going))
			close_client(client);
	}
}

/* ---- from the scheduler --------------------------------------------------------------------- */

static void take_answer(struct control *self, struct parcel *parcel)
{
	const uint64_t token = septel__take_integer(parcel);
	const bool done = septel__take_bool(parcel);
	const struct septel_view text = septel__take_view(parcel);
	const uint64_t slot = token >> 56;
	if (!septel__take_end(parcel))
		return;
	if (slot == METRICS_SLOT && self->metrics) {
		septel__metrics_answer(self->metrics, done, text);
		return;
	}
	if (slot >= CONTROL_CLIENTS_LIMIT)
		return;
	struct client *client = &self->clients[slot];
	/* He may have gone, and another have come. */
	if (!client->open || token_of(client, (uint32_t)token) != token)
		return;
	septel__put_begin(&client->pump.exchange, PARCEL_ANSWER);
	septel__put_number(&client->pump.exchange, (uint32_t)token);
	septel__put_number(&client->pump.exchange, done);
	septel__put_view(&client->pump.exchange, text);
	septel__put_end(&client->pump.exchange);
}

static void take_from_scheduler(void *context, struct parcel *parcel)
{
	struct control *self = context;
	if (parcel->kind == PARCEL_ANSWER) {
		take_answer(self, parcel);
	} else if (parcel->kind == PARCEL_START) {
		(void)septel__take_view(parcel);
		self->begun = true;
	} else {
		parcel->failed = true;
	}
}

/* The metrics ask: all that ask at once get one answer. */
static bool ask_state(void *context)
{
	struct control *self = context;
	if (!self->begun)
		return false;
	septel__put_begin(&self->scheduler.exchange, PARCEL_STATE);
	septel__put_number(&self->scheduler.exchange, (uint64_t)METRICS_SLOT << 56);
	septel__put_end(&self->scheduler.exchange);
	return true;
}

/* ---- the part ------------------------------------------------------------------------------- */

static void take_nothing(void *context, struct parcel *parcel)
{
	(void)context;
	parcel->failed = true;
}

static void on_parent_gone(void *context)
{
	((struct control *)context)->done = true;
}

static int serve(struct control *self, const struct relay_start *start)
{
	struct pump *const pumps[] = {&self->parent, &self->scheduler};
	const struct pump_rounds rounds = {pumps, 2, &self->done, on_round, self};
	learn_users(self);
	/* The seed of its tables is read from a file. */
	json_object_seed(0);
	self->listening =
		event_new(self->base, start->listening, EV_READ | EV_PERSIST, on_listening, self);
	if (start->metrics >= 0)
		self->metrics = septel__metrics_new(self->base, start->metrics, ask_state, self);
	if (!self->listening || event_add(self->listening, NULL) != 0 ||
	    (start->metrics >= 0 && !self->metrics) ||
	    !septel__relay_confine("control", CONFINE_CONTROL))
		return END_INVALID;
	return septel__pumps_run(self->base, &rounds) ? END_WELL : END_BROKEN;
}

int septel__part_control(const struct relay_start *start)
{
	struct control *self = calloc(1, sizeof *self);
	int code = END_INVALID;
	if (!self)
		return END_INVALID;
	self->base = event_base_new();
	self->parent = (struct pump){
		.name = "control", .context = self, .take = take_nothing, .gone = on_parent_gone};
	self->scheduler =
		(struct pump){.name = "control", .context = self, .take = take_from_scheduler};
	if (self->base && septel__pump_init(&self->parent, self->base, start->parent) &&
	    septel__pump_init(&self->scheduler, self->base, start->scheduler))
		code = serve(self, start);
	for (size_t i = 0; i < CONTROL_CLIENTS_LIMIT; i++)
		if (self->clients[i].open)
			close_client(&self->clients[i]);
	if (self->metrics)
		septel__metrics_free(self->metrics);
	if (self->listening)
		event_free(self->listening);
	septel__pump_release(&self->scheduler);
	septel__pump_release(&self->parent);
	if (self->base)
		event_base_free(self->base);
	free(self->users);
	free(self);
	return code;
}
