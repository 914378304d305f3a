/* number.h - what is a series of general messages. */
#ifndef SEPTEL_MESSAGE_NUMBER_H
#define SEPTEL_MESSAGE_NUMBER_H

#include "../base/view.h"

/* True for the name of a series of general messages, in capitals: ALNAV,
 * ALCOAST, NAVADMIN, NAVOP, MARADMIN.  A station is none ("MARSEILLE 12/08"
 * is a serial and a year). */
bool septel__is_series(struct septel_view name);

#endif
