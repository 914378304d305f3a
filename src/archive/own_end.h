/* own_end.h - the day on which a message ends by its own word.
 *
 * "THIS NAVADMIN IS CANCELLED FOR RECORD PURPOSES ON 30 SEP 10", "THIS MESSAGE EXPIRES ON 14
 * AUGUST 2011", "NAVADMIN 100/09 WILL REMAIN IN EFFECT UNTIL SUPERSEDED OR 30 SEP 2010",
 * "CANCELLATION DATE: 30SEP10", "EXPIRATION DATE FOR THIS MESSAGE IS 14 JAN 06", and "THIS
 * NAVADMIN IS CANCELLED" of one that is cancelled with what it brings.  None is the day of what
 * the message is about ("THIS EXCEPTION TO POLICY EXPIRES 1 JANUARY 2010", "THE AUTHORITY IN
 * THIS NAVADMIN EXPIRES ..."), an end without a day ("UNTIL SUPERSEDED", "UPON RECEIPT OF ..."),
 * and a day before the message's own, which is a misprint.
 */
#ifndef SEPTEL_ARCHIVE_OWN_END_H
#define SEPTEL_ARCHIVE_OWN_END_H

#include <septel/message.h>

struct own_end {
	struct septel_time day;
	size_t paragraph; /* that says it */
};

struct own_ends {
	const struct own_end *at;
	size_t count;
};

/* Owned by the arena; none where memory is out. */
struct own_ends septel__own_ends_find(const struct septel_message *message,
				      struct septel_arena *arena);

#endif
