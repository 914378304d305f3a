/* store.h - the spool of a station: messages in custody, their copies, numbers, the journal.
 *
 * One store, two makes behind one table of functions: SQLite (a file) and PostgreSQL (a server,
 * with quorum commit where a station must survive a machine).  One process writes.  Readers (queue,
 * trace, journal, report) open the same store by store_read.h, also while it is written.
 *
 * Invariants: changes between two commits are all on the disk or none; septel__store_commit returns
 * true only once they are (synchronous); the journal is a chain: each entry has the hash of the one
 * before and of itself; a transfer is taken once.
 */
#ifndef SEPTEL_RELAY_STORE_H
#define SEPTEL_RELAY_STORE_H

#include "change.h"

#include "../base/out.h"

struct store;

enum store_status {
	STORE_OK,
	STORE_FULL,    /* no space, no inodes, or less than the configured share is free */
	STORE_BUSY,    /* another relay has it */
	STORE_DAMAGED, /* not a store, or one whose journal does not hold */
	STORE_FAILED   /* the disk or the server failed; store_error tells */
};

/* Opens, and makes where it is not there.  `where`: a path or postgresql://.  The caller closes
 * *store. */
enum store_status septel__store_open(struct store **store, const char *where, unsigned free_percent)
	__attribute__((nonnull, warn_unused_result));
void septel__store_close(struct store *store);
/* Letters and digits, up to 32, made by chance together with the store and for ever the same: who
 * loses a spool and begins a new one counts messages from 1 again, and they are not the old ones.
 */
const char *septel__store_incarnation(const struct store *store) __attribute__((nonnull));
/* What failed last, one line; valid until the next call. */
const char *septel__store_error(const struct store *store);

/* Adds a change to the batch that the next commit puts on the disk.  After a failure the batch is
 * gone: nothing of it is acknowledged.  A server may tell of one only at the commit.  Where every
 * further call fails as well, what the last commit came to is not known: the store is to be closed,
 * opened and loaded anew. */
enum store_status septel__store_apply(struct store *store, const struct change *change)
	__attribute__((nonnull, warn_unused_result));
enum store_status septel__store_commit(struct store *store)
	__attribute__((nonnull, warn_unused_result));

/* Whether a message could be accepted now: OK or FULL.  Applying one asks it as well, but a refusal
 * there costs the batch: who gathers changes of many asks first. */
enum store_status septel__store_room(struct store *store)
	__attribute__((nonnull, warn_unused_result));
/* Nothing is to be done just now: what was put off (the log moved into the file) is begun. */
void septel__store_idle(struct store *store) __attribute__((nonnull));

/* ---- what a station asks -------------------------------------------------------------- */

/* Bytes of the routing indicators of a match, with its NUL. */
#define STORE_ROUTING_SIZE 512u

/* An earlier message with the key, or of the transfer. */
struct store_match {
	uint64_t message;
	enum message_state state;
	unsigned char text_hash[TEXT_HASH_SIZE];
	/* how it was called; of many routing indicators as many as fit */
	enum septel_precedence precedence;
	enum septel_class classification;
	char routing[STORE_ROUTING_SIZE];
	bool by_transfer; /* the very same transfer: it is in custody, acknowledge again */
};
#define STORE_MATCHES_LIMIT 16u
/* Sees what has been applied, committed or not.  Returns how many (the newest first). */
size_t septel__store_find(struct store *store, const struct message_key *key, bool has_key,
			  struct septel_view transfer,
			  struct store_match matches[STORE_MATCHES_LIMIT]) __attribute__((nonnull));

/* A copy with the bytes of its message; views live until the next call. */
struct store_copy {
	struct copy_name name;
	struct septel_view bytes;
	struct septel_view outlet, routing, pilot, reason, sent_as;
	struct septel_view arrived; /* the circuit its message came by; empty: made here */
	enum septel_precedence precedence;
	enum septel_class classification;
	enum copy_state state;
	uint32_t attempts;
	uint32_t last_copy;                   /* the highest number of a copy of its message */
	moment accepted, not_before, changed; /* changed: when its state did last */
	size_t length;                        /* of the bytes of the message */
	bool considered; /* loaded: its message says MINIMIZE CONSIDERED (as its envelope has) */
};
/* Copy 0: the message alone. */
enum store_status septel__store_fetch(struct store *store, struct copy_name name,
				      struct store_copy *copy)
	__attribute__((nonnull, warn_unused_result));
/* A copy that went, or was to go, out on `outlet`: under an identification (the latest that did),
 * or of the message with a key (where `identification` is empty; by any outlet where that is, too);
 * with `arrived`, the first copy of the message that came in on it under an identification (the
 * latest that did).  Message 0: none. */
struct store_sent {
	struct septel_view outlet, identification;
	bool arrived;
	struct message_key key;
	bool has_key;
};
struct copy_name septel__store_sent(struct store *store, const struct store_sent *sent)
	__attribute__((nonnull));

/* Everything a station needs after a start: settings, channels, and every copy that is neither done
 * nor cancelled, in order of acceptance (without bytes). */
struct store_loader {
	void *context;
	bool (*setting)(void *context, struct septel_view name, struct septel_view value);
	bool (*channel)(void *context, struct septel_view outlet, struct septel_view numbers);
	bool (*copy)(void *context, const struct store_copy *copy);
};
enum store_status septel__store_load(struct store *store, const struct store_loader *loader,
				     uint64_t *last_message)
	__attribute__((nonnull, warn_unused_result));

/* Drops what is done and older than `before`, a bounded number of messages at a call; how many. */
size_t septel__store_expire(struct store *store, moment before) __attribute__((nonnull));

#endif
