/* labels.h - the labels of an archive by number.
 *
 * The index keeps words apart by label; a number stands for each that occurs.  A
 * number in the archive never changes its meaning.  Label LABEL_ENVELOPE is that of the envelope
 * (id, sender, addressees, time, overall classification): whoever may know of a
 * message at all may see it.
 *
 * Who imports hands out numbers before they are in the archive, and another import may
 * have written others meanwhile: the writer looks whether it has (septel__labels_renew) as
 * soon as nobody else can write.  Numbers of its own that another took are handed out anew
 * then, in the next *generation*; what was made with those of an earlier one is of no use.
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
/* The generation of the numbers handed out now. */
unsigned septel__labels_generation(struct labels *labels);
/* The label of a number; false where there is none. */
bool septel__labels_get(const struct labels *labels, unsigned number, struct access_label *label);
/* What `viewer` may see. */
struct sight septel__sight_of(const struct labels *labels, const struct access_viewer *viewer);
/* Takes in what others have written, in the transaction of the writer that is open. */
bool septel__labels_renew(struct labels *labels, struct archive *archive);
/* Writes the new ones, in the transaction that is open. */
bool septel__labels_flush(struct labels *labels, struct archive *archive);

#endif
