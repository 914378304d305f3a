/* repeats.c - repeated runs after Q; see repair.h. */
#include "repair.h"

void septel__repeats_repair(struct edits *edits, struct septel_view text, struct lines lines)
{
	(void)edits;
	(void)text;
	(void)lines;
}
