/* heading.c - see heading.h. */
#include "heading.h"

void septel__heading_read(struct reading *reading)
{
	reading->internal_first = 0;
}
