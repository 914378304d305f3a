/* same_query.h - two trees that ask the same in the same way. */
#ifndef SEPTEL_TESTS_SAME_QUERY_H
#define SEPTEL_TESTS_SAME_QUERY_H

#include "../../src/archive/query.h"

/* NOLINTNEXTLINE(misc-no-recursion): QUERY_DEPTH_LIMIT deep at most */
static inline bool same_query(const struct query *a, const struct query *b)
{
	if (a->kind != b->kind || a->count != b->count || a->field != b->field ||
	    a->prefix != b->prefix || a->words.count != b->words.count || a->least != b->least ||
	    a->most != b->most || a->first != b->first || a->last != b->last ||
	    !septel__equal(a->name, b->name))
		return false;
	for (size_t i = 0; i < a->words.count; i++)
		if (!septel__equal(a->words.at[i], b->words.at[i]))
			return false;
	for (size_t i = 0; i < a->count; i++)
		if (!same_query(a->parts[i], b->parts[i]))
			return false;
	return true;
}

#endif
