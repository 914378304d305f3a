/* garble.c - see garble.h. */
#include "garble.h"

#include "../message/format_line.h"
#include "ita2.h"

/* What one character of a heading may be. */
static const char HEADING[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /#-";

/* Letters that one impulse makes a blank or a shift, so that nothing is printed; in front or
 * behind, also those that it makes a space or a line end. */
static const char VANISHING[] = "ETVXKQGBWJ";
static const char VANISHING_AT_END[] = "ETVXKQGBWJSINHDROAL";

/* Bytes of a word that may be two indicators run together. */
#define TWO_INDICATORS 17u

bool septel__garble_of(char sent, char came)
{
	const unsigned bits = (unsigned char)(sent ^ came);
	return (bits && (bits & (bits - 1)) == 0) || septel__ita2_one_impulse(sent, came);
}

/* The one answer, as long as there is one. */
struct answer {
	char text[GARBLE_LENGTH];
	size_t length, count;
};

static void add(struct answer *answer, const char *text, size_t length)
{
	if (answer->count && answer->length == length && memcmp(answer->text, text, length) == 0)
		return;
	if (answer->count++ == 0) {
		memcpy(answer->text, text, length);
		answer->length = length;
	}
}

/* ---- lines --------------------------------------------------------------------------- */

struct mending {
	struct septel_view came;
	bool (*right)(const void *context, struct septel_view);
	const void *context;
	struct answer answer;
};

static void try_text(struct mending *mending, const char *text)
{
	const size_t length = mending->came.len;
	if (mending->right(mending->context, (struct septel_view){text, length}))
		add(&mending->answer, text, length);
}

static void try_substitutions(struct mending *mending)
{
	char text[GARBLE_LENGTH];
	memcpy(text, mending->came.ptr, mending->came.len);
	for (size_t i = 0; i < mending->came.len; i++) {
		const char came = text[i];
		for (const char *sent = HEADING; *sent; sent++) {
			if (!septel__garble_of(*sent, came))
				continue;
			text[i] = *sent;
			try_text(mending, text);
		}
		text[i] = came;
	}
}

/* The same kind of printed character: what a lost shift leaves together. */
static bool same_case(char a, char b)
{
	return septel__is_alpha(a) == septel__is_alpha(b) && a != ' ' && b != ' ';
}

/* The shift was lost from `from` on: to where the case changes, to the end of the word, of the
 * line. */
static void try_shift_from(struct mending *mending, size_t from)
{
	char text[GARBLE_LENGTH];
	const struct septel_view came = mending->came;
	memcpy(text, came.ptr, came.len);
	for (size_t i = from; i < came.len; i++) {
		if (text[i] == ' ')
			continue;
		text[i] = septel__ita2_other_case(ITA2_US, text[i]);
		if (text[i] == '\0')
			return;
		const bool ends = i + 1 == came.len || !same_case(came.ptr[i], came.ptr[i + 1]);
		if (ends)
			try_text(mending, text);
	}
}

struct septel_view septel__garble_mended(struct septel_view came,
					 bool (*right)(const void *context, struct septel_view),
					 const void *context, struct septel_arena *arena)
{
	struct mending mending = {.came = came, .right = right, .context = context};
	if (came.len == 0 || came.len > GARBLE_LENGTH)
		return (struct septel_view){"", 0};
	try_substitutions(&mending);
	for (size_t from = 0; from < came.len; from++)
		try_shift_from(&mending, from);
	if (mending.answer.count != 1)
		return (struct septel_view){"", 0};
	return septel_arena_copy(arena,
				 (struct septel_view){mending.answer.text, mending.answer.length});
}

/* ---- indicators ---------------------------------------------------------------------- */

struct search {
	const struct envelope_directory *directory;
	struct answer answer;
};

static bool knows(const struct search *search, const char *text, size_t length)
{
	const struct septel_view word = {text, length};
	return septel__is_routing_indicator(word) &&
	       search->directory->knows(search->directory->context, word);
}

static void try_word(struct search *search, const char *text, size_t length)
{
	if (knows(search, text, length))
		add(&search->answer, text, length);
}

static void try_letters(struct search *search, struct septel_view came)
{
	char text[GARBLE_LENGTH];
	memcpy(text, came.ptr, came.len);
	try_word(search, text, came.len);
	for (size_t i = 0; i < came.len; i++) {
		for (int letter = 'A'; letter <= 'Z'; letter++) {
			const char sent = (char)letter;
			if (!septel__garble_of(sent, came.ptr[i]))
				continue;
			text[i] = sent;
			try_word(search, text, came.len);
		}
		text[i] = came.ptr[i];
	}
}

static void try_vanished(struct search *search, struct septel_view came)
{
	char text[GARBLE_LENGTH];
	for (size_t at = 0; at <= came.len; at++) {
		const bool end = at == 0 || at == came.len;
		memcpy(text, came.ptr, at);
		memcpy(text + at + 1, came.ptr + at, came.len - at);
		for (const char *sent = end ? VANISHING_AT_END : VANISHING; *sent; sent++) {
			text[at] = *sent;
			try_word(search, text, came.len + 1);
		}
	}
}

/* Two indicators whose space was lost, or became a letter. */
static void try_split(struct search *search, struct septel_view came)
{
	char text[GARBLE_LENGTH];
	for (size_t at = 4; at + 4 <= came.len; at++) {
		for (size_t lost = 0; lost <= 1; lost++) {
			const size_t behind = at + lost;
			if (lost && !septel__garble_of(' ', came.ptr[at]))
				continue;
			if (!knows(search, came.ptr, at) ||
			    !knows(search, came.ptr + behind, came.len - behind))
				continue;
			memcpy(text, came.ptr, at);
			text[at] = ' ';
			memcpy(text + at + 1, came.ptr + behind, came.len - behind);
			add(&search->answer, text, came.len + 1 - lost);
		}
	}
}

/* `word` with what was printed as figures read as letters; false where it cannot be. */
static bool unshifted(struct septel_view word, char *text)
{
	for (size_t i = 0; i < word.len; i++) {
		text[i] = word.ptr[i];
		if (!septel__is_upper(text[i]))
			text[i] = septel__ita2_other_case(ITA2_US, text[i]);
		if (!septel__is_upper(text[i]))
			return false;
	}
	return true;
}

size_t septel__garble_indicators(struct septel_view came,
				 const struct envelope_directory *directory,
				 struct septel_arena *arena, struct septel_view *found)
{
	struct search search = {.directory = directory};
	char text[TWO_INDICATORS];
	*found = (struct septel_view){"", 0};
	if (came.len == 0 || came.len > TWO_INDICATORS)
		return 0;
	try_letters(&search, came);
	if (unshifted(came, text)) {
		const struct septel_view letters = {text, came.len};
		try_letters(&search, letters);
		try_vanished(&search, letters);
		try_split(&search, letters);
	}
	if (search.answer.count)
		*found = septel_arena_copy(
			arena, (struct septel_view){search.answer.text, search.answer.length});
	return search.answer.count;
}
