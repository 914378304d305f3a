/* reading.h - parse a literal in a test. */
#ifndef SEPTEL_TESTS_READING_H
#define SEPTEL_TESTS_READING_H

#include "unit.h"

static struct septel_arena *test_arena;

static inline const struct septel_message *parsed(const char *text)
{
	const struct septel_message *message;
	if (!test_arena)
		test_arena = septel_arena_new(0);
	septel_arena_reset(test_arena);
	assert_int_equal(septel_message_parse(&message, septel_view_of(text), NULL, test_arena),
			 SEPTEL_OK);
	return message;
}

/* Applies the repairs to the raw bytes: must give the clean text. */
static inline void assert_repairs_lead_to_text(const struct septel_message *message)
{
	char *bytes = malloc(message->text.len + 1);
	size_t length = 0, raw_at = 0;
	if (!bytes)
		abort();
	for (size_t i = 0; i < message->repairs.count; i++) {
		const struct septel_repair *repair = &message->repairs.at[i];
		assert_true(repair->at.offset >= raw_at);
		const size_t kept = repair->at.offset - raw_at;
		assert_true(length + kept + repair->now.len <= message->text.len);
		memcpy(bytes + length, message->raw.ptr + raw_at, kept);
		length += kept;
		if (repair->now.len)
			memcpy(bytes + length, repair->now.ptr, repair->now.len);
		length += repair->now.len;
		raw_at = repair->at.offset + repair->at.length;
	}
	assert_int_equal(length + message->raw.len - raw_at, message->text.len);
	if (message->raw.len > raw_at)
		memcpy(bytes + length, message->raw.ptr + raw_at, message->raw.len - raw_at);
	if (message->text.len)
		assert_memory_equal(bytes, message->text.ptr, message->text.len);
	free(bytes);
}

#endif
