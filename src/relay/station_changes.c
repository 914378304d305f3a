/* station_changes.c - changes as a station makes them (station_inside.h). */
#include "station_inside.h"

#include <stdarg.h>
#include <stdio.h>

#define CHANGES_ROOM 8u
/* Bytes of one text in a change, with its NUL; a longer one is cut. */
#define CHANGE_TEXT_SIZE 1024

struct change *septel__change_add(struct changes *changes, enum change_kind kind)
{
	/* Where memory is out what is written here goes nowhere; septel__arena_failed tells. */
	static _Thread_local struct change nowhere;
	if (changes->count == changes->room) {
		const size_t room = changes->room ? changes->room * 2 : CHANGES_ROOM;
		struct change *at = septel_arena_alloc(changes->arena, room * sizeof *at);
		if (!at) {
			nowhere = (struct change){.kind = kind};
			return &nowhere;
		}
		if (changes->count)
			memcpy(at, changes->at, changes->count * sizeof *at);
		changes->at = at;
		changes->room = room;
	}
	struct change *change = &changes->at[changes->count++];
	*change = (struct change){.kind = kind, .at = changes->now};
	return change;
}

static struct septel_view text_list(struct changes *changes, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));
static struct septel_view text_list(struct changes *changes, const char *format, va_list arguments)
{
	char text[CHANGE_TEXT_SIZE];
	const int length = vsnprintf(text, sizeof text, format, arguments);
	if (length <= 0)
		return (struct septel_view){"", 0};
	const size_t kept = (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
	return septel_arena_copy(changes->arena, (struct septel_view){text, kept});
}

struct septel_view septel__change_text(struct changes *changes, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	const struct septel_view text = text_list(changes, format, arguments);
	va_end(arguments);
	return text;
}

struct change *septel__change_event(struct changes *changes, struct copy_name name,
				    const char *event, struct septel_view outlet,
				    const char *format, ...)
{
	struct change *change = septel__change_add(changes, CHANGE_EVENT);
	change->name = name;
	change->event = (struct septel_view){event, strlen(event)};
	change->outlet = outlet;
	va_list arguments;
	va_start(arguments, format);
	change->detail = text_list(changes, format, arguments);
	va_end(arguments);
	return change;
}
