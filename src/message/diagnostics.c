/* diagnostics.c - see diagnostics.h and septel__diagnose in reading.h. */
#include "diagnostics.h"

#include "edits.h"
#include "list.h"

#include <stdio.h>
#include <stdlib.h>

void septel__diagnostics_add(struct diagnostic_list *list, struct septel_arena *arena,
			     const struct septel_diagnostic *diagnostic, const char *format,
			     va_list arguments)
{
	if (list->count >= SEPTEL_DIAGNOSTICS_LIMIT) {
		list->dropped++;
		return;
	}
	char text[DIAGNOSTIC_TEXT_SIZE];
	vsnprintf(text, sizeof text, format, arguments);
	struct septel_diagnostic *added = LIST_ADD(arena, list->at, list->count, list->capacity);
	if (!added)
		return;
	*added = *diagnostic;
	added->text = septel_arena_copy(arena, septel_view_of(text));
	if (!added->has_fix)
		added->fix = (struct septel_view){"", 0};
}

static int by_offset(const void *a, const void *b)
{
	const struct septel_diagnostic *left = a, *right = b;
	if (left->at.offset != right->at.offset)
		return left->at.offset < right->at.offset ? -1 : 1;
	return strcmp(left->code, right->code);
}

void septel__diagnostics_sort(struct septel_diagnostic *at, size_t count)
{
	if (count > 1)
		qsort(at, count, sizeof *at, by_offset);
}

struct septel_diagnostics septel__diagnostics_of(struct diagnostic_list *list)
{
	septel__diagnostics_sort(list->at, list->count);
	return (struct septel_diagnostics){list->at, list->count, list->dropped};
}

struct septel_span septel__span_in(struct septel_view whole, struct septel_view part)
{
	/* As numbers: pointers into different objects may not be compared. */
	const uintptr_t start = (uintptr_t)whole.ptr, place = (uintptr_t)part.ptr;
	if (whole.len == 0 || place < start || place > start + whole.len)
		return (struct septel_span){0, 0};
	const size_t offset = (size_t)(place - start), rest = whole.len - offset;
	return (struct septel_span){(uint32_t)offset,
				    (uint32_t)(part.len < rest ? part.len : rest)};
}

/* ---- of a parse ------------------------------------------------------------- */

void septel__diagnose(struct reading *reading, enum septel_severity severity, const char *code,
		      struct septel_view at, const char *format, ...)
{
	const struct septel_diagnostic diagnostic = {
		.code = code, .severity = severity, .at = reading_span(reading, at)};
	va_list arguments;
	va_start(arguments, format);
	septel__diagnostics_add(reading->diagnostics, reading->arena, &diagnostic, format,
				arguments);
	va_end(arguments);
}

void septel__suggest(struct reading *reading, enum septel_severity severity, const char *code,
		     struct septel_view at, struct septel_view fix, const char *format, ...)
{
	const struct septel_diagnostic diagnostic = {.code = code,
						     .severity = severity,
						     .at = reading_span(reading, at),
						     .has_fix = true,
						     .fix = fix};
	va_list arguments;
	va_start(arguments, format);
	septel__diagnostics_add(reading->diagnostics, reading->arena, &diagnostic, format,
				arguments);
	va_end(arguments);
}

void septel__diagnostics_finish(struct reading *reading)
{
	struct diagnostic_list *list = reading->diagnostics;
	for (size_t i = 0; i < list->count; i++)
		list->at[i].at = septel__raw_span(&reading->message->repairs, list->at[i].at);
	reading->message->diagnostics = septel__diagnostics_of(list);
}
