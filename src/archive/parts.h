/* parts.h - an archive kept in parts by year, each in a database of its own.
 *
 * A part is an archive that takes the messages of some years alone: the year of the number, or
 * where there is none that of the date-time group, or none (taken by the part that begins
 * with year 0).  Numbers of messages, lists and segments of two parts never meet, and labels
 * are those of the whole.  The *whole* has no messages of its own: its tables are those of its
 * parts, reached by postgres_fdw, and it answers every question as one archive.
 *
 * Imports go to the parts, side by side if they are on several machines; nothing is written
 * through the whole but what is kept beside messages (own.h).  No index spans two parts, so
 * that what must be unique is so in its part: a number is, since its year is part of it.
 */
#ifndef SEPTEL_ARCHIVE_PARTS_H
#define SEPTEL_ARCHIVE_PARTS_H

#include "archive.h"

struct part {
	const char *location; /* of a database that is empty when it becomes a part */
	int first_year, last_year;
};

/* Makes a database a part of the archive, which holds no messages itself. */
bool septel__part_add(struct archive *archive, const struct part *part);
/* By rising years; `location` is without its password.  True if no visit said false. */
bool septel__parts_each(struct archive *archive,
			bool (*visit)(const struct part *part, void *context), void *context);

#endif
