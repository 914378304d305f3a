/* seen.h - messages met before, for rule V29.
 *
 * Key (wire-format 10.5): originating routing indicator, station serial,
 * section, filing time; where a copy has none of them, its number and section.
 * Equal key and equal text: the same message.  Equal key and another text: a
 * conflict, which nobody may drop.
 */
#ifndef SEPTEL_MESSAGE_SEEN_H
#define SEPTEL_MESSAGE_SEEN_H

#include <septel/lint.h>

enum seen { SEEN_FIRST, SEEN_SAME, SEEN_OTHER };

/* Memory out counts as SEEN_FIRST: a warning less, never a wrong one. */
enum seen septel__seen_add(struct septel_seen *seen, const struct septel_message *message);

#endif
