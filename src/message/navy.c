/* navy.c - see navy.h. */
#include "navy.h"

bool septel__navy_recognise(const struct reading *reading)
{
	(void)reading;
	return false;
}

void septel__navy_read(struct reading *reading)
{
	reading->body_first = reading->internal_first;
}
