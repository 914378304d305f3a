/* links.h - what a message says of the messages it refers to: cancelled,
 * superseded. */
#ifndef SEPTEL_ARCHIVE_LINKS_H
#define SEPTEL_ARCHIVE_LINKS_H

#include "prepared.h"

/* What becomes of reference `index` by this message. */
enum citation_link septel__link_of(const struct septel_message *message, size_t index);

/* Messages that the text cancels or supersedes and no reference names
 * ("NAVADMIN 123/09 IS CANCELLED"), each handed to `put`. */
void septel__links_in_text(const struct septel_message *message, struct septel_arena *arena,
			   struct septel_out *out,
			   void (*put)(struct septel_out *out, const struct citation *citation));

#endif
