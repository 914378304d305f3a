/* smtp_client.h - letters to one mail server: connections, made when there are letters and kept a
 * while for the next ones.
 *
 * Order is that of precedence, and of arrival within one.  A second connection is made when a
 * letter waits that goes before the one under way: a FLASH does not wait for the end of a long
 * ROUTINE.  Every letter that is submitted is answered by one `over`, never from within the call
 * that submits it.
 */
#ifndef SEPTEL_RELAY_SMTP_CLIENT_H
#define SEPTEL_RELAY_SMTP_CLIENT_H

#include "mail_message.h"
#include "smtp_out.h"

struct event_base;
struct smtp_client;
struct tls_config;

struct smtp_client_settings {
	struct septel_view address; /* host:port */
	struct septel_view host;    /* own name, for EHLO */
	struct tls_config *keys;    /* NULL: in the clear; else STARTTLS must be offered */
};

struct smtp_client_letter {
	enum septel_precedence precedence;
	struct copy_name name; /* what `over` and `cancel` know it by */
	uint32_t attempt;
	struct septel_view sender, recipient, envelope_id; /* copied, as the data is */
	struct septel_view data;
	bool has_priority;
	int priority;
	bool success, never;
};

struct smtp_client_events {
	void *context;
	void (*over)(void *context, struct copy_name name, uint32_t attempt,
		     enum sent_outcome outcome, struct septel_view reason);
};

struct smtp_client *septel__smtp_client_new(struct event_base *base,
					    const struct smtp_client_settings *settings,
					    const struct smtp_client_events *events)
	__attribute__((nonnull, warn_unused_result));
/* Answers what is unanswered: LOST. */
void septel__smtp_client_free(struct smtp_client *client);
/* False: memory is out; it is not answered. */
bool septel__smtp_client_submit(struct smtp_client *client, const struct smtp_client_letter *letter)
	__attribute__((nonnull, warn_unused_result));
/* A letter that has not been begun is taken back, and answered INTERRUPTED. */
void septel__smtp_client_cancel(struct smtp_client *client, struct copy_name name, uint32_t attempt)
	__attribute__((nonnull));
bool septel__smtp_client_idle(const struct smtp_client *client) __attribute__((nonnull));

/* How soon a precedence is to be delivered (RFC 2852): seconds. */
unsigned septel__smtp_seconds(enum septel_precedence precedence);

#endif
