/* references.c - see fields.h. */
#include "fields.h"

void septel__references_read(struct reading *reading, struct septel_view value)
{
	(void)reading;
	(void)value;
}
