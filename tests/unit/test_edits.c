/* Edits over several rounds compose into repairs of the raw bytes. */
#include "unit.h"

#include "../../src/message/edits.h"

/* `repairs` applied to `raw`. */
static struct septel_view applied(struct septel_view raw, const struct septel_repairs *repairs,
				  char *buffer)
{
	size_t length = 0, raw_at = 0;
	for (size_t i = 0; i < repairs->count; i++) {
		const struct septel_repair *repair = &repairs->at[i];
		assert_true(repair->at.offset >= raw_at);
		assert_true(repair->at.length || repair->now.len);
		memcpy(buffer + length, raw.ptr + raw_at, repair->at.offset - raw_at);
		length += repair->at.offset - raw_at;
		memcpy(buffer + length, repair->now.ptr, repair->now.len);
		length += repair->now.len;
		raw_at = repair->at.offset + repair->at.length;
	}
	memcpy(buffer + length, raw.ptr + raw_at, raw.len - raw_at);
	return (struct septel_view){buffer, length + raw.len - raw_at};
}

static unsigned random_below(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 8) % below;
}

static void random_rounds_compose(void **state)
{
	(void)state;
	static const char *const WORDS[] = {"", "x", "yz", "longer text"};
	struct septel_arena *arena = septel_arena_new(0);
	unsigned seed = 1;
	for (int trial = 0; trial < 3000; trial++) {
		septel_arena_reset(arena);
		const struct septel_view raw = septel_arena_copy(
			arena, septel_view_of("0123456789abcdefghijklmnopqrstuv"));
		struct septel_view text = raw;
		struct septel_repairs repairs = {NULL, 0};
		for (int round = 0; round < 4; round++) {
			struct edits edits;
			septel__edits_init(&edits, arena);
			const unsigned count = random_below(&seed, 5);
			for (unsigned i = 0; i < count && text.len; i++) {
				const size_t from = random_below(&seed, (unsigned)text.len);
				const size_t to = from + random_below(&seed, 6);
				septel__edit(&edits, "test", text, septel__slice(text, from, to),
					     septel_view_of(WORDS[random_below(&seed, 4)]));
			}
			text = septel__edits_apply(&edits, raw, text, &repairs);
			char buffer[4096];
			const struct septel_view again = applied(raw, &repairs, buffer);
			assert_int_equal(again.len, text.len);
			assert_memory_equal(again.ptr, text.ptr, text.len);
		}
	}
	septel_arena_free(arena);
}

static void places_lead_back_to_raw(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(0);
	const struct septel_view raw = septel_view_of("one TWO three");
	struct septel_repairs repairs = {NULL, 0};
	struct edits edits;
	septel__edits_init(&edits, arena);
	septel__edit(&edits, "test", raw, septel__slice(raw, 4, 7), septel_view_of("2"));
	const struct septel_view text = septel__edits_apply(&edits, raw, raw, &repairs);
	assert_view(text, "one 2 three");
	const struct septel_span three = septel__raw_span(&repairs, (struct septel_span){6, 5});
	assert_int_equal(three.offset, 8);
	assert_int_equal(three.length, 5);
	const struct septel_span two = septel__raw_span(&repairs, (struct septel_span){4, 1});
	assert_int_equal(two.offset, 4);
	assert_int_equal(two.length, 3);
	septel_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_rounds_compose),
		cmocka_unit_test(places_lead_back_to_raw),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
