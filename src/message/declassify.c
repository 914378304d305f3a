/* declassify.c - see fields.h. */
#include "fields.h"

void septel__declassify_read(struct reading *reading, struct septel_view order,
			     struct septel_view value)
{
	(void)reading;
	(void)order;
	(void)value;
}
