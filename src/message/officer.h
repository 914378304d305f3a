/* officer.h - the officer who classified a message: name and title.
 *
 *     title name            Deputy Political Counselor John W. Crowley
 *     name, title           Karin L. Look, Acting Assistant Secretary, VCI
 *     two of them           AF KARL WYCOFF, ACTING AND S/CT DAS SHARI VILLAROSA
 */
#ifndef SEPTEL_MESSAGE_OFFICER_H
#define SEPTEL_MESSAGE_OFFICER_H

#include "../base/view.h"

#include <septel/arena.h>

struct officer {
	struct septel_view name;  /* as printed; two are joined by "; " */
	struct septel_view title; /* what else the words say, its parts joined by ", " */
};

/* Reads `words` (one line, no reasons); what is not stated is empty. */
struct officer septel__officer(struct septel_view words, struct septel_arena *arena);

#endif
