/* views.h - what the property tests of views share: readers of every kind. */
#ifndef SEPTEL_TESTS_VIEWS_H
#define SEPTEL_TESTS_VIEWS_H

#include "../../src/access/viewer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A reader: by the options of a command, and for the library. */
struct reader {
	const char *as, *clear; /* NULL: not given */
};

extern const struct reader READERS[];
extern const size_t READER_COUNT;
/* The users that some of them are, as the file `users` has them. */
extern const char READER_USERS[];

/* Tells what is wrong of a casebook; the test fails. */
void found(uint64_t seed, size_t reader, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* How often a gate stood open, and an answer was masked: what never happens proves nothing. */
extern unsigned long gates_ready, answers_masked;

/* Each is given the number of a casebook. */
void try_verdicts(uint64_t seed);
void try_leaks(uint64_t seed);
bool leaks_begin(void);
void leaks_end(void);

#endif
