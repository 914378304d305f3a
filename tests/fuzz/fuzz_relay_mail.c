/* fuzz_relay_mail - whatever letter comes, and whatever is sent as one: the promises of
 * mail_message.h hold.
 *
 * A letter is a transmission or several, a report, or held with a reason, and no line of one
 * that is held begins as its own line did.  The same bytes sent as a letter come back, byte
 * for byte, and a notice on them is read as what it says. */
#include "../../src/relay/mail_message.h"
#include "promises.h"

#include <sodium.h>

#define ARENA_LIMIT ((size_t)256 << 20)

static void check_arrival(const struct mail_arrival *arrival)
{
	if (arrival->kind == MAIL_REPORT) {
		require(arrival->report_count > 0);
		return;
	}
	require(arrival->transmissions.count > 0);
	require(arrival->transfers.count == arrival->transmissions.count);
	for (size_t i = 0; i < arrival->transmissions.count; i++)
		require(arrival->transmissions.at[i].len > 0 && arrival->transfers.at[i].len > 0);
	if (arrival->kind != MAIL_HELD)
		return;
	struct septel_view rest = arrival->transmissions.at[0], line;
	require(arrival->reason.len > 0 && septel__next_line(&rest, &line));
	require(septel__starts(line, "MAIL HELD: ") && septel__next_line(&rest, &line));
	while (septel__next_line(&rest, &line))
		require(septel__starts(line, ">"));
}

static void check_return(struct septel_view bytes, struct septel_arena *arena)
{
	static const struct mail_letter_options OPTIONS = {.received = 1};
	static const struct mail_reading READING = {.station = {"RUEHZZZ", 7}};
	struct mail_letter letter;
	struct mail_arrival arrival;
	if (bytes.len == 0 || !septel__mail_letter(&letter, bytes, &OPTIONS, arena))
		return;
	require(septel__mail_arrival(&arrival, letter.data, &READING, arena));
	require(arrival.kind == MAIL_TRANSMISSION && arrival.transmissions.count == 1);
	require(septel__equal(arrival.transmissions.at[0], bytes));
}

static void check_notice(struct septel_view bytes, struct septel_arena *arena)
{
	const struct mail_report_recipient recipient = {.final = VIEW_LITERAL("a@b"),
							.event = MAIL_FAILED,
							.status = "5.1.1",
							.diagnostic = septel__slice(bytes, 0, 100)};
	const struct mail_notice notice = {.host = VIEW_LITERAL("host.example"),
					   .to = septel__slice(bytes, 0, 50),
					   .envelope_id = septel__slice(bytes, 0, 30),
					   .header = bytes,
					   .recipients = &recipient,
					   .recipient_count = 1};
	static const struct mail_reading READING = {.station = {"RUEHZZZ", 7}};
	struct mail_arrival arrival;
	struct septel_view letter;
	require(septel__mail_notice(&letter, &notice, arena));
	require(septel__mail_arrival(&arrival, letter, &READING, arena));
	require(arrival.kind == MAIL_REPORT && arrival.report_count == 1);
	require(septel__equal(arrival.reports[0].recipient, VIEW_LITERAL("a@b")));
	require(arrival.reports[0].event == MAIL_FAILED);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view bytes = {(const char *)data, size};
	static const struct mail_reading READING = {
		.station = {"RUEHZZZ", 7}, .trusted = true, .has_priority = false};
	struct mail_arrival arrival;
	if (size > FUZZ_INPUT_LIMIT || sodium_init() < 0)
		return 0;
	struct septel_arena *arena = septel_arena_new(ARENA_LIMIT);
	require(arena != NULL);
	if (septel__mail_arrival(&arrival, bytes, &READING, arena))
		check_arrival(&arrival);
	septel_arena_reset(arena);
	check_return(bytes, arena);
	septel_arena_reset(arena);
	check_notice(bytes, arena);
	septel_arena_free(arena);
	return 0;
}
