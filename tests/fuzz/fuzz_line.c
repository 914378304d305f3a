/* fuzz_line - whatever the bytes of a line: they are all told, each envelope's spans lie one behind
 * the other, and what is sent on is from format line 3 on what came.
 *
 * The first byte says how: bit 0 over ITA2, bit 1 the figures of the United States, bit 2 unshift
 * on space; the rest of it the size of the pieces. */
#include "../../src/base/limits.h"
#include "../../src/relay/stream.h"
#include "../../src/relay/transmission.h"
#include "promises.h"

#include <sodium.h>

static bool is_known(const void *context, struct septel_view ri)
{
	(void)context;
	return ri.len == 6 && septel__starts(ri, "RUEH");
}

static void check_spans(const struct envelope *envelope, struct septel_view bytes)
{
	const struct septel_span spans[] = {envelope->identifications, envelope->pilots,
					    envelope->routing_line, envelope->inner,
					    envelope->message};
	size_t at = 0;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		require(spans[i].offset == at);
		at += spans[i].length;
	}
	require(at == bytes.len);
	for (size_t i = 0; i < envelope->fault_count; i++)
		require((size_t)envelope->faults[i].at.offset + envelope->faults[i].at.length <=
			bytes.len);
}

/* Encoded and decoded, the text is the same but for its line ends and its capitals. */
static void check_encoding(struct septel_view sent, enum line_alphabet alphabet,
			   struct septel_arena *arena)
{
	const struct stream_manner manner = {.alphabet = alphabet, .figures = ITA2_US};
	struct septel_out codes, text;
	size_t refused = SIZE_MAX;
	septel__out_init(&codes, arena, 0);
	septel__out_init(&text, arena, 0);
	if (!septel__transmission_encode(&codes, sent, &manner, &refused)) {
		require(refused < sent.len && codes.length == 0);
		return;
	}
	if (alphabet == ALPHABET_ITA2) {
		struct ita2 ita2 = {.figures = ITA2_US};
		septel__ita2_decode(&ita2, septel__out_written(&codes), &text);
		require(septel__ends(septel__out_written(&text), "NNNN"));
	}
}

static void check_sending(const struct envelope *envelope, struct septel_view bytes,
			  struct septel_view pilot, struct septel_arena *arena)
{
	struct envelope again;
	struct septel_out out;
	const struct transmission transmission = {.identification = VIEW_LITERAL("ABC0001"),
						  .precedence = SEPTEL_FLASH,
						  .routing = VIEW_LITERAL("RUEHGB RUEHC"),
						  .pilot = pilot,
						  .bells = true};
	const struct septel_view message =
		septel__slice(bytes, envelope->message.offset, bytes.len);
	septel__out_init(&out, arena, 0);
	septel__transmission_write(&out, &transmission, envelope, bytes);
	const struct septel_view sent = septel__out_written(&out);
	require(sent.len >= message.len &&
		memcmp(sent.ptr + sent.len - message.len, message.ptr, message.len) == 0);
	const struct envelope_directory directory = {is_known, NULL, NULL};
	require(septel__envelope_read(&again, sent, ENVELOPE_HEADING, &directory, arena));
	check_spans(&again, sent);
	check_encoding(sent, ALPHABET_ASCII, arena);
	check_encoding(sent, ALPHABET_ITA2, arena);
}

static void check_envelope(struct septel_view bytes, struct septel_arena *arena)
{
	struct envelope envelope;
	struct septel_out out;
	const struct envelope_directory directory = {is_known, NULL, NULL};
	septel_arena_reset(arena);
	require(septel__envelope_read(&envelope, bytes,
				      bytes.len % 2 ? ENVELOPE_WHOLE : ENVELOPE_HEADING, &directory,
				      arena));
	check_spans(&envelope, bytes);
	septel__out_init(&out, arena, 0);
	septel__envelope_write(&out, &envelope);
	require(!out.failed);
	const struct septel_view mended = septel__envelope_mended(&envelope, bytes, arena);
	if (mended.len) {
		struct envelope again;
		require(septel__envelope_read(&again, mended, ENVELOPE_HEADING, &directory, arena));
		check_spans(&again, mended);
	}
	check_sending(&envelope, bytes, VIEW_LITERAL(""), arena);
	check_sending(&envelope, bytes, VIEW_LITERAL("ZFD RUEHC\n"), arena);
	check_sending(&envelope, bytes, VIEW_LITERAL("UNCLAS SVC ZUI ABC001 ZDK\n"), arena);
}

/* All that comes is told, in order. */
static void check_stream(struct septel_view text, size_t piece, struct septel_arena *arena)
{
	struct stream stream;
	struct stream_event event;
	size_t told = 0;
	septel__stream_init(&stream);
	for (size_t from = 0; from < text.len; from += piece) {
		require(septel__stream_take(&stream, septel__slice(text, from, from + piece)));
		if (from + piece >= text.len)
			septel__stream_silence(&stream);
		while (septel__stream_next(&stream, &event)) {
			require(event.bytes.len > 0 && told + event.bytes.len <= text.len);
			require(memcmp(event.bytes.ptr, text.ptr + told, event.bytes.len) == 0);
			told += event.bytes.len;
			if (event.kind == STREAM_TRANSMISSION)
				check_envelope(event.bytes, arena);
		}
	}
	require(told == text.len);
	septel__stream_release(&stream);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct septel_arena *arena = septel_arena_new(0);
	struct septel_out text;
	require(arena != NULL && sodium_init() >= 0);
	septel__out_init(&text, NULL, 0);
	if (size > 1 && size <= FUZZ_INPUT_LIMIT) {
		const struct septel_view bytes = {(const char *)data + 1, size - 1};
		if (data[0] & 1) {
			struct ita2 ita2 = {.figures = data[0] & 2 ? ITA2_US : ITA2_INTERNATIONAL,
					    .unshift_on_space = data[0] & 4};
			septel__ita2_decode(&ita2, bytes, &text);
		} else {
			septel__out_view(&text, bytes);
		}
		check_stream(septel__out_written(&text), (size_t)(data[0] >> 3) * 7 + 1, arena);
		check_envelope(bytes, arena);
	}
	septel__out_release(&text);
	septel_arena_free(arena);
	return 0;
}
