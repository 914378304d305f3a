/* mail.h - the message text in a mail (RFC 5322, MIME).
 *
 * The text is the first text/plain part, freed from its transfer encoding; but
 * a part of the type RECORD_MAIL_TYPE
 * (message/record_mail.h), which holds a message's bytes as received, comes
 * before it.  Character sets are left alone.
 */
#ifndef SEPTEL_CORPUS_MAIL_H
#define SEPTEL_CORPUS_MAIL_H

#include "../base/out.h"

#include <septel/message.h>

struct mail_message {
	struct septel_view text;       /* in the mail or in `decoded` */
	struct septel_options options; /* MMHS-Originator-Reference; the year of Date */
};

/* True if `head` begins with the header of a mail. */
bool septel__is_mail_header(struct septel_view head);
/* Reads one mail; NULL, or why there is no message in it. */
const char *septel__mail_read(struct septel_view mail, struct septel_out *decoded,
			      struct mail_message *message);

#endif
