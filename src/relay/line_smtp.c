/* line_smtp.c - a circuit that is mail: letters out through one server, letters in from any.
 *
 * Out, a copy is a letter to the circuit's mailbox, DONE when the server has it; what the mail
 * system reports later comes as a report.  In, a letter is one transmission or, composed, several:
 * its sender hears 250 only when all are on the disk.
 *
 * Trusted, so that its order of transfer counts, is a sender with a certificate of the authority,
 * or at an address of the server that the circuit calls.
 */
#include "line.h"

#include "../base/limits.h"
#include "channel.h"
#include "dial.h"
#include "mail_message.h"
#include "smtp_client.h"
#include "smtp_in.h"

#include <errno.h>
#include <event2/event.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <tls.h>
#include <unistd.h>

/* A sender that says nothing for so long is left (RFC 5321 4.5.3.2.7). */
#define SILENCE_SECONDS 300u
#define SESSIONS_LIMIT  200u
#define TRUSTED_LIMIT   16u
#define ADDRESS_SIZE    64
/* Of the own spool, in the envelope id of a letter. */
#define INCARNATION_SHOWN 12
#define NAME_SIZE         300

struct session {
	struct session *next;
	struct smtp_line *owner;
	struct channel *channel;
	struct smtp_in *in;
	char client[ADDRESS_SIZE];
	/* The letter that waits: its arrivals, how many are not answered, the worst answer. */
	const struct smtp_transaction *transaction;
	uint64_t first_arrival;
	size_t arrivals, answered;
	enum receipt_kind worst;
	char reason[256];
	moment arrived;
};

struct smtp_line {
	struct line *line;
	char host[NAME_SIZE], sender[NAME_SIZE];
	struct septel_view domain;
	int listening;
	struct event *accepting;
	struct tls_config *server_keys, *client_keys;
	struct tls *server;
	char trusted[TRUSTED_LIMIT][ADDRESS_SIZE];
	size_t trusted_count;
	struct smtp_client *client;
	struct session *sessions;
	size_t session_count;
};

/* ---- letters that come ------------------------------------------------------ */

/* "-17.2": a dash, message and copy. */
static bool read_copy(struct septel_view text, struct copy_name *name)
{
	const size_t dot = septel__find_byte(text, '.', 0);
	const int copy =
		septel__number(septel__slice(text, dot == VIEW_NOT_FOUND ? 0 : dot + 1, text.len));
	*name = (struct copy_name){0, (uint32_t)copy};
	if (!septel__starts(text, "-") || dot < 2 || dot > 20 || copy < 1)
		return false;
	for (size_t i = 1; i < dot; i++) {
		if (!septel__is_digit(text.ptr[i]))
			return false;
		name->message = name->message * 10 + (uint64_t)(text.ptr[i] - '0');
	}
	return name->message > 0;
}

/* Tells of a letter of ours, by the id of its envelope ("INCARNATION-MESSAGE.COPY"). */
static bool tell_report(struct smtp_line *smtp, const struct mail_report *report)
{
	static const enum sent_report EVENTS[] = {
		[MAIL_DELIVERED] = REPORT_DELIVERED, [MAIL_RELAYED] = REPORT_DELIVERED,
		[MAIL_EXPANDED] = REPORT_DELIVERED,  [MAIL_DELAYED] = REPORT_DELAYED,
		[MAIL_FAILED] = REPORT_FAILED,       [MAIL_READ] = REPORT_READ,
		[MAIL_PRINTED] = REPORT_DELIVERED,   [MAIL_DISCARDED] = REPORT_FAILED};
	const struct septel_view id = report->envelope_id;
	const struct septel_view own = septel__slice(smtp->line->incarnation, 0, INCARNATION_SHOWN);
	struct copy_name name;
	char reason[512];
	if (!septel__equal(septel__slice(id, 0, own.len), own) ||
	    !read_copy(septel__slice(id, own.len, id.len), &name))
		return false;
	const int length = snprintf(reason, sizeof reason, "%.*s %.*s",
				    VIEW_FORMAT(septel__slice(report->status, 0, 20)),
				    VIEW_FORMAT(septel__slice(report->diagnostic, 0, 400)));
	septel__line_reported(
		smtp->line, name, EVENTS[report->event], report->recipient,
		septel__trim((struct septel_view){reason, length < 0 ? 0 : (size_t)length}));
	return true;
}

static void take_reports(struct session *session, const struct mail_arrival *arrival)
{
	for (size_t i = 0; i < arrival->report_count; i++)
		if (!tell_report(session->owner, &arrival->reports[i]))
			septel__line_note(session->owner->line, LINE_NOISE,
					  "a report on a letter that is not ours: %.*s",
					  VIEW_FORMAT(septel__slice(arrival->reports[i].envelope_id,
								    0, 100)));
}

/* "relayed", for each recipient whose sender asked to be told of success. */
static void send_notice(struct session *session)
{
	struct smtp_line *smtp = session->owner;
	const struct smtp_transaction *transaction = session->transaction;
	struct septel_arena *arena = septel_arena_new(0);
	struct mail_report_recipient *recipients =
		arena ? septel_arena_alloc(arena, transaction->recipient_count * sizeof *recipients)
		      : NULL;
	size_t count = 0;
	for (size_t i = 0; recipients && i < transaction->recipient_count; i++)
		if (transaction->recipients[i].notify & SMTP_NOTIFY_SUCCESS)
			recipients[count++] = (struct mail_report_recipient){
				.original = transaction->recipients[i].original,
				.final = transaction->recipients[i].mailbox,
				.event = MAIL_RELAYED,
				.status = "2.0.0",
				.diagnostic = VIEW_LITERAL("in custody of the station; handed "
							   "on over lines without receipts")};
	const size_t header = septel__find(transaction->data, "\r\n\r\n", 0);
	const struct mail_notice notice = {
		.host = septel_view_of(smtp->host),
		.to = transaction->sender,
		.envelope_id = transaction->envelope_id,
		.header = septel__slice(transaction->data, 0,
					header == VIEW_NOT_FOUND ? 0 : header + 2),
		.arrived = session->arrived,
		.now = septel__line_now(),
		.priority = transaction->has_priority ? transaction->priority : 0,
		.recipients = recipients,
		.recipient_count = count};
	struct smtp_client_letter letter = {
		.precedence = SEPTEL_ROUTINE, .recipient = transaction->sender, .never = true};
	if (count && transaction->sender.len && smtp->client &&
	    (!septel__mail_notice(&letter.data, &notice, arena) ||
	     !septel__smtp_client_submit(smtp->client, &letter)))
		septel__line_note(smtp->line, LINE_FAULT, "a notice could not be made");
	septel_arena_free(arena);
}

/* Answers the letter once all that came of it is answered. */
static void answer(struct session *session)
{
	if (session->answered < session->arrivals)
		return;
	if (session->worst == RECEIPT_TAKEN)
		send_notice(session);
	session->arrivals = session->answered = 0;
	session->transaction = NULL;
	septel__smtp_in_answer(session->in, session->worst, septel_view_of(session->reason),
			       septel__channel_out(session->channel));
	septel__channel_flush(session->channel);
	septel__channel_resume(session->channel);
}

static void answer_at_once(struct session *session, enum receipt_kind kind, const char *reason)
{
	session->worst = kind;
	session->arrivals = session->answered = 0;
	snprintf(session->reason, sizeof session->reason, "%s", reason);
	answer(session);
}

static void on_letter(void *context, const struct smtp_transaction *transaction)
{
	struct session *session = context;
	struct line *line = session->owner->line;
	const bool trusted = septel__smtp_in_trusts(session->in);
	const struct mail_reading reading = {.station = line->config->station,
					     .trusted = trusted,
					     .has_priority = transaction->has_priority,
					     .priority = transaction->priority};
	struct mail_arrival arrival;
	struct septel_arena *arena = septel_arena_new(0);
	session->transaction = transaction;
	session->arrived = septel__line_now();
	if (!arena || !septel__mail_arrival(&arrival, transaction->data, &reading, arena)) {
		answer_at_once(session, RECEIPT_NOT_NOW, "memory is out");
	} else if (arrival.kind == MAIL_REPORT) {
		take_reports(session, &arrival);
		answer_at_once(session, RECEIPT_TAKEN, "");
	} else {
		session->worst = RECEIPT_TAKEN;
		session->reason[0] = '\0';
		session->answered = 0;
		session->arrivals = arrival.transmissions.count;
		if (arrival.kind == MAIL_HELD)
			septel__line_note(line, LINE_NOISE, "mail %.*s is held: %.*s",
					  VIEW_FORMAT(arrival.message_id),
					  VIEW_FORMAT(arrival.reason));
		for (size_t i = 0; i < arrival.transmissions.count; i++) {
			const uint64_t number = septel__line_next_arrival(line);
			if (i == 0)
				session->first_arrival = number;
			septel__line_arrived(line, number, arrival.transfers.at[i],
					     arrival.transmissions.at[i]);
		}
	}
	septel_arena_free(arena);
}

/* ---- sessions --------------------------------------------------------------- */

static void end_session(struct session *session)
{
	struct session **at = &session->owner->sessions;
	while (*at != session)
		at = &(*at)->next;
	*at = session->next;
	session->owner->session_count--;
	septel__channel_free(session->channel);
	septel__smtp_in_free(session->in);
	free(session);
}

static size_t on_received(void *context, struct septel_view bytes)
{
	struct session *session = context;
	/* A certificate that is not of the authority ends the handshake. */
	if (septel__channel_is_proved(session->channel))
		septel__smtp_in_trust(session->in);
	const size_t taken =
		septel__smtp_in_feed(session->in, bytes, septel__channel_out(session->channel));
	const enum smtp_in_state state = septel__smtp_in_state(session->in);
	septel__channel_flush(session->channel);
	if (state == SMTP_IN_CLOSED) {
		septel__channel_end(session->channel);
		return bytes.len;
	}
	return taken;
}

static void on_flushed(void *context)
{
	struct session *session = context;
	struct tls *tls = NULL;
	if (septel__smtp_in_state(session->in) != SMTP_IN_STARTTLS)
		return;
	if (tls_accept_socket(session->owner->server, &tls,
			      septel__channel_socket(session->channel)) != 0) {
		septel__channel_end(session->channel);
		return;
	}
	septel__channel_secure(session->channel, tls);
	septel__smtp_in_secured(session->in);
}

static void on_closed(void *context, const char *reason)
{
	(void)reason;
	end_session(context);
}

static bool is_trusted(const struct smtp_line *smtp, const char *address)
{
	for (size_t i = 0; i < smtp->trusted_count; i++)
		if (strcmp(smtp->trusted[i], address) == 0)
			return true;
	return false;
}

static bool begin_session(struct smtp_line *smtp, int socket, const char *address)
{
	struct session *session = calloc(1, sizeof *session);
	if (!session) {
		close(socket);
		return false;
	}
	const struct channel_events events = {session, on_received, on_flushed, on_closed};
	const struct smtp_in_ports ports = {session, on_letter};
	session->owner = smtp;
	snprintf(session->client, sizeof session->client, "%s", address);
	const struct smtp_in_settings settings = {.host = septel_view_of(smtp->host),
						  .client = septel_view_of(session->client),
						  .domains = {&smtp->domain, smtp->domain.len > 0},
						  .trusted = is_trusted(smtp, address),
						  .reports = smtp->client != NULL,
						  .secure = smtp->server != NULL};
	session->channel = septel__channel_new(smtp->line->base, socket, SILENCE_SECONDS, &events);
	session->in = septel__smtp_in_new(&settings, &ports);
	if (!session->channel || !session->in) {
		septel__channel_free(session->channel);
		septel__smtp_in_free(session->in);
		free(session);
		return false;
	}
	session->next = smtp->sessions;
	smtp->sessions = session;
	smtp->session_count++;
	const bool full = smtp->session_count > SESSIONS_LIMIT || smtp->line->stopping;
	septel__smtp_in_greet(session->in, full, septel__channel_out(session->channel));
	septel__channel_flush(session->channel);
	if (full)
		septel__channel_end(session->channel);
	return true;
}

static void on_accept(evutil_socket_t listening, short what, void *context)
{
	struct smtp_line *smtp = context;
	struct sockaddr_storage from;
	char address[ADDRESS_SIZE] = "";
	socklen_t length = sizeof from;
	(void)what;
	const int socket =
		accept4(listening, (struct sockaddr *)&from, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (socket < 0) {
		if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
			septel__line_note(smtp->line, LINE_FAULT, "accept: %s", strerror(errno));
		return;
	}
	getnameinfo((struct sockaddr *)&from, length, address, sizeof address, NULL, 0,
		    NI_NUMERICHOST);
	if (!begin_session(smtp, socket, address))
		septel__line_note(smtp->line, LINE_FAULT, "memory is out");
}

static void smtp_receipt(struct line *line, uint64_t arrival, enum receipt_kind kind,
			 struct septel_view reason)
{
	struct smtp_line *smtp = line->state;
	struct session *session = smtp->sessions;
	while (session && (session->arrivals == 0 || arrival < session->first_arrival ||
			   arrival >= session->first_arrival + session->arrivals))
		session = session->next;
	if (!session)
		return;
	/* "Never" for a part is "not now" for none: the worst is told. */
	if (kind > session->worst) {
		session->worst = kind;
		snprintf(session->reason, sizeof session->reason, "%.*s",
			 VIEW_FORMAT(septel__slice(reason, 0, sizeof session->reason - 1)));
	}
	session->answered++;
	answer(session);
}

/* ---- letters that go -------------------------------------------------------- */

static void on_over(void *context, struct copy_name name, uint32_t attempt,
		    enum sent_outcome outcome, struct septel_view reason)
{
	struct smtp_line *smtp = context;
	if (name.message)
		septel__line_sent(smtp->line, name, attempt, outcome, reason);
	else if (outcome != SENT_DONE)
		septel__line_note(smtp->line, LINE_FAULT, "a notice was not sent: %.*s",
				  VIEW_FORMAT(septel__slice(reason, 0, 300)));
}

static void smtp_transmit(struct line *line, const struct line_order *order)
{
	struct smtp_line *smtp = line->state;
	struct septel_arena *arena = septel_arena_new(0);
	const struct mail_letter_options options = {
		.convert = {.domain = septel_view_of(smtp->host),
			    .sender = septel_view_of(smtp->sender)},
		.mailbox = line->settings->mailbox,
		.station = line->config->station,
		.host = septel_view_of(smtp->host),
		.received = septel__line_now()};
	struct mail_letter letter;
	char id[64];
	bool sent = false, made = false;
	snprintf(id, sizeof id, "%.*s-%llu.%u",
		 VIEW_FORMAT(septel__slice(line->incarnation, 0, INCARNATION_SHOWN)),
		 (unsigned long long)order->name.message, order->name.copy);
	if (smtp->client && arena)
		made = septel__mail_letter(&letter, order->bytes, &options, arena);
	const bool too_long = smtp->client && arena && !made && !septel_arena_failed(arena);
	if (made) {
		const struct smtp_client_letter submitted = {
			.precedence = order->precedence,
			.name = order->name,
			.attempt = order->attempt,
			.sender = septel_view_of(smtp->sender),
			.recipient = line->settings->mailbox,
			.envelope_id = septel_view_of(id),
			.data = letter.data,
			.has_priority = true,
			.priority = septel__mail_priority(order->precedence),
			.success = letter.receipt_wanted};
		sent = septel__smtp_client_submit(smtp->client, &submitted);
	}
	septel_arena_free(arena);
	if (!smtp->client)
		septel__line_sent(line, order->name, order->attempt, SENT_REFUSED,
				  VIEW_LITERAL("the circuit calls no mail server"));
	else if (too_long)
		septel__line_sent(line, order->name, order->attempt, SENT_REFUSED,
				  VIEW_LITERAL(MAIL_LETTER_TOO_LONG));
	else if (!sent)
		septel__line_sent(line, order->name, order->attempt, SENT_PUT_OFF,
				  VIEW_LITERAL("memory is out"));
}

static void smtp_interrupt(struct line *line, struct copy_name name, uint32_t attempt)
{
	struct smtp_line *smtp = line->state;
	if (smtp->client)
		septel__smtp_client_cancel(smtp->client, name, attempt);
}

/* ---- life ------------------------------------------------------------------- */

/* Addresses of the server that is called: it may also call. */
static void find_trusted(struct smtp_line *smtp, struct septel_view address)
{
	char host[NAME_SIZE];
	size_t end = address.len;
	struct addrinfo *found = NULL;
	const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	while (end > 0 && address.ptr[end - 1] != ':')
		end--;
	struct septel_view name = septel__slice(address, 0, end ? end - 1 : 0);
	if (septel__starts(name, "[") && septel__ends(name, "]"))
		name = septel__slice(name, 1, name.len - 1);
	snprintf(host, sizeof host, "%.*s", VIEW_FORMAT(name));
	if (getaddrinfo(*host ? host : "127.0.0.1", NULL, &hints, &found) != 0)
		return;
	for (const struct addrinfo *at = found; at && smtp->trusted_count < TRUSTED_LIMIT;
	     at = at->ai_next)
		if (getnameinfo(at->ai_addr, at->ai_addrlen, smtp->trusted[smtp->trusted_count],
				ADDRESS_SIZE, NULL, 0, NI_NUMERICHOST) == 0)
			smtp->trusted_count++;
	freeaddrinfo(found);
}

static bool fail(const struct line *line, struct septel_out *errors, const char *what,
		 const char *reason)
{
	septel__out_format(errors, "%.*s:%d: %s: %s\n", VIEW_FORMAT(line->config->file),
			   line->settings->line, what, reason);
	return false;
}

static bool set_file(struct tls_config *keys, struct septel_view path,
		     int (*set)(struct tls_config *keys, const char *path))
{
	char file[4096];
	snprintf(file, sizeof file, "%.*s", VIEW_FORMAT(path));
	return path.len == 0 || set(keys, file) == 0;
}

static struct tls_config *read_keys(const struct outlet_settings *settings)
{
	struct tls_config *keys = tls_config_new();
	if (keys && set_file(keys, settings->authority, tls_config_set_ca_file) &&
	    set_file(keys, settings->certificate, tls_config_set_cert_file) &&
	    set_file(keys, settings->key, tls_config_set_key_file))
		return keys;
	tls_config_free(keys);
	return NULL;
}

static bool open_keys(struct smtp_line *smtp, struct septel_out *errors)
{
	const struct outlet_settings *settings = smtp->line->settings;
	if (settings->certificate.len && settings->listen.len) {
		smtp->server_keys = read_keys(settings);
		smtp->server = tls_server();
		if (smtp->server_keys && settings->authority.len)
			tls_config_verify_client_optional(smtp->server_keys);
		if (!smtp->server_keys || !smtp->server ||
		    tls_configure(smtp->server, smtp->server_keys) != 0)
			return fail(smtp->line, errors, "TLS", "its files cannot be used");
	}
	if (settings->authority.len && settings->dial.len) {
		smtp->client_keys = read_keys(settings);
		if (!smtp->client_keys)
			return fail(smtp->line, errors, "TLS", "its files cannot be used");
	}
	return true;
}

static void name_itself(struct smtp_line *smtp)
{
	const struct relay_config *config = smtp->line->config;
	char station[ROUTING_INDICATOR_SIZE];
	smtp->domain = config->mail_domain;
	if (config->mail_domain.len)
		snprintf(smtp->host, sizeof smtp->host, "%.*s", VIEW_FORMAT(config->mail_domain));
	else if (gethostname(smtp->host, sizeof smtp->host - 1) != 0)
		snprintf(smtp->host, sizeof smtp->host, "localhost");
	snprintf(station, sizeof station, "%.*s", VIEW_FORMAT(config->station));
	for (char *at = station; *at; at++)
		*at = septel__lower(*at);
	snprintf(smtp->sender, sizeof smtp->sender, "%s@%.*s", station, 255, smtp->host);
}

static bool smtp_open(struct line *line, struct septel_out *errors)
{
	struct smtp_line *smtp = calloc(1, sizeof *smtp);
	const char *reason = "";
	line->state = smtp;
	if (!smtp)
		return fail(line, errors, "mail", "memory is out");
	smtp->line = line;
	smtp->listening = -1;
	name_itself(smtp);
	if (!open_keys(smtp, errors))
		return false;
	if (line->settings->listen.len) {
		smtp->listening = septel__listen(line->settings->listen, &reason);
		if (smtp->listening < 0)
			return fail(line, errors, "listen", reason);
		smtp->accepting = event_new(line->base, smtp->listening, EV_READ | EV_PERSIST,
					    on_accept, smtp);
	}
	if (line->settings->dial.len) {
		const struct smtp_client_settings settings = {.address = line->settings->dial,
							      .host = septel_view_of(smtp->host),
							      .keys = smtp->client_keys};
		const struct smtp_client_events events = {smtp, on_over};
		find_trusted(smtp, line->settings->dial);
		smtp->client = septel__smtp_client_new(line->base, &settings, &events);
	}
	if ((smtp->listening >= 0 && !smtp->accepting) ||
	    (line->settings->dial.len && !smtp->client))
		return fail(line, errors, "mail", "no address, or memory is out");
	return true;
}

static void smtp_start(struct line *line)
{
	struct smtp_line *smtp = line->state;
	if (smtp->accepting)
		event_add(smtp->accepting, NULL);
	/* Connections come and go with letters: what cannot go is put off. */
	septel__line_link(line, true, line->settings->dial);
}

static bool smtp_idle(struct line *line)
{
	struct smtp_line *smtp = line->state;
	for (struct session *session = smtp->sessions; session; session = session->next)
		if (session->arrivals)
			return false;
	return !smtp->client || septel__smtp_client_idle(smtp->client);
}

static void smtp_close(struct line *line)
{
	struct smtp_line *smtp = line->state;
	if (!smtp)
		return;
	while (smtp->sessions) {
		/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): it has left the list */
		end_session(smtp->sessions);
	}
	septel__smtp_client_free(smtp->client);
	if (smtp->accepting)
		event_free(smtp->accepting);
	if (smtp->listening >= 0)
		close(smtp->listening);
	if (smtp->server)
		tls_free(smtp->server);
	tls_config_free(smtp->server_keys);
	tls_config_free(smtp->client_keys);
	free(smtp);
	line->state = NULL;
}

const struct transport septel__transport_smtp = {
	.kind = OUTLET_SMTP,
	.open = smtp_open,
	.start = smtp_start,
	.transmit = smtp_transmit,
	.interrupt = smtp_interrupt,
	.receipt = smtp_receipt,
	.idle = smtp_idle,
	.close = smtp_close,
};
