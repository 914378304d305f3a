/* joining.h - sections that a test has made, joined again. */
#ifndef SEPTEL_TESTS_JOINING_H
#define SEPTEL_TESTS_JOINING_H

#include "arena_fixture.h"

#include <septel/sections.h>

/* The one message that `sections` are, given to the join forwards or backwards. */
static inline struct septel_view joined(struct septel_view sections, bool backwards)
{
	struct septel_view pieces[64];
	struct septel_joined_list list;
	size_t count = 0;
	while (sections.len) {
		const size_t length = septel_message_length(sections, true);
		assert_true(count < 64);
		pieces[count++] = septel__slice(sections, 0, length);
		sections = septel__slice(sections, length, sections.len);
	}
	for (size_t i = 0; backwards && i < count / 2; i++) {
		const struct septel_view piece = pieces[i];
		pieces[i] = pieces[count - 1 - i];
		pieces[count - 1 - i] = piece;
	}
	assert_int_equal(septel_join(&list, pieces, count, arena), SEPTEL_OK);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.at[0].finding_count, 0);
	return list.at[0].text;
}

#endif
