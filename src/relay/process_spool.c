/* process_spool.c - the part of a relay that has the store: files, and no network.
 *
 * Group commit.  Whatever has come while the last commit was under way is taken together, put on
 * the disk by one commit, and answered: nobody waits for others to come, and nobody who came waits
 * for more than the commit before his.  Changes that nobody waits for (a copy is done) go with the
 * next commit that somebody does, or after SPOOL_LAZY_MS: were they lost, the copy would be sent
 * again under its old transfer, and known.
 *
 * If a batch fails, each of its calls is tried alone: one that is refused for lack of space shall
 * not take those with it that free some.
 */
#include "../base/limits.h"
#include "parcel.h"
#include "relayd.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define SPOOL_LAZY_MS   20
#define SPOOL_REST_MS   1000 /* of quiet, and what can be done later is done */
#define EXPIRE_EVERY_MS (60 * 60 * 1000)
#define EXPIRE_AGAIN_MS 200
#define DAY_MS          ((moment)24 * 60 * 60 * 1000)

enum { END_WELL = 0, END_INVALID = 2, END_BROKEN = 4 };

struct spool {
	const struct relay_config *config;
	struct store *store;
	struct exchange parent, scheduler;
	/* Calls applied and not yet committed.  Those of an earlier round stand in `kept`. */
	struct parcel batch[SPOOL_BATCH_LIMIT];
	size_t count, kept_count;
	struct septel_arena *kept;
	bool awaited; /* somebody waits for the commit */
	moment since; /* when the first of them came */
	moment expire;
	bool rested;      /* left alone since the last commit, and told so */
	uint64_t applied; /* changes of the batch */
	uint64_t commits, changes, refusals;
	bool failed; /* memory and disk may differ: begin again */
};

/* The number of a call's ticket; its changes are behind it. */
static uint64_t ticket_of(struct parcel call)
{
	return septel__take_integer(&call);
}

/* `call` is a copy: it may be applied again. */
static enum store_status apply(struct spool *spool, struct parcel call, uint64_t *changes)
{
	(void)septel__take_integer(&call);
	const uint64_t count = septel__take_bounded(&call, SPOOL_CHANGES_LIMIT);
	enum store_status status = STORE_OK;
	for (uint64_t i = 0; i < count && status == STORE_OK && !call.failed; i++) {
		struct change change;
		septel__take_change(&call, &change);
		if (!call.failed)
			status = septel__store_apply(spool->store, &change);
	}
	*changes += count;
	if (status == STORE_OK && !septel__take_end(&call))
		spool->scheduler.broken = true;
	return status;
}

static void answer(struct spool *spool, struct parcel call, enum store_status status)
{
	const uint64_t ticket = ticket_of(call);
	if (status != STORE_OK)
		spool->refusals++;
	if (ticket) {
		septel__put_begin(&spool->scheduler, PARCEL_STORED);
		septel__put_number(&spool->scheduler, ticket);
		septel__put_number(&spool->scheduler, status);
		septel__put_end(&spool->scheduler);
	}
	/* Nobody hears that this one is not on the disk, but the station thinks it is. */
	if (status == STORE_FAILED || status == STORE_DAMAGED || (status != STORE_OK && !ticket)) {
		septel__relay_log("spool", "%s", septel__store_error(spool->store));
		spool->failed = true;
	}
}

static void tell_counts(struct spool *spool)
{
	septel__put_begin(&spool->scheduler, PARCEL_SPOOL);
	septel__put_number(&spool->scheduler, spool->commits);
	septel__put_number(&spool->scheduler, spool->changes);
	septel__put_number(&spool->scheduler, spool->refusals);
	septel__put_end(&spool->scheduler);
}

static void forget_batch(struct spool *spool)
{
	spool->count = spool->kept_count = 0;
	spool->awaited = false;
	spool->applied = 0;
	septel_arena_reset(spool->kept);
}

static void one_by_one(struct spool *spool)
{
	for (size_t i = 0; i < spool->count && !spool->failed; i++) {
		uint64_t changes = 0;
		enum store_status status = apply(spool, spool->batch[i], &changes);
		if (status == STORE_OK)
			status = septel__store_commit(spool->store);
		if (status == STORE_OK) {
			spool->commits++;
			spool->changes += changes;
		}
		answer(spool, spool->batch[i], status);
	}
}

static void commit(struct spool *spool)
{
	if (spool->count == 0)
		return;
	spool->rested = false;
	if (septel__store_commit(spool->store) == STORE_OK) {
		spool->commits++;
		spool->changes += spool->applied;
		for (size_t i = 0; i < spool->count; i++)
			answer(spool, spool->batch[i], STORE_OK);
	} else {
		one_by_one(spool);
	}
	forget_batch(spool);
	tell_counts(spool);
}

static void take_store(struct spool *spool, const struct parcel *call)
{
	if (spool->count == SPOOL_BATCH_LIMIT)
		commit(spool);
	if (spool->count == 0)
		spool->since = septel__relay_now();
	spool->batch[spool->count++] = *call;
	spool->awaited |= ticket_of(*call) != 0;
	if (apply(spool, *call, &spool->applied) == STORE_OK)
		return;
	one_by_one(spool);
	forget_batch(spool);
}

/* What waits for a later commit is kept: the next round reads over it. */
static void keep(struct spool *spool)
{
	for (size_t i = spool->kept_count; i < spool->count; i++) {
		struct parcel *call = &spool->batch[i];
		call->rest = septel_arena_copy(spool->kept, call->rest);
	}
	spool->kept_count = spool->count;
	if (septel_arena_failed(spool->kept))
		spool->failed = true;
}

/* ---- questions ------------------------------------------------------------------------------ */

static void take_find(struct spool *spool, struct parcel *parcel)
{
	struct store_match matches[STORE_MATCHES_LIMIT];
	struct message_key key = {.section = SEPTEL_NUMBER_NONE};
	const uint64_t token = septel__take_integer(parcel);
	const bool has_key = septel__take_bool(parcel);
	septel__take_key(parcel, &key);
	const struct septel_view transfer = septel__take_view(parcel);
	if (parcel->failed)
		return;
	const size_t count = septel__store_find(spool->store, &key, has_key, transfer, matches);
	septel__put_begin(&spool->scheduler, PARCEL_FOUND);
	septel__put_number(&spool->scheduler, token);
	septel__put_number(&spool->scheduler, count);
	for (size_t i = 0; i < count; i++)
		septel__put_match(&spool->scheduler, &matches[i]);
	septel__put_end(&spool->scheduler);
}

static void take_fetch(struct spool *spool, struct parcel *parcel)
{
	struct store_copy copy = {.name = septel__take_name(parcel)};
	if (parcel->failed)
		return;
	const struct copy_name name = copy.name;
	const enum store_status status = septel__store_fetch(spool->store, name, &copy);
	if (status != STORE_OK)
		copy = (struct store_copy){.name = name};
	septel__put_begin(&spool->scheduler, PARCEL_FETCHED);
	septel__put_number(&spool->scheduler, status);
	septel__put_copy(&spool->scheduler, &copy);
	septel__put_end(&spool->scheduler);
}

static void take_find_sent(struct spool *spool, struct parcel *parcel)
{
	struct store_sent sent;
	const uint64_t token = septel__take_integer(parcel);
	septel__take_sent(parcel, &sent);
	if (parcel->failed)
		return;
	septel__put_begin(&spool->scheduler, PARCEL_FOUND_SENT);
	septel__put_number(&spool->scheduler, token);
	septel__put_name(&spool->scheduler, septel__store_sent(spool->store, &sent));
	septel__put_end(&spool->scheduler);
}

/* ---- the start ------------------------------------------------------------------------------ */

/* A spool of a million copies is more than should wait in memory: the scheduler reads along. */
static bool drained(struct spool *spool)
{
	while (septel__exchange_waiting(&spool->scheduler) > EXCHANGE_HIGH) {
		struct pollfd wait = {spool->scheduler.fd, POLLOUT, 0};
		if (!septel__exchange_flush(&spool->scheduler))
			return false;
		if (septel__exchange_waiting(&spool->scheduler) > EXCHANGE_HIGH)
			(void)poll(&wait, 1, 1000);
	}
	return true;
}

static bool load_pair(struct spool *spool, unsigned kind, struct septel_view name,
		      struct septel_view value)
{
	septel__put_begin(&spool->scheduler, kind);
	septel__put_view(&spool->scheduler, name);
	septel__put_view(&spool->scheduler, value);
	septel__put_end(&spool->scheduler);
	return drained(spool);
}

static bool load_setting(void *context, struct septel_view name, struct septel_view value)
{
	return load_pair(context, PARCEL_SETTING, name, value);
}

static bool load_channel(void *context, struct septel_view outlet, struct septel_view numbers)
{
	return load_pair(context, PARCEL_CHANNEL, outlet, numbers);
}

static bool load_copy(void *context, const struct store_copy *copy)
{
	struct spool *spool = context;
	septel__put_begin(&spool->scheduler, PARCEL_COPY);
	septel__put_copy(&spool->scheduler, copy);
	septel__put_end(&spool->scheduler);
	return drained(spool);
}

static void take_load(struct spool *spool)
{
	const struct store_loader loader = {spool, load_setting, load_channel, load_copy};
	uint64_t last = 0;
	const enum store_status status = septel__store_load(spool->store, &loader, &last);
	if (status != STORE_OK) {
		septel__relay_log("spool", "%s", septel__store_error(spool->store));
		spool->failed = true;
	}
	septel__put_begin(&spool->scheduler, PARCEL_LOADED);
	septel__put_number(&spool->scheduler, status);
	septel__put_number(&spool->scheduler, last);
	septel__put_view(&spool->scheduler,
			 septel_view_of(septel__store_incarnation(spool->store)));
	septel__put_end(&spool->scheduler);
}

/* ---- rounds --------------------------------------------------------------------------------- */

static void take_parcel(struct spool *spool, struct parcel *parcel)
{
	switch (parcel->kind) {
	case PARCEL_STORE:
		take_store(spool, parcel);
		return; /* its end was looked at when it was applied */
	case PARCEL_LOAD:
		take_load(spool);
		break;
	case PARCEL_FIND:
		take_find(spool, parcel);
		break;
	case PARCEL_FETCH:
		take_fetch(spool, parcel);
		break;
	case PARCEL_FIND_SENT:
		take_find_sent(spool, parcel);
		break;
	default:
		parcel->failed = true;
	}
	if (!septel__take_end(parcel))
		spool->scheduler.broken = true;
}

static void round_of(struct spool *spool)
{
	struct parcel parcel;
	(void)septel__exchange_fill(&spool->scheduler);
	while (!spool->failed && septel__exchange_next(&spool->scheduler, &parcel))
		take_parcel(spool, &parcel);
	/* Nothing of a broken exchange is believed, not even what came before. */
	if (spool->scheduler.broken)
		return;
	if (spool->awaited || septel__relay_now() - spool->since >= SPOOL_LAZY_MS)
		commit(spool);
	else
		keep(spool);
}

static void expire(struct spool *spool, moment now)
{
	const moment before = now - spool->config->retain_days * DAY_MS;
	commit(spool);
	spool->expire = now + (septel__store_expire(spool->store, before) ? EXPIRE_AGAIN_MS
									  : EXPIRE_EVERY_MS);
}

static void rest(struct spool *spool)
{
	if (spool->rested || spool->count)
		return;
	septel__store_idle(spool->store);
	spool->rested = true;
}

static int wait_for(const struct spool *spool, moment now)
{
	moment wait = spool->expire - now;
	if (spool->count && wait > SPOOL_LAZY_MS)
		wait = SPOOL_LAZY_MS;
	if (!spool->rested && wait > SPOOL_REST_MS)
		wait = SPOOL_REST_MS;
	return wait < 0 ? 0 : (int)wait;
}

static int serve(struct spool *spool)
{
	bool stopping = false;
	while (!stopping && !spool->failed) {
		struct pollfd fds[] = {
			{spool->parent.fd, POLLIN, 0},
			{spool->scheduler.gone ? -1 : spool->scheduler.fd, POLLIN, 0}};
		if (septel__exchange_waiting(&spool->scheduler))
			fds[1].events |= POLLOUT;
		const int ready = poll(fds, 2, wait_for(spool, septel__relay_now()));
		if (ready < 0 && errno != EINTR)
			return END_INVALID;
		if (ready == 0)
			rest(spool);
		stopping = fds[0].revents != 0;
		round_of(spool);
		if (spool->scheduler.broken) {
			septel__relay_log("spool", "a malformed parcel came from the scheduler");
			return END_BROKEN;
		}
		if (!stopping && septel__relay_now() >= spool->expire)
			expire(spool, septel__relay_now());
		(void)septel__exchange_flush(&spool->scheduler);
	}
	if (!spool->failed)
		commit(spool);
	return spool->failed ? END_INVALID : END_WELL;
}

static const char *status_words(enum store_status status)
{
	static const char *const WORDS[] = {
		[STORE_OK] = "good",
		[STORE_FULL] = "there is not enough free space",
		[STORE_BUSY] = "another relay has it",
		[STORE_DAMAGED] = "it is damaged",
		[STORE_FAILED] = "it cannot be opened",
	};
	return WORDS[status];
}

int septel__part_spool(const struct relay_start *start)
{
	struct spool *spool = calloc(1, sizeof *spool);
	if (!spool || !(spool->kept = septel_arena_new(0))) {
		free(spool);
		return END_INVALID;
	}
	spool->config = start->config;
	septel__exchange_init(&spool->parent, start->parent);
	septel__exchange_init(&spool->scheduler, start->scheduler);
	spool->expire = septel__relay_now() + EXPIRE_AGAIN_MS;
	const struct septel_view where = septel_arena_copy(spool->kept, start->config->spool);
	const enum store_status status =
		septel__store_open(&spool->store, where.ptr, start->config->free_percent);
	int code = status == STORE_DAMAGED ? END_BROKEN : END_INVALID;
	if (status != STORE_OK)
		septel__relay_log("spool", "%s: %s%s%s", where.ptr, status_words(status),
				  spool->store ? ": " : "",
				  spool->store ? septel__store_error(spool->store) : "");
	else if (septel__relay_confine("spool", strstr(where.ptr, "://") ? CONFINE_SPOOL_NET
									 : CONFINE_SPOOL))
		code = serve(spool);
	if (spool->store)
		septel__store_close(spool->store);
	septel__exchange_release(&spool->scheduler);
	septel__exchange_release(&spool->parent);
	septel_arena_free(spool->kept);
	free(spool);
	return code;
}
