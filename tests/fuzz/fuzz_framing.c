/* fuzz_framing - whatever a peer says: what a connection of relays promises holds.
 *
 * The first byte is how many bytes come at once, and who of the two listens.  Three transmissions
 * wait; what arrives is taken at once or never, by its length.  Each order has one answer at the
 * end, and nothing arrives that is empty, too long, or without a station in front of its transfer.
 */
#include "../../src/base/out.h"
#include "../../src/relay/framing.h"
#include "promises.h"

#define ORDERS 3

struct end {
	struct framing *framing;
	unsigned answers[ORDERS + 1];
	bool ready;
};

static bool hello(void *context, const char *station, const char *circuit,
		  struct framing_settings *own, const char **reason)
{
	(void)context;
	(void)own;
	require(*station && strlen(station) < ROUTING_INDICATOR_SIZE);
	require(*circuit && strlen(circuit) < FRAMING_NAME);
	*reason = "no Xs here";
	return *station != 'X';
}

static void ready(void *context)
{
	struct end *end = context;
	require(!end->ready);
	end->ready = true;
}

static void arrived(void *context, uint64_t tag, struct septel_view transfer,
		    struct septel_view bytes)
{
	struct end *end = context;
	require(end->ready);
	require(bytes.len > 0 && bytes.len <= SEPTEL_MESSAGE_LIMIT);
	const size_t slash = septel__find_byte(transfer, '/', 0);
	require(slash != VIEW_NOT_FOUND && slash > 0 && slash + 1 < transfer.len);
	if (bytes.len % 2)
		septel__framing_receipt(end->framing, tag, (enum receipt_kind)(bytes.len % 3),
					bytes);
}

static void sent(void *context, struct copy_name name, uint32_t attempt, enum sent_outcome outcome,
		 struct septel_view reason)
{
	struct end *end = context;
	(void)reason;
	require(name.message >= 1 && name.message <= ORDERS && attempt == 1);
	require(end->answers[name.message]++ == 0);
	require(end->ready || outcome == SENT_LOST);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1 || size > FUZZ_INPUT_LIMIT)
		return 0;
	const struct framing_settings settings = {.station = VIEW_LITERAL("RUEHC"),
						  .circuit = VIEW_LITERAL("trunk"),
						  .nonce = "aaaaaaaaaaaaaaaa",
						  .incarnation = VIEW_LITERAL("i"),
						  .window = 2,
						  .listener = data[0] & 1,
						  .hello_ms = 1000,
						  .silence_ms = 1000};
	struct end end = {0};
	const struct framing_events events = {&end, hello, ready, arrived, sent};
	end.framing = septel__framing_new(&settings, &events, 0);
	require(end.framing != NULL);
	for (uint64_t i = 1; i <= ORDERS; i++) {
		const struct line_order order = {.name = {i, 1},
						 .attempt = 1,
						 .precedence = (enum septel_precedence)i,
						 .bytes = VIEW_LITERAL("text")};
		require(septel__framing_transmit(end.framing, &order));
	}
	const size_t piece = 1 + (data[0] >> 1);
	struct septel_view rest = {(const char *)data + 1, size - 1};
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	moment now = 0;
	while (rest.len) {
		const bool open =
			septel__framing_input(end.framing, septel__slice(rest, 0, piece), ++now);
		rest = septel__slice(rest, piece, rest.len);
		septel__out_clear(&out);
		septel__framing_output(end.framing, &out, 4096, now);
		if (!open)
			break;
		require(septel__framing_tick(end.framing, now) > now);
	}
	septel__framing_end(end.framing, "over");
	for (size_t i = 1; i <= ORDERS; i++)
		require(end.answers[i] == 1);
	septel__out_release(&out);
	septel__framing_free(end.framing);
	return 0;
}
