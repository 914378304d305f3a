/* findings.c - what is wrong with a draft; see composing.h. */
#include "composing.h"
#include "list.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define FINDING_TEXT_LIMIT 256

static struct septel_span span_in(struct septel_view source, struct septel_view at)
{
	const uintptr_t start = (uintptr_t)source.ptr, place = (uintptr_t)at.ptr;
	if (source.len == 0 || place < start || place > start + source.len)
		return (struct septel_span){0, 0};
	const size_t offset = (size_t)(place - start);
	const size_t rest = source.len - offset;
	return (struct septel_span){(uint32_t)offset, (uint32_t)(at.len < rest ? at.len : rest)};
}

void septel__find_fault(struct findings *findings, enum septel_severity severity, const char *code,
			struct septel_view at, const char *format, ...)
{
	findings->refused = findings->refused || severity == SEPTEL_ERROR;
	if (findings->count >= SEPTEL_DIAGNOSTICS_LIMIT) {
		findings->dropped++;
		return;
	}
	char text[FINDING_TEXT_LIMIT];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	struct septel_diagnostic *finding =
		LIST_ADD(findings->arena, findings->at, findings->count, findings->capacity);
	if (finding)
		*finding = (struct septel_diagnostic){
			.code = code,
			.severity = severity,
			.at = span_in(findings->source, at),
			.text = septel_arena_copy(findings->arena, septel_view_of(text)),
			.fix = {"", 0},
		};
}

static int by_offset(const void *a, const void *b)
{
	const struct septel_diagnostic *left = a, *right = b;
	if (left->at.offset != right->at.offset)
		return left->at.offset < right->at.offset ? -1 : 1;
	return strcmp(left->code, right->code);
}

struct septel_diagnostics septel__findings_finish(struct findings *findings)
{
	if (findings->count)
		qsort(findings->at, findings->count, sizeof *findings->at, by_offset);
	return (struct septel_diagnostics){findings->at, findings->count, findings->dropped};
}
