/* classified_by.c - see fields.h. */
#include "fields.h"

void septel__classified_by_read(struct reading *reading, struct septel_view value)
{
	(void)reading;
	(void)value;
}
