/* mail_reports.h - reports on letters: delivery status (RFC 3464) and disposition (RFC 8098); a
 * part of mail_message.h.
 */
#ifndef SEPTEL_RELAY_MAIL_REPORTS_H
#define SEPTEL_RELAY_MAIL_REPORTS_H

#include "../base/mime.h"
#include "mail_message.h"

/* The reports of a multipart/report.  False: it is none that says what became of a letter. */
bool septel__mail_reports(struct mail_arrival *arrival, const struct mime_part *whole,
			  struct septel_arena *arena) __attribute__((nonnull, warn_unused_result));

#endif
