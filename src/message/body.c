/* body.c - see body.h. */
#include "body.h"

void septel__body_read(struct reading *reading)
{
	reading->body_end = reading->lines.count;
}

bool septel__is_rule(struct septel_view line)
{
	(void)line;
	return false;
}

bool septel__label(struct septel_view line, struct label *out)
{
	(void)line;
	(void)out;
	return false;
}
