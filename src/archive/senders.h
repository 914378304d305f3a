/* senders.h - whether two printed names are one sender.
 *
 * A reference names its sender shorter or longer than the sender's own FM line does: "CNO",
 * "CNO WASH DC", "CNO (N09) WASHINGTON DC" for "CNO WASHINGTON DC//N1//"; "SECDEF" for
 * "SECDEF WASHINGTON DC"; "BAGHDAD" for "AMEMBASSY BAGHDAD".
 */
#ifndef SEPTEL_ARCHIVE_SENDERS_H
#define SEPTEL_ARCHIVE_SENDERS_H

#include "../base/view.h"

/* True where a reference to a message from `cited` may mean one whose FM line says
 * `sender`: the same station, or the same first word and nothing against it behind.
 * A name that tells of no sender ("", "GENADMIN") may mean any. */
bool septel__same_sender(struct septel_view cited, struct septel_view sender);

#endif
