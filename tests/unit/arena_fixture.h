/* arena_fixture.h - one arena for a group of tests. */
#ifndef SEPTEL_TESTS_ARENA_FIXTURE_H
#define SEPTEL_TESTS_ARENA_FIXTURE_H

#include "unit.h"

#include <septel/arena.h>

static struct septel_arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = septel_arena_new(0);
	return arena ? 0 : -1;
}

static int free_arena(void **state)
{
	(void)state;
	septel_arena_free(arena);
	return 0;
}

#endif
