/* store_text.h - text of messages as a database takes it.  Private to store*.c.
 *
 * A circuit can bring any byte; a database of UTF-8 text cannot hold a NUL or half a letter, and a
 * tool that shows it should not either.  Such a byte is written \xHH.  Bytes of messages are not
 * text: they are kept as they are.
 */
#ifndef SEPTEL_RELAY_STORE_TEXT_H
#define SEPTEL_RELAY_STORE_TEXT_H

#include "../base/out.h"

/* `text` itself where nothing is odd, else a copy behind what `out` holds (which must not move:
 * room is reserved first).  `exact`: two different texts stay different; a backslash is odd too. */
struct septel_view septel__store_clean(struct septel_out *out, struct septel_view text, bool exact);

#endif
