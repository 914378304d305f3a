/* spool_tool.c - works a spool as a relay does, for the suites and for measuring; not installed.
 *
 *     spool_tool accept WHERE COUNT BATCH SIZE [--print]
 *     spool_tool forward WHERE COUNT BATCH [--print]
 *     spool_tool load WHERE
 *     spool_tool check WHERE [FIRST LAST]
 *
 * `accept` takes messages into custody, `forward` sends the oldest copies that wait (three commits
 * a batch: sending, done, and what was fetched between); BATCH of them at each commit.  With
 * --print each number is a line on the standard output as soon as it is committed, which is what a
 * relay acknowledges.  Every message is made from its number, so `check` knows whether it is as it
 * was: FIRST to LAST must all be there.
 */
#include "../src/relay/store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SIZE_LIMIT ((size_t)1 << 20)

static void fail(struct store *store, const char *what)
{
	fprintf(stderr, "spool_tool: %s: %s\n", what, septel__store_error(store));
	exit(2);
}

static double seconds(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static moment now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_REALTIME, &time);
	return (moment)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* ---- times of many ---------------------------------------------------------------------- */

struct times {
	double *at;
	size_t count;
};

static int by_size(const void *one, const void *other)
{
	const double a = *(const double *)one, b = *(const double *)other;
	return (a > b) - (a < b);
}

static void tell_times(const char *what, struct times *times)
{
	if (times->count == 0)
		return;
	qsort(times->at, times->count, sizeof *times->at, by_size);
	fprintf(stderr, "%s: %zu, median %.3f ms, 99th of a hundred %.3f, worst %.3f\n", what,
		times->count, times->at[times->count / 2] * 1e3,
		times->at[times->count * 99 / 100] * 1e3, times->at[times->count - 1] * 1e3);
}

/* ---- messages from their numbers --------------------------------------------------------- */

static size_t make_bytes(uint64_t number, size_t size, char *bytes)
{
	uint64_t random = number * 0x9e3779b97f4a7c15u + 1;
	const size_t head = (size_t)snprintf(
		bytes, size + 1, "RR RUEHC\r\r\nDE RUEHGB #%04u/01 %07u\r\r\n%zu\r\r\n",
		(unsigned)(number % 10000), (unsigned)(number / 10000), size);
	for (size_t at = head; at < size; at++) {
		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		bytes[at] = at % 71 == 70 ? '\n' : (char)('A' + random % 26);
	}
	return head > size ? head : size;
}

static bool is_made(uint64_t number, struct septel_view bytes, char *scratch)
{
	return bytes.len <= SIZE_LIMIT && make_bytes(number, bytes.len, scratch) == bytes.len &&
	       memcmp(scratch, bytes.ptr, bytes.len) == 0;
}

static enum store_status apply(struct store *store, uint64_t number, const char *bytes, size_t size)
{
	char transfer[32], identification[16], reference[32];
	snprintf(transfer, sizeof transfer, "RUEHGB %" PRIu64, number);
	snprintf(identification, sizeof identification, "GFA%04u", (unsigned)(number % 10000));
	snprintf(reference, sizeof reference, "08BAGHDAD%" PRIu64, number);
	struct change change = {.kind = CHANGE_MESSAGE,
				.at = now(),
				.name = {number, 0},
				.event = VIEW_LITERAL("accepted"),
				.outlet = VIEW_LITERAL("GULF"),
				.detail = septel_view_of(identification),
				.bytes = {bytes, size},
				.envelope = VIEW_LITERAL("from: AMEMBASSY BAGHDAD\n"
							 "to: SECSTATE WASHDC 8596\n"),
				.key = {.origin = "RUEHGB", .section = 1},
				.has_key = true,
				.transfer = septel_view_of(transfer),
				.identification = septel_view_of(identification),
				.number = septel_view_of(reference),
				.from = VIEW_LITERAL("AMEMBASSY BAGHDAD"),
				.dtg = {2008, 12, 4, 6, 37},
				.precedence = SEPTEL_ROUTINE};
	snprintf(change.key.serial, sizeof change.key.serial, "%04u", (unsigned)(number % 10000));
	snprintf(change.key.filed, sizeof change.key.filed, "%07u", (unsigned)(number / 10000));
	memcpy(change.text_hash, bytes + size - TEXT_HASH_SIZE, TEXT_HASH_SIZE);
	struct store_match matches[STORE_MATCHES_LIMIT];
	if (septel__store_find(store, &change.key, true, change.transfer, matches) != 0) {
		fprintf(stderr, "spool_tool: message %" PRIu64 " is there\n", number);
		exit(1);
	}
	const struct change copy = {.kind = CHANGE_COPY,
				    .at = change.at,
				    .name = {number, 1},
				    .event = VIEW_LITERAL("routed"),
				    .outlet = VIEW_LITERAL("WASH"),
				    .precedence = SEPTEL_ROUTINE,
				    .routing = VIEW_LITERAL("RUEHC"),
				    .state = COPY_ACTIVE};
	const enum store_status status = septel__store_apply(store, &change);
	return status == STORE_OK ? septel__store_apply(store, &copy) : status;
}

/* ---- loading ------------------------------------------------------------------------------ */

struct waiting {
	struct copy_name *at;
	size_t count, capacity;
};

static bool ignore(void *context, struct septel_view name, struct septel_view value)
{
	(void)context;
	(void)name;
	(void)value;
	return true;
}

static bool take_copy(void *context, const struct store_copy *copy)
{
	struct waiting *waiting = context;
	if (waiting->count == waiting->capacity) {
		waiting->capacity = waiting->capacity ? waiting->capacity * 2 : 1024;
		waiting->at = realloc(waiting->at, waiting->capacity * sizeof *waiting->at);
		if (!waiting->at)
			return false;
	}
	waiting->at[waiting->count++] = copy->name;
	return true;
}

static struct waiting load(struct store *store, uint64_t *last)
{
	struct waiting waiting = {NULL, 0, 0};
	const struct store_loader loader = {&waiting, ignore, ignore, take_copy};
	const double from = seconds();
	if (septel__store_load(store, &loader, last) != STORE_OK)
		fail(store, "load");
	fprintf(stderr, "loaded: %zu copies in %.3f s\n", waiting.count, seconds() - from);
	return waiting;
}

/* ---- commands ----------------------------------------------------------------------------- */

static void acknowledge(const char *word, uint64_t first, uint64_t last)
{
	for (uint64_t number = first; number <= last; number++)
		printf("%s %" PRIu64 "\n", word, number);
	fflush(stdout);
}

static void commit(struct store *store, struct times *times)
{
	const double from = seconds();
	if (septel__store_commit(store) != STORE_OK)
		fail(store, "commit");
	times->at[times->count++] = seconds() - from;
}

static void accept_messages(struct store *store, uint64_t count, uint64_t batch, size_t size,
			    bool print)
{
	static char bytes[SIZE_LIMIT + 1];
	struct times times = {calloc(count + 1, sizeof(double)), 0};
	uint64_t last, first;
	free(load(store, &last).at);
	const double from = seconds();
	for (uint64_t done = 0; done < count; done += batch) {
		first = last + 1;
		for (uint64_t i = 0; i < batch; i++) {
			const size_t length = make_bytes(++last, size, bytes);
			if (apply(store, last, bytes, length) != STORE_OK)
				fail(store, "accept");
		}
		commit(store, &times);
		if (print)
			acknowledge("accepted", first, last);
	}
	const double took = seconds() - from;
	fprintf(stderr, "accepted: %" PRIu64 " in %.2f s, %.0f a second\n", count, took,
		(double)count / took);
	tell_times("commits", &times);
	free(times.at);
}

static struct change state_of(struct copy_name name, enum copy_state state)
{
	char identification[16];
	static char kept[16];
	snprintf(identification, sizeof identification, "WFA%04u",
		 (unsigned)(name.message % 10000));
	memcpy(kept, identification, sizeof kept);
	return (struct change){.kind = CHANGE_STATE,
			       .at = now(),
			       .name = name,
			       .event = state == COPY_DONE ? VIEW_LITERAL("sent")
							   : VIEW_LITERAL("sending"),
			       .outlet = VIEW_LITERAL("WASH"),
			       .detail = septel_view_of(kept),
			       .state = state,
			       .sent_as = septel_view_of(kept),
			       .attempts = 1};
}

static void apply_states(struct store *store, const struct copy_name *names, uint64_t count,
			 enum copy_state state)
{
	for (uint64_t i = 0; i < count; i++) {
		const struct change change = state_of(names[i], state);
		if (septel__store_apply(store, &change) != STORE_OK)
			fail(store, "state");
	}
}

static void forward(struct store *store, uint64_t count, uint64_t batch, bool print)
{
	static char scratch[SIZE_LIMIT + 1];
	uint64_t last;
	struct waiting waiting = load(store, &last);
	count = count < waiting.count ? count : waiting.count;
	struct times commits = {calloc(2 * count + 2, sizeof(double)), 0};
	struct times fetches = {calloc(count + 1, sizeof(double)), 0};
	const double from = seconds();
	for (uint64_t done = 0, some; done < count; done += some) {
		some = batch < count - done ? batch : count - done;
		apply_states(store, waiting.at + done, some, COPY_SENDING);
		commit(store, &commits);
		for (uint64_t i = 0; i < some; i++) {
			struct store_copy copy;
			const double begun = seconds();
			if (septel__store_fetch(store, waiting.at[done + i], &copy) != STORE_OK)
				fail(store, "fetch");
			fetches.at[fetches.count++] = seconds() - begun;
			if (!is_made(copy.name.message, copy.bytes, scratch))
				fail(store, "not as it was");
		}
		apply_states(store, waiting.at + done, some, COPY_DONE);
		commit(store, &commits);
		if (print)
			for (uint64_t i = 0; i < some; i++)
				acknowledge("sent", waiting.at[done + i].message,
					    waiting.at[done + i].message);
	}
	const double took = seconds() - from;
	fprintf(stderr, "forwarded: %" PRIu64 " in %.2f s, %.0f a second\n", count, took,
		(double)count / took);
	tell_times("commits", &commits);
	tell_times("fetches", &fetches);
	free(commits.at);
	free(fetches.at);
	free(waiting.at);
}

static int check(struct store *store, uint64_t first, uint64_t last_wanted)
{
	static char scratch[SIZE_LIMIT + 1];
	uint64_t last, faults = 0;
	free(load(store, &last).at);
	for (uint64_t number = 1; number <= last || number <= last_wanted; number++) {
		struct store_copy copy;
		const struct copy_name name = {number, 1};
		const enum store_status status = septel__store_fetch(store, name, &copy);
		const bool wanted = number >= first && number <= last_wanted;
		if (status == STORE_OK && is_made(number, copy.bytes, scratch))
			continue;
		/* Numbers have no holes: what was not committed is not counted on. */
		if (number <= last || wanted) {
			faults++;
			printf("message %" PRIu64 ": %s\n", number, septel__store_error(store));
		}
	}
	printf("last %" PRIu64 "\nfaults %" PRIu64 "\n", last, faults);
	return faults != 0;
}

int main(int count, char **words)
{
	struct store *store;
	uint64_t numbers[3] = {0, 0, 0}, last;
	if (count < 3) {
		fprintf(stderr, "usage: spool_tool accept|forward|load|check WHERE ...\n");
		return 2;
	}
	const bool print = strcmp(words[count - 1], "--print") == 0;
	for (int i = 3; i < count - print && i < 6; i++)
		numbers[i - 3] = strtoull(words[i], NULL, 10);
	const double from = seconds();
	if (septel__store_open(&store, words[2], 1) != STORE_OK)
		fail(store, "open");
	fprintf(stderr, "opened: %.3f s\n", seconds() - from);
	int code = 0;
	if (strcmp(words[1], "accept") == 0)
		accept_messages(store, numbers[0], numbers[1] ? numbers[1] : 1,
				numbers[2] && numbers[2] < SIZE_LIMIT ? numbers[2] : 4096, print);
	else if (strcmp(words[1], "forward") == 0)
		forward(store, numbers[0], numbers[1] ? numbers[1] : 1, print);
	else if (strcmp(words[1], "check") == 0)
		code = check(store, numbers[0], numbers[1]);
	else
		free(load(store, &last).at);
	const double closing = seconds();
	septel__store_close(store);
	fprintf(stderr, "closed: %.3f s\n", seconds() - closing);
	return code;
}
