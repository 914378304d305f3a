/* mail_fields.h - the fields of a letter that a gateway reads, and the grammar of their values.
 *
 * The header is read once into a table; a field that may stand once and stands twice is a
 * matter for the operator, so it is counted.  Values are as they stand, folds and all: what
 * takes one apart unfolds it.
 */
#ifndef SEPTEL_RELAY_MAIL_FIELDS_H
#define SEPTEL_RELAY_MAIL_FIELDS_H

#include "../base/out.h"
#include "change.h"

#include <septel/arena.h>
#include <septel/message.h>

enum mail_field_name {
	FIELD_DATE,
	FIELD_FROM,
	FIELD_TO,
	FIELD_CC,
	FIELD_BCC,
	FIELD_SUBJECT,
	FIELD_MESSAGE_ID,
	FIELD_KEYWORDS,
	FIELD_SIO_LABEL,
	FIELD_PROTECTIVE_MARKING,
	FIELD_MT_PRIORITY,
	FIELD_PRIMARY,
	FIELD_COPY,
	FIELD_AUTHORISATION, /* in either spelling */
	FIELD_PLAD,
	FIELD_REFERENCE,
	FIELD_ACP127,
	FIELD_HANDLING,
	FIELD_INSTRUCTIONS,
	FIELD_EXEMPTED,
	FIELD_OTHER_TO,
	FIELD_OTHER_CC,
	FIELD_CODRESS,
	MAIL_FIELD_COUNT
};

struct mail_fields {
	struct septel_view value[MAIL_FIELD_COUNT]; /* of the first */
	unsigned count[MAIL_FIELD_COUNT];
	bool too_many; /* more than MAIL_FIELDS_LIMIT in the header */
};

void septel__mail_fields_read(struct mail_fields *fields, struct septel_view header);
/* Its name, as RFC 6477 and others print it. */
const char *septel__mail_field_name(enum mail_field_name name);
/* The first field that may stand once and stands again; MAIL_FIELD_COUNT: none. */
enum mail_field_name septel__mail_field_doubled(const struct mail_fields *fields);

/* Without folds; white space runs are one blank. */
struct septel_view septel__mail_unfolded(struct septel_view value, struct septel_arena *arena);
/* The same without comments, nested and quoted as they may be. */
struct septel_view septel__mail_uncommented(struct septel_view value, struct septel_arena *arena);
/* Text with encoded-words (RFC 2047), as UTF-8.  False: a character set that is not known. */
bool septel__mail_decoded(struct septel_view value, struct septel_view *text,
			  struct septel_arena *arena);
/* Appends bytes of a character set as UTF-8.  False: the set is not known, or these are no bytes
 * of it. */
bool septel__mail_charset(struct septel_out *out, struct septel_view charset,
			  struct septel_view bytes);
/* "Thu, 04 Dec 2008 06:37:00 +0000", in any zone that is stated by number: in UTC.  False: no
 * such date. */
bool septel__mail_date(struct septel_view value, struct septel_time *time,
		       struct septel_arena *arena);
/* Such a date, with its seconds. */
void septel__mail_put_date(struct septel_out *out, moment at);
/* A list of values between ';' (RFC 6477), each trimmed; empty ones left out. */
struct septel_views septel__mail_list(struct septel_view value, char separator,
				      struct septel_arena *arena);

/* An address: who it is (display name, or the name of a group, decoded), and where. */
struct mail_address {
	struct septel_view name;    /* empty: none is stated */
	struct septel_view mailbox; /* empty: a group */
};
struct mail_addresses {
	const struct mail_address *at;
	size_t count;
};
/* False: no address list.  A group counts as one; whom it has for members does not matter. */
bool septel__mail_addresses(struct septel_view value, struct mail_addresses *addresses,
			    struct septel_arena *arena);

#endif
