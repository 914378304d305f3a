/* mail_compose.h - from the fields of a letter to a record message; a part of mail_message.h.
 *
 * House rules (what is not sure is refused, with the reason):
 *
 *   originator      MMHS-Originator-PLAD, else the display name of From
 *   addressees      display names of To and Cc, names of groups; each must have a routing
 *                   indicator, or none where the letter says that others deliver it
 *   DTG             MMHS-Extended-Authorisation-Info, else Date
 *   precedence      MMHS-Primary- and -Copy-Precedence; without both the transfer order of a
 *                   sender that is trusted; else ROUTINE
 *   classification  SIO-Label and the first line of the text, which may not differ
 *   identification  MMHS-Acp127-Message-Identifier; else a serial of the number, or of a hash
 */
#ifndef SEPTEL_RELAY_MAIL_COMPOSE_H
#define SEPTEL_RELAY_MAIL_COMPOSE_H

#include "../base/out.h"
#include "mail_fields.h"
#include "mail_message.h"

/* `text` is UTF-8.  True: *transmissions, one for each section.  False: `reason` is written. */
bool septel__mail_compose(struct septel_views *transmissions, const struct mail_fields *fields,
			  struct septel_view text, const struct mail_reading *reading,
			  struct septel_arena *arena, struct septel_out *reason)
	__attribute__((nonnull, warn_unused_result));

/* The class that a SIO-Label states, by its marking or its ESS label (RFC 7444, 2634); what
 * stands behind the class in the marking ("NOFORN").  False: `reason` is written. */
bool septel__mail_label(struct septel_view value, enum septel_class *class_,
			struct septel_view *caveats, struct septel_arena *arena,
			struct septel_out *reason) __attribute__((nonnull, warn_unused_result));

#endif
