/* box_mail.c - a mailbox: each message goes to it as a letter (mail_message.h), through the mail
 * server named, or that of this machine.
 *
 * At least once: a letter whose reply is lost is sent again, and is the same letter, Message-ID and
 * all.  Delivered means that the server has it.
 */
#include "box.h"
#include "mail_message.h"
#include "smtp_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define NAME_SIZE 256

struct mail_box {
	struct smtp_client *client;
	char host[NAME_SIZE];                            /* own name in mail */
	char sender[NAME_SIZE + ROUTING_INDICATOR_SIZE]; /* "ruehgb@baghdad.example" */
};

static void name_itself(struct mail_box *own, const struct relay_config *config)
{
	char station[ROUTING_INDICATOR_SIZE];
	if (config->mail_domain.len)
		(void)snprintf(own->host, sizeof own->host, "%.*s",
			       VIEW_FORMAT(config->mail_domain));
	else if (gethostname(own->host, sizeof own->host - 1) != 0)
		(void)snprintf(own->host, sizeof own->host, "localhost");
	(void)snprintf(station, sizeof station, "%.*s", VIEW_FORMAT(config->station));
	for (char *at = station; *at; at++)
		*at = septel__lower(*at);
	(void)snprintf(own->sender, sizeof own->sender, "%s@%s", station, own->host);
}

static void on_over(void *context, struct copy_name name, uint32_t attempt,
		    enum sent_outcome outcome, struct septel_view reason)
{
	struct box *box = context;
	box->sent(box->context, box->outlet, name, attempt, outcome, reason);
}

static bool mail_open(struct box *box, struct septel_out *error)
{
	struct mail_box *own = calloc(1, sizeof *own);
	box->state = own;
	if (!own)
		return false;
	name_itself(own, box->config);
	const struct smtp_client_settings settings = {
		.address = box->settings->dial.len ? box->settings->dial
						   : VIEW_LITERAL("127.0.0.1:25"),
		.host = septel_view_of(own->host)};
	const struct smtp_client_events events = {box, on_over};
	own->client = septel__smtp_client_new(box->base, &settings, &events);
	if (!own->client)
		septel__out_string(error, "no address, or memory is out");
	return own->client != NULL;
}

static void mail_close(struct box *box)
{
	struct mail_box *own = box->state;
	if (!own)
		return;
	if (own->client)
		septel__smtp_client_free(own->client);
	free(own);
	box->state = NULL;
}

enum submitted { SUBMITTED, NO_MEMORY, TOO_LONG };

static enum submitted submit(struct box *box, const struct box_order *order,
			     struct septel_arena *arena)
{
	const struct mail_box *own = box->state;
	const struct mail_letter_options options = {
		.convert = {.domain = septel_view_of(own->host),
			    .sender = septel_view_of(own->sender)},
		.mailbox = box->settings->mailbox,
		.station = box->config->station,
		.host = septel_view_of(own->host)};
	struct mail_letter letter;
	char id[BOX_NAME_SIZE];
	septel__box_name(box, order->name, id);
	if (!arena)
		return NO_MEMORY;
	if (!septel__mail_letter(&letter, order->bytes, &options, arena))
		return septel_arena_failed(arena) ? NO_MEMORY : TOO_LONG;
	const struct smtp_client_letter submitted = {
		.precedence = order->precedence,
		.name = order->name,
		.attempt = order->attempt,
		.sender = septel_view_of(own->sender),
		.recipient = box->settings->mailbox,
		.envelope_id = septel_view_of(id),
		.data = letter.data,
		.has_priority = true,
		.priority = septel__mail_priority(order->precedence)};
	return septel__smtp_client_submit(own->client, &submitted) ? SUBMITTED : NO_MEMORY;
}

static void mail_deliver(struct box *box, const struct box_order *order)
{
	struct septel_arena *arena = septel_arena_new(0);
	const enum submitted submitted = submit(box, order, arena);
	septel_arena_free(arena);
	if (submitted == TOO_LONG)
		septel__box_sent(box, order->name, order->attempt, SENT_REFUSED,
				 MAIL_LETTER_TOO_LONG);
	else if (submitted == NO_MEMORY)
		septel__box_sent(box, order->name, order->attempt, SENT_PUT_OFF, "out of memory");
}

static bool mail_idle(const struct box *box)
{
	const struct mail_box *own = box->state;
	return septel__smtp_client_idle(own->client);
}

const struct box_kind septel__box_mail = {.kind = OUTLET_MAIL,
					  .open = mail_open,
					  .deliver = mail_deliver,
					  .idle = mail_idle,
					  .close = mail_close};
