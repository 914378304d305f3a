/* ita2.c - see ita2.h. */
#include "ita2.h"

#define CODES     32u
#define NO_CODE   0xFFu
#define NO_FIGURE '\x1A'

/* By code (wire-format 2); '\0': gives no character.  A space, CR and LF are the same in both
 * cases. */
static const char LETTERS[CODES + 1] = "\0E\nA SIU\rDRJNFCKTZLWHYPQOBG\0MXV\0";
static const char FIGURES[2][CODES + 1] = {
	"\0"
	"3\n- '87\r\x1A"
	"4\a,\x1A:(5\x1A)2\x1A"
	"6019?\x1A\0./\x1A\0",
	"\0"
	"3\n- \a87\r$4',!:(5\")2#6019?&\0./;\0",
};

/* The code of each character of ASCII; beside it, those that stand in figures. */
struct codes {
	unsigned char letters[128], figures[128];
};

static void make_codes(struct codes *codes, enum ita2_figures figures)
{
	memset(codes, NO_CODE, sizeof *codes);
	for (unsigned char code = 0; code < CODES; code++) {
		const char letter = LETTERS[code], figure = FIGURES[figures][code];
		if (letter)
			codes->letters[(unsigned char)letter] = code;
		if (figure && figure != NO_FIGURE)
			codes->figures[(unsigned char)figure] = code;
	}
	for (char c = 'a'; c <= 'z'; c++)
		codes->letters[(unsigned char)c] = codes->letters[(unsigned char)septel__upper(c)];
}

void septel__ita2_decode(struct ita2 *ita2, struct septel_view codes, struct septel_out *text)
{
	if (!septel__out_reserve(text, codes.len))
		return;
	for (size_t i = 0; i < codes.len; i++) {
		const unsigned char code = (unsigned char)codes.ptr[i] & (CODES - 1);
		if (code == ITA2_LETTERS || code == ITA2_FIGURES) {
			ita2->in_figures = code == ITA2_FIGURES;
			continue;
		}
		const char c = ita2->in_figures ? FIGURES[ita2->figures][code] : LETTERS[code];
		if (c == '\0')
			continue;
		text->data[text->length++] = c;
		if (c == ' ' && ita2->unshift_on_space)
			ita2->in_figures = false;
	}
}

/* The code of `c`, with a shift before it where one is needed; false where there is none. */
static bool encode(struct ita2 *ita2, const struct codes *codes, char c, struct septel_out *out)
{
	if ((unsigned char)c >= sizeof codes->letters)
		return false;
	const unsigned char letter = codes->letters[(unsigned char)c];
	const unsigned char figure = codes->figures[(unsigned char)c];
	if (letter == NO_CODE && figure == NO_CODE)
		return false;
	if ((ita2->in_figures ? figure : letter) == NO_CODE) {
		out->data[out->length++] = ita2->in_figures ? ITA2_LETTERS : ITA2_FIGURES;
		ita2->in_figures = !ita2->in_figures;
	}
	out->data[out->length++] = (char)(ita2->in_figures ? figure : letter);
	if (c == ' ' && ita2->unshift_on_space)
		ita2->in_figures = false;
	return true;
}

bool septel__ita2_encode(struct ita2 *ita2, struct septel_view text, struct septel_out *out,
			 size_t *refused)
{
	struct codes codes;
	make_codes(&codes, ita2->figures);
	/* A shift before every character at the most. */
	if (text.len > SIZE_MAX / 2 || !septel__out_reserve(out, text.len * 2))
		return true; /* `out` tells that it failed */
	for (size_t i = 0; i < text.len; i++) {
		if (!encode(ita2, &codes, text.ptr[i], out)) {
			*refused = i;
			return false;
		}
	}
	return true;
}

void septel__ita2_letters(struct ita2 *ita2, size_t times, struct septel_out *codes)
{
	septel__out_repeat(codes, ITA2_LETTERS, times);
	ita2->in_figures = false;
}

bool septel__ita2_holds(enum ita2_figures figures, struct septel_view text, size_t *refused)
{
	struct codes codes;
	make_codes(&codes, figures);
	for (size_t i = 0; i < text.len; i++) {
		const unsigned char c = (unsigned char)text.ptr[i];
		if (c >= sizeof codes.letters ||
		    (codes.letters[c] == NO_CODE && codes.figures[c] == NO_CODE)) {
			*refused = i;
			return false;
		}
	}
	return true;
}

/* The code of `c` in `alphabet`; NO_CODE. */
static unsigned char find_code(const char *alphabet, char c)
{
	for (unsigned char code = 1; code < CODES; code++)
		if (alphabet[code] == c)
			return code;
	return NO_CODE;
}

char septel__ita2_other_case(enum ita2_figures figures, char c)
{
	if (c == '\0' || c == NO_FIGURE || septel__is_space(c))
		return '\0';
	unsigned char code = find_code(LETTERS, c);
	if (code != NO_CODE)
		return FIGURES[figures][code] == NO_FIGURE ? '\0' : FIGURES[figures][code];
	code = find_code(FIGURES[figures], c);
	return code == NO_CODE ? '\0' : LETTERS[code];
}

static bool differ_in_one(unsigned char a, unsigned char b)
{
	const unsigned difference = a ^ b;
	return a != NO_CODE && b != NO_CODE && difference && (difference & (difference - 1)) == 0;
}

bool septel__ita2_one_impulse(char a, char b)
{
	return differ_in_one(find_code(LETTERS, a), find_code(LETTERS, b)) ||
	       differ_in_one(find_code(FIGURES[ITA2_INTERNATIONAL], a),
			     find_code(FIGURES[ITA2_INTERNATIONAL], b));
}
