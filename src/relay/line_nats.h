/* line_nats.h - what the two sides of a NATS circuit share: the loop (line_nats.c) and the thread
 * that speaks with the server (line_nats_thread.c).  Lists cross behind one lock.
 */
#ifndef SEPTEL_RELAY_LINE_NATS_H
#define SEPTEL_RELAY_LINE_NATS_H

#include "line.h"

#include <nats/nats.h>
#include <pthread.h>

#define NATS_SUBJECTS  4u
#define NATS_NAME_SIZE 160
#define NATS_HASH_SIZE (2 * TEXT_HASH_SIZE + 1)
/* For the server: milliseconds. */
#define NATS_SERVER_MS  2000
#define HEADER_TRANSFER "Septel-Transfer"

/* An order, from the loop to the broker. */
struct order {
	struct order *next;
	struct copy_name name;
	uint32_t attempt;
	enum septel_precedence precedence;
	char transfer[NATS_NAME_SIZE], hash[NATS_HASH_SIZE];
	char *bytes;
	size_t length;
	unsigned tries;
	bool stored;  /* by the broker */
	moment again; /* to be published, then */
	bool cancelled;
};

/* What the thread tells the loop. */
struct told {
	struct told *next;
	enum { TOLD_ARRIVED, TOLD_SENT, TOLD_LINK, TOLD_FAULT } kind;
	natsMsg *message; /* ARRIVED */
	uint64_t arrival;
	struct copy_name name; /* SENT */
	uint32_t attempt;
	enum sent_outcome outcome;
	bool up;
	char text[256];
};

/* A message that waits for the station's receipt. */
struct waiting {
	struct waiting *next;
	uint64_t arrival;
	natsMsg *message;
	bool answered, orphan; /* orphan: its connection has gone, it comes again */
	enum receipt_kind kind;
	char reason[200];
};

struct nats_line {
	struct line *line;
	natsOptions *options;
	char station[32], peer[32], stream[64];
	pthread_t thread;
	bool started;
	int bell; /* rings in the loop */
	struct event *ringing;

	pthread_mutex_t lock;
	pthread_cond_t work;
	bool stopping;
	struct order *orders;    /* unanswered, by precedence */
	struct waiting *waiting; /* arrivals */
	struct told *told, **told_end;
	size_t waiting_count;

	/* of the thread alone */
	natsConnection *connection;
	jsCtx *stream_context;
	natsSubscription *subjects[NATS_SUBJECTS], *receipts, *doorbell;
	bool up;
	moment no_way_since;
};

/* The thread; `context` is the struct nats_line. */
void *septel__nats_run(void *context);
/* Ends every order: LOST. */
void septel__nats_end_all(struct nats_line *nats, const char *reason);
void septel__nats_hash(char hex[NATS_HASH_SIZE], const char *bytes, size_t length);

#endif
