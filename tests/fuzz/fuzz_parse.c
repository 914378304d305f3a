/* fuzz_parse - whatever the bytes: the promises of a parse hold.
 *
 * Repairs applied to the bytes give the text; the text parsed again has no
 * repairs; sentences lie in their paragraphs; lint comes to an end; the first
 * message of a stream is no longer than the stream. */
#include "promises.h"

#include <septel/lint.h>

static void check_repairs(const struct septel_message *message)
{
	size_t raw_at = 0, text_at = 0;
	for (size_t i = 0; i < message->repairs.count; i++) {
		const struct septel_repair *repair = &message->repairs.at[i];
		require(repair->at.offset >= raw_at);
		const size_t kept = repair->at.offset - raw_at;
		require(kept <= message->raw.len - raw_at);
		require(kept + repair->now.len <= message->text.len - text_at);
		require(memcmp(message->raw.ptr + raw_at, message->text.ptr + text_at, kept) == 0);
		text_at += kept;
		require(repair->now.len == 0 ||
			memcmp(repair->now.ptr, message->text.ptr + text_at, repair->now.len) == 0);
		text_at += repair->now.len;
		raw_at = (size_t)repair->at.offset + repair->at.length;
		require(raw_at <= message->raw.len);
	}
	require(message->raw.len - raw_at == message->text.len - text_at);
	require(memcmp(message->raw.ptr + raw_at, message->text.ptr + text_at,
		       message->raw.len - raw_at) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > FUZZ_INPUT_LIMIT)
		return 0;
	const struct septel_view raw = {(const char *)data, size};
	struct septel_arena *arena = septel_arena_new(0);
	const struct septel_message *message, *again;
	struct septel_diagnostics found;
	require(arena && septel_message_length(raw, true) <= size);
	septel_message_length(raw, false);
	require(septel_message_parse(&message, raw, NULL, arena) == SEPTEL_OK);
	check_repairs(message);
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_view text = message->paragraphs.at[i].text;
		const struct septel_views sentences = septel_message_sentences(message, i, arena);
		for (size_t k = 0; k < sentences.count; k++)
			require(sentences.at[k].ptr >= text.ptr &&
				sentences.at[k].ptr + sentences.at[k].len <= text.ptr + text.len);
	}
	require(septel_lint(&found, message, SEPTEL_LINT_COMPOSE, NULL, arena) == SEPTEL_OK);
	require(septel_message_parse(&again, message->text, NULL, arena) == SEPTEL_OK);
	require(again->repairs.count == 0);
	require(again->text.len == message->text.len &&
		memcmp(again->text.ptr, message->text.ptr, again->text.len) == 0);
	septel_arena_free(arena);
	return 0;
}
