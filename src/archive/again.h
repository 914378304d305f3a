/* again.h - one stored message read anew by today's reader.
 *
 * All its versions and sections are, in one transaction: searches go on meanwhile and see
 * the old reading or the new one.
 */
#ifndef SEPTEL_ARCHIVE_AGAIN_H
#define SEPTEL_ARCHIVE_AGAIN_H

#include "archive.h"

/* `id` in canonical form; *receipts is how many were read, 0 where the archive has none.
 * False: nothing was changed; the archive's error tells why. */
bool septel__read_again(struct archive *archive, struct septel_view id, uint64_t *receipts);

#endif
