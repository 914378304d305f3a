/* postgres_text.h - any bytes as text that PostgreSQL takes, and back.
 *
 * PostgreSQL takes valid UTF-8 without NUL; a damaged message has other bytes.  A byte that
 * cannot stand is written as the code point U+10FF00 plus its value (the end of a private
 * plane), and so are the bytes of these code points themselves: nothing is lost, and what is
 * proper text stays as it is.
 */
#ifndef SEPTEL_ARCHIVE_POSTGRES_TEXT_H
#define SEPTEL_ARCHIVE_POSTGRES_TEXT_H

#include "../base/out.h"

/* False: it stands as it is. */
bool septel__postgres_text_odd(struct septel_view text);
void septel__postgres_text_put(struct septel_out *out, struct septel_view text);

/* False: nothing in it stands for a byte. */
bool septel__postgres_text_coded(struct septel_view text);
void septel__postgres_text_take(struct septel_out *out, struct septel_view text);

#endif
