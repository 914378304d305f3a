/* test_relay_store.c - the spool: what is applied is there, what is not committed is not, and what
 * is not as it was is told. */
#include "../../src/relay/store_make.h"
#include "folder.h"

#include <libpq-fe.h>
#include <sqlite3.h>

static const moment NOON = 1228392000000; /* 2008-12-04T12:00Z */

/* With SEPTEL_SPOOL_SERVER, a location, the tests are those of a spool on a server. */
static const char *location(const struct folder *folder)
{
	const char *server = getenv("SEPTEL_SPOOL_SERVER");
	return server ? server : folder->file;
}

static struct store *open_store(const struct folder *folder)
{
	struct store *store;
	if (septel__store_open(&store, location(folder), 0) != STORE_OK)
		fail_msg("%s", septel__store_error(store));
	return store;
}

static void apply(struct store *store, const struct change *change)
{
	if (septel__store_apply(store, change) != STORE_OK)
		fail_msg("%s", septel__store_error(store));
}

static void commit(struct store *store)
{
	if (septel__store_commit(store) != STORE_OK)
		fail_msg("%s", septel__store_error(store));
}

static struct change message(uint64_t number)
{
	struct change change = {
		.kind = CHANGE_MESSAGE,
		.at = NOON + (moment)number * 1000,
		.name = {number, 0},
		.event = VIEW_LITERAL("accepted"),
		.outlet = VIEW_LITERAL("GULF"),
		.detail = VIEW_LITERAL("GFA001"),
		.bytes = VIEW_LITERAL("OO RUEHC\r\r\nDE RUEHGB #3796/01 3390637\r\r\n\0\xff NNNN"),
		.envelope = VIEW_LITERAL("from: AMEMBASSY BAGHDAD\n"),
		.key = {.origin = "RUEHGB", .section = 1, .filed = "3390637"},
		.has_key = true,
		.identification = VIEW_LITERAL("GFA001"),
		.number = VIEW_LITERAL("08BAGHDAD3796"),
		.from = VIEW_LITERAL("AMEMBASSY BAGHDAD"),
		.dtg = {2008, 12, 4, 6, 37},
		.precedence = SEPTEL_IMMEDIATE,
		.classification = SEPTEL_CONFIDENTIAL,
	};
	snprintf(change.key.serial, sizeof change.key.serial, "%04u", (unsigned)number);
	memset(change.text_hash, (int)number, sizeof change.text_hash);
	return change;
}

static struct change copy(uint64_t number, uint32_t of)
{
	return (struct change){.kind = CHANGE_COPY,
			       .at = NOON + (moment)number * 1000,
			       .name = {number, of},
			       .outlet = of % 2 ? VIEW_LITERAL("WASH") : VIEW_LITERAL("LONDON"),
			       .precedence = SEPTEL_IMMEDIATE,
			       .routing = VIEW_LITERAL("RUEHC RUEHLO"),
			       .pilot = VIEW_LITERAL("OO RUEHC\r\r\nZFD RUEHGB\r\r\n"),
			       .state = COPY_ACTIVE};
}

static struct change state(uint64_t number, uint32_t of, enum copy_state state)
{
	return (struct change){.kind = CHANGE_STATE,
			       .at = NOON + 3600000,
			       .name = {number, of},
			       .event = VIEW_LITERAL("state"),
			       .outlet = VIEW_LITERAL("WASH"),
			       .state = state,
			       .attempts = 1,
			       .not_before = NOON + 7200000};
}

static void fill(struct store *store, uint64_t first, uint64_t last)
{
	for (uint64_t number = first; number <= last; number++) {
		const struct change changes[] = {message(number), copy(number, 1), copy(number, 2)};
		for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
			apply(store, &changes[i]);
	}
	commit(store);
}

/* ---- what a load gives ---------------------------------------------------------------- */

struct loaded {
	size_t settings, channels, copies;
	struct copy_name last;
	char text[256];
};

static bool load_setting(void *context, struct septel_view name, struct septel_view value)
{
	struct loaded *loaded = context;
	loaded->settings++;
	snprintf(loaded->text, sizeof loaded->text, "%.*s=%.*s", VIEW_FORMAT(name),
		 VIEW_FORMAT(value));
	return true;
}

static bool load_channel(void *context, struct septel_view outlet, struct septel_view numbers)
{
	((struct loaded *)context)->channels++;
	assert_view(outlet, "WASH");
	assert_view(numbers, "out 118");
	return true;
}

static bool load_copy(void *context, const struct store_copy *copy)
{
	struct loaded *loaded = context;
	assert_true(copy->name.message > loaded->last.message ||
		    (copy->name.message == loaded->last.message &&
		     copy->name.copy > loaded->last.copy));
	loaded->last = copy->name;
	loaded->copies++;
	assert_int_equal(copy->classification, SEPTEL_CONFIDENTIAL);
	assert_int_equal(copy->length, message(1).bytes.len);
	assert_int_equal(copy->accepted, NOON + (moment)copy->name.message * 1000);
	return true;
}

static struct loaded load(struct store *store, uint64_t *last)
{
	struct loaded loaded = {0};
	const struct store_loader loader = {&loaded, load_setting, load_channel, load_copy};
	assert_int_equal(septel__store_load(store, &loader, last), STORE_OK);
	return loaded;
}

static void test_kept(void **given)
{
	const struct folder *folder = *given;
	struct store *store = open_store(folder);
	struct store_copy got;
	uint64_t last;
	fill(store, 1, 3);
	char incarnation[64];
	snprintf(incarnation, sizeof incarnation, "%s", septel__store_incarnation(store));
	assert_int_equal(strlen(incarnation), 32);
	septel__store_close(store);

	store = open_store(folder);
	const struct loaded loaded = load(store, &last);
	assert_int_equal(last, 3);
	assert_int_equal(loaded.copies, 6);
	assert_int_equal(septel__store_fetch(store, (struct copy_name){2, 1}, &got), STORE_OK);
	assert_true(septel__equal(got.bytes, message(2).bytes));
	assert_view(got.outlet, "WASH");
	assert_view(got.routing, "RUEHC RUEHLO");
	assert_view(got.pilot, "OO RUEHC\r\r\nZFD RUEHGB\r\r\n");
	assert_int_equal(got.precedence, SEPTEL_IMMEDIATE);
	assert_int_equal(got.last_copy, 2);
	assert_int_equal(got.changed, NOON + 2000);
	assert_int_equal(septel__store_fetch(store, (struct copy_name){2, 3}, &got), STORE_FAILED);
	assert_int_equal(septel__store_fetch(store, (struct copy_name){3, 0}, &got), STORE_OK);
	assert_true(septel__equal(got.bytes, message(3).bytes));
	assert_int_equal(got.last_copy, 2);
	assert_view(got.outlet, "");
	assert_string_equal(septel__store_incarnation(store), incarnation);
	septel__store_close(store);
}

static void test_not_committed(void **given)
{
	const struct folder *folder = *given;
	struct store *store = open_store(folder);
	struct store_match matches[STORE_MATCHES_LIMIT];
	uint64_t last;
	fill(store, 1, 1);
	const struct change change = message(2);
	apply(store, &change);
	/* Seen by whoever asks now, and gone if it is never committed. */
	assert_int_equal(septel__store_find(store, &change.key, true, change.transfer, matches), 1);
	septel__store_close(store);
	store = open_store(folder);
	load(store, &last);
	assert_int_equal(last, 1);
	assert_int_equal(septel__store_find(store, &change.key, true, change.transfer, matches), 0);
	fill(store, 2, 2); /* the chain goes on from what is there */
	septel__store_close(store);
	septel__store_close(open_store(folder));
}

/* A file says so at once, a server at the commit; the batch is gone either way. */
static void assert_refused(struct store *store, const struct change *change)
{
	const enum store_status status = septel__store_apply(store, change);
	if (status == STORE_OK)
		assert_int_equal(septel__store_commit(store), STORE_FAILED);
	else
		assert_int_equal(status, STORE_FAILED);
	commit(store); /* of nothing */
}

static void test_failure_costs_the_batch(void **given)
{
	struct store *store = open_store(*given);
	uint64_t last;
	fill(store, 1, 1);
	const struct change second = message(2), again = message(1), odd = state(7, 1, COPY_DONE);
	apply(store, &second);
	assert_refused(store, &again);
	load(store, &last);
	assert_int_equal(last, 1);
	assert_refused(store, &odd);
	fill(store, 2, 2);
	septel__store_close(store);
	septel__store_close(open_store(*given));
}

static void test_states(void **given)
{
	struct store *store = open_store(*given);
	struct store_copy got;
	uint64_t last;
	fill(store, 1, 2);
	struct change sending = state(1, 1, COPY_SENDING), deferred = state(1, 1, COPY_DEFERRED);
	struct change done = state(1, 1, COPY_DONE);
	sending.sent_as = VIEW_LITERAL("WFA117");
	deferred.reason = VIEW_LITERAL("no receipt");
	apply(store, &sending);
	apply(store, &deferred);
	commit(store);
	assert_int_equal(septel__store_fetch(store, (struct copy_name){1, 1}, &got), STORE_OK);
	assert_int_equal(got.state, COPY_DEFERRED);
	assert_view(got.reason, "no receipt");
	assert_view(got.sent_as, "WFA117");
	assert_int_equal(got.not_before, NOON + 7200000);
	assert_int_equal(got.changed, NOON + 3600000);
	apply(store, &done);
	commit(store);
	assert_int_equal(load(store, &last).copies, 3);
	struct store_sent sent = {.outlet = VIEW_LITERAL("WASH"),
				  .identification = VIEW_LITERAL("WFA117")};
	assert_int_equal(septel__store_sent(store, &sent).message, 1);
	assert_int_equal(septel__store_sent(store, &sent).copy, 1);
	sent.outlet = VIEW_LITERAL("LONDON");
	assert_int_equal(septel__store_sent(store, &sent).message, 0);
	sent = (struct store_sent){
		.outlet = VIEW_LITERAL("LONDON"), .key = message(2).key, .has_key = true};
	assert_int_equal(septel__store_sent(store, &sent).message, 2);
	assert_int_equal(septel__store_sent(store, &sent).copy, 2);
	sent.key.section = 2;
	assert_int_equal(septel__store_sent(store, &sent).message, 0);
	septel__store_close(store);
}

static void test_settings(void **given)
{
	struct store *store = open_store(*given);
	uint64_t last;
	static const char *const VALUES[] = {"up", "down", "{\"circuit\": \"down\\n\"}"};
	for (size_t i = 0; i < 3; i++) {
		const struct change setting = {.kind = CHANGE_SETTING,
					       .at = NOON,
					       .event = VIEW_LITERAL("circuit"),
					       .number = VIEW_LITERAL("circuit WASH"),
					       .detail = septel_view_of(VALUES[i])};
		const struct change channel = {.kind = CHANGE_CHANNEL,
					       .at = NOON,
					       .outlet = VIEW_LITERAL("WASH"),
					       .detail = VIEW_LITERAL("out 118")};
		apply(store, &setting);
		apply(store, &channel);
	}
	commit(store);
	const struct loaded loaded = load(store, &last);
	assert_int_equal(loaded.settings, 1);
	assert_int_equal(loaded.channels, 1);
	assert_string_equal(loaded.text, "circuit WASH={\"circuit\": \"down\\n\"}");
	septel__store_close(store);
}

/* ---- earlier messages ----------------------------------------------------------------- */

static void test_find(void **given)
{
	struct store *store = open_store(*given);
	struct store_match matches[STORE_MATCHES_LIMIT];
	struct change change = message(1);
	for (uint64_t number = 1; number <= 20; number++) {
		char transfer[32];
		snprintf(transfer, sizeof transfer, "RUEHLO %llu", (unsigned long long)number);
		change.name.message = number;
		change.transfer = septel_view_of(transfer);
		change.has_key = number % 10 != 0;
		apply(store, &change);
	}
	/* Newest first; the transfer's own although there are too many. */
	assert_int_equal(
		septel__store_find(store, &change.key, true, VIEW_LITERAL("RUEHLO 1"), matches),
		STORE_MATCHES_LIMIT);
	assert_int_equal(matches[0].message, 19);
	assert_false(matches[0].by_transfer);
	assert_int_equal(matches[STORE_MATCHES_LIMIT - 1].message, 1);
	assert_true(matches[STORE_MATCHES_LIMIT - 1].by_transfer);
	assert_int_equal(
		septel__store_find(store, &change.key, false, VIEW_LITERAL("RUEHLO 20"), matches),
		1);
	assert_int_equal(matches[0].message, 20);
	change.key.section = 2;
	assert_int_equal(septel__store_find(store, &change.key, true, VIEW_LITERAL(""), matches),
			 0);
	/* A transfer is taken once. */
	change.name.message = 21;
	change.transfer = VIEW_LITERAL("RUEHLO 3");
	assert_refused(store, &change);
	septel__store_close(store);
}

/* Two ids that differ in odd bytes only are two ids. */
static void test_odd_bytes(void **given)
{
	struct store *store = open_store(*given);
	const struct septel_view ODD[] = {
		VIEW_LITERAL("X\xff"), VIEW_LITERAL("X\xfe"),     VIEW_LITERAL("X\\xFF"),
		VIEW_LITERAL("X\0"),   VIEW_LITERAL("X\0\0"),     VIEW_LITERAL("X"),
		VIEW_LITERAL("X\x1b"), VIEW_LITERAL("X\xc3\xa4"), VIEW_LITERAL("X\xc3")};
	const struct message_key key = message(1).key;
	struct store_match matches[STORE_MATCHES_LIMIT];
	for (size_t i = 0; i < sizeof ODD / sizeof *ODD; i++) {
		struct change change = message(i + 1);
		change.transfer = change.from = change.envelope = change.detail = ODD[i];
		assert_int_equal(septel__store_find(store, &change.key, false, ODD[i], matches), 0);
		apply(store, &change);
	}
	commit(store);
	for (size_t i = 0; i < sizeof ODD / sizeof *ODD; i++) {
		assert_int_equal(septel__store_find(store, &key, false, ODD[i], matches), 1);
		assert_int_equal(matches[0].message, i + 1);
	}
	septel__store_close(store);
	septel__store_close(open_store(*given));
}

/* ---- what is not as it was ------------------------------------------------------------ */

static void spoil(const struct folder *folder, const char *sql)
{
	sqlite3 *database;
	char *error = NULL;
	assert_int_equal(sqlite3_open(folder->file, &database), SQLITE_OK);
	if (sqlite3_exec(database, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s: %s", sql, error);
	sqlite3_close(database);
}

static void test_spoiled_message(void **given)
{
	static const char *const SQL[] = {
		"UPDATE content SET bytes = CAST(substr(bytes, 1, 20) AS BLOB)",
		"UPDATE content SET bytes = CAST(replace(bytes, 'OO', 'RR') AS BLOB)",
		"UPDATE message SET length = length + 1",
	};
	for (size_t i = 0; i < sizeof SQL / sizeof *SQL; i++) {
		struct store *store = open_store(*given);
		struct store_copy got;
		fill(store, i + 1, i + 1);
		assert_int_equal(septel__store_fetch(store, (struct copy_name){i + 1, 1}, &got),
				 STORE_OK);
		septel__store_close(store);
		spoil(*given, SQL[i]);
		store = open_store(*given);
		assert_int_equal(septel__store_fetch(store, (struct copy_name){i + 1, 1}, &got),
				 STORE_DAMAGED);
		septel__store_close(store);
	}
}

static void test_spoiled_journal(void **given)
{
	const struct folder *folder = *given;
	static const char *const SQL[] = {
		"UPDATE entry SET detail = 'GFA002' WHERE number = 2",
		"UPDATE entry SET at = at + 1 WHERE number = 2",
		"DELETE FROM entry WHERE number = 2",
		"DELETE FROM entry WHERE number = 3",
		"DELETE FROM entry",
		"UPDATE entry SET outlet = 'GULFG', detail = 'FA001' WHERE number = 1",
		"UPDATE entry SET message = 1 WHERE number = 3",
	};
	for (size_t i = 0; i < sizeof SQL / sizeof *SQL; i++) {
		struct store *store = open_store(folder);
		char head[160];
		fill(store, 1, 3);
		septel__store_close(store);
		spoil(folder, SQL[i]);
		if (septel__store_open(&store, folder->file, 0) != STORE_DAMAGED)
			fail_msg("%s: not told", SQL[i]);
		septel__store_close(store);
		snprintf(head, sizeof head, "%s-head", folder->file);
		assert_int_equal(unlink(folder->file), 0);
		assert_int_equal(unlink(head), 0);
	}
}

static void test_no_spool(void **given)
{
	const struct folder *folder = *given;
	struct store *store;
	write_file(folder->file, VIEW_LITERAL("this is a text and no spool at all, though it is "
					      "as long as the head of a database would be, and "
					      "a little longer"));
	assert_int_equal(septel__store_open(&store, folder->file, 0), STORE_DAMAGED);
	septel__store_close(store);
	assert_int_equal(unlink(folder->file), 0);
	spoil(folder, "CREATE TABLE t(x)");
	assert_int_equal(septel__store_open(&store, folder->file, 0), STORE_DAMAGED);
	septel__store_close(store);
	assert_int_equal(septel__store_open(&store, "/nowhere/at/all/spool.db", 0), STORE_FAILED);
	septel__store_close(store);
	assert_int_equal(septel__store_open(&store, "postgresql:///spool?host=/nowhere", 0),
			 STORE_FAILED);
	septel__store_close(store);
}

static void test_one_relay(void **given)
{
	const struct folder *folder = *given;
	struct store *store = open_store(folder), *other;
	assert_int_equal(septel__store_open(&other, location(folder), 0), STORE_BUSY);
	septel__store_close(other);
	fill(store, 1, 1);
	septel__store_close(store);
	store = open_store(folder);
	septel__store_close(store);
}

static void test_full(void **given)
{
	const struct folder *folder = *given;
	struct store *store;
	/* More than there is anywhere. */
	assert_int_equal(septel__store_open(&store, folder->file, 101), STORE_OK);
	assert_int_equal(septel__store_room(store), STORE_FULL);
	const struct change change = message(1), event = {.kind = CHANGE_EVENT,
							  .at = NOON,
							  .event = VIEW_LITERAL("full")};
	assert_int_equal(septel__store_apply(store, &change), STORE_FULL);
	apply(store, &event); /* what is no message goes on */
	commit(store);
	septel__store_close(store);
}

static void test_expire(void **given)
{
	struct store *store = open_store(*given);
	uint64_t last;
	struct store_copy got;
	fill(store, 1, 6);
	struct change changes[] = {state(1, 1, COPY_DONE), state(1, 2, COPY_CANCELLED),
				   state(2, 1, COPY_DONE), state(3, 1, COPY_DONE),
				   state(3, 2, COPY_DONE), state(6, 1, COPY_DONE),
				   state(6, 2, COPY_DONE)};
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		apply(store, &changes[i]);
	struct change garbled = {.kind = CHANGE_MESSAGE_STATE,
				 .at = NOON,
				 .name = {3, 0},
				 .message_state = MESSAGE_GARBLED};
	apply(store, &garbled);
	commit(store);
	/* Of 1 to 5 only the first is done with; 6 is, but young. */
	assert_int_equal(septel__store_expire(store, NOON + 6000), 1);
	assert_int_equal(septel__store_expire(store, NOON + 6000), 0);
	assert_int_equal(septel__store_fetch(store, (struct copy_name){1, 1}, &got), STORE_FAILED);
	assert_int_equal(septel__store_fetch(store, (struct copy_name){2, 2}, &got), STORE_OK);
	garbled.message_state = MESSAGE_CANCELLED;
	apply(store, &garbled);
	commit(store);
	for (uint64_t number = 2; number <= 6; number++)
		for (uint32_t of = 1; of <= 2; of++) {
			const struct change done = state(number, of, COPY_DONE);
			apply(store, &done);
		}
	commit(store);
	assert_int_equal(septel__store_expire(store, NOON + 86400000), 5);
	septel__store_close(store);
	/* The chain holds from where it was cut, and numbers go on. */
	store = open_store(*given);
	assert_int_equal(load(store, &last).copies, 0);
	assert_int_equal(last, 6);
	fill(store, 7, 7);
	septel__store_close(store);
	septel__store_close(open_store(*given));
}

static int make_place(void **state)
{
	const char *server = getenv("SEPTEL_SPOOL_SERVER");
	if (server) {
		PGconn *connection = PQconnectdb(server);
		PQclear(PQexec(connection, "SET client_min_messages = error;"
					   "DROP SCHEMA IF EXISTS septel_relay CASCADE"));
		PQfinish(connection);
	}
	return make_folder(state);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_place, remove_folder)

int main(void)
{
	const struct CMUnitTest of_both[] = {
		IN_FOLDER(test_kept),
		IN_FOLDER(test_not_committed),
		IN_FOLDER(test_failure_costs_the_batch),
		IN_FOLDER(test_states),
		IN_FOLDER(test_settings),
		IN_FOLDER(test_find),
		IN_FOLDER(test_odd_bytes),
		IN_FOLDER(test_one_relay),
		IN_FOLDER(test_expire),
	};
	const struct CMUnitTest of_files[] = {
		IN_FOLDER(test_spoiled_message),
		IN_FOLDER(test_spoiled_journal),
		IN_FOLDER(test_no_spool),
		IN_FOLDER(test_full),
	};
	const int failed = cmocka_run_group_tests(of_both, NULL, NULL);
	return getenv("SEPTEL_SPOOL_SERVER")
		       ? failed
		       : failed + cmocka_run_group_tests(of_files, NULL, NULL);
}
