/* out.c - see out.h. */
#include "out.h"

#include <stdio.h>
#include <stdlib.h>

#define FIRST_CAPACITY 256

void septel__out_init(struct septel_out *out, struct septel_arena *arena, size_t limit)
{
	*out = (struct septel_out){.arena = arena, .limit = limit ? limit : SIZE_MAX};
}

void septel__out_release(struct septel_out *out)
{
	if (!out->arena)
		free(out->data);
	septel__out_init(out, out->arena, out->limit);
}

void septel__out_clear(struct septel_out *out)
{
	out->length = 0;
	out->failed = false;
}

static char *grown(struct septel_out *out, size_t capacity)
{
	if (!out->arena)
		return realloc(out->data, capacity);
	char *data = septel_arena_alloc(out->arena, capacity);
	if (data && out->length)
		memcpy(data, out->data, out->length);
	return data;
}

bool septel__out_reserve(struct septel_out *out, size_t more)
{
	if (out->failed)
		return false;
	if (more <= out->capacity - out->length)
		return true;
	if (more > out->limit - out->length) {
		out->failed = true;
		return false;
	}
	const size_t needed = out->length + more;
	size_t capacity = out->capacity ? out->capacity : FIRST_CAPACITY;
	if (capacity > out->limit)
		capacity = out->limit;
	while (capacity < needed)
		capacity = capacity > out->limit / 2 ? out->limit : capacity * 2;
	char *data = grown(out, capacity);
	if (!data) {
		out->failed = true;
		return false;
	}
	out->data = data;
	out->capacity = capacity;
	return true;
}

void septel__out_bytes(struct septel_out *out, const char *bytes, size_t length)
{
	if (length == 0 || !septel__out_reserve(out, length))
		return;
	memcpy(out->data + out->length, bytes, length);
	out->length += length;
}

void septel__out_view(struct septel_out *out, struct septel_view view)
{
	septel__out_bytes(out, view.ptr, view.len);
}

void septel__out_string(struct septel_out *out, const char *string)
{
	septel__out_bytes(out, string, strlen(string));
}

void septel__out_byte(struct septel_out *out, char c)
{
	septel__out_bytes(out, &c, 1);
}

void septel__out_repeat(struct septel_out *out, char c, size_t times)
{
	if (times == 0 || !septel__out_reserve(out, times))
		return;
	memset(out->data + out->length, c, times);
	out->length += times;
}

void septel__out_number(struct septel_out *out, long long number)
{
	char digits[24];
	size_t at = sizeof digits;
	unsigned long long rest =
		number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number;
	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (number < 0)
		digits[--at] = '-';
	septel__out_bytes(out, digits + at, sizeof digits - at);
}

void septel__out_format_list(struct septel_out *out, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	const int length = vsnprintf(NULL, 0, format, arguments);
	if (length < 0)
		out->failed = true;
	else if (septel__out_reserve(out, (size_t)length + 1)) {
		vsnprintf(out->data + out->length, (size_t)length + 1, format, again);
		out->length += (size_t)length;
	}
	va_end(again);
}

void septel__out_format(struct septel_out *out, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	septel__out_format_list(out, format, arguments);
	va_end(arguments);
}

struct septel_view septel__out_written(const struct septel_out *out)
{
	return (struct septel_view){out->length ? out->data : "", out->length};
}

const char *septel__out_terminated(struct septel_out *out)
{
	septel__out_byte(out, '\0');
	if (out->failed)
		return NULL;
	out->length--;
	return out->data;
}
