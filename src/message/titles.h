/* titles.h - words of official titles, offices and ranks.
 *
 * What stands before a name ("Deputy Political Counselor") or behind it
 * ("Assistant Secretary, VCI").  Case aside; a zero counts as the letter O, and
 * apostrophes do not count.
 */
#ifndef SEPTEL_MESSAGE_TITLES_H
#define SEPTEL_MESSAGE_TITLES_H

#include "../base/view.h"

/* "Counselor", "DCM", "A/S", "Minister-Counselor", "PolMinCouns". */
bool septel__is_title(struct septel_view word);
/* "Ambasasdor", "Direcotr": near to one of the longer title words. */
bool septel__is_misspelt_title(struct septel_view word);
/* "JR", "Jr.", "III". */
bool septel__is_name_suffix(struct septel_view word);
/* "de", "van", "al": small words inside a name. */
bool septel__is_name_particle(struct septel_view word);

#endif
