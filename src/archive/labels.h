/* labels.h - the labels of an archive by number.
 *
 * The index keeps words apart by label; a number stands for each that occurs.  A
 * number never changes its meaning.  Label LABEL_ENVELOPE is that of the envelope
 * (id, sender, addressees, time, overall classification): whoever may know of a
 * message at all may see it.
 *
 * Threads: any; numbers are handed out under a lock.
 */
#ifndef SEPTEL_ARCHIVE_LABELS_H
#define SEPTEL_ARCHIVE_LABELS_H

#include "../access/access.h"
#include "sight.h"
#include "store.h"

#define LABEL_ENVELOPE 0u
/* The number of all labels beyond LABELS_LIMIT; only the owner sees it. */
#define LABEL_BEYOND LABELS_LIMIT

struct labels;

/* Those of the archive. */
struct labels *septel__labels_read(struct archive *archive) __attribute__((warn_unused_result));
void septel__labels_free(struct labels *labels);
/* The number of a label, a new one where it has none. */
unsigned septel__labels_number(struct labels *labels, struct access_label label);
/* The label of a number; false where there is none. */
bool septel__labels_get(const struct labels *labels, unsigned number, struct access_label *label);
/* What `viewer` may see. */
struct sight septel__sight_of(const struct labels *labels, const struct access_viewer *viewer);
/* Writes the new ones, in the transaction that is open. */
bool septel__labels_flush(struct labels *labels, struct archive *archive);

#endif
