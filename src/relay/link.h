/* link.h - one connection between two relays: a framing over a socket, in the clear or under TLS.
 *
 * Owns the socket, the TLS session and the framing.  Output is drawn from the framing only as the
 * socket takes it, so that little stands between a FLASH and the line.
 *
 * Invariants: `closed` comes once, from the event loop, after every order has been answered; the
 * link is freed right after.  septel__link_free ends it at once and tells nothing but the answers.
 */
#ifndef SEPTEL_RELAY_LINK_H
#define SEPTEL_RELAY_LINK_H

#include "framing.h"

struct event_base;
struct tls;
struct link;

struct link_events {
	void *context;
	/* As framing_events has them.  A hello may hand the link to somebody else:
	 * septel__link_adopt. */
	bool (*hello)(void *context, struct link *link, const char *station, const char *circuit,
		      struct framing_settings *own, const char **reason);
	void (*ready)(void *context, struct link *link);
	void (*arrived)(void *context, struct link *link, uint64_t tag, struct septel_view transfer,
			struct septel_view bytes);
	void (*sent)(void *context, struct copy_name name, uint32_t attempt,
		     enum sent_outcome outcome, struct septel_view reason);
	void (*closed)(void *context, struct link *link, const char *reason);
};

/* `socket` does not block, and may still be connecting; `tls` may be NULL, and has the socket
 * already. Both are owned from here on, also where memory is out (NULL).  A nonce is made. */
struct link *septel__link_new(struct event_base *base, int socket, struct tls *tls,
			      const struct framing_settings *settings,
			      const struct link_events *events)
	__attribute__((nonnull(1, 4, 5), warn_unused_result));
void septel__link_free(struct link *link);
void septel__link_adopt(struct link *link, const struct link_events *events)
	__attribute__((nonnull));

struct framing *septel__link_framing(struct link *link) __attribute__((nonnull));
/* After orders to the framing: writes before the loop sleeps again, what many orders made at once.
 */
void septel__link_flush(struct link *link) __attribute__((nonnull));

/* The certificate of the peer is of `station`; true in the clear, where nothing is proved. */
bool septel__link_proves(struct link *link, const char *station) __attribute__((nonnull));
/* Milliseconds since the last byte from the peer. */
moment septel__link_silence(const struct link *link) __attribute__((nonnull));
/* Address of the peer, and how the connection is protected. */
const char *septel__link_peer(const struct link *link) __attribute__((nonnull));

#endif
