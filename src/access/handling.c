/* handling.c - see handling.h.  The table is short: it is searched row by row. */
#include "handling.h"

/* Takes the next letter or digit off the front; '\0' when none is left. */
static char next_sign(struct septel_view *rest)
{
	while (rest->len) {
		const char c = septel__upper(rest->ptr[0]);
		*rest = septel__slice(*rest, 1, rest->len);
		if (septel__is_alnum(c))
			return c;
	}
	return '\0';
}

static bool same_signs(struct septel_view a, struct septel_view b)
{
	char sign;
	do {
		sign = next_sign(&a);
		if (sign != next_sign(&b))
			return false;
	} while (sign);
	return true;
}

/* A list of releasees: "REL TO USA, FVEY", "RELEASABLE TO NATO". */
static bool is_release(struct septel_view caption)
{
	return septel__starts_fold(caption, "REL ") || septel__starts_fold(caption, "RELEASABLE ");
}

const struct handling_row *septel__handling_of_caption(struct septel_view caption)
{
	if (is_release(caption))
		caption = VIEW_LITERAL("REL");
	for (size_t i = 0; i < SEPTEL__HANDLING_COUNT; i++)
		if (same_signs(caption, septel_view_of(SEPTEL__HANDLING[i].caption)))
			return &SEPTEL__HANDLING[i];
	return NULL;
}

/* One of the words between '|'. */
static bool is_among(struct septel_view word, const char *words)
{
	struct septel_view rest = septel_view_of(words);
	while (rest.len) {
		size_t end = septel__find_byte(rest, '|', 0);
		if (end == VIEW_NOT_FOUND)
			end = rest.len;
		if (septel__equal_fold(word, septel__slice(rest, 0, end)))
			return true;
		rest = septel__slice(rest, end + 1, rest.len);
	}
	return false;
}

const struct handling_row *septel__handling_of_mark(struct septel_view word)
{
	for (size_t i = 0; i < SEPTEL__HANDLING_COUNT; i++)
		if (is_among(word, SEPTEL__HANDLING[i].marks))
			return &SEPTEL__HANDLING[i];
	return NULL;
}

const struct handling_row *septel__handling_at(int place)
{
	for (size_t i = 0; i < SEPTEL__HANDLING_COUNT; i++)
		if (place != HANDLING_NO_PLACE && SEPTEL__HANDLING[i].place == place)
			return &SEPTEL__HANDLING[i];
	return NULL;
}
