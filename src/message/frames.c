/* frames.c - page and section markers, stamps, page frames, splits; see repair.h. */
#include "repair.h"

void septel__frames_repair(struct edits *edits, struct septel_view text, struct lines lines)
{
	(void)edits;
	(void)text;
	(void)lines;
}
