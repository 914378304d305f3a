/* batch.h - what a writer has put in and not yet committed: by hash and by id.
 *
 * The tables need not be asked for it, so that rows may wait to be sent together.
 */
#ifndef SEPTEL_ARCHIVE_BATCH_H
#define SEPTEL_ARCHIVE_BATCH_H

#include "../base/out.h"

struct batch;

struct batch *septel__batch_new(void) __attribute__((warn_unused_result));
void septel__batch_free(struct batch *batch);
void septel__batch_clear(struct batch *batch);

/* The number noted last for these bytes; 0: none. */
uint32_t septel__batch_find(const struct batch *batch, struct septel_view key);
/* Notes it; false: memory is out. */
bool septel__batch_note(struct batch *batch, struct septel_view key, uint32_t number);

#endif
