/* crash_spool.c - a spool at every operation of its disk: full, failed, without power.
 *
 *     crash_spool FOLDER power|full|error [FIRST LAST [STEP]]
 *
 * A run does, always in the same way, what a relay does with its spool.  For each operation of that
 * run it is done again with the failure at that operation.  Then the spool is opened as after a new
 * start, and must hold all that was acknowledged, and of what was being committed either all or
 * nothing; its journal must hold; and it must work on.  `ok` or `not ok` lines.
 */
#include "../../src/relay/store_make.h"
#include "../../src/relay/store_read.h"
#include "failing_disk.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MESSAGES_LIMIT 64
#define BATCHES        24
#define SIZE_LIMIT     20000

static const moment START = 1228392000000;

/* The log is moved when the script says so. */
void septel__log_settle(struct store *store);

/* What a spool should hold. */
struct model {
	uint64_t last;
	bool there[MESSAGES_LIMIT + 1];
	enum copy_state state[MESSAGES_LIMIT + 1];
	unsigned setting; /* counts up with each batch */
};

static char path[256];

/* ---- messages ---------------------------------------------------------------------------- */

static size_t make_bytes(uint64_t number, char *bytes)
{
	const size_t sizes[] = {90, 900, 4000, 4200, 8500, SIZE_LIMIT, 300};
	const size_t size = sizes[number % (sizeof sizes / sizeof *sizes)];
	for (size_t at = 0; at < size; at++)
		bytes[at] = (char)('A' + (at * 7 + number * 31 + at / 97) % 26);
	return size;
}

static struct change make_message(uint64_t number, const char *bytes, size_t size)
{
	static char transfer[32];
	struct change change = {.kind = CHANGE_MESSAGE,
				.at = START + (moment)number * 1000,
				.name = {number, 0},
				.event = VIEW_LITERAL("accepted"),
				.outlet = VIEW_LITERAL("GULF"),
				.bytes = {bytes, size},
				.envelope = VIEW_LITERAL("from: AMEMBASSY BAGHDAD\n"),
				.key = {.origin = "RUEHGB", .filed = "3390637"},
				.has_key = true,
				.precedence = SEPTEL_PRIORITY};
	snprintf(transfer, sizeof transfer, "RUEHGB %" PRIu64, number);
	snprintf(change.key.serial, sizeof change.key.serial, "%04u", (unsigned)number);
	change.transfer = septel_view_of(transfer);
	return change;
}

static enum store_status accept_message(struct store *store, struct model *model)
{
	static char bytes[SIZE_LIMIT];
	const uint64_t number = ++model->last;
	const size_t size = make_bytes(number, bytes);
	const struct change message = make_message(number, bytes, size);
	const struct change copy = {.kind = CHANGE_COPY,
				    .at = message.at,
				    .name = {number, 1},
				    .event = VIEW_LITERAL("routed"),
				    .outlet = VIEW_LITERAL("WASH"),
				    .precedence = SEPTEL_PRIORITY,
				    .routing = VIEW_LITERAL("RUEHC")};
	model->there[number] = true;
	model->state[number] = COPY_ACTIVE;
	const enum store_status status = septel__store_apply(store, &message);
	return status == STORE_OK ? septel__store_apply(store, &copy) : status;
}

static enum store_status set_state(struct store *store, struct model *model, uint64_t number,
				   enum copy_state state)
{
	const struct change change = {.kind = CHANGE_STATE,
				      .at = START + 100000,
				      .name = {number, 1},
				      .event = VIEW_LITERAL("state"),
				      .outlet = VIEW_LITERAL("WASH"),
				      .state = state,
				      .sent_as = VIEW_LITERAL("WFA117")};
	model->state[number] = state;
	return septel__store_apply(store, &change);
}

static enum store_status set_setting(struct store *store, struct model *model)
{
	char text[16];
	snprintf(text, sizeof text, "%u", ++model->setting);
	const struct change change = {.kind = CHANGE_SETTING,
				      .at = START,
				      .event = VIEW_LITERAL("setting"),
				      .number = VIEW_LITERAL("batch"),
				      .detail = septel_view_of(text)};
	return septel__store_apply(store, &change);
}

/* ---- what is there ----------------------------------------------------------------------- */

static bool take_setting(void *context, struct septel_view name, struct septel_view value)
{
	(void)name;
	((struct model *)context)->setting = (unsigned)septel__number(value);
	return true;
}

static bool take_channel(void *context, struct septel_view outlet, struct septel_view numbers)
{
	(void)context;
	(void)outlet;
	(void)numbers;
	return true;
}

static bool take_copy(void *context, const struct store_copy *copy)
{
	(void)context;
	return copy->state <= COPY_HELD;
}

static bool take_message(void *context, const struct read_message *message)
{
	(void)message;
	*(bool *)context = true;
	return true;
}

/* False, told: something is half there. */
static bool read_model(struct store *store, struct model *model)
{
	static char expected[SIZE_LIMIT];
	const struct store_loader loader = {model, take_setting, take_channel, take_copy};
	memset(model, 0, sizeof *model);
	if (septel__store_load(store, &loader, &model->last) != STORE_OK ||
	    model->last > MESSAGES_LIMIT) {
		printf("# load: %s\n", septel__store_error(store));
		return false;
	}
	for (uint64_t number = 1; number <= MESSAGES_LIMIT; number++) {
		struct store_copy copy;
		bool there = false;
		const struct copy_name name = {number, 1};
		if (septel__read_message(store, number, take_message, &there) != STORE_OK)
			return false;
		if (!there)
			continue;
		const enum store_status status = septel__store_fetch(store, name, &copy);
		const size_t size = make_bytes(number, expected);
		if (status != STORE_OK || copy.bytes.len != size ||
		    memcmp(copy.bytes.ptr, expected, size) != 0) {
			printf("# message %" PRIu64 ": %s\n", number, septel__store_error(store));
			return false;
		}
		model->there[number] = true;
		model->state[number] = copy.state;
	}
	return true;
}

static bool is_equal(const struct model *one, const struct model *other)
{
	if (one->last != other->last || one->setting != other->setting)
		return false;
	for (uint64_t number = 1; number <= one->last; number++)
		if (one->there[number] != other->there[number] ||
		    (one->there[number] && one->state[number] != other->state[number]))
			return false;
	return true;
}

/* ---- the script -------------------------------------------------------------------------- */

/* What one commit puts on the disk, always the same in the same place. */
static enum store_status do_batch(struct store *store, struct model *model, unsigned batch)
{
	enum store_status status = set_setting(store, model);
	for (unsigned i = 0; i < 1 + batch % 3 && status == STORE_OK; i++)
		if (model->last < MESSAGES_LIMIT - 2)
			status = accept_message(store, model);
	for (uint64_t number = 1; number <= model->last && status == STORE_OK; number++)
		if (model->there[number] && number % 4 == batch % 4 &&
		    model->state[number] < COPY_DONE)
			status = set_state(store, model, number,
					   model->state[number] == COPY_SENDING ? COPY_DONE
										: COPY_SENDING);
	return status;
}

/* What is done and old goes; the model follows where it did. */
static void expire(struct store *store, struct model *model)
{
	const moment before = START + 6 * 1000;
	const size_t dropped = septel__store_expire(store, before);
	for (uint64_t number = 1; number < 6 && dropped; number++)
		if (model->there[number] && model->state[number] >= COPY_DONE)
			model->there[number] = false;
}

struct outcome {
	struct model sure, next; /* acknowledged; with what was being committed */
	bool stopped;            /* the disk was down, or the store refused to go on */
};

/* From `first` on, until something fails. */
static void work(struct store *store, struct outcome *outcome, unsigned first)
{
	for (unsigned batch = first; batch < BATCHES && !outcome->stopped; batch++) {
		enum store_status status;
		outcome->next = outcome->sure;
		status = do_batch(store, &outcome->next, batch);
		if (status == STORE_OK)
			status = septel__store_commit(store);
		if (status == STORE_OK)
			outcome->sure = outcome->next;
		else
			outcome->stopped = true;
		if (batch % 7 == 6 && !outcome->stopped)
			septel__log_settle(store);
		if (batch == 15 && !outcome->stopped) {
			/* It may be committed although it says nothing of it. */
			struct model gone = outcome->sure;
			const uint64_t failed = failing_disk_has_failed();
			expire(store, &gone);
			outcome->next = gone;
			for (uint64_t number = 1; number < 6; number++)
				if (outcome->sure.state[number] >= COPY_DONE)
					outcome->next.there[number] = false;
			outcome->stopped = failing_disk_has_failed() && !failed;
			if (!outcome->stopped)
				outcome->sure = gone;
		}
	}
}

static struct store *open_store(void)
{
	struct store *store;
	if (septel__store_open(&store, path, 0) == STORE_OK)
		return store;
	printf("# open: %s\n", septel__store_error(store));
	septel__store_close(store);
	return NULL;
}

static void remove_spool(void)
{
	static const char *const ENDS[] = {"", "-wal", "-shm", "-journal", "-head", "-lock"};
	char name[300];
	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
		snprintf(name, sizeof name, "%s%s", path, ENDS[i]);
		unlink(name);
	}
	failing_disk_end();
}

/* A run up to the failure: opened, closed once in the middle, worked on. */
static void run_script(struct outcome *outcome)
{
	struct store *store;
	memset(outcome, 0, sizeof *outcome);
	if (septel__store_open(&store, path, 0) == STORE_OK)
		work(store, outcome, 0);
	else
		outcome->stopped = true;
	septel__store_close(store);
}

static int take_word(void *context, int count, char **values, char **names)
{
	(void)names;
	*(bool *)context = count == 1 && strcmp(values[0], "ok") == 0;
	return 0;
}

static bool has_integrity(void)
{
	sqlite3 *database;
	bool whole = false;
	if (sqlite3_open(path, &database) == SQLITE_OK)
		sqlite3_exec(database, "PRAGMA integrity_check(1)", take_word, &whole, NULL);
	sqlite3_close(database);
	return whole;
}

/* After a new start: everything as it must be, and it goes on. */
static bool check(struct outcome *outcome, bool thorough)
{
	struct model found = {.last = 0};
	struct journal_check journal;
	const struct chain_head none = {0, {0}};
	struct store *store = open_store();
	bool good = store && read_model(store, &found);
	if (good && !is_equal(&found, &outcome->sure) && !is_equal(&found, &outcome->next)) {
		printf("# it has %" PRIu64 " messages and batch %u; acknowledged are %" PRIu64
		       " and %u\n",
		       found.last, found.setting, outcome->sure.last, outcome->sure.setting);
		good = false;
	}
	if (good && septel__read_check(store, &none, &journal) != STORE_OK) {
		printf("# journal: %s\n", septel__store_error(store));
		good = false;
	}
	if (good) {
		outcome->sure = found;
		outcome->stopped = false;
		work(store, outcome, BATCHES - 2);
		good = !outcome->stopped && read_model(store, &found) &&
		       is_equal(&found, &outcome->sure);
	}
	septel__store_close(store);
	if (good && thorough && !has_integrity()) {
		printf("# the file is damaged\n");
		good = false;
	}
	return good;
}

/* ---- failures ------------------------------------------------------------------------------ */

static bool power_cut(uint64_t at, enum leftover leftover)
{
	struct outcome outcome;
	failing_disk_begin(FAIL_POWER, at, 1);
	run_script(&outcome);
	failing_disk_reboot(leftover, at);
	const bool good = check(&outcome, at % 8 == 0);
	remove_spool();
	return good;
}

static bool failing_at(enum failure how, uint64_t at)
{
	struct outcome outcome;
	failing_disk_begin(how, at, 1 + at % 3);
	run_script(&outcome);
	failing_disk_heal();
	const bool good = check(&outcome, at % 8 == 0);
	remove_spool();
	return good;
}

static uint64_t count_operations(void)
{
	struct outcome outcome;
	failing_disk_begin(FAIL_NEVER, 0, 0);
	run_script(&outcome);
	const uint64_t operations = failing_disk_operations();
	if (outcome.stopped || !check(&outcome, true)) {
		printf("not ok spool: the run without failure\n");
		exit(1);
	}
	remove_spool();
	return operations;
}

int main(int count, char **words)
{
	static const char *const LEFTOVERS_WORDS[LEFTOVERS] = {
		"nothing left", "all left", "the last torn", "the later half left",
		"sectors by chance"};
	uint64_t points = 0, faults = 0;
	if (count < 3) {
		fprintf(stderr, "usage: crash_spool FOLDER power|full|error [FIRST LAST [STEP]]\n");
		return 2;
	}
	snprintf(path, sizeof path, "%s/spool.db", words[1]);
	failing_disk_install();
	const uint64_t operations = count_operations();
	const uint64_t first = count > 3 ? strtoull(words[3], NULL, 10) : 1;
	const uint64_t given = count > 4 ? strtoull(words[4], NULL, 10) : operations;
	const uint64_t last = given < operations ? given : operations;
	const uint64_t step = count > 5 ? strtoull(words[5], NULL, 10) : 1;
	const enum failure how = strcmp(words[2], "power") == 0  ? FAIL_POWER
				 : strcmp(words[2], "full") == 0 ? FAIL_FULL
								 : FAIL_ERROR;
	for (uint64_t at = first; at <= last; at += step ? step : 1)
		for (int leftover = 0; leftover < (how == FAIL_POWER ? LEFTOVERS : 1); leftover++) {
			const bool good = how == FAIL_POWER ? power_cut(at, (enum leftover)leftover)
							    : failing_at(how, at);
			points++;
			if (good)
				continue;
			faults++;
			printf("# %s at operation %" PRIu64 "%s%s\n", words[2], at,
			       how == FAIL_POWER ? ", " : "",
			       how == FAIL_POWER ? LEFTOVERS_WORDS[leftover] : "");
		}
	printf("%s spool: %s at %" PRIu64 " points of %" PRIu64 " operations\n",
	       faults ? "not ok" : "ok", words[2], points, operations);
	return faults != 0;
}
