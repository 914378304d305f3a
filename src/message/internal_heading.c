/* internal_heading.c - see internal_heading.h. */
#include "internal_heading.h"

void septel__internal_heading_read(struct reading *reading)
{
	reading->body_first = reading->internal_first;
}

void septel__internal_heading_repair(struct reading *reading, struct edits *edits)
{
	(void)reading;
	(void)edits;
}
