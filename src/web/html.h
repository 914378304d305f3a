/* html.h - HTML in which nothing stands unescaped but what the source text of septel says.
 *
 * HTML() takes string literals alone: anything else does not compile.  All that comes from a
 * message, a query or an archive goes through septel__html_text (between tags, and inside
 * quoted attributes) or septel__html_path (inside an address in a quoted attribute).
 *
 * Controls, marks that turn the direction of writing and bytes that are no character come
 * out where they can be seen: a control as its picture, U+202E as its name in brackets.
 */
#ifndef SEPTEL_WEB_HTML_H
#define SEPTEL_WEB_HTML_H

#include "../base/out.h"

#define HTML(out, literal) septel__out_bytes((out), "" literal "", sizeof("" literal "") - 1)

void septel__html_text(struct septel_out *out, struct septel_view text);
/* At most `most` bytes of it, cut between characters, with dots where it goes on. */
void septel__html_start(struct septel_out *out, struct septel_view text, size_t most);
/* Percent-encoded, slashes kept. */
void septel__html_path(struct septel_out *out, struct septel_view text);
/* The same for a value behind "?", slashes encoded. */
void septel__html_value(struct septel_out *out, struct septel_view text);

#endif
