/* references.c - see fields.h. */
#include "references.h"

#include "fields.h"

struct septel_references septel__references_of(struct reading *reading, struct septel_view value)
{
	(void)reading;
	(void)value;
	return (struct septel_references){NULL, 0};
}

enum septel_reference_kind septel__reference_kind(struct septel_view text)
{
	(void)text;
	return SEPTEL_REFERENCE_UNKNOWN;
}
