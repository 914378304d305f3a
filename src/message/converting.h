/* converting.h - what the forms of a conversion share; septel/convert.h. */
#ifndef SEPTEL_MESSAGE_CONVERTING_H
#define SEPTEL_MESSAGE_CONVERTING_H

#include "../base/out.h"
#include "../base/view.h"

#include <septel/convert.h>

struct converting {
	const struct septel_message *message;
	struct septel_convert_options options; /* filled in */
	struct septel_arena *arena;
	struct septel_out *out;
};

void septel__convert_text(struct converting *converting);
void septel__convert_eml(struct converting *converting);
void septel__convert_html(struct converting *converting);
void septel__convert_md(struct converting *converting);

/* One row of what stands above the text: a label, and its values. */
struct fact {
	const char *label;
	struct septel_views values;
};
/* The facts a reader wants, in reading order, silent ones left out; values are
 * printable and one line each. */
#define FACTS_LIMIT 16
size_t septel__facts(const struct converting *converting, struct fact facts[FACTS_LIMIT]);

/* A view made printable, on one line. */
struct septel_view septel__clean(const struct converting *converting, struct septel_view view);

/* Line 12 to the signature, for a reader of mail. */
struct septel_view septel__body_text(const struct converting *converting);
/* The paragraphs and the signature alone, in lines of `width` columns. */
struct septel_view septel__paragraph_text(const struct converting *converting, size_t width);

#endif
