/* diagnostics.c - see diagnostics.h and septel__diagnose in reading.h. */
#include "diagnostics.h"

#include "edits.h"
#include "list.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define DIAGNOSTIC_TEXT_LIMIT 256

static void add(struct reading *reading, enum septel_severity severity, const char *code,
		struct septel_view at, const struct septel_view *fix, const char *format,
		va_list arguments)
{
	struct diagnostic_list *list = reading->diagnostics;
	if (list->count >= SEPTEL_DIAGNOSTICS_LIMIT) {
		list->dropped++;
		return;
	}
	char text[DIAGNOSTIC_TEXT_LIMIT];
	vsnprintf(text, sizeof text, format, arguments);
	struct septel_diagnostic *diagnostic =
		LIST_ADD(reading->arena, list->at, list->count, list->capacity);
	if (!diagnostic)
		return;
	*diagnostic = (struct septel_diagnostic){
		.code = code,
		.severity = severity,
		.at = reading_span(reading, at),
		.text = septel_arena_copy(reading->arena, septel_view_of(text)),
		.has_fix = fix != NULL,
		.fix = fix ? *fix : (struct septel_view){"", 0},
	};
}

void septel__diagnose(struct reading *reading, enum septel_severity severity, const char *code,
		      struct septel_view at, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add(reading, severity, code, at, NULL, format, arguments);
	va_end(arguments);
}

void septel__suggest(struct reading *reading, enum septel_severity severity, const char *code,
		     struct septel_view at, struct septel_view fix, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add(reading, severity, code, at, &fix, format, arguments);
	va_end(arguments);
}

static int by_offset(const void *a, const void *b)
{
	const struct septel_diagnostic *left = a, *right = b;
	if (left->at.offset != right->at.offset)
		return left->at.offset < right->at.offset ? -1 : 1;
	return strcmp(left->code, right->code);
}

void septel__diagnostics_finish(struct reading *reading)
{
	struct diagnostic_list *list = reading->diagnostics;
	for (size_t i = 0; i < list->count; i++)
		list->at[i].at = septel__raw_span(&reading->message->repairs, list->at[i].at);
	if (list->count > 1)
		qsort(list->at, list->count, sizeof *list->at, by_offset);
	reading->message->diagnostics =
		(struct septel_diagnostics){list->at, list->count, list->dropped};
}
