/* words.c - see words.h.
 *
 * Nearly all of nearly every text is ASCII: letters and digits are folded
 * sixteen bytes at a time, and what may stand inside a word besides them is
 * looked at only where a run of them ends.
 */
#include "words.h"

#include "folding.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What a letter or digit of ASCII is folded to; 0 for every other byte. */
static const unsigned char FOLDED[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
	['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',
	['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k',
	['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
	['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y',
	['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
	['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm',
	['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
	['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
};

/* Digits between two commas of a number. */
#define GROUP 3

/* A word on its way. */
struct gathering {
	struct septel_view text;
	char *buffer;
	size_t used;    /* bytes of buffer */
	bool full;      /* the rest of the word counts for nothing */
	size_t start;   /* of the word */
	size_t segment; /* of what follows the last dot or comma inside it */
	size_t at;
};

static unsigned char byte_at(struct septel_view text, size_t at)
{
	return at < text.len ? (unsigned char)text.ptr[at] : 0;
}

static bool is_not_ascii(unsigned char c)
{
	return c >= 0x80;
}

/* True when a letter or digit stands at `at`. */
static bool is_word_at(struct septel_view text, size_t at)
{
	const unsigned char c = byte_at(text, at);
	struct character character;
	if (!is_not_ascii(c))
		return FOLDED[c] != 0;
	septel__character_read(&character, text, at);
	return character.kind == CHARACTER_LETTER;
}

/* Bytes of the apostrophe at `at`; 0 where there is none. */
static size_t apostrophe_at(struct septel_view text, size_t at)
{
	const unsigned char c = byte_at(text, at);
	struct character character;
	if (!is_not_ascii(c))
		return c == '\'' || c == '`';
	septel__character_read(&character, text, at);
	return character.kind == CHARACTER_APOSTROPHE ? character.length : 0;
}

static bool is_s_alone(struct septel_view text, size_t at)
{
	return FOLDED[byte_at(text, at)] == 's' && !is_word_at(text, at + 1);
}

/* Behind the possessive that begins at `at`; `at` where there is none. */
static size_t past_possessive(struct septel_view text, size_t at)
{
	const size_t length = apostrophe_at(text, at);
	return length && is_s_alone(text, at + length) ? at + length + 1 : at;
}

static void append(struct gathering *gathering, struct septel_view bytes)
{
	if (bytes.len > WORD_LIMIT - gathering->used)
		gathering->full = true;
	if (gathering->full)
		return;
	memcpy(gathering->buffer + gathering->used, bytes.ptr, bytes.len);
	gathering->used += bytes.len;
}

#ifdef __SSE2__
/* Folds the bytes of `from` up to the first that is no letter or digit; how many. */
static unsigned fold_stride(const char *from, char *to)
{
	const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)from);
	const __m128i bit = _mm_set1_epi8(0x20);
	/* Shifted so that the wanted range ends at 127: one signed comparison. */
	const __m128i letters =
		_mm_cmpgt_epi8(_mm_add_epi8(_mm_or_si128(bytes, bit), _mm_set1_epi8(127 - 'z')),
			       _mm_set1_epi8(127 - 26));
	const __m128i digits = _mm_cmpgt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8(127 - '9')),
					      _mm_set1_epi8(127 - 10));
	_mm_storeu_si128((__m128i *)(void *)to, _mm_or_si128(bytes, _mm_and_si128(letters, bit)));
	const unsigned others = ~(unsigned)_mm_movemask_epi8(_mm_or_si128(letters, digits));
	return (unsigned)__builtin_ctz(others);
}
#endif

/* Takes in the run of ASCII letters and digits. */
static void take_run(struct gathering *gathering)
{
	const struct septel_view text = gathering->text;
	size_t at = gathering->at, used = gathering->used;
	const size_t room = gathering->full ? 0 : WORD_LIMIT - used;
#ifdef __SSE2__
	const size_t fast = room && text.len - at >= WORD_STRIDE;
	if (fast) {
		const unsigned length = fold_stride(text.ptr + at, gathering->buffer + used);
		if (length < WORD_STRIDE && length <= room) {
			gathering->at = at + length;
			gathering->used = used + length;
			return;
		}
	}
#endif
	const size_t end = room < text.len - at ? at + room : text.len;
	while (at < end && FOLDED[(unsigned char)text.ptr[at]])
		gathering->buffer[used++] = (char)FOLDED[(unsigned char)text.ptr[at++]];
	while (at < text.len && FOLDED[(unsigned char)text.ptr[at]]) {
		gathering->full = true;
		at++;
	}
	gathering->at = at;
	gathering->used = used;
}

static bool passes_apostrophe(struct gathering *gathering, size_t length)
{
	const size_t behind = gathering->at + length;
	if (!is_word_at(gathering->text, behind) || is_s_alone(gathering->text, behind))
		return false;
	gathering->at = behind;
	return true;
}

/* "U.S." */
static bool passes_dot(struct gathering *gathering)
{
	const struct septel_view text = gathering->text;
	const size_t at = gathering->at;
	if (at - gathering->segment != 1 || !septel__is_alpha(text.ptr[at - 1]) ||
	    !septel__is_alpha((char)byte_at(text, at + 1)) || is_word_at(text, at + 2))
		return false;
	gathering->at = gathering->segment = at + 1;
	return true;
}

/* "1,234" */
static bool passes_comma(struct gathering *gathering)
{
	const struct septel_view text = gathering->text;
	const size_t at = gathering->at, before = at - gathering->segment;
	if (before > GROUP || (gathering->segment != gathering->start && before != GROUP))
		return false;
	for (size_t i = gathering->segment; i <= at + GROUP; i++)
		if (i != at && !septel__is_digit((char)byte_at(text, i)))
			return false;
	if (septel__is_digit((char)byte_at(text, at + GROUP + 1)))
		return false;
	gathering->at = gathering->segment = at + 1;
	return true;
}

static bool passes_character(struct gathering *gathering)
{
	struct character character;
	septel__character_read(&character, gathering->text, gathering->at);
	if (character.kind == CHARACTER_APOSTROPHE)
		return passes_apostrophe(gathering, character.length);
	if (character.kind != CHARACTER_LETTER && character.kind != CHARACTER_NOTHING)
		return false;
	append(gathering, character.folded);
	gathering->at += character.length;
	return true;
}

/* A run has ended: true, and what stands there passed, where the word goes on. */
static bool passes(struct gathering *gathering)
{
	const unsigned char c = byte_at(gathering->text, gathering->at);
	switch (c) {
	case '\'':
	case '`':
		return passes_apostrophe(gathering, 1);
	case '.':
		return passes_dot(gathering);
	case ',':
		return passes_comma(gathering);
	default:
		return is_not_ascii(c) && passes_character(gathering);
	}
}

static void read_word(struct word_reader *reader, size_t start, struct word *word)
{
	const struct septel_view text = reader->text;
	struct gathering gathering = {.text = text,
				      .buffer = reader->buffer,
				      .start = start,
				      .segment = start,
				      .at = start};
	do
		take_run(&gathering);
	while (passes(&gathering));
	word->folded = (struct septel_view){reader->buffer, gathering.used};
	word->start = start;
	word->end = reader->at = gathering.at;
	const unsigned char c = byte_at(text, gathering.at);
	const bool dotted = c == '.' && gathering.segment != start;
	if (dotted || c == '\'' || c == '`' || is_not_ascii(c))
		reader->at = past_possessive(text, gathering.at + dotted);
}

static void read_alone(struct word_reader *reader, size_t start, const struct character *character,
		       struct word *word)
{
	memcpy(reader->buffer, character->folded.ptr, character->folded.len);
	word->folded = (struct septel_view){reader->buffer, character->folded.len};
	word->start = start;
	word->end = reader->at = start + character->length;
}

void septel__words_begin(struct word_reader *reader, struct septel_view text)
{
	reader->text = text;
	reader->at = 0;
}

bool septel__words_next(struct word_reader *reader, struct word *word)
{
	const struct septel_view text = reader->text;
	for (size_t at = reader->at; at < text.len; at++) {
		const unsigned char c = (unsigned char)text.ptr[at];
		if (FOLDED[c]) {
			read_word(reader, at, word);
			return true;
		}
		if (!is_not_ascii(c))
			continue;
		struct character character;
		septel__character_read(&character, text, at);
		if (character.kind == CHARACTER_LETTER) {
			read_word(reader, at, word);
			return true;
		}
		if (character.kind == CHARACTER_ALONE) {
			read_alone(reader, at, &character, word);
			return true;
		}
		at += character.length - 1;
	}
	reader->at = text.len;
	return false;
}
