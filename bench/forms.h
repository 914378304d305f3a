/* forms.h - whole messages in the three forms that come down to us. */
#ifndef BENCH_FORMS_H
#define BENCH_FORMS_H

#include "layout.h"
#include "made.h"
#include "prose.h"

/* A cable of 1966 to 2010 as an archive of the wire has it; heading and text apart. */
void form_state(struct made *made, struct prose *prose, struct copy *copy, struct lines *lines,
		struct text *heading, struct text *body);
/* A telegram of 1974 to 1979 as the National Archives print it, page by page. */
void form_cfpf(struct made *made, struct prose *prose, struct copy *copy, struct lines *lines,
	       struct text *out);
/* A Navy general message of 2004 to 2012, as received. */
void form_navy(struct made *made, struct prose *prose, struct lines *lines, struct text *out);

#endif
