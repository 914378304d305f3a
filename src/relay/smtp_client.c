/* smtp_client.c - see smtp_client.h. */
#include "smtp_client.h"

#include "../base/limits.h"
#include "channel.h"
#include "dial.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <tls.h>

/* A server is waited for so long (RFC 5321 4.5.3.2: 10 minutes at the end of a letter), and a
 * connection kept so long for the next letter. */
#define SILENCE_SECONDS 600u
#define KEEP_SECONDS    20
#define CALLS           2u

struct job {
	struct job *next;
	struct smtp_client_letter letter;
	char *text; /* of all its views */
};

/* One connection. */
struct call {
	struct smtp_client *client;
	struct dial *dial;
	struct channel *channel;
	struct smtp_out *out;
	struct event *keep; /* the end of an idle connection */
	struct job *job;    /* under way */
	bool dialling;
};

struct smtp_client {
	struct event_base *base;
	struct smtp_client_settings settings;
	struct smtp_client_events events;
	char *address, *host;
	struct job *jobs; /* waiting, the first to go first */
	struct call calls[CALLS];
	struct event *next; /* looks for work, from the loop */
};

unsigned septel__smtp_seconds(enum septel_precedence precedence)
{
	static const unsigned SECONDS[] = {0, 21600, 10800, 1800, 600, 600};
	return SECONDS[precedence];
}

/* ---- jobs ------------------------------------------------------------------- */

static void free_job(struct job *job)
{
	free(job->text);
	free(job);
}

static struct septel_view keep_view(char **at, struct septel_view view)
{
	const struct septel_view kept = {*at, view.len};
	if (view.len)
		memcpy(*at, view.ptr, view.len);
	*at += view.len;
	return kept;
}

static struct job *new_job(const struct smtp_client_letter *letter)
{
	struct job *job = calloc(1, sizeof *job);
	char *at = malloc(letter->sender.len + letter->recipient.len + letter->envelope_id.len +
			  letter->data.len + 1);
	if (!job || !at) {
		free(job);
		free(at);
		return NULL;
	}
	job->text = at;
	job->letter = *letter;
	job->letter.sender = keep_view(&at, letter->sender);
	job->letter.recipient = keep_view(&at, letter->recipient);
	job->letter.envelope_id = keep_view(&at, letter->envelope_id);
	job->letter.data = keep_view(&at, letter->data);
	return job;
}

static void end_job(struct smtp_client *client, struct job *job, enum sent_outcome outcome,
		    struct septel_view reason)
{
	const struct smtp_client_events *events = &client->events;
	events->over(events->context, job->letter.name, job->letter.attempt, outcome, reason);
	free_job(job);
}

/* All that wait are told why nothing goes. */
static void end_waiting(struct smtp_client *client, enum sent_outcome outcome, const char *reason)
{
	struct job *jobs = client->jobs;
	client->jobs = NULL;
	while (jobs) {
		struct job *next = jobs->next;
		end_job(client, jobs, outcome, septel_view_of(reason));
		jobs = next;
	}
}

static void look_for_work(struct smtp_client *client)
{
	event_active(client->next, EV_TIMEOUT, 0);
}

/* ---- a connection ----------------------------------------------------------- */

static void hang_up(struct call *call)
{
	septel__channel_free(call->channel);
	septel__smtp_out_free(call->out);
	call->channel = NULL;
	call->out = NULL;
	event_del(call->keep);
}

static void on_over(void *context, const struct smtp_out_outcome *outcomes, size_t count)
{
	struct call *call = context;
	struct job *job = call->job;
	call->job = NULL;
	/* Else waits grow, though a connection can be made. */
	if (count && outcomes[0].outcome != SENT_LOST)
		septel__dial_worked(call->dial);
	if (count)
		end_job(call->client, job, outcomes[0].outcome, outcomes[0].reason);
	else
		end_job(call->client, job, SENT_LOST, VIEW_LITERAL("memory is out"));
}

/* After every event: goes on with what the machine's state asks for. */
static void go_on(struct call *call)
{
	struct smtp_client *client = call->client;
	const enum smtp_out_state state = septel__smtp_out_state(call->out);
	if (septel__channel_out(call->channel)->length || state == SMTP_OUT_STARTTLS)
		septel__channel_flush(call->channel);
	if (state == SMTP_OUT_READY) {
		event_add(call->keep, &(struct timeval){.tv_sec = KEEP_SECONDS});
		look_for_work(client);
	} else if (state == SMTP_OUT_CLOSED) {
		const struct septel_view reason = septel__smtp_out_reason(call->out);
		/* It never came to a letter: what waits cannot go either. */
		if (client->jobs && reason.len) {
			char text[600];
			snprintf(text, sizeof text, "%.*s", VIEW_FORMAT(reason));
			end_waiting(client, SENT_PUT_OFF, text);
		}
		septel__channel_end(call->channel);
	}
}

static size_t on_received(void *context, struct septel_view bytes)
{
	struct call *call = context;
	if (septel__smtp_out_state(call->out) == SMTP_OUT_CLOSED)
		return bytes.len;
	septel__smtp_out_feed(call->out, bytes, septel__channel_out(call->channel));
	go_on(call);
	return bytes.len;
}

static void on_flushed(void *context)
{
	struct call *call = context;
	if (septel__smtp_out_state(call->out) != SMTP_OUT_STARTTLS)
		return;
	struct tls *tls = tls_client();
	char host[256];
	size_t end = strlen(call->client->address);
	while (end > 0 && call->client->address[end] != ':')
		end--;
	snprintf(host, sizeof host, "%.*s", (int)end, call->client->address);
	if (!tls || tls_configure(tls, call->client->settings.keys) != 0 ||
	    tls_connect_socket(tls, septel__channel_socket(call->channel), host) != 0) {
		if (tls)
			tls_free(tls);
		septel__smtp_out_lost(call->out, VIEW_LITERAL("no TLS"));
		septel__channel_end(call->channel);
		return;
	}
	septel__channel_secure(call->channel, tls);
	septel__smtp_out_secured(call->out, septel__channel_out(call->channel));
	septel__channel_flush(call->channel);
}

static void on_closed(void *context, const char *reason)
{
	struct call *call = context;
	struct smtp_client *client = call->client;
	const bool begun = septel__smtp_out_state(call->out) != SMTP_OUT_GREETING;
	if (septel__smtp_out_state(call->out) != SMTP_OUT_CLOSED)
		septel__smtp_out_lost(call->out, septel_view_of(reason));
	hang_up(call);
	if (!begun)
		end_waiting(client, SENT_PUT_OFF, reason);
	look_for_work(client);
}

static void on_connected(void *context, int socket)
{
	struct call *call = context;
	const struct channel_events events = {call, on_received, on_flushed, on_closed};
	const struct smtp_out_settings settings = {.host = septel_view_of(call->client->host),
						   .secure = call->client->settings.keys != NULL};
	const struct smtp_out_ports ports = {call, on_over};
	call->dialling = false;
	call->channel = septel__channel_new(call->client->base, socket, SILENCE_SECONDS, &events);
	call->out = septel__smtp_out_new(&settings, &ports);
	if (!call->channel || !call->out) {
		hang_up(call);
		end_waiting(call->client, SENT_PUT_OFF, "memory is out");
	}
}

static void on_failed(void *context, const char *reason)
{
	struct call *call = context;
	call->dialling = false;
	septel__dial_stop(call->dial);
	end_waiting(call->client, SENT_PUT_OFF, reason);
}

static void on_keep(evutil_socket_t none, short what, void *context)
{
	struct call *call = context;
	(void)none;
	(void)what;
	if (!call->out || septel__smtp_out_state(call->out) != SMTP_OUT_READY)
		return;
	septel__smtp_out_quit(call->out, septel__channel_out(call->channel));
	septel__channel_flush(call->channel);
	septel__channel_end(call->channel);
}

/* ---- work ------------------------------------------------------------------- */

static void begin_job(struct call *call)
{
	struct smtp_client *client = call->client;
	struct job *job = client->jobs;
	client->jobs = job->next;
	call->job = job;
	event_del(call->keep);
	const struct smtp_out_letter letter = {
		.sender = job->letter.sender,
		.recipients = &job->letter.recipient,
		.recipient_count = 1,
		.data = job->letter.data,
		.has_priority = job->letter.has_priority,
		.priority = job->letter.priority,
		.envelope_id = job->letter.envelope_id,
		.success = job->letter.success,
		.never = job->letter.never,
		.by_seconds = septel__smtp_seconds(job->letter.precedence)};
	septel__smtp_out_begin(call->out, &letter, septel__channel_out(call->channel));
	go_on(call);
}

/* The next letter may go beside what is under way: nothing is, or it is a FLASH and that is none.
 * The second connection is kept free for it. */
static bool may_go(const struct smtp_client *client)
{
	const enum septel_precedence next = client->jobs->letter.precedence;
	for (size_t i = 0; i < CALLS; i++) {
		const struct job *job = client->calls[i].job;
		if (job && (next < SEPTEL_FLASH || next <= job->letter.precedence))
			return false;
	}
	return true;
}

static bool is_free(const struct call *call)
{
	return !call->job && !call->channel && !call->dialling;
}

static void on_next(evutil_socket_t none, short what, void *context)
{
	struct smtp_client *client = context;
	bool coming = false;
	(void)none;
	(void)what;
	for (size_t i = 0; i < CALLS && client->jobs; i++) {
		struct call *call = &client->calls[i];
		if (call->out && !call->job &&
		    septel__smtp_out_state(call->out) == SMTP_OUT_READY && may_go(client))
			begin_job(call);
		coming |= call->dialling ||
			  (call->out && septel__smtp_out_state(call->out) == SMTP_OUT_GREETING);
	}
	/* One connection is enough, but for a FLASH. */
	for (size_t i = 0; i < CALLS && client->jobs && !coming && may_go(client); i++) {
		struct call *call = &client->calls[i];
		if (!is_free(call))
			continue;
		coming = call->dialling = true;
		septel__dial_begin(call->dial);
	}
}

bool septel__smtp_client_submit(struct smtp_client *client, const struct smtp_client_letter *letter)
{
	struct job *job = new_job(letter), **at = &client->jobs;
	if (!job)
		return false;
	while (*at && (*at)->letter.precedence >= letter->precedence)
		at = &(*at)->next;
	job->next = *at;
	*at = job;
	look_for_work(client);
	return true;
}

void septel__smtp_client_cancel(struct smtp_client *client, struct copy_name name, uint32_t attempt)
{
	for (struct job **at = &client->jobs; *at; at = &(*at)->next) {
		struct job *job = *at;
		if (job->letter.name.message != name.message ||
		    job->letter.name.copy != name.copy || job->letter.attempt != attempt)
			continue;
		*at = job->next;
		end_job(client, job, SENT_INTERRUPTED, (struct septel_view){"", 0});
		return;
	}
}

bool septel__smtp_client_idle(const struct smtp_client *client)
{
	for (size_t i = 0; i < CALLS; i++)
		if (client->calls[i].job)
			return false;
	return client->jobs == NULL;
}

/* ---- life ------------------------------------------------------------------- */

struct smtp_client *septel__smtp_client_new(struct event_base *base,
					    const struct smtp_client_settings *settings,
					    const struct smtp_client_events *events)
{
	struct smtp_client *client = calloc(1, sizeof *client);
	if (!client)
		return NULL;
	client->base = base;
	client->settings = *settings;
	client->events = *events;
	client->address = strndup(settings->address.ptr, settings->address.len);
	client->host = strndup(settings->host.ptr, settings->host.len);
	client->next = event_new(base, -1, 0, on_next, client);
	bool made = client->address && client->host && client->next;
	for (size_t i = 0; i < CALLS; i++) {
		struct call *call = &client->calls[i];
		call->client = client;
		call->keep = event_new(base, -1, 0, on_keep, call);
		call->dial =
			septel__dial_new(base, settings->address, on_connected, on_failed, call);
		made &= call->keep && call->dial;
	}
	if (made)
		return client;
	septel__smtp_client_free(client);
	return NULL;
}

void septel__smtp_client_free(struct smtp_client *client)
{
	if (!client)
		return;
	for (size_t i = 0; i < CALLS; i++) {
		struct call *call = &client->calls[i];
		if (call->job) {
			struct job *job = call->job;
			call->job = NULL;
			end_job(client, job, SENT_LOST, VIEW_LITERAL("the station stops"));
		}
		if (call->keep)
			hang_up(call);
		septel__dial_free(call->dial);
		if (call->keep)
			event_free(call->keep);
	}
	end_waiting(client, SENT_LOST, "the station stops");
	if (client->next)
		event_free(client->next);
	free(client->address);
	free(client->host);
	free(client);
}
