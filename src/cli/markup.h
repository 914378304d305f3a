/* markup.h - words of a message where XML, or a quoted string of graphviz, may read them. */
#ifndef SEPTEL_CLI_MARKUP_H
#define SEPTEL_CLI_MARKUP_H

#include "../base/out.h"

/* Controls come out as U+FFFD (safe.h), what the form means as its escape. */
void markup_xml(struct septel_out *out, struct septel_view words);
void markup_dot(struct septel_out *out, struct septel_view words);

#endif
