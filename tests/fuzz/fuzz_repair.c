/* fuzz_repair - whatever the bytes: the promises of repairs hold.
 *
 * Repairs stand in rising order, apart from one another and within the input;
 * applied to the input they give the clean text; the clean text needs no repair.
 * So it is for the input, and for two of it behind one another, where what the
 * second repeats may fall away. */
#include "promises.h"

/* What ends a transmission. */
#define END_MARK "NNNN\n"

/* The input with its repairs applied, in `arena`. */
static struct septel_view apply(const struct septel_message *message, struct septel_arena *arena)
{
	const struct septel_view raw = message->raw;
	size_t room = raw.len, length = 0, at = 0;
	for (size_t i = 0; i < message->repairs.count; i++)
		room += message->repairs.at[i].now.len;
	char *bytes = septel_arena_alloc(arena, room + 1);
	require(bytes != NULL);
	for (size_t i = 0; i < message->repairs.count; i++) {
		const struct septel_repair *repair = &message->repairs.at[i];
		require(repair->at.offset >= at);
		require(repair->at.offset <= raw.len);
		require(repair->at.length <= raw.len - repair->at.offset);
		require(repair->at.length + repair->now.len > 0);
		memcpy(bytes + length, raw.ptr + at, repair->at.offset - at);
		length += repair->at.offset - at;
		if (repair->now.len)
			memcpy(bytes + length, repair->now.ptr, repair->now.len);
		length += repair->now.len;
		at = (size_t)repair->at.offset + repair->at.length;
	}
	memcpy(bytes + length, raw.ptr + at, raw.len - at);
	return (struct septel_view){bytes, length + raw.len - at};
}

static void check(struct septel_view raw, struct septel_arena *arena)
{
	const struct septel_message *message, *again;
	require(septel_message_parse(&message, raw, NULL, arena) == SEPTEL_OK);
	require(same_bytes(message->raw, raw));
	const struct septel_view clean = apply(message, arena);
	require(same_bytes(clean, message->text));
	require(septel_message_parse(&again, clean, NULL, arena) == SEPTEL_OK);
	require(again->repairs.count == 0);
	require(same_bytes(again->text, clean));
}

/* The input twice, an end mark between. */
static struct septel_view doubled(struct septel_view raw, struct septel_arena *arena)
{
	const size_t mark = strlen(END_MARK);
	char *bytes = septel_arena_alloc(arena, 2 * raw.len + mark);
	require(bytes != NULL);
	memcpy(bytes, raw.ptr, raw.len);
	memcpy(bytes + raw.len, END_MARK, mark);
	memcpy(bytes + raw.len + mark, raw.ptr, raw.len);
	return (struct septel_view){bytes, 2 * raw.len + mark};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > FUZZ_INPUT_LIMIT)
		return 0;
	const struct septel_view raw = {(const char *)data, size};
	struct septel_arena *arena = septel_arena_new(0);
	require(arena != NULL);
	check(raw, arena);
	check(doubled(raw, arena), arena);
	septel_arena_free(arena);
	return 0;
}
