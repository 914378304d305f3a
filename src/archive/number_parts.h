/* number_parts.h - station, year and serial out of a canonical message number. */
#ifndef SEPTEL_ARCHIVE_NUMBER_PARTS_H
#define SEPTEL_ARCHIVE_NUMBER_PARTS_H

#include "../base/view.h"

/* "08BAGHDAD3796": BAGHDAD, 2008, 3796; "NAVADMIN100/10": NAVADMIN, 2010, 100.
 * False, the station empty and the numbers 0, for any other text. */
bool septel__number_parts(struct septel_view id, struct septel_view *station, int *year,
			  int *serial);

#endif
