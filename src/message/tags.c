/* tags.c - see fields.h. */
#include "fields.h"

void septel__tags_read(struct reading *reading, struct septel_view value)
{
	(void)reading;
	(void)value;
}

void septel__tags_repair(struct edits *edits, struct septel_view text, struct septel_view value)
{
	(void)edits;
	(void)text;
	(void)value;
}
