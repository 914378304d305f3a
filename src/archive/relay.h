/* relay.h - a thread that does one thing after another with what others make.
 *
 * Whoever makes bytes hands them over and goes on making more, while the thread works on what
 * came before, in order.  At most RELAY_BYTES_LIMIT bytes wait (and one run of any length):
 * who hands over more is held until there is room.
 */
#ifndef SEPTEL_ARCHIVE_RELAY_H
#define SEPTEL_ARCHIVE_RELAY_H

#include "../base/view.h"

struct relay;

/* `take` is called by the thread, a run of bytes at a time; false: it takes no more.  NULL: no
 * thread or no memory is to be had. */
struct relay *septel__relay_new(bool (*take)(struct septel_view bytes, void *context),
				void *context) __attribute__((warn_unused_result));
/* Copies a run of bytes; one caller at a time.  False: `take` takes no more, or memory is
 * out. */
bool septel__relay_put(struct relay *relay, struct septel_view bytes);
/* Waits until all is taken, or no more is, and ends the thread. */
void septel__relay_end(struct relay *relay);

#endif
