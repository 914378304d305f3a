/* ita2.c - see ita2.h. */
#include "ita2.h"

#define CODES     32u
#define NO_CODE   0u /* that of the blank, which prints nothing */
#define NO_FIGURE '\x1A'

/* By code (wire-format 2); '\0': gives no character.  A space, CR and LF are the same in both
 * cases. */
static const char LETTERS[CODES + 1] = "\0E\nA SIU\rDRJNFCKTZLWHYPQOBG\0MXV\0";
static const char FIGURES[2][CODES + 1] = {
	[ITA2_US] = "\0"
		    "3\n- \a87\r$4',!:(5\")2#6019?&\0./;\0",
	[ITA2_INTERNATIONAL] = "\0"
			       "3\n- '87\r\x1A"
			       "4\a,\x1A:(5\x1A)2\x1A"
			       "6019?\x1A\0./\x1A\0",
};

/* The same by character; 0: it has no code. */
#define CHARACTERS 128u
static const unsigned char LETTER_CODES[CHARACTERS] = {
	['\n'] = 0x02, ['\r'] = 0x08, [' '] = 0x04, ['A'] = 0x03, ['B'] = 0x19, ['C'] = 0x0E,
	['D'] = 0x09,  ['E'] = 0x01,  ['F'] = 0x0D, ['G'] = 0x1A, ['H'] = 0x14, ['I'] = 0x06,
	['J'] = 0x0B,  ['K'] = 0x0F,  ['L'] = 0x12, ['M'] = 0x1C, ['N'] = 0x0C, ['O'] = 0x18,
	['P'] = 0x16,  ['Q'] = 0x17,  ['R'] = 0x0A, ['S'] = 0x05, ['T'] = 0x10, ['U'] = 0x07,
	['V'] = 0x1E,  ['W'] = 0x13,  ['X'] = 0x1D, ['Y'] = 0x15, ['Z'] = 0x11, ['a'] = 0x03,
	['b'] = 0x19,  ['c'] = 0x0E,  ['d'] = 0x09, ['e'] = 0x01, ['f'] = 0x0D, ['g'] = 0x1A,
	['h'] = 0x14,  ['i'] = 0x06,  ['j'] = 0x0B, ['k'] = 0x0F, ['l'] = 0x12, ['m'] = 0x1C,
	['n'] = 0x0C,  ['o'] = 0x18,  ['p'] = 0x16, ['q'] = 0x17, ['r'] = 0x0A, ['s'] = 0x05,
	['t'] = 0x10,  ['u'] = 0x07,  ['v'] = 0x1E, ['w'] = 0x13, ['x'] = 0x1D, ['y'] = 0x15,
	['z'] = 0x11};
static const unsigned char FIGURE_CODES[2][CHARACTERS] = {
	[ITA2_INTERNATIONAL] =
		{['\n'] = 0x02, ['\r'] = 0x08, [' '] = 0x04,  ['-'] = 0x03,  ['?'] = 0x19,
		 [':'] = 0x0E,  ['3'] = 0x01,  ['8'] = 0x06,  ['\a'] = 0x0B, ['('] = 0x0F,
		 [')'] = 0x12,  ['.'] = 0x1C,  [','] = 0x0C,  ['9'] = 0x18,  ['0'] = 0x16,
		 ['1'] = 0x17,  ['4'] = 0x0A,  ['\''] = 0x05, ['5'] = 0x10,  ['7'] = 0x07,
		 ['2'] = 0x13,  ['/'] = 0x1D,  ['6'] = 0x15},
	[ITA2_US] = {['\n'] = 0x02, ['\r'] = 0x08, [' '] = 0x04,  ['-'] = 0x03, ['?'] = 0x19,
		     [':'] = 0x0E,  ['$'] = 0x09,  ['3'] = 0x01,  ['!'] = 0x0D, ['&'] = 0x1A,
		     ['#'] = 0x14,  ['8'] = 0x06,  ['\''] = 0x0B, ['('] = 0x0F, [')'] = 0x12,
		     ['.'] = 0x1C,  [','] = 0x0C,  ['9'] = 0x18,  ['0'] = 0x16, ['1'] = 0x17,
		     ['4'] = 0x0A,  ['\a'] = 0x05, ['5'] = 0x10,  ['7'] = 0x07, [';'] = 0x1E,
		     ['2'] = 0x13,  ['/'] = 0x1D,  ['6'] = 0x15,  ['"'] = 0x11}};

static unsigned char letter_code(char c)
{
	return (unsigned char)c < CHARACTERS ? LETTER_CODES[(unsigned char)c] : NO_CODE;
}

static unsigned char figure_code(enum ita2_figures figures, char c)
{
	return (unsigned char)c < CHARACTERS ? FIGURE_CODES[figures][(unsigned char)c] : NO_CODE;
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
static bool encode(struct ita2 *ita2, char c, struct septel_out *out)
{
	const unsigned char letter = letter_code(c), figure = figure_code(ita2->figures, c);
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

bool septel__ita2_encode(struct ita2 *ita2, struct septel_view text, struct septel_out *codes,
			 size_t *refused)
{
	/* A shift before every character at the most. */
	if (text.len > SIZE_MAX / 2 || !septel__out_reserve(codes, text.len * 2))
		return true; /* `codes` tells that it failed */
	for (size_t i = 0; i < text.len; i++) {
		if (!encode(ita2, text.ptr[i], codes)) {
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

char septel__ita2_other_case(enum ita2_figures figures, char c)
{
	const unsigned char letter = letter_code(c), figure = figure_code(figures, c);
	if (septel__is_space(c))
		return '\0';
	if (letter != NO_CODE)
		return FIGURES[figures][letter] == NO_FIGURE ? '\0' : FIGURES[figures][letter];
	return figure == NO_CODE ? '\0' : LETTERS[figure];
}

static bool differ_in_one(unsigned char a, unsigned char b)
{
	const unsigned difference = a ^ b;
	return a != NO_CODE && b != NO_CODE && difference && (difference & (difference - 1)) == 0;
}

bool septel__ita2_one_impulse(char a, char b)
{
	return differ_in_one(letter_code(a), letter_code(b)) ||
	       differ_in_one(figure_code(ITA2_INTERNATIONAL, a),
			     figure_code(ITA2_INTERNATIONAL, b));
}
