/* ita2.h - the five-unit telegraph alphabet (ITA2, wire-format 2) and what happens to it on a line.
 *
 * One code a byte, bit 0 the first impulse.  Letters and figures share codes; which case holds is
 * state, kept across pieces.  Text is ASCII: letters are capitals, the bell is BEL; a figure
 * that has no meaning decodes to SUB.
 */
#ifndef SEPTEL_RELAY_ITA2_H
#define SEPTEL_RELAY_ITA2_H

#include "../base/out.h"

#define ITA2_LETTERS 0x1F
#define ITA2_FIGURES 0x1B
#define ITA2_BLANK   0x00

/* Those of the United States come first: the serials of State traffic have a "#". */
enum ita2_figures {
	ITA2_US,           /* $ ! & # ; " too; J apostrophe, S bell */
	ITA2_INTERNATIONAL /* D, F, G, H, V, Z have no figure; J bell, S apostrophe */
};

/* Zero: letters, figures of the United States. */
struct ita2 {
	enum ita2_figures figures;
	bool unshift_on_space; /* a space brings letters back (the receiver's habit) */
	bool in_figures;       /* state */
};

/* Appends the text of `codes`; shifts and blanks give nothing.  Bits above the fifth are
 * ignored. */
void septel__ita2_decode(struct ita2 *ita2, struct septel_view codes, struct septel_out *text)
	__attribute__((nonnull));

/* Appends the codes of `text`, a shift only where one is needed; small letters become capitals.
 * False: the character at *refused (an offset in `text`) has no code; what stands before it is
 * written. */
bool septel__ita2_encode(struct ita2 *ita2, struct septel_view text, struct septel_out *codes,
			 size_t *refused) __attribute__((nonnull, warn_unused_result));
/* Appends LTRS, `times`, needed or not. */
void septel__ita2_letters(struct ita2 *ita2, size_t times, struct septel_out *codes)
	__attribute__((nonnull));

/* The letter printed where figures were meant, and the other way round (a lost shift): '3' and 'E';
 * 0 for none. */
char septel__ita2_other_case(enum ita2_figures figures, char c);
/* `a` and `b` differ in one impulse, in the same case. */
bool septel__ita2_one_impulse(char a, char b);

#endif
