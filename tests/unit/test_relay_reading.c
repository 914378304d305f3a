/* test_relay_reading.c - what operators read of a spool while the relay has it open. */
#include "../../src/relay/store_read.h"
#include "folder.h"

#include <inttypes.h>

/* 2008-12-04T12:00Z, and one message a minute from there on. */
static const moment NOON = 1228392000000;
static const moment MINUTE = 60000, DAY = 86400000;

static struct store *writer, *reader;

static void apply(const struct change *change)
{
	if (septel__store_apply(writer, change) != STORE_OK)
		fail_msg("%s", septel__store_error(writer));
}

static void commit(void)
{
	if (septel__store_commit(writer) != STORE_OK)
		fail_msg("%s", septel__store_error(writer));
}

/* Message 1 is FLASH, 2 IMMEDIATE ... by turns; one copy for WASH, one for LONDON. */
static void add_message(uint64_t number)
{
	static const enum septel_precedence TURNS[] = {SEPTEL_FLASH, SEPTEL_IMMEDIATE,
						       SEPTEL_PRIORITY, SEPTEL_ROUTINE};
	char identification[16], reference[32], transfer[32];
	snprintf(identification, sizeof identification, "GFA%03" PRIu64, number);
	snprintf(reference, sizeof reference, "08BAGHDAD%" PRIu64, 3795 + number);
	snprintf(transfer, sizeof transfer, "RUEHLO %" PRIu64, number);
	struct change change = {.kind = CHANGE_MESSAGE,
				.at = NOON + (moment)number * MINUTE,
				.name = {number, 0},
				.event = VIEW_LITERAL("accepted"),
				.outlet = VIEW_LITERAL("GULF"),
				.detail = septel_view_of(identification),
				.bytes = VIEW_LITERAL("OO RUEHC\nSECRETWORD\nNNNN\n"),
				.key = {.origin = "RUEHGB", .section = 1, .filed = "3391200"},
				.has_key = true,
				.transfer = septel_view_of(transfer),
				.identification = septel_view_of(identification),
				.number = septel_view_of(reference),
				.from = VIEW_LITERAL("AMEMBASSY BAGHDAD"),
				.precedence = TURNS[(number - 1) % 4]};
	snprintf(change.key.serial, sizeof change.key.serial, "%04" PRIu64, 790 + number);
	apply(&change);
	for (uint32_t of = 1; of <= 2; of++) {
		const struct change copy = {.kind = CHANGE_COPY,
					    .at = change.at,
					    .name = {number, of},
					    .outlet = of == 1 ? VIEW_LITERAL("WASH")
							      : VIEW_LITERAL("LONDON"),
					    .precedence = change.precedence,
					    .routing = VIEW_LITERAL("RUEHC"),
					    .state = COPY_ACTIVE};
		apply(&copy);
	}
}

static void set_state(uint64_t number, uint32_t of, enum copy_state state, moment after)
{
	const bool ends = state == COPY_DONE;
	const struct change change = {
		.kind = CHANGE_STATE,
		.at = NOON + (moment)number * MINUTE + after,
		.name = {number, of},
		.event = ends ? VIEW_LITERAL("sent") : VIEW_LITERAL("held"),
		.outlet = of == 1 ? VIEW_LITERAL("WASH") : VIEW_LITERAL("LONDON"),
		.state = state,
		.reason = ends ? VIEW_LITERAL("") : VIEW_LITERAL("classification"),
		.sent_as = ends ? VIEW_LITERAL("WFA117") : VIEW_LITERAL("")};
	apply(&change);
}

static int open_both(void **state)
{
	if (make_folder(state) != 0)
		return -1;
	const struct folder *folder = *state;
	return septel__store_open(&writer, folder->file, 0) != STORE_OK ||
	       septel__store_open_reading(&reader, folder->file) != STORE_OK;
}

static int close_both(void **state)
{
	septel__store_close(reader);
	septel__store_close(writer);
	return remove_folder(state);
}

/* ---- queues ------------------------------------------------------------------------------- */

struct list {
	char text[2048];
	size_t length;
};

static bool list_copy(void *context, const struct read_copy *copy)
{
	struct list *list = context;
	list->length +=
		(size_t)snprintf(list->text + list->length, sizeof list->text - list->length,
				 "%.*s %s %" PRIu64 " %s\n", VIEW_FORMAT(copy->outlet),
				 septel__precedence_letter(copy->precedence), copy->name.message,
				 septel__copy_state_word(copy->state));
	return true;
}

static bool list_queue(void *context, const struct read_queue *queue)
{
	struct list *list = context;
	list->length += (size_t)snprintf(
		list->text + list->length, sizeof list->text - list->length,
		"%.*s %s %s %" PRIu64 " %lld\n", VIEW_FORMAT(queue->outlet),
		septel__precedence_letter(queue->precedence), septel__copy_state_word(queue->state),
		queue->count, (long long)((queue->oldest - NOON) / MINUTE));
	return true;
}

static void test_queues(void **state)
{
	struct list list = {.length = 0};
	(void)state;
	for (uint64_t number = 1; number <= 6; number++)
		add_message(number);
	for (uint64_t number = 1; number <= 6; number++)
		set_state(number, 2, COPY_DONE, 1000);
	set_state(2, 1, COPY_HELD, 1000);
	commit();
	assert_int_equal(septel__read_queue(reader, VIEW_LITERAL(""), 0, list_copy, &list),
			 STORE_OK);
	assert_string_equal(list.text, "WASH Z 1 active\nWASH Z 5 active\nWASH O 2 hold\n"
				       "WASH O 6 active\nWASH P 3 active\nWASH R 4 active\n");
	list = (struct list){.length = 0};
	assert_int_equal(
		septel__read_queue(reader, VIEW_LITERAL("WASH"), 1u << COPY_HELD, list_copy, &list),
		STORE_OK);
	assert_string_equal(list.text, "WASH O 2 hold\n");
	list = (struct list){.length = 0};
	assert_int_equal(septel__read_queues(reader, list_queue, &list), STORE_OK);
	assert_string_equal(list.text, "WASH Z active 2 1\nWASH O active 1 6\nWASH O hold 1 2\n"
				       "WASH P active 1 3\nWASH R active 1 4\n");
}

/* ---- names -------------------------------------------------------------------------------- */

static void test_names(void **state)
{
	static const struct {
		const char *id;
		uint64_t message; /* 0: none */
	} CASES[] = {
		{"3", 3},
		{"GFA003", 3},
		{"gfa003", 3},
		{"08BAGHDAD3798", 3},
		{"08 BAGHDAD 3798", 3},
		{"RUEHLO 3", 3},
		{"RUEHGB 793", 3},
		{"RUEHGB #0793", 3},
		{"RUEHGB 793 3391200", 3},
		{"RUEHGB 793 3391201", 0},
		{"WFA117", 2},
		{"RUEHGB", 0},
		{"", 0},
		{"99999999999999999999999", 0},
		{"' OR 1=1 --", 0},
	};
	(void)state;
	for (uint64_t number = 1; number <= 4; number++)
		add_message(number);
	set_state(2, 1, COPY_DONE, 1000);
	commit();
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		uint64_t messages[READ_TRACE_LIMIT];
		size_t count;
		assert_int_equal(
			septel__read_named(reader, septel_view_of(CASES[i].id), messages, &count),
			STORE_OK);
		if (count != (CASES[i].message != 0) || (count && messages[0] != CASES[i].message))
			fail_msg("'%s': %zu found", CASES[i].id, count);
	}
}

/* ---- the journal -------------------------------------------------------------------------- */

static bool list_entry(void *context, const struct journal_entry *entry)
{
	struct list *list = context;
	list->length +=
		(size_t)snprintf(list->text + list->length, sizeof list->text - list->length,
				 "%" PRIu64 " ", entry->number);
	return true;
}

static void test_journal(void **state)
{
	const struct {
		struct journal_query query;
		const char *numbers;
	} CASES[] = {
		{{.message = 2}, "2 5 "},
		{{.event = VIEW_LITERAL("sent")}, "5 "},
		{{.event = VIEW_LITERAL("s*")}, "5 "},
		{{.event = VIEW_LITERAL("sen")}, ""},
		{{.outlet = VIEW_LITERAL("wash")}, "5 6 "},
		{{.text = VIEW_LITERAL("gfa00")}, "1 2 3 4 "},
		{{.id = VIEW_LITERAL("WFA117")}, "2 5 "},
		{{.since = NOON + 3 * MINUTE}, "3 4 6 "},
		{{.since = NOON + 2 * MINUTE, .until = NOON + 3 * MINUTE}, "2 5 "},
		{{.since = NOON + DAY}, ""},
		{{.until = NOON}, ""},
	};
	(void)state;
	for (uint64_t number = 1; number <= 4; number++)
		add_message(number);
	set_state(2, 1, COPY_DONE, 1000);
	set_state(4, 1, COPY_HELD, 1000);
	commit();
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct list list = {.length = 0};
		assert_int_equal(septel__read_journal(reader, &CASES[i].query, list_entry, &list),
				 STORE_OK);
		assert_string_equal(list.text, CASES[i].numbers);
	}
}

static void test_check(void **state)
{
	struct journal_check check;
	struct chain_head known = {0, {0}}, wrong;
	(void)state;
	for (uint64_t number = 1; number <= 3; number++)
		add_message(number);
	commit();
	assert_int_equal(septel__read_check(reader, &known, &check), STORE_OK);
	assert_int_equal(check.entries, 3);
	known = check.head;
	wrong = check.head;
	wrong.hash[0] ^= 1;
	add_message(4);
	commit();
	assert_int_equal(septel__read_check(reader, &known, &check), STORE_OK);
	assert_int_equal(septel__read_check(reader, &wrong, &check), STORE_DAMAGED);
	assert_true(check.cut);
	known.number = 99;
	assert_int_equal(septel__read_check(reader, &known, &check), STORE_DAMAGED);
}

static void test_head_text(void **state)
{
	char text[HEAD_TEXT_SIZE];
	struct chain_head head = {18446744073709551615u, {0xab, 1}}, read = {0, {0}};
	static const char *const NONE[] = {"", "7", "7:", "7:ab", "x:00", ":00"};
	(void)state;
	assert_true(septel__head_read(septel_view_of(septel__head_text(&head, text)), &read));
	assert_int_equal(read.number, head.number);
	assert_memory_equal(read.hash, head.hash, CHAIN_HASH_SIZE);
	for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
		assert_false(septel__head_read(septel_view_of(NONE[i]), &read));
}

/* ---- traffic ------------------------------------------------------------------------------ */

static void test_traffic(void **state)
{
	struct traffic traffic;
	(void)state;
	/* A hundred PRIORITY messages (every fourth) took 1 to 100 minutes. */
	for (uint64_t number = 1; number <= 400; number++) {
		add_message(number);
		if (number % 4 == 3)
			set_state(number, 1, COPY_DONE, (moment)(number / 4 + 1) * MINUTE);
	}
	set_state(1, 1, COPY_DONE, 11 * MINUTE); /* FLASH: over its 10 minutes */
	commit();
	assert_int_equal(septel__read_traffic(reader, NOON - DAY / 2, NOON + DAY / 2, &traffic),
			 STORE_OK);
	assert_int_equal(traffic.accepted, 400);
	assert_int_equal(traffic.circuit_count, 2);
	assert_string_equal(traffic.circuits[0].outlet, "GULF");
	assert_int_equal(traffic.circuits[0].in[SEPTEL_PRIORITY], 100);
	assert_int_equal(traffic.circuits[1].out[SEPTEL_PRIORITY], 100);
	const struct traffic_times *times = &traffic.times[SEPTEL_PRIORITY];
	assert_int_equal(times->count, 100);
	assert_int_equal(times->median, 50 * MINUTE);
	assert_int_equal(times->most95, 95 * MINUTE);
	assert_int_equal(times->worst, 100 * MINUTE);
	assert_int_equal(times->late, 0);
	assert_int_equal(traffic.times[SEPTEL_FLASH].late, 1);
	assert_int_equal(traffic.waiting, 800 - 101);
	septel__traffic_release(&traffic);
	/* The day before has nothing. */
	assert_int_equal(septel__read_traffic(reader, NOON - 3 * DAY / 2, NOON - DAY / 2, &traffic),
			 STORE_OK);
	assert_int_equal(traffic.circuit_count, 0);
	septel__traffic_release(&traffic);
}

#define WITH_BOTH(test) cmocka_unit_test_setup_teardown(test, open_both, close_both)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_BOTH(test_queues), WITH_BOTH(test_names),   WITH_BOTH(test_journal),
		WITH_BOTH(test_check),  WITH_BOTH(test_traffic), cmocka_unit_test(test_head_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
