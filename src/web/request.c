/* request.c - see request.h. */
#include "request.h"

static int digit_of(char c)
{
	if (septel__is_digit(c))
		return c - '0';
	const char lower = septel__lower(c);
	return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* `text` without %XX; false where it is written wrongly, or memory is out. */
static bool decode(struct septel_view *decoded, struct septel_view text, bool plus_is_space,
		   struct septel_arena *arena)
{
	char *bytes = septel_arena_alloc(arena, text.len + 1);
	size_t length = 0;
	if (!bytes)
		return false;
	for (size_t at = 0; at < text.len; at++) {
		char c = text.ptr[at];
		if (c == '+' && plus_is_space)
			c = ' ';
		if (c == '%') {
			const int high = at + 2 < text.len ? digit_of(text.ptr[at + 1]) : -1;
			const int low = at + 2 < text.len ? digit_of(text.ptr[at + 2]) : -1;
			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			at += 2;
		}
		if (c == '\0')
			return false;
		bytes[length++] = c;
	}
	bytes[length] = '\0';
	*decoded = (struct septel_view){bytes, length};
	return true;
}

static bool read_parameter(struct request *request, struct septel_view part,
			   struct septel_arena *arena)
{
	const size_t equals = septel__find_byte(part, '=', 0);
	struct request_parameter *parameter = &request->parameters[request->count];
	const struct septel_view value = equals == VIEW_NOT_FOUND
						 ? septel__slice(part, part.len, part.len)
						 : septel__slice(part, equals + 1, part.len);
	if (!decode(&parameter->name, septel__slice(part, 0, equals), true, arena) ||
	    !decode(&parameter->value, value, true, arena))
		return false;
	request->count++;
	return true;
}

enum request_status septel__request_read(struct request *request, struct septel_view target,
					 struct septel_arena *arena)
{
	request->count = 0;
	request->path = septel__slice(target, 0, 0);
	if (target.len > REQUEST_TARGET_LIMIT)
		return REQUEST_TOO_LONG;
	const size_t mark = septel__find_byte(target, '?', 0);
	if (!septel__starts(target, "/") ||
	    !decode(&request->path, septel__slice(target, 0, mark), false, arena))
		return REQUEST_MALFORMED;
	if (mark == VIEW_NOT_FOUND)
		return REQUEST_READ;
	struct septel_view rest = septel__slice(target, mark + 1, target.len);
	while (rest.len) {
		const size_t end = septel__find_byte(rest, '&', 0);
		const struct septel_view part = septel__slice(rest, 0, end);
		if (part.len && request->count == REQUEST_PARAMETERS_LIMIT)
			return REQUEST_TOO_LONG;
		if (part.len && !read_parameter(request, part, arena))
			return REQUEST_MALFORMED;
		rest = septel__slice(rest, part.len + 1, rest.len);
	}
	return REQUEST_READ;
}

struct septel_view septel__request_value(const struct request *request, const char *name)
{
	for (size_t i = 0; i < request->count; i++)
		if (septel__equal(request->parameters[i].name, septel_view_of(name)))
			return request->parameters[i].value;
	return VIEW_LITERAL("");
}

size_t septel__request_number(const struct request *request, const char *name, size_t most)
{
	const struct septel_view text = septel__request_value(request, name);
	size_t number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!septel__is_digit(text.ptr[i]))
			return 0;
		number = number * 10 + (size_t)(text.ptr[i] - '0');
		if (number > most)
			return 0;
	}
	return number;
}
