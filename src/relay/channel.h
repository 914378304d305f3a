/* channel.h - a connection that carries bytes both ways, in the clear or under TLS, on an event
 * base: what SMTP runs over.
 *
 * Output waits in memory until the socket takes it.  Input that its owner does not take stays here,
 * and while some does nothing more is read: so a sender that is not answered is slowed down.
 *
 * Invariants: `closed` comes once, from the event loop, and nothing after it.
 * septel__channel_free may be called at any time, also from within an event.
 */
#ifndef SEPTEL_RELAY_CHANNEL_H
#define SEPTEL_RELAY_CHANNEL_H

#include "../base/out.h"

struct channel;
struct event_base;
struct tls;

struct channel_events {
	void *context;
	/* Takes bytes of `bytes`, and returns how many. */
	size_t (*received)(void *context, struct septel_view bytes);
	/* Everything that was written is with the kernel; for what comes after that. */
	void (*flushed)(void *context);
	/* It is gone, or nothing came or went for its time. */
	void (*closed)(void *context, const char *reason);
};

/* `socket` is connected, does not block, and is the channel's from here on, also where memory is
 * out (NULL). */
struct channel *septel__channel_new(struct event_base *base, int socket, unsigned idle_seconds,
				    const struct channel_events *events)
	__attribute__((nonnull, warn_unused_result));
void septel__channel_free(struct channel *channel);

/* What is written here goes out with the next flush. */
struct septel_out *septel__channel_out(struct channel *channel) __attribute__((nonnull));
void septel__channel_flush(struct channel *channel) __attribute__((nonnull));
/* Offers again what was not taken. */
void septel__channel_resume(struct channel *channel) __attribute__((nonnull));
/* From here on under TLS, whose session (owned from here on) has the socket already; what was
 * written before must be flushed, what came before is dropped. */
void septel__channel_secure(struct channel *channel, struct tls *tls) __attribute__((nonnull));
/* TLS is on, and the other end has shown a certificate, which the authority has signed. */
bool septel__channel_is_proved(const struct channel *channel) __attribute__((nonnull));
int septel__channel_socket(const struct channel *channel) __attribute__((nonnull));
/* Closes when everything is written; `closed` comes then. */
void septel__channel_end(struct channel *channel) __attribute__((nonnull));

#endif
