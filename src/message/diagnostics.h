/* diagnostics.h - lists of diagnostics: of a parse, of a draft, of a check. */
#ifndef SEPTEL_MESSAGE_DIAGNOSTICS_H
#define SEPTEL_MESSAGE_DIAGNOSTICS_H

#include "reading.h"

#include <stdarg.h>

/* Empty when all zero. */
struct diagnostic_list {
	struct septel_diagnostic *at;
	size_t count, capacity, dropped;
};

/* Adds `diagnostic` with the text that format and arguments make (cut to
 * DIAGNOSTIC_TEXT_SIZE, copied into the arena); over SEPTEL_DIAGNOSTICS_LIMIT it
 * is only counted. */
void septel__diagnostics_add(struct diagnostic_list *list, struct septel_arena *arena,
			     const struct septel_diagnostic *diagnostic, const char *format,
			     va_list arguments);
/* By offset, then by code. */
void septel__diagnostics_sort(struct septel_diagnostic *at, size_t count);
/* The list sorted, as it is given out. */
struct septel_diagnostics septel__diagnostics_of(struct diagnostic_list *list);

/* Where `part` stands in `whole`; 0 and 0 where it is no part of it. */
struct septel_span septel__span_in(struct septel_view whole, struct septel_view part);

/* Of a parse: turns places in the text into places in raw, and hands the list to
 * the message. */
void septel__diagnostics_finish(struct reading *reading);

#endif
