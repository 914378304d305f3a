/* faults.c - faults of a table or a configuration, kept and told; see faults.h. */
#include "faults.h"

#include <stdlib.h>

/* Bytes of the text of one fault. */
#define FAULT_TEXT_LIMIT ((size_t)512)

void septel__faults_init(struct file_faults *faults, struct septel_view path,
			 struct septel_arena *arena)
{
	faults->path = path;
	faults->arena = arena;
	faults->count = faults->dropped = 0;
}

void septel__fault(struct file_faults *faults, int line, const char *format, ...)
{
	if (faults->count == RELAY_FAULTS_LIMIT) {
		faults->dropped++;
		return;
	}
	struct septel_out out;
	va_list arguments;
	septel__out_init(&out, faults->arena, FAULT_TEXT_LIMIT);
	va_start(arguments, format);
	septel__out_format_list(&out, format, arguments);
	va_end(arguments);
	faults->at[faults->count] = (struct file_fault){
		line, faults->count,
		out.failed ? VIEW_LITERAL("a fault too long to tell") : septel__out_written(&out)};
	faults->count++;
}

static int by_line(const void *a, const void *b)
{
	const struct file_fault *one = a, *other = b;
	if (one->line != other->line)
		return one->line < other->line ? -1 : 1;
	return one->order < other->order ? -1 : 1;
}

bool septel__faults_tell(struct file_faults *faults, struct septel_out *out)
{
	qsort(faults->at, faults->count, sizeof *faults->at, by_line);
	for (size_t i = 0; i < faults->count; i++) {
		const struct file_fault *fault = &faults->at[i];
		septel__out_view(out, faults->path);
		if (fault->line > 0)
			septel__out_format(out, ":%d", fault->line);
		septel__out_format(out, ": %.*s\n", VIEW_FORMAT(fault->text));
	}
	if (faults->dropped)
		septel__out_format(out, "%.*s: and %zu more errors\n", VIEW_FORMAT(faults->path),
				   faults->dropped);
	return faults->count > 0;
}

struct shown septel__shown(struct septel_view token)
{
	struct shown shown;
	const size_t room = sizeof shown.text - sizeof "...";
	const size_t length = token.len < room ? token.len : room;
	for (size_t i = 0; i < length; i++) {
		const unsigned char c = (unsigned char)token.ptr[i];
		shown.text[i] = c >= 0x20 && c < 0x7f ? (char)c : '?';
	}
	memcpy(shown.text + length, token.len > length ? "..." : "", token.len > length ? 4 : 1);
	return shown;
}
