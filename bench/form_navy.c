/* form_navy.c - see forms.h. */
#include "forms.h"

void form_navy(struct made *made, struct prose *prose, struct lines *lines, struct text *out)
{
	(void)made, (void)prose, (void)lines, (void)out;
}
