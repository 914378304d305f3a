/* folding.c - see folding.h. */
#include "folding.h"

#include "../base/utf8.h"

#include <utf8proc.h>

struct range {
	uint32_t first, last;
};

/* Apostrophes, and what is typed or transliterated as one. */
static const struct range APOSTROPHES[] = {
	{0x00B4, 0x00B4}, {0x02B9, 0x02B9}, {0x02BB, 0x02BF}, {0x02C8, 0x02C8},
	{0x2018, 0x2019}, {0x201B, 0x201B}, {0x2032, 0x2032}, {0xFF07, 0xFF07},
};

#define HANGUL_FIRST 0xAC00
#define HANGUL_LAST  0xD7A3

/* Scripts that set no spaces between words. */
static const struct range ALONE[] = {
	{0x0E00, 0x0EFF}, /* Thai, Lao */
	{0x1000, 0x109F}, /* Myanmar */
	{0x1780, 0x17FF}, /* Khmer */
	{0x3005, 0x3007}, /* Han: repetition, closing, zero */
	{0x3021, 0x312F}, /* Hangzhou numerals, kana, Bopomofo */
	{0x31A0, 0x31FF}, /* Bopomofo and kana, extended */
	{0x3400, 0x4DBF}, /* Han */
	{0x4E00, 0x9FFF}, /* Han */
	{HANGUL_FIRST, HANGUL_LAST},
	{0xF900, 0xFAFF},   /* Han */
	{0x20000, 0x3FFFD}, /* Han */
};

/* Letters whose stroke or ligature is no mark to Unicode. */
static const struct {
	uint32_t code;
	const char *plain;
} PLAIN[] = {
	{0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},  {0x0127, "h"},
	{0x0131, "i"},  {0x0138, "k"}, {0x0142, "l"}, {0x014B, "n"},  {0x0153, "oe"}, {0x0167, "t"},
	{0x0180, "b"},  {0x0188, "c"}, {0x018C, "d"}, {0x0192, "f"},  {0x0199, "k"},  {0x019A, "l"},
	{0x01B6, "z"},  {0x01E5, "g"}, {0x023C, "c"}, {0x0247, "e"},  {0x0249, "j"},  {0x0253, "b"},
	{0x0257, "d"},  {0x0268, "i"}, {0x026B, "l"}, {0x0275, "o"},  {0x0289, "u"},  {0x1D7D, "p"},
};

static bool is_in(const struct range *ranges, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

static bool is_alone(uint32_t code)
{
	return code >= ALONE[0].first && is_in(ALONE, sizeof ALONE / sizeof *ALONE, code);
}

static bool is_apostrophe(uint32_t code)
{
	return is_in(APOSTROPHES, sizeof APOSTROPHES / sizeof *APOSTROPHES, code);
}

static bool is_letter_or_number(uint32_t code)
{
	const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
	       (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/* Marks; and what is invisible but for its effect on its neighbours: the soft
 * hyphen, joiners.  (U+200B is a space without width, and splits.) */
static bool counts_for_nothing(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return true;
	case UTF8PROC_CATEGORY_CF:
		return code != 0x200B;
	default:
		return false;
	}
}

static size_t put_plain(uint32_t code, char *bytes)
{
	for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
		if (PLAIN[i].code == code) {
			const size_t length = strlen(PLAIN[i].plain);
			memcpy(bytes, PLAIN[i].plain, length);
			return length;
		}
	return septel__utf8_encode(code, bytes);
}

/* A number such as one half, or a sign that stands for several words, is folded
 * into something that is no letter, and splits. */
static enum character_kind put_codes(struct character *character, const utf8proc_int32_t *codes,
				     size_t count)
{
	enum character_kind kind = CHARACTER_LETTER;
	size_t length = 0;
	for (size_t i = 0; i < count; i++) {
		const uint32_t code = (uint32_t)codes[i];
		if (is_apostrophe(code))
			continue;
		if (!is_letter_or_number(code))
			return CHARACTER_SEPARATES;
		if (is_alone(code)) {
			if (count > 1)
				return CHARACTER_SEPARATES;
			kind = CHARACTER_ALONE;
		}
		length += put_plain(code, character->bytes + length);
	}
	character->folded = (struct septel_view){character->bytes, length};
	return length ? kind : CHARACTER_NOTHING;
}

static enum character_kind fold(struct character *character, uint32_t code)
{
	utf8proc_int32_t codes[FOLDED_CODES_LIMIT];
	utf8proc_ssize_t count = 1;
	const utf8proc_option_t options = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
					  UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
	/* Decomposed, a syllable of Hangul would be its letters. */
	if (code >= HANGUL_FIRST && code <= HANGUL_LAST)
		codes[0] = (utf8proc_int32_t)code;
	else
		count = utf8proc_decompose_char((utf8proc_int32_t)code, codes, FOLDED_CODES_LIMIT,
						options, NULL);
	if (count < 0 || count > FOLDED_CODES_LIMIT)
		return CHARACTER_SEPARATES;
	return count == 0 ? CHARACTER_NOTHING : put_codes(character, codes, (size_t)count);
}

void septel__character_read(struct character *character, struct septel_view text, size_t offset)
{
	uint32_t code;
	character->kind = CHARACTER_SEPARATES;
	character->folded = (struct septel_view){character->bytes, 0};
	character->length = septel__utf8_decode(text, offset, &code);
	if (character->length == 0)
		character->length = 1;
	else if (is_apostrophe(code))
		character->kind = CHARACTER_APOSTROPHE;
	else if (counts_for_nothing(code))
		character->kind = CHARACTER_NOTHING;
	else if (is_letter_or_number(code))
		character->kind = fold(character, code);
}
