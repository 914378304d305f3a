/* test_relay_exchange.c - parcels: what is put is taken, and nothing that was not put so is. */
#include "../../src/base/limits.h"
#include "../../src/relay/control_metrics.h"
#include "../../src/relay/parcel.h"
#include "unit.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static struct exchange one, other;

static int open_pair(void **state)
{
	int ends[2];
	(void)state;
	if (!septel__exchange_pair(ends))
		return -1;
	septel__exchange_init(&one, ends[0]);
	septel__exchange_init(&other, ends[1]);
	return 0;
}

static int close_pair(void **state)
{
	(void)state;
	septel__exchange_release(&one);
	septel__exchange_release(&other);
	return 0;
}

/* What waits in `one` is sent, and read, until a parcel is there. */
static bool carried(struct parcel *parcel)
{
	for (int round = 0; round < 4096; round++) {
		if (septel__exchange_next(&other, parcel))
			return true;
		if (!septel__exchange_flush(&one) || !septel__exchange_fill(&other))
			break;
	}
	return septel__exchange_next(&other, parcel);
}

#define WORD(text)                                                                                 \
	{                                                                                          \
		text, sizeof(text) - 1                                                             \
	}

static const struct change FULL = {
	.kind = CHANGE_COPY,
	.at = -5,
	.name = {UINT64_MAX, UINT32_MAX},
	.event = WORD("routed"),
	.outlet = WORD("WASH"),
	.detail = WORD("a detail"),
	.bytes = WORD("BYTES\0WITH NUL"),
	.envelope = WORD("from: X\n"),
	.key = {"RUEHGB", "116B", SEPTEL_NUMBER_NONE, "23/1745Z"},
	.has_key = true,
	.text_hash = {1, 2, 3, 255},
	.transfer = WORD("RUEHGB/abc/12.1"),
	.identification = WORD("XRO8111"),
	.number = WORD("08BAGHDAD3796"),
	.from = WORD("AMEMBASSY BAGHDAD"),
	.dtg = {2008, 12, 4, 6, 37},
	.precedence = SEPTEL_EMERGENCY,
	.classification = SEPTEL_TOP_SECRET,
	.message_state = MESSAGE_CANCELLED,
	.routing = WORD("RUEHC RUEKJCS"),
	.pilot = WORD("RR RUEHC\n"),
	.state = COPY_CANCELLED,
	.reason = WORD("why"),
	.sent_as = WORD("XWB0001"),
	.attempts = UINT32_MAX,
	.not_before = INT64_MAX,
	.role = ROLE_EXEMPT,
	.delivered = 1,
	.read = 2,
	.answered = 3,
	.due = 4,
	.answer = 5,
};

static bool same_view(struct septel_view a, struct septel_view b)
{
	return septel__equal(a, b);
}

static void a_change_arrives_as_it_was(void **state)
{
	struct parcel parcel;
	struct change got;
	(void)state;
	septel__put_begin(&one, PARCEL_STORE);
	septel__put_change(&one, &FULL);
	septel__put_end(&one);
	assert_true(carried(&parcel));
	assert_int_equal(parcel.kind, PARCEL_STORE);
	septel__take_change(&parcel, &got);
	assert_true(septel__take_end(&parcel));
	assert_int_equal(got.kind, FULL.kind);
	assert_true(got.at == FULL.at && got.not_before == FULL.not_before);
	assert_true(got.name.message == FULL.name.message && got.name.copy == FULL.name.copy);
	assert_true(same_view(got.event, FULL.event) && same_view(got.outlet, FULL.outlet));
	assert_true(same_view(got.detail, FULL.detail) && same_view(got.bytes, FULL.bytes));
	assert_true(same_view(got.envelope, FULL.envelope) && got.has_key);
	assert_string_equal(got.key.origin, FULL.key.origin);
	assert_string_equal(got.key.serial, FULL.key.serial);
	assert_string_equal(got.key.filed, FULL.key.filed);
	assert_int_equal(got.key.section, FULL.key.section);
	assert_memory_equal(got.text_hash, FULL.text_hash, TEXT_HASH_SIZE);
	assert_true(same_view(got.transfer, FULL.transfer) && same_view(got.number, FULL.number));
	assert_true(same_view(got.identification, FULL.identification));
	assert_true(same_view(got.from, FULL.from) && same_view(got.routing, FULL.routing));
	assert_true(same_view(got.pilot, FULL.pilot) && same_view(got.reason, FULL.reason));
	assert_true(same_view(got.sent_as, FULL.sent_as) && got.attempts == FULL.attempts);
	assert_memory_equal(&got.dtg, &FULL.dtg, sizeof got.dtg);
	assert_true(got.precedence == FULL.precedence && got.state == FULL.state);
	assert_true(got.classification == FULL.classification);
	assert_true(got.message_state == FULL.message_state && got.role == FULL.role);
	assert_true(got.delivered == 1 && got.read == 2 && got.answered == 3);
	assert_true(got.due == 4 && got.answer == 5);
}

static void copies_matches_and_questions_arrive(void **state)
{
	const struct store_copy copy = {.name = {7, 2},
					.bytes = WORD("TEXT"),
					.outlet = WORD("WASH"),
					.precedence = SEPTEL_FLASH,
					.state = COPY_HELD,
					.attempts = 3,
					.last_copy = 9,
					.accepted = 11,
					.not_before = 12,
					.changed = 13,
					.length = 4};
	const struct store_match match = {.message = 5,
					  .state = MESSAGE_DUPLICATE,
					  .text_hash = {9},
					  .precedence = SEPTEL_FLASH,
					  .classification = SEPTEL_SECRET,
					  .routing = "RUEHC RUEHGB",
					  .by_transfer = true};
	const struct store_sent sent = {
		.outlet = WORD("WASH"), .key = {"RUEHGB", "1", 2, "3390637"}, .has_key = true};
	struct store_copy got_copy;
	struct store_match got_match;
	struct store_sent got_sent;
	struct parcel parcel;
	(void)state;
	septel__put_begin(&one, PARCEL_FETCHED);
	septel__put_copy(&one, &copy);
	septel__put_match(&one, &match);
	septel__put_sent(&one, &sent);
	septel__put_end(&one);
	assert_true(carried(&parcel));
	septel__take_copy(&parcel, &got_copy);
	septel__take_match(&parcel, &got_match);
	septel__take_sent(&parcel, &got_sent);
	assert_true(septel__take_end(&parcel));
	assert_true(got_copy.name.message == 7 && got_copy.name.copy == 2);
	assert_true(got_match.precedence == SEPTEL_FLASH &&
		    got_match.classification == SEPTEL_SECRET);
	assert_string_equal(got_match.routing, match.routing);
	assert_true(same_view(got_copy.bytes, copy.bytes) && got_copy.length == 4);
	assert_true(got_copy.attempts == 3 && got_copy.last_copy == 9 && got_copy.accepted == 11);
	assert_true(got_copy.not_before == 12 && got_copy.changed == 13);
	assert_true(got_copy.precedence == SEPTEL_FLASH && got_copy.state == COPY_HELD);
	assert_true(got_match.message == 5 && got_match.by_transfer);
	assert_true(got_match.state == MESSAGE_DUPLICATE && got_match.text_hash[0] == 9);
	assert_true(same_view(got_sent.outlet, sent.outlet) && got_sent.key.section == 2);
}

/* The bytes of a parcel with FULL, as they go over the socket. */
static struct septel_view full_bytes(void)
{
	septel__put_begin(&one, PARCEL_STORE);
	septel__put_change(&one, &FULL);
	septel__put_end(&one);
	return septel__out_written(&one.out);
}

static void what_is_cut_short_is_no_change(void **state)
{
	const struct septel_view whole = full_bytes();
	(void)state;
	for (size_t length = 8; length < whole.len; length++) {
		struct change got;
		struct parcel parcel = {.kind = PARCEL_STORE,
					.rest = septel__slice(whole, 8, length)};
		septel__take_change(&parcel, &got);
		assert_false(septel__take_end(&parcel));
	}
}

/* Whatever byte is wrong: it is refused, or a change within its bounds. */
static void what_is_spoilt_stays_within_bounds(void **state)
{
	const struct septel_view whole = full_bytes();
	char *copy = malloc(whole.len);
	(void)state;
	assert_non_null(copy);
	for (size_t at = 8; at < whole.len; at++)
		for (int value = 0; value < 256; value += 51) {
			struct change got;
			memcpy(copy, whole.ptr, whole.len);
			copy[at] = (char)value;
			struct parcel parcel = {.rest = {copy + 8, whole.len - 8}};
			septel__take_change(&parcel, &got);
			if (!septel__take_end(&parcel))
				continue;
			assert_true(got.kind <= CHANGE_EVENT && got.state <= COPY_CANCELLED);
			assert_true(got.precedence <= SEPTEL_EMERGENCY);
			assert_true(got.bytes.ptr >= copy &&
				    got.bytes.ptr + got.bytes.len <= copy + whole.len);
			assert_true(strlen(got.key.origin) < sizeof got.key.origin);
		}
	free(copy);
}

static void a_parcel_comes_in_pieces(void **state)
{
	const struct septel_view whole = full_bytes();
	struct parcel parcel;
	struct change got;
	(void)state;
	for (size_t i = 0; i < whole.len; i++) {
		assert_int_equal(write(one.fd, whole.ptr + i, 1), 1);
		assert_true(septel__exchange_fill(&other));
		assert_true(septel__exchange_next(&other, &parcel) == (i + 1 == whole.len));
	}
	septel__take_change(&parcel, &got);
	assert_true(septel__take_end(&parcel));
}

/* One of 16 MiB between small ones, more than a socket holds. */
static void a_large_parcel_keeps_its_place(void **state)
{
	const size_t size = SEPTEL_MESSAGE_LIMIT;
	char *bytes = malloc(size);
	struct parcel parcel;
	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'X', size);
	const struct septel_view all[] = {WORD("before"), {bytes, size}, WORD("behind")};
	for (size_t i = 0; i < 3; i++) {
		septel__put_begin(&one, (unsigned)i);
		septel__put_view(&one, all[i]);
		septel__put_end(&one);
	}
	for (size_t i = 0; i < 3; i++) {
		assert_true(carried(&parcel));
		assert_int_equal(parcel.kind, i);
		assert_true(septel__equal(septel__take_view(&parcel), all[i]));
		assert_true(septel__take_end(&parcel));
	}
	assert_int_equal(septel__exchange_waiting(&one), 0);
	free(bytes);
}

static void a_length_that_none_has_breaks_the_exchange(void **state)
{
	static const uint32_t LENGTHS[] = {0, 3, EXCHANGE_PARCEL_LIMIT + 1, UINT32_MAX};
	(void)state;
	for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
		struct parcel parcel;
		const uint32_t head[] = {LENGTHS[i], PARCEL_STORE};
		assert_int_equal(write(one.fd, head, sizeof head), sizeof head);
		(void)septel__exchange_fill(&other);
		assert_false(septel__exchange_next(&other, &parcel));
		assert_true(other.broken);
		(void)close_pair(NULL);
		assert_int_equal(open_pair(NULL), 0);
	}
}

static void strings_keep_their_bounds(void **state)
{
	static const struct {
		struct septel_view view;
		bool good;
	} ROWS[] = {{WORD("1234567"), true},
		    {WORD("12345678"), false},
		    {WORD("12\0"), false},
		    {WORD(""), true}};
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		char string[8];
		struct parcel parcel;
		septel__put_begin(&one, 1);
		septel__put_view(&one, ROWS[i].view);
		septel__put_end(&one);
		assert_true(carried(&parcel));
		septel__take_string(&parcel, string, sizeof string);
		assert_true(septel__take_end(&parcel) == ROWS[i].good);
	}
}

static void the_end_of_the_other_is_seen(void **state)
{
	struct parcel parcel;
	(void)state;
	septel__put_begin(&one, 4);
	septel__put_end(&one);
	assert_true(septel__exchange_flush(&one));
	septel__exchange_release(&one);
	(void)septel__exchange_fill(&other);
	assert_true(septel__exchange_next(&other, &parcel));
	(void)septel__exchange_fill(&other);
	assert_true(other.gone);
	assert_false(septel__exchange_next(&other, &parcel));
}

/* ---- metrics -------------------------------------------------------------------------------- */

static void numbers_of_a_state_become_metrics(void **state)
{
	static const char STATE[] =
		"{\"station\":{\"alarms\":2,\"outlets\":["
		"{\"name\":\"A\\\"B\",\"up\":true,\"taken\":3,\"queue\":{\"FLASH\":{\"held\":1}}},"
		"{\"name\":\"C\",\"up\":false,\"taken\":4,\"queue\":{\"FLASH\":{\"held\":0}}}]},"
		"\"words\":\"none\"}";
	static const char EXPECTED[] =
		"# TYPE septel_relay_alarms_total counter\n"
		"septel_relay_alarms_total 2\n"
		"# TYPE septel_relay_outlets_queue_held gauge\n"
		"septel_relay_outlets_queue_held{outlet=\"A\\\"B\",precedence=\"FLASH\"} 1\n"
		"septel_relay_outlets_queue_held{outlet=\"C\",precedence=\"FLASH\"} 0\n"
		"# TYPE septel_relay_outlets_taken_total counter\n"
		"septel_relay_outlets_taken_total{outlet=\"A\\\"B\"} 3\n"
		"septel_relay_outlets_taken_total{outlet=\"C\"} 4\n"
		"# TYPE septel_relay_outlets_up gauge\n"
		"septel_relay_outlets_up{outlet=\"A\\\"B\"} 1\n"
		"septel_relay_outlets_up{outlet=\"C\"} 0\n";
	struct septel_out out;
	(void)state;
	septel__out_init(&out, NULL, 0);
	assert_true(septel__metrics_write(&out, septel_view_of(STATE)));
	assert_string_equal(septel__out_terminated(&out), EXPECTED);
	septel__out_clear(&out);
	assert_false(septel__metrics_write(&out, septel_view_of("no state")));
	septel__out_release(&out);
}

int main(void)
{
#define WITH_PAIR(test) cmocka_unit_test_setup_teardown(test, open_pair, close_pair)
	const struct CMUnitTest tests[] = {
		WITH_PAIR(a_change_arrives_as_it_was),
		WITH_PAIR(copies_matches_and_questions_arrive),
		WITH_PAIR(what_is_cut_short_is_no_change),
		WITH_PAIR(what_is_spoilt_stays_within_bounds),
		WITH_PAIR(a_parcel_comes_in_pieces),
		WITH_PAIR(a_large_parcel_keeps_its_place),
		WITH_PAIR(a_length_that_none_has_breaks_the_exchange),
		WITH_PAIR(strings_keep_their_bounds),
		WITH_PAIR(the_end_of_the_other_is_seen),
		cmocka_unit_test(numbers_of_a_state_become_metrics),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
