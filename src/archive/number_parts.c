/* number_parts.c - see number_parts.h. */
#include "number_parts.h"

#include "../base/date.h"

/* Digits of a serial: more would not fit a number. */
#define SERIAL_DIGITS 9

static size_t count_digits(struct septel_view view, size_t from)
{
	size_t at = from;
	while (at < view.len && septel__is_digit(view.ptr[at]))
		at++;
	return at - from;
}

static int read_digits(struct septel_view view, size_t from, size_t count)
{
	int number = 0;
	for (size_t i = from; i < from + count; i++)
		number = number * 10 + (view.ptr[i] - '0');
	return number;
}

bool septel__number_parts(struct septel_view id, struct septel_view *station, int *year,
			  int *serial)
{
	*station = (struct septel_view){"", 0};
	*year = *serial = 0;
	const size_t front = count_digits(id, 0);
	size_t letters = front;
	while (letters < id.len && !septel__is_digit(id.ptr[letters]))
		letters++;
	const size_t digits = count_digits(id, letters);
	const size_t end = letters + digits;
	if (letters == front || digits == 0 || digits > SERIAL_DIGITS)
		return false;
	if (front == 2 && end == id.len) {
		*year = septel__full_year(read_digits(id, 0, 2));
	} else if (front == 0 && end + 3 == id.len && id.ptr[end] == '/' &&
		   count_digits(id, end + 1) == 2) {
		*year = septel__full_year(read_digits(id, end + 1, 2));
	} else {
		return false;
	}
	*station = septel__slice(id, front, letters);
	*serial = read_digits(id, letters, digits);
	return true;
}
