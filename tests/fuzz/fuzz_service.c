/* fuzz_service - whatever the bytes: the promises of service messages and channel numbers hold.
 *
 * What is understood can be written, and is understood again as the same; what is not is never
 * acted on.  A state of a channel is taken only as it would be written, and accounts for whatever
 * comes; a book of questions is taken whole or not at all. */
#include "../../src/base/limits.h"
#include "../../src/relay/service_book.h"
#include "promises.h"

static bool lies_in(struct septel_view part, struct septel_view text)
{
	return part.len == 0 ||
	       (part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len);
}

static void check_request(const struct service_request *request,
			  const struct service_reading *reading)
{
	static struct service_reading again;
	const struct service_known known = {
		.use = NUMBER_GIVEN, .found = true, .held = true, .state = COPY_DONE};
	struct service_decision decision;
	struct septel_out first, second;
	require(lies_in(request->text, reading->text) && lies_in(request->reason, reading->text) &&
		lies_in(request->portion, reading->text));
	require(request->number_count <= SERVICE_NUMBERS_LIMIT &&
		request->routing_count <= SERVICE_ROUTING_LIMIT);
	septel__service_decide(request, 1, &known, reading, &decision);
	if (request->partly || reading->turned) {
		require(decision.deeds == (DEED_NOTE | DEED_OPERATOR));
		return;
	}
	septel__out_init(&first, NULL, 0);
	septel__out_init(&second, NULL, 0);
	require(septel__service_write(&first, request));
	septel__service_read(&again, septel__out_written(&first));
	require(again.count >= 1 && again.requests[0].kind == request->kind);
	if (again.understood && again.count == 1) {
		require(septel__service_write(&second, &again.requests[0]));
		require(septel__equal(septel__out_written(&first), septel__out_written(&second)));
	}
	septel__out_release(&first);
	septel__out_release(&second);
}

static void check_reading(struct septel_view text)
{
	static struct service_reading reading;
	septel__service_read(&reading, text);
	require(reading.count <= SERVICE_REQUESTS_LIMIT);
	require(memchr(reading.rest, 0, sizeof reading.rest) != NULL);
	require(reading.understood == (reading.rest[0] == '\0'));
	for (size_t i = 0; i < reading.count; i++) {
		require(!reading.requests[i].partly || !reading.understood);
		check_request(&reading.requests[i], &reading);
	}
}

/* A line is a state, or the identification of what comes next. */
static void check_channel(struct septel_view text)
{
	struct outlet_settings settings = {.letters_out = "HPA", .letters_in = "FPA", .digits = 3};
	struct channel channel;
	struct septel_view line;
	moment now = (moment)1768135500 * 1000;
	septel__channel_init(&channel, &settings, now);
	for (unsigned i = 0; i < 500 && septel__next_line(&text, &line); i++) {
		struct channel_report report;
		if (septel__channel_read(&channel, line))
			continue;
		now += (moment)line.len * 60 * 1000;
		septel__channel_arrived(&channel, &line, 1, line, now, &report);
		require(channel.expected >= 1 && channel.expected <= 999);
		require(!number_set_has(&channel.open, channel.expected));
		require(report.missing < 999);
	}
	struct septel_out out;
	septel__out_init(&out, NULL, CHANNEL_TEXT_LIMIT);
	septel__channel_write(&channel, &out);
	require(!out.failed && septel__channel_read(&channel, septel__out_written(&out)));
	septel__out_release(&out);
}

static void check_book(struct septel_view text)
{
	static struct service_book book;
	septel__service_book_init(&book);
	if (!septel__service_book_read(&book, text)) {
		require(book.question_count == 0);
		return;
	}
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	septel__service_book_write(&book, &out);
	require(septel__service_book_read(&book, septel__out_written(&out)));
	septel__out_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view all = {(const char *)data, size};
	if (size > FUZZ_INPUT_LIMIT)
		return 0;
	check_reading(all);
	const struct septel_view text = septel__service_text(all);
	require(lies_in(text, all));
	if (text.len)
		check_reading(text);
	check_channel(all);
	check_book(all);
	return 0;
}
