/* relay.c - see relay.h. */
#include "relay.h"

#include "../base/limits.h"

#include <pthread.h>
#include <stdlib.h>

struct run {
	struct run *next;
	size_t length;
	char bytes[];
};

struct relay {
	bool (*take)(struct septel_view bytes, void *context);
	void *context;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t moved; /* any of these have changed */
	struct run *first, *last;
	size_t bytes; /* that wait or are worked on */
	bool ended;   /* no more come */
	bool refused; /* no more are taken */
};

/* The oldest run, when there is one; NULL: there will be none. */
static struct run *next_run(struct relay *relay)
{
	pthread_mutex_lock(&relay->lock);
	while (!relay->first && !relay->ended)
		pthread_cond_wait(&relay->moved, &relay->lock);
	struct run *run = relay->first;
	if (run)
		relay->first = run->next;
	pthread_mutex_unlock(&relay->lock);
	return run;
}

static void drop_run(struct relay *relay, struct run *run, bool taken)
{
	pthread_mutex_lock(&relay->lock);
	relay->bytes -= sizeof *run + run->length;
	relay->refused |= !taken;
	pthread_cond_broadcast(&relay->moved);
	pthread_mutex_unlock(&relay->lock);
	free(run);
}

static void *work(void *context)
{
	struct relay *relay = context;
	bool going = true;
	for (struct run *run; (run = next_run(relay));) {
		/* What comes after a refusal is dropped: nobody is to wait for room. */
		going = going &&
			relay->take((struct septel_view){run->bytes, run->length}, relay->context);
		drop_run(relay, run, going);
	}
	return NULL;
}

static void relay_free(struct relay *relay)
{
	pthread_mutex_destroy(&relay->lock);
	pthread_cond_destroy(&relay->moved);
	free(relay);
}

struct relay *septel__relay_new(bool (*take)(struct septel_view bytes, void *context),
				void *context)
{
	struct relay *relay = calloc(1, sizeof *relay);
	if (!relay)
		return NULL;
	relay->take = take;
	relay->context = context;
	pthread_mutex_init(&relay->lock, NULL);
	pthread_cond_init(&relay->moved, NULL);
	if (pthread_create(&relay->thread, NULL, work, relay) == 0)
		return relay;
	relay_free(relay);
	return NULL;
}

/* Waits until there is room for more; false: no more are taken. */
static bool wait_room(struct relay *relay)
{
	pthread_mutex_lock(&relay->lock);
	while (!relay->refused && relay->bytes >= RELAY_BYTES_LIMIT)
		pthread_cond_wait(&relay->moved, &relay->lock);
	const bool open = !relay->refused;
	pthread_mutex_unlock(&relay->lock);
	return open;
}

bool septel__relay_put(struct relay *relay, struct septel_view bytes)
{
	struct run *run = wait_room(relay) ? malloc(sizeof *run + bytes.len) : NULL;
	if (!run)
		return false;
	run->next = NULL;
	run->length = bytes.len;
	memcpy(run->bytes, bytes.ptr, bytes.len);
	pthread_mutex_lock(&relay->lock);
	if (relay->first)
		relay->last->next = run;
	else
		relay->first = run;
	relay->last = run;
	relay->bytes += sizeof *run + run->length;
	pthread_cond_broadcast(&relay->moved);
	pthread_mutex_unlock(&relay->lock);
	return true;
}

void septel__relay_end(struct relay *relay)
{
	pthread_mutex_lock(&relay->lock);
	relay->ended = true;
	pthread_cond_broadcast(&relay->moved);
	pthread_mutex_unlock(&relay->lock);
	pthread_join(relay->thread, NULL);
	relay_free(relay);
}
