/* form_cfpf.c - see forms.h. */
#include "forms.h"

void form_cfpf(struct made *made, struct prose *prose, struct copy *copy, struct lines *lines,
	       struct text *out)
{
	(void)made, (void)prose, (void)copy, (void)lines, (void)out;
}
