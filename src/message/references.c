/* references.c - see fields.h. */
#include "fields.h"

struct septel_references septel__references_of(struct reading *reading, struct septel_view value)
{
	(void)reading;
	(void)value;
	return (struct septel_references){NULL, 0};
}
