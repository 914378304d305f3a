/* rows.h - the rows that an archive has of a message, one by one.
 *
 * Each function writes, changes or finds rows in the transaction that is open; false: it
 * failed, see the archive's error.  Which rows go together, and the columns and words that
 * go with them, is the writer's (writer.h).
 */
#ifndef SEPTEL_ARCHIVE_ROWS_H
#define SEPTEL_ARCHIVE_ROWS_H

#include "prepared.h"
#include "store.h"

/* `now`: seconds since 1970.  `parts`: numbers of the receipts of which it was joined, or empty. */
bool septel__rows_add_receipt(struct archive *archive, uint32_t number, long long now,
			      const struct prepared *prepared, struct septel_view parts);
/* What its receipt says of a message that is read otherwise now. */
bool septel__rows_set_receipt(struct archive *archive, uint32_t number,
			      const struct prepared *prepared);
bool septel__rows_delete_receipt(struct archive *archive, uint32_t number);

/* What the message says, and what it cites. */
bool septel__rows_add_message(struct archive *archive, uint32_t number, bool current,
			      const struct prepared *prepared);
bool septel__rows_set_current(struct archive *archive, long long number, bool current);
bool septel__rows_delete_message(struct archive *archive, uint32_t number);

/* Keeps the reason for which something is no message of the archive. */
bool septel__rows_add_reject(struct archive *archive, long long now,
			     const struct prepared *prepared, struct septel_view reason,
			     struct septel_view bytes);

/* The number of the version of a message that is current, of the last that came; 0: none. */
bool septel__rows_current(struct archive *archive, struct septel_view id, long long *number);
bool septel__rows_last(struct archive *archive, struct septel_view id, long long *number);
/* The number of the current version of a message that may be a section, or a whole joined from
 * some; 0: it came in one piece, or there is none. */
bool septel__rows_current_section(struct archive *archive, struct septel_view id,
				  long long *number);

#endif
