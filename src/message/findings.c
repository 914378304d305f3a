/* findings.c - what is wrong with a draft; see composing.h. */
#include "composing.h"

void septel__find_fault(struct findings *findings, enum septel_severity severity, const char *code,
			struct septel_view at, const char *format, ...)
{
	const struct septel_diagnostic diagnostic = {
		.code = code, .severity = severity, .at = septel__span_in(findings->source, at)};
	va_list arguments;
	findings->refused = findings->refused || severity == SEPTEL_ERROR;
	va_start(arguments, format);
	septel__diagnostics_add(&findings->list, findings->arena, &diagnostic, format, arguments);
	va_end(arguments);
}
